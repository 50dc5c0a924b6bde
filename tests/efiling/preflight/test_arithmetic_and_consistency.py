"""Figures that must add up (check 41) and facts that must agree (check 42): the researched test ideas."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assembly.model.people import PersonName
from efiling.model import Envelope, EnvelopeCase, Party, PartyRef, PartyRole, SubmissionId
from efiling.preflight import Matter, Outcome, Paper, Result, preflight
from efiling.preflight.known import Individual, Printed, Sum
from tests.efiling.preflight.papers import BODY, clean
from tests.efiling.preflight.test_checks_on_bytes import court

TODAY = date(2026, 11, 22)
ROW = "<tr><td style='width:3in'>{}</td><td style='width:1in;text-align:right'>{}</td></tr>"
ROBERT = Individual(
    name="Robert Ortega Villanueva",
    aliases=("Bob Villanueva",),
    birth_date=date(1987, 8, 19),
    ssn_last4="0819",
)
ANIKA = Individual(name="Anika Raman Villanueva", birth_date=date(2019, 2, 11), child=True)
PEOPLE = (ROBERT, ANIKA)


def result(number: int, *texts: str, **matter: object) -> Result:
    papers = tuple(
        Paper(f"p{place}.pdf", clean(f"<p>{BODY} Paper {place}.</p>{text}"), title=f"P{place}")
        for place, text in enumerate(texts, 1)
    )
    return of(number, papers, **matter)


def of(number: int, papers: tuple[Paper, ...], **matter: object) -> Result:
    about = Matter(papers=papers, court=court(), today=TODAY, **matter)  # type: ignore[arg-type]
    (found,) = [result for result in preflight(about).results if result.number == number]
    return found


def table(*rows: tuple[str, str]) -> str:
    return f"<table>{''.join(ROW.format(*row) for row in rows)}</table>"


class TestColumns:
    """A total that its column does not make warns: a person judges what the column is."""

    @pytest.mark.parametrize(
        ("total", "outcome"),
        [("$1,466.01", Outcome.WARN), ("$1,466.00", Outcome.NOT_CHECKED)],
        ids=["off by a cent", "right"],
    )
    def test_a_total(self, total: str, outcome: Outcome) -> None:
        rows = [("Current", "$1,256.00"), ("Arrears", "$150.00"), ("Medical", "$60.00"), ("Total", total)]
        assert result(41, table(*rows)).outcome is outcome

    def test_a_sum_of_rounded_rows(self) -> None:
        rows = [("A", "$33.33"), ("B", "$33.33"), ("C", "$33.33"), ("Total", "$100.00")]
        assert result(41, table(*rows)).outcome is Outcome.WARN

    def test_one_row_is_no_sum_and_a_word_is_no_total(self) -> None:
        assert result(41, table(("A", "$1.00"), ("Total", "$5.00"))).evidence == ()
        assert result(41, table(("A", "$1.00"), ("B", "$1.00"), ("Totally other", "$5.00"))).evidence == ()


class TestWorkedOut:
    told = (
        Printed(text="$5,200.00", words="the fact “obligor income”"),
        Printed(text="$1,593.60", words="Guideline support", derived=True),
    )

    def paper(self, text: str) -> Paper:
        return Paper("p.pdf", clean(f"<p>{BODY} {text}</p>"), title="P", printed=self.told)

    def test_what_the_facts_make_is_printed(self) -> None:
        right = self.paper("He earns $5,200.00, and support is $1,593.60, a month.")
        assert of(41, (right,)).outcome is Outcome.PASS

    def test_another_figure_is_printed(self) -> None:
        """Support 57.32 a week is 248.39 a month; a figure off by a cent is another figure."""
        found = of(41, (self.paper("He earns $5,200.00, and support is $1,593.61 a month."),))
        assert found.outcome is Outcome.BLOCK
        (evidence,) = found.evidence
        assert evidence.problem == "Guideline support comes to $1,593.60; it prints $1,593.61."
        assert evidence.page == 1
        assert evidence.rect is not None

    def test_words_that_were_taken_out_warn(self) -> None:
        assert of(41, (self.paper("He earns $5,200.00 a month."),)).outcome is Outcome.WARN

    def test_nobody_can_say_is_no_pass(self) -> None:
        assert of(41, (Paper("p.pdf", clean()),)).outcome is Outcome.NOT_CHECKED

    @pytest.mark.parametrize(
        ("total", "outcome"), [("450.00", Outcome.PASS), ("450.01", Outcome.BLOCK)], ids=["right", "a cent"]
    )
    def test_the_facts_themselves_add_up(self, total: str, outcome: Outcome) -> None:
        parts = (Decimal("225.00"), Decimal("225.00"))
        sums = (Sum(words="The children's shares", parts=parts, total=Decimal(total)),)
        assert of(41, (self.paper("$5,200.00 $1,593.60"),), sums=sums).outcome is outcome


class TestPeople:
    @pytest.mark.parametrize(
        ("text", "outcome"),
        [
            pytest.param("Anika Raman Villanueva, born February 11, 2019", Outcome.PASS, id="the date"),
            pytest.param("Anika Raman Villanueva, date of birth 02/11/2019", Outcome.PASS, id="in figures"),
            pytest.param("Anika Raman Villanueva, born February 11, 2018", Outcome.BLOCK, id="another year"),
            pytest.param("Anika Raman Villanueva, born in 2019", Outcome.PASS, id="the year alone"),
            pytest.param("Anika Raman Villanueva, born in 2018", Outcome.BLOCK, id="another year alone"),
            pytest.param("Anika Raman Villanueva, since May 1, 2026", Outcome.PASS, id="some other date"),
            pytest.param("ANIKA RAMAN VILLANUEVA", Outcome.PASS, id="in capitals"),
            pytest.param("Anika Raman Vilanueva", Outcome.BLOCK, id="a letter lost"),
            pytest.param("Anika Ramna Villanueva", Outcome.BLOCK, id="letters changed places"),
            pytest.param("Robert Ortega Villanueva", Outcome.PASS, id="the recorded name"),
            pytest.param("Bob Villanueva", Outcome.PASS, id="a recorded other name"),
            pytest.param("Roberta Ortega Villanueva", Outcome.BLOCK, id="a letter more"),
            pytest.param("his sister Maria Ortega Villanueva", Outcome.PASS, id="a relative"),
            pytest.param("Number XXX-XX-0819", Outcome.PASS, id="last four"),
            pytest.param("Number XXX-XX-0891", Outcome.BLOCK, id="last four of nobody"),
        ],
    )
    def test_against_the_record(self, text: str, outcome: Outcome) -> None:
        assert result(42, f"<p>{text}</p>", people=PEOPLE).outcome is outcome

    def test_a_name_without_its_accents_warns(self) -> None:
        person = (Individual(name="José Nuñez Ibarra"),)
        assert result(42, "<p>José Nunez Ibarra</p>", people=person).outcome is Outcome.WARN
        assert result(42, "<p>Jose\u0301 Nun\u0303ez Ibarra</p>", people=person).outcome is Outcome.PASS

    def test_two_children_with_names_alike_are_two(self) -> None:
        twins = (ANIKA, replace(ANIKA, name="Anita Raman Villanueva"))
        assert result(42, "<p>Anita Raman Villanueva</p>", people=twins).outcome is Outcome.PASS

    def test_a_street_spelled_otherwise_warns(self) -> None:
        streets = ("1400 Copperfield Drive",)
        wrong = result(42, "<p>1400 Coperfield Drive</p>", people=PEOPLE, streets=streets)
        assert wrong.outcome is Outcome.WARN
        for right in ("1400 Copperfield Drive", "1400 COPPERFIELD DRIVE", "22 Coperfield Drive"):
            assert result(42, f"<p>{right}</p>", people=PEOPLE, streets=streets).outcome is Outcome.PASS


class TestFacts:
    def paper(self, text: str, told: str) -> Paper:
        printed = (Printed(text=told, words="the fact “x”"),)
        return Paper("p.pdf", clean(f"<p>{BODY}</p><p>{text}</p>"), title="P", printed=printed)

    def test_a_fact_that_is_printed_otherwise(self) -> None:
        assert (
            of(42, (self.paper("in care of Grace", "in care of Grace"),), people=PEOPLE).outcome
            is Outcome.PASS
        )
        assert (
            of(42, (self.paper("in care of Mary", "in care of Grace"),), people=PEOPLE).outcome
            is Outcome.BLOCK
        )

    def test_a_fact_that_goes_over_a_page(self) -> None:
        long = "The first words stand on one page and the others stand on the next one of the two."
        first, last = long[:40], long[40:]
        raw = clean(f"<p>{BODY}</p><p>{first}</p><p>Page 1</p>", f"<p>Head</p><p>{last}</p>")
        printed = (Printed(text=long, words="the fact “x”"),)
        paper = Paper("p.pdf", raw, title="P", printed=printed)
        assert of(42, (paper,), people=PEOPLE).evidence == ()


class TestMessage:
    def envelope(self, *, docket: str = "", name: str = "Robert", born: date | None = None) -> Envelope:
        party = Party(
            ref=PartyRef("p"),
            role=PartyRole.RESPONDENT,
            type_code="r",
            name=PersonName(first=name, middle="Ortega", last="Villanueva"),
            birth_date=born,
        )
        case = EnvelopeCase(category_code="c", type_code="t", docket_number=docket)
        return Envelope(submission_id=SubmissionId("s"), court="c", case=case, parties=(party,), filings=())

    @pytest.mark.parametrize(
        ("message", "outcome"),
        [
            pytest.param({}, Outcome.BLOCK, id="no number"),
            pytest.param({"docket": "26-CS-0001"}, Outcome.PASS, id="the number"),
            pytest.param({"docket": "26-CS-0010"}, Outcome.BLOCK, id="another number"),
            pytest.param({"docket": "26-CS-0001", "name": "Roberto"}, Outcome.BLOCK, id="another name"),
            pytest.param({"docket": "26-CS-0001", "born": date(1987, 8, 19)}, Outcome.PASS, id="the date"),
            pytest.param(
                {"docket": "26-CS-0001", "born": date(1978, 8, 19)}, Outcome.BLOCK, id="another date"
            ),
        ],
    )
    def test_it_says_what_the_papers_say(self, message: dict[str, object], outcome: Outcome) -> None:
        sent = self.envelope(**message)  # type: ignore[arg-type]
        found = result(42, "", people=PEOPLE, envelope=sent, case_number="26-CS-0001")
        assert found.outcome is outcome


class TestWithoutFacts:
    def test_one_file_alone_is_not_passed(self) -> None:
        found = result(42, "<p>Anika Raman, born May 1, 2019</p>")
        assert (found.outcome, found.evidence) == (Outcome.NOT_CHECKED, ())

    def test_two_files_that_differ_in_a_birth_date(self) -> None:
        texts = ("<p>Anika Raman, born May 1, 2019</p>", "<p>Anika Raman, born May 1, 2018</p>")
        assert result(42, *texts).outcome is Outcome.BLOCK
        assert result(42, texts[0], texts[0]).evidence == ()

    def test_two_files_with_two_case_numbers(self) -> None:
        texts = ("<p>Case number: 26-CS-00012</p>", "<p>Case number: 26-CS-00021</p>")
        assert result(42, *texts).outcome is Outcome.BLOCK
        assert result(42, texts[0], texts[0]).evidence == ()
