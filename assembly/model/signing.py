"""A signature by typing, as it was given when the papers were approved."""

from datetime import date

from assembly.model.value import value


@value
class TypedSignature:
    """One person's typed signature: the name that is printed under it, the day, and the papers that bear it.

    `papers` are ids of document types. It comes from the approval, never with the facts of a case.
    """

    name: str
    on: date
    papers: tuple[str, ...]
