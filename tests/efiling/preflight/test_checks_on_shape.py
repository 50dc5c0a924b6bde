"""The checks on what the court takes and what goes together (checks 0, 5, 10, 11, 13)."""

from dataclasses import replace
from datetime import date

from assembly.model.document import FormEdition
from efiling.courts import CourtProfile
from efiling.courts.codes import CodeSet
from efiling.preflight import Matter, Paper, preflight
from tests.efiling.preflight.papers import BODY, clean
from tests.efiling.preflight.test_checks_on_bytes import court

TODAY = date(2026, 11, 22)
PAGE = clean()


def tripped(papers: tuple[Paper, ...], profile: CourtProfile) -> list[str]:
    report = preflight(Matter(papers=papers, court=profile, today=TODAY))
    return [result.name for result in report.results if result.evidence]


def paper(code: str, *, type_id: str = "t/x", lead: bool = True, number: str = "", **more: object) -> Paper:
    form = FormEdition(number=number, revised=date(2015, 1, 1)) if number else None
    raw = PAGE if lead else clean(f"{code} {BODY}")
    return Paper(
        f"{code}.pdf",
        raw,
        title=code.replace("_", " ").title(),
        filing_code=code,
        type_id=type_id,
        lead=lead,
        form=form,
        **more,  # type: ignore[arg-type]
    )


class TestPaperOnly:
    listed = court(
        efiling__excluded_documents=[
            {"our_types": ["contempt_motion_and_affidavit"], "cite": "UTCR 21.070(3)(d)"},
            {"our_types": ["FL-410"]},
            {"our_types": ["judgment"], "severity": "warn"},
        ]
    )

    def test_by_type_or_by_form(self) -> None:
        by_type = paper("contempt", type_id="us-or/contempt-motion-and-affidavit")
        assert tripped((by_type,), self.listed) == ["paper-only"]
        assert tripped((paper("contempt", number="FL-410"),), self.listed) == ["paper-only"]

    def test_another_paper_and_one_with_a_warning_only(self) -> None:
        assert tripped((paper("motion"),), self.listed) == []
        assert tripped((paper("judgment"),), self.listed) == []


def test_a_code_that_nobody_confirmed() -> None:
    profile = replace(court(), codes={"filing_code": CodeSet(name="filing_code", ours={"motion": "9202"})})
    assert tripped((paper("motion"),), profile) == []
    assert tripped((paper("answer"),), profile) == ["filing-code"]


def test_an_attachment_where_the_court_takes_none() -> None:
    forbidden = court(packet__attachments="forbidden")
    both = (paper("motion"), paper("declaration", lead=False))
    assert tripped(both, forbidden) == ["attachment-role"]
    assert tripped(both, court(packet__attachments="connected")) == []


class TestCompanions:
    wanted = court(packet__required_companions={"complaint": ["proposed_judgment"]})

    def test_missing(self) -> None:
        assert tripped((paper("complaint"),), self.wanted) == ["companions"]

    def test_beside_or_inside(self) -> None:
        beside = (paper("complaint"), paper("proposed_judgment", lead=False))
        assert tripped(beside, self.wanted) == []
        inside = paper("complaint", contains=("us-ca/proposed-judgment",))
        assert tripped((inside,), self.wanted) == []


def test_the_order_of_the_court() -> None:
    profile = court(packet__order=["motion", "declaration", "proof_of_service"])
    motion, proof = paper("motion"), paper("proof_of_service", lead=False)
    assert tripped((motion, proof), profile) == []
    assert tripped((proof, motion), profile) == ["order"]
