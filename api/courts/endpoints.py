"""Courts over HTTP: which we know, and what we do not know of them."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.accounts.account import Act
from api.auth import Given, Program
from api.services import Services

router = APIRouter(prefix="/api/courts", tags=["courts"])


class CourtAnswer(BaseModel):
    """A court profile. `unknowns` are questions to put to the court."""

    id: str
    name: str
    edition: str
    status: str
    takes_efiling: bool
    unknowns: list[str]


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
    profile = services.courts.profile(court)
    return CourtAnswer(
        id=profile.id,
        name=profile.name,
        edition=profile.edition,
        status=profile.status,
        takes_efiling=profile.takes_efiling,
        unknowns=list(profile.unknowns),
    )
