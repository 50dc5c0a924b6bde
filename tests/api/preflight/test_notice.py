"""The time for notice of a hearing, counted at pre-flight by the rules on deadlines and service.

Source: Code Civ. Proc. § 1005(b): 16 court days; five calendar days more by mail within California, ten where the
place of address is outside it, two court days electronically (§ 1010.6(a)(3)(B)); § 12c counts back from the hearing.
Worked by hand for Thursday, January 21, 2027: back over January 18 (Dr. King), January 1 and December 25, the 16th court
day is Monday, December 28, 2026; five days more are Wednesday, December 23; ten are Friday, December 18; two court
days more are Wednesday, December 23 (December 24 is a court day, December 25 is not).
"""

from dataclasses import replace
from datetime import date

import pytest

from api.preflight.notice import SHORTENED, notice_of
from assembly.intake import read_facts
from assembly.model.document import Document, Role, SecurityClass
from assembly.model.facts import Facts
from assembly.model.people import Address
from assembly.model.service import Recipient, Server, Service, ServiceMethod
from efiling.courts import load_court
from efiling.preflight import Matter, Outcome, Paper, Result, preflight
from tests.api.conftest import CASES
from tests.efiling.preflight.papers import clean

COURT = load_court("us-ca-santa-clara")
TITLE = "Notice of Motion"
MOTION = "us-ca/notice-of-motion"
HOME = Address(line1="1 Main St", city="San Jose", state="CA", zip_code="95110")
PAGE = clean()


def document(type_id: str = MOTION, title: str = TITLE) -> Document:
    return Document(
        type_id=type_id,
        title=title,
        role=Role.LEAD,
        filing_code="motion",
        security=SecurityClass.PUBLIC,
        pdf_path="motion.pdf",
        sha256="0" * 64,
        pages=1,
        size_bytes=len(PAGE),
        template_sha256="0" * 64,
    )


@pytest.fixture(scope="module")
def facts() -> Facts:
    """A motion for January 21, 2027, of which nothing more is known."""
    case = read_facts((CASES / "santa-clara-motion-to-modify.facts.json").read_bytes())
    assert case.motion is not None
    motion = replace(case.motion, serve_by=None, shortened_time=False)
    return replace(case, motion=motion, show_cause=None, service=None)


def served(
    method: ServiceMethod,
    on: date | None = None,
    *,
    home: Address | None = HOME,
    titles: tuple[str, ...] = (TITLE,),
) -> Service:
    return Service(
        method=method,
        documents=titles,
        server=Server(name="Lee Hart"),
        recipients=(Recipient(name="Daniel Reyes", address=home),),
        served_on=on,
    )


def result(facts: Facts, today: date, *documents: Document) -> Result:
    noticed = notice_of(documents or (document(),), facts, court=COURT)
    matter = Matter(
        papers=(Paper("motion.pdf", PAGE),),
        court=COURT,
        today=today,
        hearing=noticed.hearing,
        notices=noticed.days,
        notice_unknown=noticed.unknown,
        closed_days=(date(2027, 1, 1), date(2027, 1, 18)),
    )
    return next(found for found in preflight(matter).results if found.number == 35)


