"""Signing in: passwords with Argon2, API tokens, browser sessions, and the first administrator.

Secrets are random, shown once, and kept as SHA-256; passwords are kept as Argon2id. Five wrong
passwords lock an account's password for fifteen minutes.
"""

import hashlib
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from api.accounts.account import Account, Act, RoleName
from api.errors import NotSignedIn, RequestRefused
from api.services import Services
from api.storage.audit import AuditAct

TRIES = 5
LOCKED = timedelta(minutes=15)
MIN_PASSWORD = 12
_hasher = PasswordHasher()
# Verified where there is no such account, so that the answer takes as long as for one that exists.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def first_token(services: Services) -> str | None:
    """Make the first administrator and return the token, to be shown once; None when there are accounts."""
    secret = _new_secret()
    with services.database.unit_of_work() as work:
        if work.accounts.count():
            return None
        account_id = work.accounts.add("admin", RoleName.ADMIN)
        work.accounts.add_token(account_id, _digest(secret), kind="api", expires_at=None)
        work.record(AuditAct("system", "account.added", account_id, note=RoleName.ADMIN))
    return secret


def add_account(
    services: Services, by: Account, name: str, role: RoleName, password: str = "", signs_as: str = ""
) -> str:
    """Add an account and return a fresh API token for it, to be shown once.

    `signs_as` is the name under which the person signs papers by typing.

    Raises:
        NotAllowed: `by` is no administrator.
        RequestRefused: the name is taken, or the password is too short.
    """
    by.require(Act.ADMINISTER)
    if password and len(password) < MIN_PASSWORD:
        raise RequestRefused(f"A password has at least {MIN_PASSWORD} characters.")
    secret = _new_secret()
    with services.database.unit_of_work() as work:
        if work.accounts.row_named(name) is not None:
            raise RequestRefused("There is an account of that name.")
        account_id = work.accounts.add(name, role, _hasher.hash(password) if password else "", signs_as)
        work.accounts.add_token(account_id, _digest(secret), kind="api", expires_at=None)
        work.record(AuditAct(by.id, "account.added", account_id, note=role))
    return secret


def by_token(services: Services, secret: str, kind: str = "api") -> Account:
    """Return the account that a token stands for.

    Raises:
        NotSignedIn: the token is unknown or too old.
    """
    with services.database.unit_of_work() as work:
        account = work.accounts.by_token(_digest(secret), kind)
    if account is None:
        raise NotSignedIn
    return account


def sign_in(services: Services, name: str, password: str) -> str:
    """Check a password, or an API token given in its place, and return the secret of a browser session.

    Raises:
        NotSignedIn: name and password do not match, or the password is locked for now.
    """
    with services.database.unit_of_work() as work:
        row = work.accounts.lock_named(name)
        token = work.accounts.by_token(_digest(password), "api")
        by_own_token = row is not None and token is not None and token.id == row.id
        locked = row is not None and row.locked_until is not None and row.locked_until > work.now
        hashed = row.password_hash if row is not None and row.password_hash else _NOBODY
        passed = by_own_token or (_matches(hashed, password) and hashed is not _NOBODY and not locked)
        if row is not None and not passed and not locked:
            row.failures += 1
            if row.failures >= TRIES:
                row.failures, row.locked_until = 0, work.now + LOCKED
        secret = ""
        if row is not None and passed:
            row.failures, row.locked_until = 0, None
            secret = _new_secret()
            hours = timedelta(hours=services.settings.session_hours)
            account = work.accounts.by_name(name)
            assert account is not None  # noqa: S101 - its row was just read
            work.accounts.add_token(
                account.id,
                _digest(secret),
                kind="browser",
                expires_at=work.now + hours,
                form_key=_new_secret(),
            )
            work.record(AuditAct(account.id, "account.signed_in", account.id))
    if not secret:
        raise NotSignedIn
    return secret


def sign_out(services: Services, secret: str) -> None:
    """Forget a browser session."""
    with services.database.unit_of_work() as work:
        work.accounts.remove_token(_digest(secret))


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
