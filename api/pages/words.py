"""What a state is called on screen, with its icon and colour, and how dates and hashes are written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from jinja2.runtime import Context

OFFICE_ZONE = ZoneInfo("America/Los_Angeles")
"""The zone of a page that knows neither a court nor the office's settings, such as an error's."""

SEASONAL = re.compile("[A-Z]{1,2}[SD]T")
"""Names such as PST and PDT, which change with the season."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in words; `icon` names a symbol of the sprite, `tone` a colour, never alone."""

    words: str
    icon: str
    tone: str


PACKET_TAGS = {
    "draft": Tag("Draft", "pencil", "quiet"),
    "needs_fixing": Tag("Needs fixing", "octagon", "bad"),
    "in_review": Tag("In review", "circle", "info"),
    "returned": Tag("Returned", "triangle", "warn"),
    "approved": Tag("Approved", "seal", "good"),
    "approval_void": Tag("Approval void", "triangle", "warn"),
}
FILING_TAGS = {
    "draft": Tag("Stopped before sending", "pencil", "warn"),
    "ready": Tag("Ready to file", "seal", "good"),
    "submitting": Tag("Sending", "circle", "info"),
    "unknown": Tag("Not confirmed", "triangle", "warn"),
    "received": Tag("Received by court", "court", "info"),
    "under_review": Tag("With the clerk", "court", "info"),
    "accepted": Tag("Filed", "seal", "good"),
    "partly_accepted": Tag("Partly filed", "triangle", "warn"),
    "rejected": Tag("Rejected by the clerk", "octagon", "bad"),
    "cancelled": Tag("Withdrawn", "square", "quiet"),
    "served": Tag("Served", "seal", "good"),
    "failed": Tag("Not sent", "octagon", "bad"),
}
SERVICE_TAGS = {
    "waiting": Tag("Waits for filing", "square", "quiet"),
    "released": Tag("Released", "circle", "info"),
    "out": Tag("Out", "circle", "info"),
    "served": Tag("Served", "seal", "good"),
    "not_served": Tag("Not served", "triangle", "warn"),
    "proof_filed": Tag("Proof filed", "seal", "good"),
    "cancelled": Tag("Cancelled", "square", "quiet"),
}
FINDING_TAGS = {
    "block": Tag("Must fix", "octagon", "bad"),
    "warn": Tag("Check", "triangle", "warn"),
    "attest": Tag("Answer needed", "circle", "info"),
    "unverified": Tag("Unverified rule", "square", "quiet"),
    "info": Tag("Note", "square", "quiet"),
}
CHECK_TAGS = {
    "under_way": Tag("Being checked", "circle", "info"),
    "against": Tag("Must fix", "octagon", "bad"),
    "passed": Tag("Passed", "seal", "good"),
}
CHECK_OUTCOMES = {
    "block": "must fix",
    "not_run": "could not be run",
    "warn": "look at it",
    "repaired": "fixed for you",
    "not_checked": "not checked",
    "pass": "passed",
    "not_applicable": "not for these papers",
}
CERTIFICATE_ORDER = (
    ("Must fix", ("block", "not_run")),
    ("To look at", ("warn", "not_checked")),
    ("Fixed for you", ("repaired",)),
    ("Passed", ("pass",)),
    ("Not for these papers", ("not_applicable",)),
)
PAPER_OUTCOMES = {
    "accepted": "Filed",
    "rejected": "Rejected",
    "pending": "Waiting",
    "under_review": "With the clerk",
}
DRAFT_WORDS = {"used": "In use", "replaced": "Replaced by a later one", "taken_out": "Taken out"}
FILING_EXPLAINED = {
    "ready": "Approved and checked on these bytes. It goes out as soon as the court can be reached.",
    "submitting": "It is being sent. Do not send it again; you may leave this page.",
    "unknown": (
        "Sent, and no answer heard. We are asking the court and will not send it twice. "
        "If a deadline is today, call the court's clerk and print this page as proof of the attempt."
    ),
    "received": "The court has it. It is not filed until the clerk accepts it.",
    "under_review": "The clerk is looking at it.",
    "accepted": "Filed. The stamped copies are kept with it; service is released.",
    "partly_accepted": "Some papers were filed, some were rejected. Each paper below says which and why.",
    "rejected": "Nothing was filed. The clerk's reasons are below, paper by paper.",
    "failed": "The court's e-filing system refused it before a clerk saw it. Nothing was filed.",
    "cancelled": "It was withdrawn before the clerk took it up.",
    "served": "Filed and served.",
    "draft": "Nothing was sent. What stopped it is said below; mend it and file again.",
}
SIGNATURE_FORMS = {
    "typed": "typed signature, on approval",
    "ink": "print it, have it signed in ink, and scan or keep the original: no typed signature here",
    "court": "the court signs",
    "unknown": "how this court takes it is not known; have it signed in ink and ask the court",
}
SOURCES = {
    "person": "one of us",
    "sending": "our sending",
    "receipt": "the court's receipt",
    "court": "the court told us",
    "question": "we asked the court",
}


