"""Fetching the stamped copies of which a court gave the address only: within limits, tried again, never trusted."""

import time
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urljoin

import httpx
import structlog

from api.filings.copies import Relation, StoredCopy, keep_copy, store_copy
from api.filings.public_address import AddressRefused, Target, target_of
from api.filings.record import FETCHED, REFUSED, WAITING, AwaitedCopy, StoredFiling
from api.ids import FilingId
from api.services import Services
from efiling.courts import CourtProfile
from efiling.courts.profile import How
from efiling.model import Content

FETCH = "filings.fetch_copies"
MOST_REDIRECTS = 3
MOST_ATTEMPTS = 12
FIRST_WAIT_SECONDS = 30.0
log = structlog.get_logger()


class CopyNotHere(Exception):
    """The copy could not be had now; try later."""


def fetch_copies(services: Services, filing_id: FilingId) -> None:
    """Fetch every copy of a filing that is waited for, once each, and plan the next try for those that did not come."""
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        waiting = [copy for copy in work.filings.awaited(filing_id) if copy.state == WAITING]
    for copy in waiting:
        _fetch_one(services, filing, copy)
    with services.database.unit_of_work() as work:
        left = [copy for copy in work.filings.awaited(filing_id) if copy.state == WAITING]
        if left:
            tries = min(copy.attempts for copy in left)
            seconds = min(FIRST_WAIT_SECONDS * 2.0**tries, services.settings.ask_at_most_seconds)
            work.jobs.plan(FETCH, filing_id, due_at=work.now + timedelta(seconds=seconds))


def _fetch_one(services: Services, filing: StoredFiling, copy: AwaitedCopy) -> None:
    try:
        profile = services.courts.profile(filing.court)
        raw = download(
            copy.url,
            profile,
            limit=services.settings.copy_bytes,
            seconds=services.settings.copy_seconds,
        )
        stored = store_copy(services, filing, copy.name, Content.of(raw))
        if stored.relation is Relation.NOT_PDF:
            raise CopyNotHere("what came is no PDF")
    except AddressRefused as error:
        _write_down(services, filing, copy, state=REFUSED, problem=error.why)
    except CopyNotHere as error:
        over = copy.attempts + 1 >= MOST_ATTEMPTS
        _write_down(services, filing, copy, state=REFUSED if over else WAITING, problem=str(error))
    else:
        _write_down(services, filing, copy, state=FETCHED, stored=stored)


def _write_down(
    services: Services,
    filing: StoredFiling,
    copy: AwaitedCopy,
    *,
    state: str,
    problem: str = "",
    stored: StoredCopy | None = None,
) -> None:
    with services.database.unit_of_work() as work:
        current = work.filings.lock(filing.id)
        if stored is not None:
            keep_copy(work, current, stored)
        work.filings.change_awaited(filing.id, copy.name, state=state, problem=problem)
        if state == REFUSED:
            note = f"The copy of {copy.name} was not fetched: {problem}. Ask the clerk for it."
            work.filings.note(filing.id, source="question", state=current.state, note=note)
        elif state == FETCHED:
            note = f"Fetched the stamped copy of {copy.name}."
            work.filings.note(filing.id, source="question", state=current.state, note=note)
    if problem:
        log.info("copy not fetched", filing=filing.id, state=state)


def download(
    url: str,
    profile: CourtProfile,
    *,
    limit: int,
    seconds: float,
    client: Callable[[], httpx.Client] = lambda: httpx.Client(follow_redirects=False, trust_env=False),
) -> bytes:
    """Return what is at a court's address: at most `limit` bytes, within `seconds` in all.

    Each redirect is checked as the first address was.

    Raises:
        AddressRefused: the court sent us somewhere that we do not go.
        CopyNotHere: it did not come, or is too large.
    """
    practice = profile.status == How.INVENTED
    hosts = [str(host) for host in profile.items("answer.copy_hosts")]
    end = time.monotonic() + seconds
    with client() as http:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                target = target_of(url, hosts=hosts, loopback=practice)
                found = _get(http, target, limit=limit, end=end)
            except (httpx.HTTPError, OSError) as error:
                raise CopyNotHere(f"the court did not give it ({type(error).__name__})") from None
            if isinstance(found, bytes):
                return found
            url = urljoin(url, found)
    raise AddressRefused("it leads from one address to the next without end")


def _get(http: httpx.Client, target: Target, *, limit: int, end: float) -> bytes | str:
    """Return the bytes at an address, or where it sends us."""
    left = end - time.monotonic()
    if left <= 0:
        raise CopyNotHere("it took too long")
    request = http.build_request(
        "GET",
        target.url,
        headers={
            "Host": target.host if target.port in (80, 443) else f"{target.host}:{target.port}",
            "Accept-Encoding": "identity",
        },
        extensions={"sni_hostname": target.host, "timeout": httpx.Timeout(left).as_dict()},
    )
    answer = http.send(request, stream=True)
    try:
        if answer.is_redirect:
            return answer.headers["location"]
        if answer.status_code != httpx.codes.OK:
            raise CopyNotHere(f"the court answered {answer.status_code}")
        held = bytearray()
        for chunk in answer.iter_raw():
            held += chunk
            if len(held) > limit:
                raise CopyNotHere(f"it is larger than {limit:,} bytes")
            if time.monotonic() > end:
                raise CopyNotHere("it took too long")
        return bytes(held)
    finally:
        answer.close()
