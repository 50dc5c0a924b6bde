"""Rejections over HTTP: the clock, what the clerk meant, what a mended packet changes, and the request for the first date."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.accounts.account import Act
from api.auth import Given, Program
from api.filings.clock import clock_of, paper_clocks
from api.filings.difference import difference_of
from api.filings.mending import request_filing_date
from api.filings.questions import answer_at_filing
from api.filings.reasons import choose_reading, note_notice, readings_of
from api.ids import FilingId, PacketId
from api.packets.schemas import JobAnswer
from api.services import Services

router = APIRouter(prefix="/api", tags=["rejections"])


class ReadingRequest(BaseModel):
    """What a person says that a reason means: a check by number, and the fact that mends it."""

    reason: str = Field(max_length=5000)
    check: int = Field(ge=1, le=42)
    fact: str = Field(default="", max_length=300)


class NoticeRequest(BaseModel):
    """The day of the e-mail notice of a rejection."""

    on: date


class AnswerRequest(BaseModel):
    """The answer to a question that a rule puts when a packet is filed or served."""

    rule: str = Field(max_length=120)
    met: bool
    note: str = Field(default="", max_length=2000)


class OneClock(BaseModel):
    """One rule's clock for one paper. An unverified clock proposes; it never says that a day is safe."""

    rule: str
    title: str
    citation: str
    verified: bool
    start: date
    due: date | None
    target: date | None
    other_due: date | None
    effect: str
    change_allowed: str
    note: str
    late: str


class PaperRejection(BaseModel):
    """The clocks of one rejected paper."""

    reference: str
    title: str
    rejected_on: date
    clocks: list[OneClock]


class RejectionAnswer(BaseModel):
    """All that a rejection started. `ends_at` is the last moment, in the court's zone."""

    filing: str
    due: date | None
    ends_at: datetime | None
    recommended: date | None
    rule: str
    papers: list[PaperRejection]
    readings: list[dict[str, Any]]
    mended_by: list[str]


class DifferenceAnswer(BaseModel):
    """What a mended packet changes; `beyond` are changed facts for which no reason calls."""

    filing: str
    papers: list[dict[str, Any]]
    facts: list[str]
    beyond: list[str]
    forbidden: bool


@router.get("/filings/{filing_id}/rejection")
def rejection(filing_id: str, services: Given, account: Program) -> RejectionAnswer:
    """Show what a rejection started and what the clerk's reasons may mean."""
    account.require(Act.LOOK)
    return _rejection(services, FilingId(filing_id))


@router.post("/filings/{filing_id}/readings")
def read_reason(filing_id: str, body: ReadingRequest, services: Given, account: Program) -> RejectionAnswer:
    """Say what a reason means; it takes the place of what was read in it."""
    choose_reading(
        services, account, FilingId(filing_id), reason=body.reason, check=body.check, fact=body.fact
    )
    return _rejection(services, FilingId(filing_id))


@router.post("/filings/{filing_id}/notice")
def notice(filing_id: str, body: NoticeRequest, services: Given, account: Program) -> RejectionAnswer:
    """Note the day of the e-mail notice; the earlier of status and notice counts."""
    note_notice(services, account, FilingId(filing_id), body.on)
    return _rejection(services, FilingId(filing_id))


@router.get("/packets/{packet_id}/difference")
def difference(packet_id: str, services: Given, account: Program) -> DifferenceAnswer:
    """Show what a mended packet changes in the rejected one."""
    account.require(Act.LOOK)
    found = difference_of(services, PacketId(packet_id))
    return DifferenceAnswer(
        filing=found.filing,
        papers=[asdict(paper) for paper in found.papers],
        facts=list(found.facts),
        beyond=list(found.beyond),
        forbidden=found.forbidden,
    )


@router.post("/packets/{packet_id}/filing-date-request", status_code=202)
def filing_date(packet_id: str, services: Given, account: Program) -> JobAnswer:
    """Prepare the evidence and proposed order by which a mended packet asks for its first date."""
    packet, job = request_filing_date(services, account, PacketId(packet_id))
    return JobAnswer(packet=packet.id, job=job)


@router.post("/packets/{packet_id}/filing-answers", status_code=204)
def answer(packet_id: str, body: AnswerRequest, services: Given, account: Program) -> None:
    """Answer a question that a rule puts when the packet is filed or served."""
    answer_at_filing(services, account, PacketId(packet_id), body.rule, met=body.met, note=body.note)


def _rejection(services: Services, filing_id: FilingId) -> RejectionAnswer:
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        mended = [str(packet.id) for packet in work.packets.mending(filing_id)]
    clock = clock_of(services, filing)
    return RejectionAnswer(
        filing=filing.id,
        due=clock.due if clock else None,
        ends_at=clock.ends_at if clock else None,
        recommended=clock.target if clock else None,
        rule=clock.rule if clock else "",
        papers=[
            PaperRejection(
                reference=paper.reference,
                title=paper.title,
                rejected_on=paper.rejected_on,
                clocks=[
                    OneClock(
                        rule=each.rule,
                        title=each.title,
                        citation=each.citation,
                        verified=each.verified,
                        start=each.start,
                        due=each.due,
                        target=each.target,
                        other_due=each.other_due,
                        effect=each.effect,
                        change_allowed=each.change.value,
                        note=each.note,
                        late=each.late,
                    )
                    for each in paper.clocks
                ],
            )
            for paper in paper_clocks(services, filing)
        ],
        readings=[asdict(reading) for reading in readings_of(services, filing)],
        mended_by=mended,
    )