@pass_context
def when(context: Context, moment: datetime | str, zone: tzinfo | None = None) -> str:
    """Write a moment as "Mon Nov 23, 2026, 3:42 p.m. PT", in the zone of the page's court, named."""
    local = _local(context, moment, zone)
    return f"{local:%a %b} {local.day}, {local.year}, {clock_time(local)}"


@pass_context
def to_the_second(context: Context, moment: datetime | str, zone: tzinfo | None = None) -> str:
    """Write a moment of a timeline as "Mon Nov 23, 3:42:09 p.m. PT", in the zone of the page's court."""
    local = _local(context, moment, zone)
    half = "a.m." if local.hour < 12 else "p.m."
    return f"{local:%a %b} {local.day}, {local.hour % 12 or 12}:{local:%M:%S} {half} {zone_name(local)}"


def clock_time(local: datetime) -> str:
    """Write a time of day with its zone, such as "3:42 p.m. PT"."""
    half = "a.m." if local.hour < 12 else "p.m."
    return f"{local.hour % 12 or 12}:{local:%M} {half} {zone_name(local)}"


def zone_name(local: datetime) -> str:
    """Return what people call the zone of a local time, the same all year: "PT" for PST and PDT."""
    name = local.tzname() or ""
    return f"{name[:-2]}T" if SEASONAL.fullmatch(name) else name


def _local(context: Context, moment: datetime | str, zone: tzinfo | None) -> datetime:
    found = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return found.astimezone(zone or context.get("zone") or OFFICE_ZONE)


def us_day(day: date | None) -> str:
    """Write a day as it is typed, such as 11/23/2026; nothing where there is none."""
    return f"{day.month}/{day.day}/{day.year}" if day else ""


def long_day(day: date) -> str:
    """Write a day that binds somebody as "Mon Nov 23, 2026"."""
    return f"{day:%a %b} {day.day}, {day.year}"


def short_hash(sha256: str) -> str:
    """Write a hash as its first eight figures, such as "9f2c 41ab"."""
    return f"{sha256[:4]} {sha256[4:8]}"


def size(size_bytes: int) -> str:
    """Write a size, such as "2.1 MB"."""
    return f"{size_bytes / 1_000_000:.1f} MB" if size_bytes >= 100_000 else f"{max(1, size_bytes // 1000)} KB"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "long_day": long_day,
    "us_day": us_day,
    "when": when,
    "to_the_second": to_the_second,
    "short_hash": short_hash,
    "size": size,
}
WORDS: Mapping[str, Any] = {
    "packet_tags": PACKET_TAGS,
    "filing_tags": FILING_TAGS,
    "service_tags": SERVICE_TAGS,
    "finding_tags": FINDING_TAGS,
    "check_tags": CHECK_TAGS,
    "draft_words": DRAFT_WORDS,
    "paper_outcomes": PAPER_OUTCOMES,
    "check_outcomes": CHECK_OUTCOMES,
    "certificate_order": CERTIFICATE_ORDER,
    "filing_explained": FILING_EXPLAINED,
    "sources": SOURCES,
    "zone_name": zone_name,
    "signature_forms": SIGNATURE_FORMS,
}
