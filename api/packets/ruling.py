"""What the rules say of finished papers at a later step: when they are filed, and when they are served."""

import io
from collections.abc import Callable, Mapping
from datetime import date

import pikepdf

from assembly.law import Law, Step
from assembly.model.attestation import Attestation
from assembly.model.document import Document, Packet, Role
from assembly.model.facts import Facts
from assembly.model.finding import Finding
from assembly.rules import DocumentFacts, check


def ruled(
    packet: Packet,
    facts: Facts,
    read: Callable[[Document], bytes],
    *,
    law: Law,
    step: Step,
    on: date,
    answers: Mapping[str, Attestation],
) -> tuple[Finding, ...]:
    """Return what the rules in force on a day have against finished papers at a step.

    Words and layout are those of the bytes themselves. Answers given at this step count beside those
    that stand in the facts.

    Raises:
        UnknownName: no law is encoded for the state of the court.
        RuleFault, NoValueInForce: a condition cannot be worked out.
    """
    papers = [_paper(document, read) for document in packet.documents]
    return check(facts, papers, law=law, recipe=packet.recipe, on=on, step=step, answers=answers)


def _paper(document: Document, read: Callable[[Document], bytes]) -> DocumentFacts:
    from assembly.packets.made import text_of
    from assembly.rules.measure import measure

    known = DocumentFacts(
        type_id=document.type_id,
        role=document.role,
        parent=document.parent,
        security=document.security,
        form=document.form,
        official=document.official,
        pages=document.pages,
        size_bytes=document.size_bytes,
    )
    if document.role is Role.NOT_FILED:
        return known
    pdf = _own_pages(read(document), document)
    return DocumentFacts(
        type_id=known.type_id,
        role=known.role,
        parent=known.parent,
        security=known.security,
        form=known.form,
        official=known.official,
        pages=known.pages,
        size_bytes=known.size_bytes,
        text=text_of(pdf),
        layout=measure(pdf),
    )


def _own_pages(pdf: bytes, document: Document) -> bytes:
    """Return a document's own pages, where others stand behind or before them in the same file."""
    with pikepdf.open(io.BytesIO(pdf)) as whole:
        if len(whole.pages) == document.pages:
            return pdf
        first = document.first_page - 1
        with pikepdf.new() as own:
            own.pages.extend(whole.pages[first : first + document.pages])
            out = io.BytesIO()
            own.save(out)
            return out.getvalue()
