"""From a packet and its facts to the envelope for one court: our words become the court's codes.

The message is as public as the papers, so the facts that come in are the protected ones, no birth
date, telephone or number of a person goes in, and children are named in the papers only.
"""

from collections.abc import Callable, Sequence

from api.courts.gateway import location_code
from api.ids import FilingId
from assembly.model.case import PartyRole
from assembly.model.document import Document, Packet, Role
from assembly.model.facts import Facts
from assembly.model.people import Person, PersonName
from efiling.courts import CourtProfile
from efiling.errors import FilingNotReady
from efiling.model import (
    Attachment,
    AttorneyRef,
    CaseId,
    ConnectedDocument,
    Content,
    CrossReference,
    Envelope,
    EnvelopeCase,
    FilerAttorney,
    Filing,
    LeadDocument,
    Organization,
    Party,
    PartyRef,
    Payment,
    SubmissionId,
)
from efiling.model import PartyRole as FiledRole

FILER = PartyRef("party-petitioner")
ATTORNEY = AttorneyRef("attorney-1")


def build_envelope(
    filing_id: FilingId,
    packet: Packet,
    facts: Facts,
    *,
    profile: CourtProfile,
    read: Callable[[Document], bytes],
    callback_url: str,
    comments: str = "",
) -> Envelope:
    """Return the envelope of a packet. `facts` are the protected facts, `read` gives a document's PDF.

    Every document carries our reference: the filing's id, a dot, and its place in the packet.

    Raises:
        FilingNotReady: nothing in the packet is filed as a lead document.
        ProfileFault: the court's code for a word of ours is not known.
    """
    return Envelope(
        submission_id=SubmissionId(filing_id),
        court=location_code(profile, facts.court.branch),
        case=_case(facts, profile),
        parties=_parties(facts, profile),
        filings=_filings(filing_id, packet, profile=profile, read=read, comments=comments),
        attorneys=(_attorney(facts),),
        cross_references=_cross_references(facts, profile),
        payment=_payment(facts, profile),
        callback_url=callback_url,
    )


def place_of(reference: str, filing_id: str) -> int | None:
    """Return the place in the packet (from 1) that a reference of ours names, or None."""
    head, _, place = reference.strip().rpartition(".")
    return int(place) if head == filing_id and place.isdigit() else None


def _case(facts: Facts, profile: CourtProfile) -> EnvelopeCase:
    case = facts.case
    new = not case.number and not case.court_case_id
    return EnvelopeCase(
        category_code=profile.code("case_category", "child_support"),
        type_code=profile.code("case_type", "initial" if new else "subsequent"),
        title=case.title or f"{case.petitioner} v. {case.respondent}",
        docket_number=case.number or "",
        case_id=CaseId(case.court_case_id) if case.court_case_id else None,
    )


def _parties(facts: Facts, profile: CourtProfile) -> tuple[Party, ...]:
    """Return the parties of the caption, each a person whom the facts know or an organization."""
    case = facts.case
    captions = {
        PartyRole.PETITIONER: case.petitioner,
        PartyRole.RESPONDENT: case.respondent,
        PartyRole.OTHER_PARENT: case.other_parent,
    }
    people = {case.obligor_role: facts.obligor, case.obligee_role: facts.obligee}
    return tuple(
        _party(FiledRole(role.value), people.get(role), caption, profile)
        for role, caption in captions.items()
        if caption
    )


def _party(role: FiledRole, person: Person | None, caption: str, profile: CourtProfile) -> Party:
    shown = person is not None and not person.safety.address_protected
    return Party(
        ref=PartyRef(f"party-{role.value.replace('_', '-')}"),
        role=role,
        type_code=profile.code("party_type", role.value),
        name=person.name if person else Organization(name=caption),
        address=person.contact_address if person and shown else None,
    )


def _filings(
    filing_id: FilingId,
    packet: Packet,
    *,
    profile: CourtProfile,
    read: Callable[[Document], bytes],
    comments: str,
) -> tuple[Filing, ...]:
    """Return one filing for each lead document, with what stands behind it up to the next lead."""
    groups: list[list[tuple[int, Document]]] = []
    for place, document in enumerate(packet.documents, 1):
        if document.role is Role.LEAD:
            groups.append([])
        elif document.role is Role.NOT_FILED or document.parent:
            continue
        if not groups:
            raise FilingNotReady(
                ["the packet does not begin with a lead document: a court takes none without"]
            )
        groups[-1].append((place, document))
    if not groups:
        raise FilingNotReady(["no paper of this packet is filed with a court"])
    return tuple(
        _filing(filing_id, group, profile=profile, read=read, comments=comments if number == 0 else "")
        for number, group in enumerate(groups)
    )


def _filing(
    filing_id: FilingId,
    group: Sequence[tuple[int, Document]],
    *,
    profile: CourtProfile,
    read: Callable[[Document], bytes],
    comments: str,
) -> Filing:
    (place, lead), *rest = group
    attachments = [(number, document) for number, document in rest if document.role is Role.ATTACHMENT]
    return Filing(
        lead=LeadDocument(
            reference=f"{filing_id}.{place}",
            title=lead.title,
            filing_code=profile.code("filing_code", lead.filing_code),
            attachments=(
                _attachment(lead, "document", profile, read),
                *(_attachment(document, "attachment", profile, read) for _, document in attachments),
            ),
            filed_by=(FILER,),
            attorney=ATTORNEY,
            comments=comments,
        ),
        connected=tuple(
            ConnectedDocument(
                reference=f"{filing_id}.{number}",
                title=document.title,
                filing_code=profile.code("filing_code", document.filing_code),
                attachments=(_attachment(document, "document", profile, read),),
                filed_by=(FILER,),
                attorney=ATTORNEY,
            )
            for number, document in rest
            if document.role is Role.CONNECTED
        ),
    )


def _attachment(
    document: Document, component: str, profile: CourtProfile, read: Callable[[Document], bytes]
) -> Attachment:
    return Attachment(
        title=document.title,
        file_name=document.pdf_path,
        content=Content(sha256=document.sha256, size_bytes=document.size_bytes, read=lambda: read(document)),
        component_code=profile.code("filing_component", component),
        security_code=profile.code("document_type", document.security.value),
        pages=document.pages,
    )


def _attorney(facts: Facts) -> FilerAttorney:
    attorney = facts.agency.attorney
    first, _, last = attorney.name.rpartition(" ")
    return FilerAttorney(
        ref=ATTORNEY,
        name=PersonName(first=first, last=last),
        bar_number=attorney.bar_number,
        address=facts.agency.address,
        phone=attorney.phone or facts.agency.phone,
        email=attorney.email or facts.agency.email,
        represents=(FILER,),
    )


def _cross_references(facts: Facts, profile: CourtProfile) -> tuple[CrossReference, ...]:
    """Return the agency's number where the court has a code for it; a court without one gets none."""
    codes = profile.codes.get("cross_reference")
    code = codes.code_for("iv_d_number") if codes else None
    return (CrossReference(code=code, number=facts.ivd_case.id),) if code else ()


def _payment(facts: Facts, profile: CourtProfile) -> Payment:
    exemption = profile.mapping("fees.agency_exempt")
    return Payment(
        payer=facts.agency.name,
        exemption_code=str(exemption.get("code") or ""),
        exemption_text=str(exemption.get("statement") or exemption.get("rule") or ""),
    )
