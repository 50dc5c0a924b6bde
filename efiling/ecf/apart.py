"""Cases in an answer: without what belongs to a filing, and with names of people that do not clash."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from efiling.model import AttorneyRef, Envelope, PartyRef


def apart(envelopes: Iterable[Envelope]) -> Iterator[Envelope]:
    """Yield envelopes whose parties and attorneys are named apart from those of the ones before.

    The first keeps its names. Documents and service contacts are left out: they are parts of a
    filing, and what pointed at them would point at nothing.
    """
    for number, envelope in enumerate(envelopes, 1):
        alone = replace(envelope, service_contacts=(), filings=())
        yield alone if number == 1 else _renamed(alone, f"case-{number}-")


def _renamed(envelope: Envelope, prefix: str) -> Envelope:
    def party(ref: PartyRef) -> PartyRef:
        return PartyRef(f"{prefix}{ref}")

    return replace(
        envelope,
        parties=tuple(replace(found, ref=party(found.ref)) for found in envelope.parties),
        attorneys=tuple(
            replace(
                found,
                ref=AttorneyRef(f"{prefix}{found.ref}"),
                represents=tuple(map(party, found.represents)),
            )
            for found in envelope.attorneys
        ),
    )
