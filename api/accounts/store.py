"""Accounts, tokens and the installation's own secrets in the database."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.accounts.account import Account, RoleName
from api.ids import AccountId, new_account_id
from api.storage.tables import AccountRow, SecretRow, TokenRow


class AccountStore:
    """The accounts, inside one transaction. Secrets are never stored, only their hashes."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session, self._now = session, now

    def count(self) -> int:
        """Return how many accounts there are."""
        return self._session.scalar(select(func.count()).select_from(AccountRow)) or 0

    def add(self, name: str, role: RoleName, password_hash: str = "", signs_as: str = "") -> AccountId:
        """Add an account; without a password hash it can only be used by token."""
        account_id = new_account_id()
        self._session.add(
            AccountRow(
                id=account_id,
                name=name,
                role=role,
                password_hash=password_hash,
                signs_as=signs_as,
                failures=0,
                created_at=self._now,
            )
        )
        self._session.flush()
        return account_id

    def row_named(self, name: str) -> AccountRow | None:
        """Return the row of the account of that name, for signing in, or None."""
        return self._session.scalars(select(AccountRow).where(AccountRow.name == name)).first()

    def lock_named(self, name: str) -> AccountRow | None:
        """Return that row, which nobody else can change before this transaction ends: tries are counted one by one."""
        wanted = select(AccountRow).where(AccountRow.name == name).with_for_update()
        return self._session.scalars(wanted.execution_options(populate_existing=True)).first()

    def by_name(self, name: str) -> Account | None:
        """Return the account of that name, or None."""
        row = self.row_named(name)
        return _account(row) if row else None

    def by_id(self, account_id: AccountId) -> Account | None:
        """Return an account, or None."""
        row = self._session.get(AccountRow, account_id)
        return _account(row) if row else None

    def add_token(
        self,
        account_id: AccountId,
        secret_sha256: str,
        *,
        kind: str,
        expires_at: datetime | None,
        form_key: str = "",
    ) -> None:
        """Let a secret stand for an account until `expires_at`."""
        self._session.add(
            TokenRow(
                secret_sha256=secret_sha256,
                account_id=account_id,
                kind=kind,
                form_key=form_key,
                created_at=self._now,
                expires_at=expires_at,
            )
        )

    def by_token(self, secret_sha256: str, kind: str) -> Account | None:
        """Return the account that a token of that kind stands for, or None when it is unknown or old."""
        token = self._session.get(TokenRow, secret_sha256)
        if token is None or token.kind != kind:
            return None
        if token.expires_at is not None and token.expires_at <= self._now:
            return None
        row = self._session.get(AccountRow, token.account_id)
        return _account(row, token.form_key) if row else None

    def remove_token(self, secret_sha256: str) -> None:
        """Forget a token."""
        self._session.execute(delete(TokenRow).where(TokenRow.secret_sha256 == secret_sha256))

    def secret(self, name: str, fresh: str) -> str:
        """Return the installation's secret of that name; `fresh` becomes it where there is none."""
        row = self._session.get(SecretRow, name)
        if row is not None:
            return row.secret
        try:
            with self._session.begin_nested():
                self._session.add(SecretRow(name=name, secret=fresh))
        except IntegrityError:  # another process of the first start was quicker
            return self._session.scalars(select(SecretRow.secret).where(SecretRow.name == name)).one()
        return fresh


def _account(row: AccountRow, form_key: str = "") -> Account:
    return Account(
        id=AccountId(row.id),
        name=row.name,
        role=RoleName(row.role),
        form_key=form_key,
        signs_as=row.signs_as,
    )
