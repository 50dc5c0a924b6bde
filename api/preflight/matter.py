"""Puts a packet before pre-flight: its papers, and what of the case may not be seen in them."""

from collections.abc import Callable, Sequence
from datetime import date

from api.preflight.eyes import sight
from api.preflight.known import people_of, service_of, streets_of, sums_of, withholding_of
from api.preflight.notice import notice_of
from api.preflight.printed import printed_of
from api.preflight.signers import signers_of
from assembly.catalog import Catalog, DocumentType
from assembly.errors import DocumentRefused, UnknownName
from assembly.law import Law
from assembly.model.document import Document, Packet, Role, SecurityClass
from assembly.model.facts import Facts
from assembly.packets.record import EXHIBIT
from assembly.rules.calendars import load_calendar
from assembly.rules.protect import secrets
from efiling.courts import CourtProfile
from efiling.preflight import Kind, Matter, Paper, Private, Stage
from efiling.preflight.known import Box, Original, Printed, Signer
from efiling.prepare import sent_name, sent_title

VOUCHED = "signature.vouched_by"
"""The parameter that names the question by which somebody vouches for signed originals."""

_ON_LINES = {"pleading", "utcr"}


def matter_of(
    packet: Packet,
    facts: Facts,
    read: Callable[[Document], bytes],
    *,
    court: CourtProfile,
    catalog: Catalog,
    today: date,
    law: Law | None = None,
    stage: Stage = Stage.TRANSMISSION,
    open_hashes: tuple[str, ...] = (),
) -> Matter:
    """Return what pre-flight looks at: one paper for each file that goes to the court.

    `facts` are the facts as recorded, not the protected ones: what may not be seen must be known
    to be looked for. `read` gives the PDF of a document, `today` is the court's day, `open_hashes`
    are the SHA-256 of the files that already lie with the court in this case. With `law` every
    figure is worked out anew. `stage` says what is still allowed to be missing.

    Raises:
        DocumentRefused: nothing of the packet is filed with a court, and there is no withholding order.
    """
    alone = [document for document in packet.documents if not document.parent]
    filed = [document for document in alone if document.role is not Role.NOT_FILED]
    if not filed and facts.withholding is None:
        raise DocumentRefused(
            f"Nothing of {packet.recipe} is filed with a court, so there is nothing to check."
        )

    def paper(document: Document) -> Paper:
        return _paper(document, read(document), packet, facts, catalog=catalog, law=law, court=court)

    noticed = notice_of(filed, facts, court=court)
    return Matter(
        papers=tuple(paper(document) for document in filed),
        enclosed=tuple(paper(document) for document in alone if document.role is Role.NOT_FILED),
        stage=stage,
        people=people_of(facts),
        streets=streets_of(facts),
        service=service_of(facts),
        attorneys=(facts.agency.attorney.name,),
        sums=sums_of(facts),
        withholding=withholding_of(facts, law) if law is not None else None,
        court=court,
        today=today,
        private=private_of(facts),
        case_number=facts.case.number or "",
        case_number_expected=facts.case.number is not None,
        party_names=_names(facts),
        captioned=_captioned(facts),
        county=facts.court.county,
        open_hashes=open_hashes,
        closed_days=_closed_days(facts, noticed.hearing),
        hearing=noticed.hearing,
        notices=noticed.days,
        notice_unknown=noticed.unknown,
        as_of={"The arrears figure": facts.arrears.as_of} if facts.arrears else {},
        sight=sight(),
    )


def _closed_days(facts: Facts, hearing: date | None) -> tuple[date, ...]:
    """Return the court holidays of the year of the hearing; none where there is no hearing or no such law."""
    if hearing is None:
        return ()
    try:
        calendar = load_calendar(f"us-{facts.court.state.lower()}")
    except UnknownName:
        return ()
    return tuple(sorted(calendar.holidays(hearing.year)))


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


