"""After a rejection: the clock that it started, and a mended draft that is tied to the old envelope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.accounts.account import Account, Act
from api.errors import FilingBusy
from api.filings.record import StoredFiling
from api.ids import FactsId, FilingId, JobId
from api.packets.service import order as order_packet
from api.packets.store import StoredPacket
from api.services import Services
from api.storage.audit import AuditAct
from assembly.rules.calendars import Calendar, load_calendar
from efiling.courts import CourtProfile
from efiling.lifecycle import State

REJECTED = frozenset({State.REJECTED, State.PARTLY_ACCEPTED})
CALENDAR_DAYS = "calendar_days"


@dataclass(frozen=True, slots=True)
class Clock:
    """Until when a rejected paper may go again and keep its first date.

    `due` is None where the court's profile has no rule that keeps the first date; then the paper
    is filed when the court receives it again. `rule` is the source, `comment` the words that the
    rule wants in the filing.
    """

    rejected_on: date
    due: date | None
    rule: str
    comment: str


def clock_of(services: Services, filing: StoredFiling) -> Clock | None:
    """Return the clock of a rejection, or None where nothing was rejected.

    The day of the rejection is the court's own, in its time zone, and is not counted.
    """
    if filing.state not in REJECTED:
        return None
    profile = services.courts.profile(filing.court)
    moment = datetime.fromisoformat(filing.reviewed_at) if filing.reviewed_at else filing.changed_at
    day = moment.astimezone(profile.zone).date()
    fact = profile.fact("reject.relation_back")
    rule = "; ".join(source.name for source in fact.sources)
    window = profile.mapping("reject.relation_back")
    if not isinstance(window.get("days"), int):
        return Clock(rejected_on=day, due=None, rule=rule, comment="")
    return Clock(
        rejected_on=day, due=_due(day, window, _calendar(profile)), rule=rule, comment=_words(profile, window)
    )


def mend(
    services: Services, account: Account, filing_id: FilingId, facts_id: FactsId | None = None
) -> tuple[StoredPacket, JobId]:
    """Open a mended draft of a rejected packet, tied to the envelope that was rejected.

    It is made from other facts where they are given, else from the same, and is a packet of its
    own: checked, approved and filed anew. The rejected envelope stays as it is.

    Raises:
        NotFound: there is no such filing or facts.
        FilingBusy: nothing of it was rejected.
    """
    account.require(Act.PREPARE)
    with services.database.unit_of_work() as work:
        filing = work.filings.get(filing_id)
        packet = work.packets.get(filing.packet_id)
        if filing.state not in REJECTED:
            raise FilingBusy(filing_id, filing.state.value)
        work.record(AuditAct(account.id, "filing.mended", filing_id, before=filing.packet_sha256))
    return order_packet(services, account, facts_id or packet.facts_id, packet.recipe, mends=filing_id)


def relation_back_comment(services: Services, filing: StoredFiling) -> str:
    """Return the rule's words for the clerk, where a filing mends one whose clock still runs; else nothing."""
    if not filing.mends_filing:
        return ""
    with services.database.unit_of_work() as work:
        mended = work.filings.get(FilingId(filing.mends_filing))
    clock = clock_of(services, mended)
    if clock is None or clock.due is None or mended.court != filing.court:
        return ""
    today = services.clock().astimezone(services.courts.profile(filing.court).zone).date()
    return clock.comment if today <= clock.due else ""


def _due(day: date, window: Mapping[str, object], calendar: Calendar) -> date:
    """Return the last day of the window; one on which the court is closed moves to the next open day."""
    count = int(str(window["days"]))
    if window.get("unit") != CALENDAR_DAYS:
        return calendar.add_open_days(day, count)
    last = day + timedelta(days=count)
    return calendar.on_or_after(last) if window.get("roll") else last


def _calendar(profile: CourtProfile) -> Calendar:
    """Return the calendar of the court's state, with the court's own closures; its own days alone elsewhere."""
    named = [str(day) for key in ("hours.holidays", "hours.special_closures") for day in profile.items(key)]
    closures = [date.fromisoformat(day) for day in named]
    state = next((layer for layer in profile.layers if layer in ("us-ca", "us-or")), "us")
    return load_calendar(state).with_closures(*closures)


def _words(profile: CourtProfile, window: Mapping[str, object]) -> str:
    """Return the words that the court's rule wants, from the rule itself or from the list of phrases."""
    if window.get("comment"):
        return str(window["comment"])
    return str(profile.mapping("packet.filer_comments").get("relation_back", ""))
