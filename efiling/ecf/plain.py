"""What a court does not get that knows the standard and none of its vendor's elements.

The standard has no place for some of what an envelope says. What is left out is said to whoever
files, and is in the papers themselves; nothing is left out that would change what is public.
"""

from dataclasses import replace
from typing import TypeVar

from efiling.model import Envelope, FiledDocument, Filing, PartyRef

D = TypeVar("D", bound=FiledDocument)


def carried(envelope: Envelope, *, version: str) -> Envelope:
    """Return an envelope as a court reads it from a message of the standard alone."""
    five = version == "5"
    return replace(
        envelope,
        case=replace(envelope.case, subtype_code=""),
        filings=tuple(
            Filing(
                lead=_carried(filing.lead, five=five),
                connected=tuple(_carried(document, five=five) for document in filing.connected),
            )
            for filing in envelope.filings
        ),
        service_contacts=tuple(replace(found, party=PartyRef("")) for found in envelope.service_contacts),
        cross_references=() if five else envelope.cross_references,
        payment=replace(envelope.payment, max_fee=None),
    )


def _carried(document: D, *, five: bool) -> D:
    attachments = tuple(
        replace(found, pages=None, component_code="" if five else found.component_code)
        for found in document.attachments
    )
    return replace(document, attachments=attachments, courtesy_copies=())


def left_out(envelope: Envelope, *, version: str) -> tuple[str, ...]:
    """Return what a message of the standard alone leaves out, in words for whoever files."""
    there = carried(envelope, version=version)
    documents = list(envelope.documents)
    found = {
        "the subtype of the case": envelope.case.subtype_code != there.case.subtype_code,
        "the numbers by which others know the case": envelope.cross_references != there.cross_references,
        "the cap on fees": envelope.payment.max_fee is not None,
        "for whom each service contact stands": bool(envelope.service_contacts),
        "who gets courtesy copies": any(document.courtesy_copies for document in documents),
    }
    return tuple(words for words, is_left_out in found.items() if is_left_out)
