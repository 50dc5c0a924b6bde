"""What a court says of itself for machines: its limits, its operations, where its code lists are."""

from datetime import date

from assembly.model.value import value


@value
class CodeListPlace:
    """Where a code list is to be had. `element` is the list's name."""

    element: str
    url: str
    effective: date | None = None


@value
class Policy:
    """What a court says of itself. Sizes are bytes; None where the court gives none.

    `services` are pairs of a role's name and its address, where the court tells them (ECF 5).
    """

    version: str = ""
    updated: date | None = None
    document_bytes: int | None = None
    message_bytes: int | None = None
    many_leads: bool | None = None
    code_lists: tuple[CodeListPlace, ...] = ()
    operations: tuple[str, ...] = ()
    services: tuple[tuple[str, str], ...] = ()
