"""Puts a packet before pre-flight: its papers, and what of the case may not be seen in them."""

from collections.abc import Callable
from datetime import date

from assembly.catalog import Catalog
from assembly.errors import DocumentRefused, UnknownName
from assembly.model.document import Document, Packet, Role, SecurityClass
from assembly.model.facts import Facts
from assembly.packets.record import EXHIBIT
from assembly.rules.protect import secrets
from efiling.courts import CourtProfile
from efiling.preflight import Kind, Matter, Paper, Private

_ON_LINES = {"pleading", "utcr"}


def matter_of(
    packet: Packet,
    facts: Facts,
    read: Callable[[Document], bytes],
    *,
    court: CourtProfile,
    catalog: Catalog,
    today: date,
    open_hashes: tuple[str, ...] = (),
) -> Matter:
    """Return what pre-flight looks at: one paper for each file that goes to the court.

    `facts` are the facts as recorded, not the protected ones: what may not be seen must be known
    to be looked for. `read` gives the PDF of a document, `today` is the court's day, `open_hashes`
    are the SHA-256 of the files that already lie with the court in this case.

    Raises:
        DocumentRefused: nothing of the packet is filed with a court.
    """
    filed = [
        document
        for document in packet.documents
        if not document.parent and document.role is not Role.NOT_FILED
    ]
    if not filed:
        raise DocumentRefused(
            f"Nothing of {packet.recipe} is filed with a court, so there is nothing to check."
        )
    return Matter(
        papers=tuple(_paper(document, read(document), packet, catalog) for document in filed),
        court=court,
        today=today,
        private=private_of(facts),
        case_number=facts.case.number or "",
        case_number_expected=facts.case.number is not None,
        party_names=_names(facts),
        captioned=_captioned(facts),
        county=facts.court.county,
        open_hashes=open_hashes,
        hearing=facts.show_cause.hearing.day if facts.show_cause else None,
        as_of={"The arrears figure": facts.arrears.as_of} if facts.arrears else {},
    )


def private_of(facts: Facts) -> Private:
    """Return what no public paper of a case may show."""
    parents = (facts.obligor, facts.obligee)
    numbers = [*(parent.ssn for parent in parents), *(child.ssn for child in facts.children)]
    births = [*(parent.birth_date for parent in parents), *(child.birth_date for child in facts.children)]
    return Private(
        social_security=tuple(number for number in numbers if number),
        licenses=tuple(parent.license_number for parent in parents if parent.license_number),
        birth_dates=tuple(day.isoformat() for day in births if day),
        protected=secrets(facts),
    )


def _paper(document: Document, pdf: bytes, packet: Packet, catalog: Catalog) -> Paper:
    inside = [other for other in packet.documents if other.parent == document.type_id]
    proof = [other.first_page for other in inside if other.type_id == EXHIBIT]
    return Paper(
        document.pdf_path,
        pdf,
        title=document.title,
        kind=_kind(document, catalog),
        type_id=document.type_id,
        filing_code=document.filing_code,
        lead=document.role is Role.LEAD,
        confidential=document.security is not SecurityClass.PUBLIC,
        identifiers_allowed=document.security in (SecurityClass.CONFIDENTIAL, SecurityClass.CONFIDENTIAL_SSN),
        form=document.form,
        contains=tuple(other.type_id for other in inside if other.type_id != EXHIBIT),
        exhibits_from=min(proof) - 1 if proof else None,  # the index stands before the first exhibit
    )


def _kind(document: Document, catalog: Catalog) -> Kind:
    """Return what a paper is by its layout; a type that is no longer there is any other paper."""
    try:
        layout = catalog.document_type(document.type_id).layout
    except UnknownName:
        return Kind.OTHER
    if layout in _ON_LINES:
        return Kind.PLEADING
    return Kind.FORM if document.form is not None else Kind.OTHER


def _names(facts: Facts) -> tuple[str, ...]:
    people = (facts.obligor.name, facts.obligee.name, *(child.name for child in facts.children))
    return tuple(dict.fromkeys((*_captioned(facts), *(person.full for person in people if person.full))))


def _captioned(facts: Facts) -> tuple[str, ...]:
    names = (facts.case.petitioner, facts.case.respondent, facts.case.other_parent)
    return tuple(dict.fromkeys(name for name in names if name))
