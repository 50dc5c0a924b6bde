"""Whether anything in the case gives a protected person's whereabouts away.

Source: 42 U.S.C. § 654(26)(B)-(C); PRODUCT: a protected address is unrenderable.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from assembly.model.document import SecurityClass
from assembly.model.people import Address, PersonName
from assembly.rules.matter import Matter
from assembly.rules.named import question
from assembly.rules.protect import secret_pattern

# Where a person's own particulars stand by right; `protect` takes them out of every paper.
OWN_PLACES = ("court", "agency", "obligor", "obligee", "provenance")


@question
def whereabouts_withheld(matter: Matter) -> tuple[str, ...]:
    """Return pointers to free texts that tell where a protected person is; "" for a page that does."""
    pattern = secret_pattern(matter.facts)
    if pattern is None:
        return ()
    told = [
        pointer
        for field in fields(matter.facts)
        if field.name not in OWN_PLACES
        for pointer, text in _texts(getattr(matter.facts, field.name), f"/{field.name}")
        if pattern.search(text)
    ]
    shown = any(
        paper.text is not None
        and paper.security is not SecurityClass.AGENCY_ONLY
        and pattern.search(paper.text)
        for paper in matter.documents
    )
    return (*told, *([""] if shown else []))


def _texts(thing: object, pointer: str) -> Iterator[tuple[str, str]]:
    """Yield every free text with its pointer; addresses and names of people are not free texts."""
    if type(thing) is str:
        yield pointer, thing
    elif isinstance(thing, tuple):
        for place, item in enumerate(thing):
            yield from _texts(item, f"{pointer}/{place}")
    elif is_dataclass(thing) and not isinstance(thing, Address | PersonName):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name), f"{pointer}/{field.name}")
