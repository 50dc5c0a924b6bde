"""The pages after a rejection: clock, the clerk's words, the fix, and what a mended packet changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from api.accounts.account import ALLOWED, Act
from api.auth import Given, Person, PersonWithForm
from api.errors import RequestRefused
from api.filings.clock import clock_of, is_over, paper_clocks
from api.filings.difference import difference_of
from api.filings.mending import Mend, mend, request_filing_date
from api.filings.reasons import Reading, choose_reading, readings_of
from api.ids import FilingId, PacketId
from api.packets.store import PacketState
from api.pages.showing import show, to
from api.pages.zones import zone_of
from efiling.rejection import causes

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/filings/{filing_id}/rejection")
def rejection_page(request: Request, filing_id: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(FilingId(filing_id))
        mended = work.packets.mending(filing.id)
    zone, clock = zone_of(services, filing.court), clock_of(services, filing)
    context: dict[str, object] = {
        "account": account,
        "filing": filing,
        "court": services.courts.profile(filing.court).name,
        "clock": clock,
        "over": clock is not None and is_over(clock, now=services.clock(), zone=zone),
        "papers": paper_clocks(services, filing),
        "reasons": _by_reason(readings_of(services, filing)),
        "causes": causes(),
        "mended": mended,
        "zone": zone,
        "may_prepare": account.role in ALLOWED[Act.PREPARE],
    }
    return show(request, "rejection.html", context)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in the clerk's words, the papers that it stands at, and each thing that it may mean."""

    words: str
    papers: tuple[str, ...]
    meanings: tuple[Reading, ...]


def _by_reason(readings: Sequence[Reading]) -> tuple[Reason, ...]:
    """Gather what several papers were rejected for in the same words."""
    found = []
    for words in dict.fromkeys(reading.reason for reading in readings):
        same = [reading for reading in readings if reading.reason == words]
        meanings = {reading.check: reading for reading in reversed(same)}
        papers = tuple(dict.fromkeys(reading.paper for reading in same if reading.paper))
        found.append(Reason(words, papers, tuple(reversed(meanings.values()))))
    return tuple(found)


@router.post("/filings/{filing_id}/readings")
def choose(
    filing_id: str,
    services: Given,
    account: PersonWithForm,
    reason: Annotated[str, Form(max_length=5000)],
    check: Annotated[int, Form(ge=1, le=42)],
) -> Response:
    choose_reading(services, account, FilingId(filing_id), reason=reason, check=check)
    return to(f"/filings/{filing_id}/rejection")


@router.post("/filings/{filing_id}/mend")
async def mend_it(request: Request, filing_id: str, services: Given, account: PersonWithForm) -> Response:
    """Take the corrected values: each field of the form is named by the pointer of its fact."""
    from fastapi.concurrency import run_in_threadpool

    form = await request.form()
    said = {name: content for name, content in form.items() if isinstance(content, str)}
    old = {name.removeprefix("was:"): content for name, content in said.items() if name.startswith("was:")}
    changes = {
        name: content.strip()
        for name, content in said.items()
        if name.startswith("/") and content.strip() != old.get(name, "")
    }
    if len(changes) > 100:
        raise RequestRefused("At most 100 facts are corrected at once.")
    given = Mend(changes=changes, reason=said.get("why", "")[:2000], stake=said.get("stake", "")[:500])
    packet, _ = await run_in_threadpool(mend, services, account, FilingId(filing_id), given)
    return to(f"/packets/{packet.id}/changes")


@router.get("/packets/{packet_id}/changes")
def changes_page(request: Request, packet_id: str, services: Given, account: Person) -> Response:
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        packet = work.packets.get(PacketId(packet_id))
    made = bool(packet.packet_sha256) and packet.state is not PacketState.DRAFT
    context: dict[str, object] = {
        "account": account,
        "packet": packet,
        "found": difference_of(services, packet.id) if made else None,
        "zone": zone_of(services, packet.court),
        "california": packet.court.startswith("us-ca"),
        "may_prepare": account.role in ALLOWED[Act.PREPARE],
    }
    return show(request, "changes.html", context)


@router.post("/packets/{packet_id}/filing-date-request")
def filing_date(packet_id: str, services: Given, account: PersonWithForm) -> Response:
    packet, _ = request_filing_date(services, account, PacketId(packet_id))
    return to(f"/packets/{packet.id}")
