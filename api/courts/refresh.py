"""Fetching a court's code lists: whole or not at all, with what changed and which papers that breaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from api.courts.gateway import ProfiledCourts
from api.courts.identity import identity_of
from assembly.catalog import Catalog
from assembly.model.document import Role
from efiling.courts import CourtProfile, load_court
from efiling.courts.code_store import current, current_version, fetched_at, save
from efiling.courts.drift import Change, Word, affected, drift
from efiling.courts.words import EVERY_FILING, without_code, words_of
from efiling.transport.code_lists import fetch_code_lists
from efiling.transport.connect import open_court
from efiling.transport.tls import open_http

STALE_AFTER = timedelta(days=7)
"""Code lists that were not fetched for so long are called stale: courts change codes without a word."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh brought. `broken` gives the words that lost their code by document type."""

    court: str
    version: str
    lists: int
    changes: tuple[Change, ...]
    broken: Mapping[str, tuple[Word, ...]]


@dataclass(frozen=True, slots=True)
class Codes:
    """How an office stands with a court's codes; `fetched` is None where they never were."""

    version: str
    fetched: datetime | None
    stale: bool
    missing: tuple[Word, ...]


def refresh(courts: ProfiledCourts, court: str, *, home: Path, catalog: Catalog, now: datetime) -> Refreshed:
    """Fetch every code list that a court's policy names and make them the ones that count.

    Raises:
        AccessFault, ProfileFault, NotOffered: the court cannot be asked.
        CourtUnavailable, CourtDidNotAnswer, FilingRefused, MessageInvalid: it could not be had whole;
            nothing was changed.
    """
    profile, access = load_court(court), courts.access(court)
    with open_http(ca_bundle=access.ca_bundle) as http:
        asked = open_court(profile, courts.connection(profile, access), http=http, clock=lambda: now)
        policy = asked.policy()
        identity = identity_of(access).identity
        lists = fetch_code_lists(policy.code_lists, http=http, court=court, now=now, identity=identity)
    before = current(home, profile)
    changes = drift(before, lists)
    version = policy.version or now.strftime("%Y%m%dT%H%M%SZ")
    save(home, court, version, lists, at=now)
    broken = affected(before, current(home, profile), needs(catalog))
    return Refreshed(court, current_version(home, court), len(lists), changes, broken)


def needs(catalog: Catalog) -> Mapping[str, frozenset[Word]]:
    """Return what each of our document types that is filed needs a court's code for."""
    filed = (kind for kind in catalog.document_types() if kind.role is not Role.NOT_FILED and kind.code)
    return {kind.id: words_of(kind.code, kind.security.value) for kind in filed}


def codes_of(profile: CourtProfile, *, home: Path, catalog: Catalog, now: datetime) -> Codes:
    """Return how the office stands with a court's codes. Only papers of the court's own state count."""
    wanted = {kind: words for kind, words in needs(catalog).items() if _is_filed_in(profile, kind)}
    words = frozenset(EVERY_FILING).union(*wanted.values())
    fetched = fetched_at(home, profile.id)
    return Codes(
        version=current_version(home, profile.id),
        fetched=fetched,
        stale=is_stale(fetched, now),
        missing=without_code(current(home, profile), words),
    )


def is_stale(fetched: datetime | None, now: datetime) -> bool:
    """Whether code lists that were fetched then are too old to rely on; those never fetched are not stale."""
    return fetched is not None and now - fetched > STALE_AFTER


def _is_filed_in(profile: CourtProfile, kind: str) -> bool:
    """Whether a document type is of the court's state; a court of no state, such as the sandbox, takes all."""
    state = profile.layers[-1]
    return not state.startswith("us-") or kind.partition("/")[0] in ("us", state)
