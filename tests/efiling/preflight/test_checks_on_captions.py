"""The checks on captions, dates and envelopes: each trips on one thing and passes its near miss.

The pairs follow the test ideas of the researched pre-flight parameters (checks 1-3, 7-9, 12, 14, 31, 34-36).
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assembly.model.document import FormEdition
from efiling.courts import CourtProfile, Fact, How
from efiling.preflight import Kind, Matter, Outcome, Paper, Report, preflight
from efiling.preflight.asked import Asked
from tests.efiling.preflight.papers import BODY, clean, draw, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court

TODAY = date(2026, 11, 22)
FL_630 = FormEdition(number="FL-630", revised=date(2020, 1, 1))
FL_600 = FormEdition(number="FL-600", revised=date(2020, 1, 1))

CAPTION = (
    "<p>{agency}</p><p>Superior Court of California, County of {county}</p>"
    "<p>Petitioner: County of Orange</p><p>Respondent: {respondent}</p><p>Case number: {number}</p>"
)


def caption(
    *, county: str = "Orange", respondent: str = "José Nuñez Jr.", number: str = "26-CS-00012", more: str = ""
) -> str:
    head = CAPTION.format(
        agency="Child Support Services", county=county, respondent=respondent, number=number
    )
    return f"{head}<p>{more or BODY}</p>"


def real(**facts: object) -> CourtProfile:
    """A court that is not for trials, with a name as California's courts have it."""
    profile = court(court__name_pattern="Superior Court of California, County of {county}", **facts)
    return replace(profile, status="research")


def check(
    *pages: str,
    matter: dict[str, object] | None = None,
    profile: CourtProfile | None = None,
    **paper: object,
) -> Report:
    told = {
        "title": "Complaint",
        "kind": Kind.FORM,
        "type_id": "us-ca/summons-and-complaint",
        "lead": True,
    } | paper
    made = Paper("paper.pdf", clean(*pages), **told)  # type: ignore[arg-type]
    known: dict[str, object] = {
        "captioned": ("County of Orange", "José Nuñez Jr."),
        "case_number": "26-CS-00012",
        "county": "Orange",
    }
    about = known | (matter or {})
    return preflight(Matter(papers=(made,), court=profile or real(), today=TODAY, **about))  # type: ignore[arg-type]


def tripped(report: Report) -> list[str]:
    return [result.name for result in report.results if result.evidence]


def test_a_caption_as_it_must_be_trips_nothing() -> None:
    assert tripped(check(caption())) == []


class TestCaseNumber:
    def test_another_number(self) -> None:
        assert tripped(check(caption(number="26-CS-00021"))) == ["case-number"]

    @pytest.mark.parametrize("number", ["26-CS-\n00012", "26\u2011CS\u201100012"])
    def test_the_same_number_written_otherwise(self, number: str) -> None:
        assert tripped(check(caption(number=number))) == []

    def test_another_number_in_the_body(self) -> None:
        assert tripped(check(caption(more="Judgment was entered in Riverside, 19-FL-11111. " + BODY))) == []

    def test_a_number_before_the_court_gave_one(self) -> None:
        assert tripped(check(caption(), matter={"case_number": ""})) == ["case-number"]

    def test_no_number_before_the_court_gave_one(self) -> None:
        assert tripped(check(caption(number="to be assigned"), matter={"case_number": ""})) == []

    def test_a_number_that_is_not_of_the_courts_form(self) -> None:
        profile = real(court__case_number_regex=r"\d{2}[A-Z]{2}\d{6}")
        assert tripped(check(caption(), profile=profile)) == ["case-number"]

    def test_another_number_that_was_put_on_the_page_later(self) -> None:
        late = draw(b"BT /Plain 10 Tf 320 600 Td (Case No. 99-ZZ-99999) Tj ET", font=True)
        page = spoiled(clean(caption(more=BODY * 6)), late)
        about = {"captioned": ("County of Orange",), "case_number": "26-CS-00012", "county": "Orange"}
        papers = (Paper("p.pdf", page, title="P", kind=Kind.FORM, type_id="t/x", lead=True),)
        report = preflight(Matter(papers=papers, court=real(), today=TODAY, **about))  # type: ignore[arg-type]
        assert "case-number" in tripped(report)

    def test_a_caption_that_was_filled_into_a_form_stands_last_in_the_file(self) -> None:
        """What a form's fields hold is drawn after all of its printed words."""
        words = (
            b"Superior Court of California, County of Orange", b"County of Orange", b"Jose Nunez Jr.", b"26-CS-00012",
        )  # fmt: skip
        drawn = (
            b"BT /Plain 8 Tf 20 %d Td (%b) Tj ET " % (770 - 12 * n, line) for n, line in enumerate(words)
        )
        page = spoiled(clean(f"<p>{BODY * 40}</p>"), draw(b"".join(drawn), font=True))
        about = {
            "captioned": ("County of Orange", "Jose Nunez Jr."),
            "case_number": "26-CS-00012",
            "county": "Orange",
        }
        papers = (Paper("p.pdf", page, title="P", kind=Kind.FORM, type_id="t/x", lead=True),)
        report = preflight(Matter(papers=papers, court=real(), today=TODAY, **about))  # type: ignore[arg-type]
        assert {"case-number", "caption-parties", "court-name"}.isdisjoint(tripped(report))

    def test_the_programs_own_number_is_not_the_courts(self) -> None:
        assert (
            tripped(check(caption(number="____</p><p>Program case No. N1P2Q3"), matter={"case_number": ""}))
            == []
        )


