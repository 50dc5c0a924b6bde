"""Accounts and roles."""

from dataclasses import dataclass
from enum import StrEnum

from api.errors import NotAllowed
from api.ids import AccountId


class RoleName(StrEnum):
    """What an account may do; see `ALLOWED`."""

    OFFICER = "officer"
    ATTORNEY = "attorney"
    SUPERVISOR = "supervisor"
    CLERK_LIAISON = "clerk_liaison"
    AUDITOR = "auditor"
    ADMIN = "admin"
    SYSTEM = "system"


class Act(StrEnum):
    """What takes a role."""

    LOOK = "look at packets"
    PREPARE = "prepare packets"
    APPROVE = "approve packets"
    FILE = "file with a court"
    RUN_BATCH = "run batches"
    AUDIT = "read the audit trail"
    ADMINISTER = "administer the service"


ALLOWED: dict[Act, frozenset[RoleName]] = {
    Act.LOOK: frozenset(RoleName),
    Act.PREPARE: frozenset(
        {RoleName.OFFICER, RoleName.ATTORNEY, RoleName.SUPERVISOR, RoleName.SYSTEM, RoleName.ADMIN}
    ),
    Act.APPROVE: frozenset({RoleName.ATTORNEY, RoleName.ADMIN}),
    Act.FILE: frozenset(
        {RoleName.OFFICER, RoleName.ATTORNEY, RoleName.CLERK_LIAISON, RoleName.SYSTEM, RoleName.ADMIN}
    ),
    Act.RUN_BATCH: frozenset({RoleName.SUPERVISOR, RoleName.SYSTEM, RoleName.ADMIN}),
    Act.AUDIT: frozenset({RoleName.AUDITOR, RoleName.ADMIN}),
    Act.ADMINISTER: frozenset({RoleName.ADMIN}),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody or something that is signed in.

    `form_key` is what every form of this browser session carries; empty for an API token. `signs_as`
    is the name under which the person signs papers by typing, as it is printed there; empty for
    whoever signs none.
    """

    id: AccountId
    name: str
    role: RoleName
    form_key: str = ""
    signs_as: str = ""

    def require(self, act: Act) -> None:
        """Pass when the account's role allows the act.

        Raises:
            NotAllowed: it does not.
        """
        if self.role not in ALLOWED[act]:
            raise NotAllowed(act.value, " or ".join(sorted(role.value for role in ALLOWED[act])))
