"""Courts over HTTP: which we know, and what we do not know of them."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel

from api.accounts.account import Act
from api.auth import Given, Program
from api.courts.refresh import is_stale
from api.services import Services
from efiling.courts.code_store import current_version, fetched_at

router = APIRouter(prefix="/api/courts", tags=["courts"])


class CourtAnswer(BaseModel):
    """A court profile. `unknowns` are questions to put to the court.

    `codes_fetched` is when its code lists came last, None where they never did; `codes_stale` says
    that this is too long ago to rely on.
    """

    id: str
    name: str
    edition: str
    status: str
    takes_efiling: bool
    unknowns: list[str]
    codes_version: str
    codes_fetched: datetime | None
    codes_stale: bool


@router.get("")
def every(services: Given, account: Program) -> list[CourtAnswer]:
    """List the courts that have a profile."""
    account.require(Act.LOOK)
    return [_answer(services, court) for court in services.courts.ids()]


@router.get("/{court}")
def one(court: str, services: Given, account: Program) -> CourtAnswer:
    """Show a court's profile."""
    account.require(Act.LOOK)
    return _answer(services, court)


def _answer(services: Services, court: str) -> CourtAnswer:
    profile, home = services.courts.profile(court), services.settings.office_home
    fetched = fetched_at(home, court)
    return CourtAnswer(
        id=profile.id,
        name=profile.name,
        edition=profile.edition,
        status=profile.status,
        takes_efiling=profile.takes_efiling,
        unknowns=list(profile.unknowns),
        codes_version=current_version(home, court),
        codes_fetched=fetched,
        codes_stale=is_stale(fetched, services.clock()),
    )