class TestCaptionParties:
    def test_a_party_named_otherwise(self) -> None:
        assert tripped(check(caption(respondent="José Ruiz-Nuñez Jr."))) == ["caption-parties"]

    @pytest.mark.parametrize("name", ["JOSÉ NUÑEZ JR", "Jose\u0301 Nun\u0303ez, Jr."])
    def test_the_same_name_in_capitals_or_decomposed(self, name: str) -> None:
        assert tripped(check(caption(respondent=name))) == []


class TestCourtName:
    def test_another_county(self) -> None:
        assert tripped(check(caption(county="San Diego"))) == ["court-name"]

    def test_a_county_in_the_body(self) -> None:
        assert tripped(check(caption(more="The child lives in San Diego County. " + BODY))) == []

    def test_a_court_for_trials_takes_any(self) -> None:
        assert (
            tripped(check(caption(county="San Diego"), profile=court(court__name_pattern="Court of Example")))
            == []
        )


class TestCombined:
    def test_two_papers_in_one_file(self) -> None:
        assert tripped(check(caption(), caption(more=f"Another. {BODY}"))) == ["combined"]

    def test_a_paper_that_is_attached(self) -> None:
        assert (
            tripped(check(caption(), caption(more=f"Another. {BODY}"), contains=("us-ca/proposed-judgment",)))
            == []
        )

    def test_a_second_page_that_speaks_of_the_court(self) -> None:
        body = f"<p>The order of the Superior Court of California stands. See its case number list.</p><p>{BODY}</p>"
        assert tripped(check(caption(), body)) == []


class TestDates:
    def test_signed_tomorrow(self) -> None:
        assert tripped(check(caption(more=f"{BODY} Dated: November 23, 2026"))) == ["signature-date"]

    @pytest.mark.parametrize(
        "words", ["Dated: November 22, 2026", "Date: January 21, 2027 Time: 9:00 a.m.", "Dated: __________"]
    )
    def test_signed_today_or_a_hearing_to_come(self, words: str) -> None:
        assert tripped(check(caption(more=f"{BODY} {words}"))) == []

    @pytest.mark.parametrize(
        ("day", "trips"),
        [
            pytest.param(date(2026, 11, 26), True, id="a day the court is closed"),
            pytest.param(date(2026, 12, 5), True, id="Saturday"),
            pytest.param(date(2026, 11, 22), True, id="today"),
            pytest.param(date(2026, 12, 7), False, id="a Monday to come"),
        ],
    )
    def test_a_hearing(self, day: date, trips: bool) -> None:
        profile = real(hours__holidays=["2026-11-26"])
        found = tripped(check(caption(), matter={"hearing": day}, profile=profile))
        assert found == ["hearing-date"] * trips

    @pytest.mark.parametrize(("days", "trips"), [(60, False), (61, True)])
    def test_a_figure_of_sixty_days(self, days: int, trips: bool) -> None:
        report = check(caption(), matter={"as_of": {"The arrears figure": TODAY - timedelta(days=days)}})
        assert tripped(report) == ["stale"] * trips
        assert not report.blocks


