"""Which facts are behind a value that a form prints."""

import pytest

from assembly.model.case import CourtCase
from assembly.model.people import PersonName
from assembly.render.forms.origin import facts_behind

CASE = CourtCase(petitioner="A", respondent="B")
READ = ("/children/0/name/first", "/children/1/name/first", "/children/1/birth_date", "/order/total_monthly")


class TestAFact:
    def test_is_named_by_its_place(self):
        assert facts_behind("case.petitioner", {"case": CASE}, {}) == ("/case/petitioner",)
        assert facts_behind("prepared_on", {"prepared_on": 1}, {}) == ("/prepared_on",)

    def test_of_what_is_made_from_several_is_their_holder(self):
        names = {"people": (PersonName(first="A", last="B"),)}
        assert facts_behind("people.0.full", names, {}) == ("/people/0",)

    def test_an_entry_that_is_not_there_is_still_named(self):
        assert facts_behind("people.3.first", {"people": ()}, {}) == ("/people/3",)

    def test_the_document_itself_and_unknown_names_are_no_facts(self):
        assert facts_behind("document.title", {"document": object()}, {}) == ()
        assert facts_behind("nothing", {}, {}) == ()


class TestWhatIsWorkedOut:
    def test_comes_from_all_that_was_read_for_it(self):
        assert facts_behind("made.total", {}, {"made": READ}) == READ

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("made.total", ("/order/total_monthly",)),
            ("made.children.1.name", ("/children/1/name/first",)),
            ("made.children.1.age", ("/children/1/name/first", "/children/1/birth_date")),
            ("made.totally", READ),
        ],
    )
    def test_is_narrowed_by_the_longest_name_that_fits(self, path, expected):
        narrower = (
            ("made.total", ("order.total_monthly",)),
            ("made.children.*", ("children.*",)),
            ("made.children.*.name", ("children.*.name",)),
        )
        assert facts_behind(path, {}, {"made": READ}, narrower) == expected

    def test_an_item_that_was_given_counts_itself(self):
        read = ("/made/amount", "/order/total_monthly")
        narrower = (("made.amount", ("order.total_monthly",)),)
        assert facts_behind("made.amount", {}, {"made": read}, narrower) == read
        assert facts_behind("made.amount", {}, {"made": read}) == ("/made/amount",)