class TestNotice:
    @pytest.mark.parametrize(
        ("method", "home", "last"),
        [
            pytest.param(ServiceMethod.PERSONAL, HOME, date(2026, 12, 28), id="in person"),
            pytest.param(ServiceMethod.MAIL, HOME, date(2026, 12, 23), id="by mail in the state"),
            pytest.param(
                ServiceMethod.MAIL,
                replace(HOME, state="NV"),
                date(2026, 12, 18),
                id="by mail to another state",
            ),
            pytest.param(ServiceMethod.ELECTRONIC, HOME, date(2026, 12, 23), id="electronically"),
        ],
    )
    def test_ends_by_the_manner_of_service(
        self, facts: Facts, method: ServiceMethod, home: Address, last: date
    ) -> None:
        case = replace(facts, service=served(method, home=home))
        assert result(case, last).outcome is Outcome.PASS
        late = result(case, date.fromordinal(last.toordinal() + 1))
        assert late.outcome is Outcome.BLOCK
        assert last.isoformat() in late.evidence[-1].problem
        assert "1005(b)" in late.evidence[-1].problem

    def test_is_held_against_the_day_of_a_service_that_was_made(self, facts: Facts) -> None:
        """Mailed on the last day, filed on the last day for filing."""
        case = replace(facts, service=served(ServiceMethod.MAIL, date(2026, 12, 23)))
        assert result(case, date(2026, 12, 28)).outcome is Outcome.PASS
        late = replace(facts, service=served(ServiceMethod.MAIL, date(2026, 12, 24)))
        assert result(late, date(2026, 12, 28)).outcome is Outcome.BLOCK

    def test_counts_the_filing_too(self, facts: Facts) -> None:
        case = replace(facts, service=served(ServiceMethod.MAIL, date(2026, 12, 1)))
        (found,) = result(case, date(2026, 12, 29)).evidence
        assert "file the papers" in found.problem

    def test_where_the_manner_is_not_known_counts_the_filing_alone_and_says_so(self, facts: Facts) -> None:
        found = result(facts, date(2026, 12, 28))
        assert found.outcome is Outcome.NOT_CHECKED
        assert "how the papers are served is not recorded" in found.unchecked[0]
        assert result(facts, date(2026, 12, 29)).outcome is Outcome.BLOCK

    def test_a_service_of_other_papers_says_nothing_of_these(self, facts: Facts) -> None:
        other = served(ServiceMethod.PERSONAL, date(2026, 12, 1), titles=("Summons and Complaint",))
        assert result(replace(facts, service=other), date(2026, 12, 28)).outcome is Outcome.NOT_CHECKED

    def test_the_slowest_manner_of_all_who_are_served_counts(self, facts: Facts) -> None:
        by_hand = served(ServiceMethod.PERSONAL)
        mailed = Recipient(name="Ana Reyes", address=HOME, method=ServiceMethod.MAIL)
        case = replace(facts, service=replace(by_hand, recipients=(*by_hand.recipients, mailed)))
        assert result(case, date(2026, 12, 23)).outcome is Outcome.PASS
        assert result(case, date(2026, 12, 24)).outcome is Outcome.BLOCK


class TestShortenedTime:
    def test_by_an_order_counts_from_its_day(self, facts: Facts) -> None:
        assert facts.motion is not None
        motion = replace(facts.motion, shortened_time=True, serve_by=date(2027, 1, 11))
        case = replace(facts, motion=motion, service=served(ServiceMethod.PERSONAL))
        assert result(case, date(2027, 1, 11)).outcome is Outcome.PASS
        assert result(case, date(2027, 1, 12)).outcome is Outcome.BLOCK

    def test_of_which_nothing_is_entered_is_not_checked(self, facts: Facts) -> None:
        assert facts.motion is not None
        case = replace(facts, motion=replace(facts.motion, shortened_time=True))
        found = result(case, date(2027, 1, 11))
        assert (found.outcome, found.unchecked) == (Outcome.NOT_CHECKED, (SHORTENED,))

    def test_a_paper_may_not_name_a_later_day_than_the_law(self, facts: Facts) -> None:
        assert facts.motion is not None
        case = replace(
            facts,
            motion=replace(facts.motion, serve_by=date(2026, 12, 24)),
            service=served(ServiceMethod.MAIL),
        )
        (found,) = result(case, date(2026, 12, 1)).evidence
        assert "by the day that they name" in found.problem


def test_papers_that_notice_no_hearing_have_none(facts: Facts) -> None:
    """A notice of entry is filed after the hearing, whose day still stands in the facts."""
    assert result(facts, date(2027, 3, 1), document("us-ca/notice-of-entry-of-judgment")).outcome is (
        Outcome.NOT_APPLICABLE
    )