class TestEnvelope:
    def papers(self, *leads: bool, forms: tuple[FormEdition | None, ...] = (None, None)) -> tuple[Paper, ...]:
        return tuple(
            Paper(
                f"p{n}.pdf",
                clean(caption(more=f"{n} {BODY}")),
                type_id="t",
                lead=lead,
                kind=Kind.OTHER,
                form=form,
            )
            for n, (lead, form) in enumerate(zip(leads, forms, strict=False), 1)
        )

    def run(self, papers: tuple[Paper, ...], **facts: object) -> list[str]:
        return tripped(preflight(Matter(papers=papers, court=real(**facts), today=TODAY)))

    def test_no_lead(self) -> None:
        assert self.run(self.papers(False, False)) == ["lead-document"]

    def test_two_leads_where_one_is_taken(self) -> None:
        assert self.run(self.papers(True, True), packet__lead_documents_per_envelope=1) == ["lead-document"]
        assert self.run(self.papers(True, True), packet__lead_documents_per_envelope=2) == []

    def test_the_proposed_judgment_beside_the_complaint(self) -> None:
        edges = [{"inside": "FL-630", "of": "FL-600", "cite": "rule 5.325(e)"}]
        beside = self.papers(True, False, forms=(FL_600, FL_630))
        assert self.run(beside, packet__companion_inside=edges) == ["attached-to"]

    def test_the_judgment_alone_after_default(self) -> None:
        edges = [{"inside": "FL-630", "of": "FL-600", "cite": "rule 5.325(e)"}]
        assert self.run(self.papers(True, forms=(FL_630,)), packet__companion_inside=edges) == []

    def test_the_same_file_twice(self) -> None:
        (paper,) = self.papers(True)
        again = paper.with_bytes(paper.raw, name="again.pdf")
        assert self.run((paper, again), packet__lead_documents_per_envelope=2) == ["duplicate"]

    def test_a_file_that_lies_with_the_court(self) -> None:
        (paper,) = self.papers(True)
        matter = Matter(papers=(paper,), court=real(), today=TODAY, open_hashes=(paper.pdf.sha256,))
        assert tripped(preflight(matter)) == ["duplicate"]

    @pytest.mark.parametrize(("dollars", "trips"), [("60.00", True), ("0.00", False)])
    def test_a_fee_of_an_exempt_agency(self, dollars: str, trips: bool) -> None:
        profile = real(fees__agency_exempt=True)
        assert (
            tripped(check(caption(), matter={"asked": Asked(fee=Decimal(dollars))}, profile=profile))
            == ["fee"] * trips
        )


class TestEdition:
    @pytest.mark.parametrize(("printed", "trips"), [("January 1, 2019", True), ("January 1, 2020", False)])
    def test_the_edition_at_the_foot(self, printed: str, trips: bool) -> None:
        page = caption(more=f"{BODY}</p><p>FL-600 [Rev. {printed}]")
        assert tripped(check(page, form=FL_600)) == ["edition"] * trips

    def test_an_edition_of_another_form_in_the_words(self) -> None:
        page = caption(more=f"{BODY}</p><p>See the answer, FL-610 [Rev. January 1, 2012].")
        assert tripped(check(page, form=FL_600)) == []


def test_what_is_only_known_from_a_summary_warns() -> None:
    profile = real()
    pattern = profile.facts["court.name_pattern"]
    hearsay = Fact(key=pattern.key, value=pattern.value, how=How.SUMMARY)
    profile = replace(profile, facts={**profile.facts, pattern.key: hearsay})
    report = check(caption(county="San Diego"), profile=profile)
    (result,) = [found for found in report.results if found.name == "court-name"]
    assert result.outcome is Outcome.WARN


def test_an_exhibit_inside_a_paper_is_not_the_filers_own_words() -> None:
    letter = f"<p>DRAFT letter. Dated: January 4, 2027</p><p>{BODY}</p>"
    assert tripped(check(caption(), letter)) == ["signature-date", "placeholder"]
    report = check(caption(), letter, exhibits_from=2)
    assert (tripped(report), report.blocks) == (["placeholder"], False)  # the mark DRAFT on it only warns
