"""Filing on paper over HTTP: ordered, printed, and its result recorded with scans of the stamped copies."""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile

from api.accounts.account import Act
from api.auth import Given, Program
from api.errors import RequestRefused
from api.filings.endpoints import show
from api.filings.paper import PaperResult, Told, moment_of, order_on_paper, print_packet, record_result
from api.filings.schemas import FilingAnswer, FilingRequest
from api.ids import FilingId, PacketId
from api.services import Services

router = APIRouter(prefix="/api/filings", tags=["filings on paper"])
MOST_SCANS = 25


@router.post("/on-paper", status_code=202)
def order(body: FilingRequest, services: Given, account: Program) -> FilingAnswer:
    """File on paper what the court does not take by message. Asking twice is one filing."""
    filing = order_on_paper(services, account, PacketId(body.packet), body.packet_sha256, body.court)
    return show(services, filing.id)


@router.get("/{filing_id}/print")
def printed(filing_id: str, services: Given, account: Program) -> Response:
    """Fetch what is printed: instructions, fee slip, and the papers."""
    account.require(Act.LOOK)
    return Response(print_packet(services, FilingId(filing_id)), media_type="application/pdf")


def told_of(
    filing_id: str,
    services: Given,
    outcome: Annotated[PaperResult, Form()],
    day: Annotated[str, Form(max_length=10)],
    clock: Annotated[str, Form(max_length=5)] = "",
    number: Annotated[str, Form(max_length=80)] = "",
    reason: Annotated[str, Form(max_length=5000)] = "",
    scans: Annotated[list[UploadFile] | None, File()] = None,
) -> Told:
    """Return what a form says of papers that were taken to the court; the moment is in the court's zone."""
    with services.database.unit_of_work() as work:
        court = work.filings.get(FilingId(filing_id)).court
    return Told(
        result=outcome,
        at=moment_of(day, clock, services, court),
        docket_number=number.strip(),
        reason=reason.strip(),
        copies=read_scans(services, scans or []),
    )


ToldByForm = Annotated[Told, Depends(told_of)]


@router.post("/{filing_id}/paper-result")
def result(filing_id: str, services: Given, account: Program, told: ToldByForm) -> FilingAnswer:
    """Record what became of papers that were taken to the court."""
    record_result(services, account, FilingId(filing_id), told)
    return show(services, FilingId(filing_id))


def read_scans(services: Services, scans: list[UploadFile]) -> dict[str, bytes]:
    """Return the bytes of uploaded scans by name.

    Raises:
        RequestRefused: they are too many or too large.
    """
    given = [scan for scan in scans if scan.filename]
    if len(given) > MOST_SCANS:
        raise RequestRefused(f"At most {MOST_SCANS} scans are taken at once.")
    limit, found = services.settings.copy_bytes, {}
    for scan in given:
        raw = scan.file.read(limit + 1)
        if len(raw) > limit:
            raise RequestRefused(f"A scan is larger than {limit:,} bytes. Save it smaller, or in parts.")
        found[str(scan.filename)] = raw
    return found
