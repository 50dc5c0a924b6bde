"""Accounts and the audit trail over HTTP, for administrators and auditors."""

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from api.accounts.account import Act, RoleName
from api.accounts.service import add_account
from api.auth import Given, Program

router = APIRouter(prefix="/api", tags=["administration"])


class AccountRequest(BaseModel):
    """A new account; without a password it is used by token alone.

    `signs_as` is the name under which an attorney signs by typing, exactly as papers print it.
    """

    name: str = Field(min_length=1, max_length=200)
    role: RoleName
    password: str = Field(default="", max_length=200)
    signs_as: str = Field(default="", max_length=200)


class TokenAnswer(BaseModel):
    """The new account's token. It is shown this once."""

    token: str


@router.post("/accounts", status_code=201)
def add(body: AccountRequest, services: Given, account: Program) -> TokenAnswer:
    """Add an account."""
    token = add_account(services, account, body.name, body.role, body.password, body.signs_as)
    return TokenAnswer(token=token)


@router.get("/audit")
def audit(services: Given, account: Program) -> StreamingResponse:
    """Export the audit trail, one line of JSON an entry; `courtpacket audit verify` checks it."""
    account.require(Act.AUDIT)
    return StreamingResponse(services.database.audit_trail(), media_type="application/x-ndjson")
