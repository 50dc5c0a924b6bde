"""What a court's profile says that whoever files has to know: hours, closed days, and reservations of hearings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from api.facts.service import read_stored
from api.filings.clock import calendar_of
from api.ids import FactsId
from api.packets.store import StoredPacket
from api.pages.words import clock_time, long_day
from api.service.parties import hearing_of
from api.services import Services
from efiling.courts import CourtProfile
from efiling.courts.profile import Fact, How

RESERVATION = "hearing.reservation"
NEXT_DAY = "next_court_day"


@dataclass(frozen=True, slots=True)
class CourtNote:
    """One thing to know before filing, and where it is known from; empty where nobody knows."""

    words: str
    source: str = ""


def notes_on_filing(services: Services, packet: StoredPacket) -> tuple[CourtNote, ...]:
    """Return what to know of a packet's court before filing there now; nothing of one without a profile."""
    court = _court(services, packet)
    if court is None:
        return ()
    now = services.clock().astimezone(court.zone)
    return (*_hours(court, now), *notes_on_hearing(services, packet))


def notes_on_hearing(services: Services, packet: StoredPacket) -> tuple[CourtNote, ...]:
    """Return what a packet's court says of reserving the hearing that its papers are for."""
    court = _court(services, packet)
    if court is None or RESERVATION not in court.facts:
        return ()
    if hearing_of(read_stored(services, FactsId(packet.facts_id))) is None:
        return ()
    return (_reservation(court),)


def _reservation(court: CourtProfile) -> CourtNote:
    fact = court.fact(RESERVATION)
    if not fact.known:
        return CourtNote(
            "It is not known whether this court wants a reservation for the hearing: ask its clerk."
        )
    if court.mapping(RESERVATION).get("receipt_in_filing") == "required":
        words = (
            "This court wants the hearing reserved first, and rejects papers without the receipt of the "
            "reservation. Bring the receipt as an exhibit."
        )
        return CourtNote(words, _source(fact))
    return CourtNote(
        f"Reservation of the hearing: {court.text(RESERVATION) or 'ask the clerk'}.", _source(fact)
    )


def _hours(court: CourtProfile, now: datetime) -> Iterator[CourtNote]:
    calendar, today = calendar_of(court), now.date()
    late = court.fact("hours.late_rule")
    if not calendar.is_open(today):
        opens = long_day(calendar.on_or_after(today))
        if late.value == NEXT_DAY:
            yield CourtNote(f"The court is closed today: what it receives counts for {opens}.", _source(late))
        else:
            yield CourtNote(f"The court is closed today: its clerks are back on {opens}.")
    cutoff = court.fact("hours.filing_cutoff")
    if cutoff.known and late.value == NEXT_DAY and calendar.is_open(today):
        ends = datetime.combine(date.min, time.fromisoformat(court.text("hours.filing_cutoff")), now.tzinfo)
        at = clock_time(now.replace(hour=ends.hour, minute=ends.minute))
        yield CourtNote(f"What it receives after {at} counts for the next court day.", _source(cutoff))
    elif not cutoff.known and "hours.filing_cutoff" in court.facts:
        yield CourtNote(
            "Until when a filing counts for the same day is not known of this court: ask its clerk."
        )
    review = court.limit("hours.review_time")
    if review is not None:
        unit = court.fact("hours.review_time").unit.replace("_", " ")
        words = f"Its clerks take up to {review} {unit} to review a filing."
        yield CourtNote(words, _source(court.fact("hours.review_time")))
    if counter := court.text("hours.clerk_counter"):
        yield CourtNote(
            f"For papers by hand, the counter is open {counter}.", _source(court.fact("hours.clerk_counter"))
        )


def _source(fact: Fact) -> str:
    names = ", ".join(source.name for source in fact.sources)
    return f"{names}; not read in its own words, so ask the court" if fact.how is not How.READ else names


def _court(services: Services, packet: StoredPacket) -> CourtProfile | None:
    return services.courts.profile(packet.court) if packet.court in services.courts.ids() else None
