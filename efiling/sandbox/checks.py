"""What the sandbox court looks at before it takes an envelope in, as an e-filing manager does.

Where the vendor's error number for a fault is known, it is used (70, 71, 95, 96, 36, 123);
numbers from 9000 on are the sandbox's own.
"""

from collections.abc import Iterator

from efiling.courts import CourtProfile, How
from efiling.ecf.spoken import Spoken
from efiling.model import CourtError, Envelope, FiledDocument


def check(
    envelope: Envelope, profile: CourtProfile, *, how: Spoken, filing: bool = True
) -> tuple[CourtError, ...]:
    """Return every fault for which the envelope is refused; none where it is taken.

    What is served without being filed (`filing` is False) need not fit the case as a filing does.
    Codes that the standard alone (`how`) has no place for are not missed.
    """
    faults = [*_case(envelope, profile), *_people(envelope, profile)] if filing else []
    faults += _amount(envelope, profile)
    for document in envelope.documents:
        faults += _document(document, envelope, profile)
        faults += _files(document, profile, told=how.vendor)
    return tuple(faults)


def _case(envelope: Envelope, profile: CourtProfile) -> Iterator[CourtError]:
    locations = {str(row.get("code")) for row in profile.items("court.locations") if isinstance(row, dict)}
    # The buildings of a real court are no location codes of its e-filing manager.
    invented = profile.fact("court.locations").how is How.INVENTED
    if invented and envelope.court not in locations:
        yield CourtError(code="70", text="Court not known")
    case = envelope.case
    yield from _code(profile, "case_category", case.category_code, "9001")
    yield from _code(profile, "case_type", case.type_code, "9002")
    category = (
        profile.codes["case_category"].row(case.category_code) if "case_category" in profile.codes else None
    )
    if category is not None and category.columns.get("ecf_case_type", "DomesticCase") != "DomesticCase":
        yield CourtError(code="9003", text="Category is of another case type than the message")
    kind = profile.codes["case_type"].row(case.type_code) if "case_type" in profile.codes else None
    if kind is not None and (kind.columns.get("initial") == "true") != case.is_new:
        yield CourtError(code="9004", text="Case type does not fit an initial or subsequent filing")


def _people(envelope: Envelope, profile: CourtProfile) -> Iterator[CourtError]:
    for party in envelope.parties:
        yield from _code(profile, "party_type", party.type_code, "9005")
    roles = {party.type_code for party in envelope.parties}
    party_types = profile.codes.get("party_type")
    for row in party_types.rows if party_types else ():
        if row.columns.get("required") == "true" and envelope.case.is_new and row.code not in roles:
            yield CourtError(code="9006", text=f"Party of type {row.code} is required")


def _amount(envelope: Envelope, profile: CourtProfile) -> Iterator[CourtError]:
    documents = list(envelope.documents)
    if (most := profile.limit("limits.documents_per_envelope")) and len(documents) > most:
        yield CourtError(code="9010", text=f"More than {most} documents")
    if (leads := profile.limit("packet.lead_documents_per_envelope")) and len(envelope.filings) > leads:
        yield CourtError(code="123", text=f"More than {leads} lead documents")
    whole = sum(document.size_bytes for document in documents)
    if (limit := profile.limit("limits.envelope_bytes")) and whole > limit:
        yield CourtError(code="9011", text=f"Envelope is over {limit} bytes")


def _document(document: FiledDocument, envelope: Envelope, profile: CourtProfile) -> Iterator[CourtError]:
    yield from _code(profile, "filing_code", document.filing_code, "9007")
    parties = {party.ref for party in envelope.parties}
    if not document.filed_by or any(ref not in parties for ref in document.filed_by):
        yield CourtError(code="96", text="Invalid FilingPartyID")
    if document.attorney and document.attorney not in {attorney.ref for attorney in envelope.attorneys}:
        yield CourtError(code="95", text="Invalid FilingAttorneyID")
    if (limit := profile.limit("limits.document_bytes")) and document.size_bytes > limit:
        yield CourtError(code="9012", text=f"Document is over {limit} bytes")


def _files(document: FiledDocument, profile: CourtProfile, *, told: bool) -> Iterator[CourtError]:
    for attachment in document.attachments:
        if told or attachment.component_code:
            yield from _code(profile, "filing_component", attachment.component_code, "71")
        yield from _code(profile, "document_type", attachment.security_code, "9008")
        if not next(attachment.content.pieces(), b"").startswith(b"%PDF-"):
            yield CourtError(code="36", text="File type not accepted")


def _code(profile: CourtProfile, list_name: str, code: str, number: str) -> Iterator[CourtError]:
    codes = profile.codes.get(list_name)
    if codes is not None and codes.rows and codes.row(code) is None:
        yield CourtError(code=number, text=f"Invalid code in {list_name}")