def _paper(
    document: Document,
    pdf: bytes,
    packet: Packet,
    facts: Facts,
    *,
    catalog: Catalog,
    law: Law | None,
    court: CourtProfile,
) -> Paper:
    inside = [
        other
        for other in packet.documents
        if other.parent == document.type_id and other.pdf_path == document.pdf_path
    ]
    # What the paper itself must show stands in the first volume, where a paper was too large for its court.
    shown = (document, *inside) if document.volume < 2 else tuple(inside)
    printed, boxes = _printed(shown, packet, facts, catalog=catalog, law=law)
    proof = [other.first_page for other in inside if other.type_id == EXHIBIT]
    return Paper(
        document.pdf_path,
        pdf,
        title=document.title,
        kind=_kind(document, catalog),
        type_id=document.type_id,
        filing_code=document.filing_code,
        lead=document.role is Role.LEAD or court.text("packet.attachments") == "forbidden",
        confidential=document.security is not SecurityClass.PUBLIC,
        identifiers_allowed=document.security in (SecurityClass.CONFIDENTIAL, SecurityClass.CONFIDENTIAL_SSN),
        form=document.form,
        contains=tuple(other.type_id for other in inside if other.type_id != EXHIBIT),
        exhibits_from=min(proof) - 1 if proof else None,  # the index stands before the first exhibit
        signers=_signers(shown, facts, catalog),
        originals_kept=_vouched(facts, court),
        originals=tuple(
            Original(
                page=other.first_page + one.page - 1, signers=one.signers, sha256=one.sha256, dated=one.dated
            )
            for other in (document, *inside)
            for one in other.originals
        ),
        printed=printed,
        boxes=boxes,
        sent_as=sent_name(document, court),
        sent_title=sent_title(document, court),
    )


def _vouched(facts: Facts, court: CourtProfile) -> bool:
    """Whether somebody answered the question about signed originals, and for it."""
    asked = court.text(VOUCHED)
    return any(answer.answer for answer in facts.attestations if asked and answer.rule == asked)


def _signers(documents: Sequence[Document], facts: Facts, catalog: Catalog) -> tuple[Signer, ...] | None:
    """Return who signs the papers of one file, or None where a type is no longer there."""
    kinds = [_type(document, catalog) for document in documents if document.type_id != EXHIBIT]
    if any(kind is None for kind in kinds):
        return None
    return tuple(
        dict.fromkeys(signer for kind in kinds if kind is not None for signer in signers_of(kind, facts))
    )


def _printed(
    documents: Sequence[Document], packet: Packet, facts: Facts, *, catalog: Catalog, law: Law | None
) -> tuple[tuple[Printed, ...] | None, tuple[Box, ...]]:
    """Return what the papers of one file must print and in which boxes, or None where nobody can say."""
    if law is None:
        return None, ()
    titles = tuple(document.title for document in documents[1:] if document.type_id != EXHIBIT)
    found: list[Printed] = []
    boxes: list[Box] = []
    for place, document in enumerate(documents):
        kind = _type(document, catalog)
        if document.type_id == EXHIBIT:
            continue
        told = (
            printed_of(
                document,
                kind,
                facts,
                law=law,
                packet=packet.title,
                attachments=titles if not place else (),
            )
            if kind is not None
            else None
        )
        if told is None:
            return None, ()
        found += told[0]
        boxes += told[1]
    return tuple(found), tuple(boxes)


def _type(document: Document, catalog: Catalog) -> DocumentType | None:
    try:
        return catalog.document_type(document.type_id)
    except UnknownName:
        return None


def _kind(document: Document, catalog: Catalog) -> Kind:
    """Return what a paper is by its layout; a type that is no longer there is any other paper."""
    if document.type_id == EXHIBIT or document.volume > 1:
        return Kind.EXHIBIT
    kind = _type(document, catalog)
    if kind is None:
        return Kind.OTHER
    if kind.layout in _ON_LINES:
        return Kind.PLEADING
    return Kind.FORM if document.form is not None else Kind.OTHER


def _names(facts: Facts) -> tuple[str, ...]:
    people = (facts.obligor.name, facts.obligee.name, *(child.name for child in facts.children))
    return tuple(dict.fromkeys((*_captioned(facts), *(person.full for person in people if person.full))))


def _captioned(facts: Facts) -> tuple[str, ...]:
    names = (facts.case.petitioner, facts.case.respondent, facts.case.other_parent)
    return tuple(dict.fromkeys(name for name in names if name))
