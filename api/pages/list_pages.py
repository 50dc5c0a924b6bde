"""The pages with lists: packets, the attorney's review queue, filings, and the search by number."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.accounts.account import Account, Act, RoleName
from api.auth import Given, Person
from api.packets.store import PacketState
from api.pages.lists import (
    PAGE,
    VIEWS,
    FilingLine,
    filing_counts,
    filing_page,
    find,
    in_trouble,
    packet_counts,
    packet_page,
)
from api.pages.showing import show, to
from api.pages.zones import zone_of
from api.services import Services
from efiling.errors import ProfileFault, UnknownCourt

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
After = Annotated[str, Query(max_length=40)]


@router.get("/")
def home(account: Person) -> Response:
    return to(home_of(account))


@router.get("/packets")
def packet_list(
    request: Request,
    services: Given,
    account: Person,
    state: Annotated[str, Query(max_length=20)] = "",
    after: After = "",
) -> Response:
    account.require(Act.LOOK)
    wanted = PacketState(state) if state in list(PacketState) else None
    with services.database.unit_of_work() as work:
        page, counts = packet_page(work, state=wanted, after=after), packet_counts(work)
        filed = {packet.id: work.filings.of_packet(packet.id) for packet in page.packets}
    courts = {packet.court for packet in page.packets}
    context: dict[str, object] = {
        "account": account,
        "page": page,
        "counts": counts,
        "total": sum(counts.values()),
        "state": wanted.value if wanted else "",
        "filings": filed,
        "urgent": _urgent(services),
        "zones": {court: zone_of(services, court) for court in courts},
        "court_names": {court: court_name(services, court) for court in courts},
    }
    return show(request, "packets.html", context)


@router.get("/review")
def review_queue(request: Request, services: Given, account: Person, after: After = "") -> Response:
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        page = packet_page(work, state=PacketState.IN_REVIEW, after=after, oldest_first=True)
        counts = packet_counts(work)
        checks = {packet.id: work.checks.of(packet.id, packet.packet_sha256) for packet in page.packets}
    courts = {packet.court for packet in page.packets}
    context: dict[str, object] = {
        "account": account,
        "page": page,
        "waiting": counts.get(PacketState.IN_REVIEW, 0),
        "checks": checks,
        "zones": {court: zone_of(services, court) for court in courts},
        "court_names": {court: court_name(services, court) for court in courts},
    }
    return show(request, "review.html", context)


@router.get("/filings")
def filing_list(
    request: Request,
    services: Given,
    account: Person,
    view: Annotated[str, Query(max_length=20)] = "trouble",
    after: After = "",
) -> Response:
    account.require(Act.LOOK)
    chosen = view if view in VIEWS else "trouble"
    with services.database.unit_of_work() as work:
        counts = filing_counts(work)
    page = filing_page(services, chosen, after=after)
    courts = {line.filing.court for line in page.lines}
    context: dict[str, object] = {
        "account": account,
        "view": chosen,
        "counts": counts,
        "page": page,
        "zones": {court: zone_of(services, court) for court in courts},
        "court_names": {court: court_name(services, court) for court in courts},
    }
    return show(request, "filings.html", context)


@router.get("/search")
def search(
    request: Request, services: Given, account: Person, q: Annotated[str, Query(max_length=80)] = ""
) -> Response:
    account.require(Act.LOOK)
    with services.database.unit_of_work() as work:
        found = find(work, q)
    if found:
        return to(found)
    return show(request, "search.html", {"account": account, "query": q}, status=404 if q.strip() else 200)


def home_of(account: Account) -> str:
    """Return where a role begins its day."""
    homes = {RoleName.ATTORNEY: "/review", RoleName.CLERK_LIAISON: "/filings?view=trouble"}
    return homes.get(account.role, "/packets")


def court_name(services: Services, court: str) -> str:
    """Return a court's name; its id where it has no profile."""
    try:
        return services.courts.profile(court).name
    except (UnknownCourt, ProfileFault):
        return court


def _urgent(services: Services) -> FilingLine | None:
    """Return the filing whose first date is lost soonest if nobody mends it."""
    first = next(iter(in_trouble(services, most=PAGE)), None)
    return first if first is not None and first.ends_at is not None else None
