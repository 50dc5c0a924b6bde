"""Random valid envelopes and answers, hostile names included."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from assembly.model.people import Address, PersonName
from efiling.model import (
    Attachment,
    AttorneyRef,
    CaseId,
    CodeListPlace,
    ConnectedDocument,
    Content,
    CrossReference,
    DocumentReview,
    Envelope,
    EnvelopeCase,
    EnvelopeId,
    Fee,
    FilerAttorney,
    Filing,
    FilingId,
    FilingStatus,
    LeadDocument,
    Organization,
    Outcome,
    Party,
    PartyRef,
    PartyRole,
    Payment,
    Policy,
    Receipt,
    ReviewResult,
    ServedRecipient,
    ServiceContact,
    ServiceList,
    ServiceNews,
    ServiceReceipt,
    StampedCopy,
    SubmissionId,
)

ROLE_CODES = {
    "9301": PartyRole.PETITIONER,
    "9302": PartyRole.RESPONDENT,
    "9303": PartyRole.OTHER_PARENT,
    "9304": PartyRole.CHILD,
    "9305": PartyRole.THIRD_PARTY,
}

HOSTILE = (
    "O'Brien & Sons <LLC>",
    "Ñuñez-Đặng",
    "欧阳修",
    "김민준",
    "Nkauj Hli Xyooj",
    "{{ 7*7 }}",
    "</w:t>",
    "]]>",
    "<!-- -->",
    "&amp;",
    "&#0;",
    "\"quoted\" 'twice'",
    "👩‍⚖️",
    "x" * 90,
)

LETTERS = "abcXYZ019 .,;'\"<>&{}%]éÑđ欧김ʻ\u0301\u200d👩"
plain = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12).map(str.strip).filter(bool)
names = st.one_of(st.sampled_from(HOSTILE), plain)
maybe = st.one_of(st.just(""), names)
codes = st.from_regex(r"[0-9]{1,6}", fullmatch=True)
guids = st.uuids().map(str)
money = st.decimals(min_value=0, max_value=100_000, places=2)
moments = st.integers(0, 600_000_000).map(lambda s: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=s))
days = st.dates(date(1930, 1, 1), date(2030, 1, 1))
contents = st.binary(min_size=1, max_size=40).map(Content.of)
file_names = st.from_regex(r"[A-Za-z0-9_-]{1,15}\.pdf", fullmatch=True)

person_names = st.one_of(
    st.builds(PersonName, first=names, middle=maybe, last=names, suffix=maybe),
    st.builds(PersonName, last=names),
)
addresses = st.builds(
    Address,
    line1=names,
    line2=maybe,
    city=names,
    state=st.sampled_from(["CA", "OR", "GU", "Baja California"]),
    zip_code=st.from_regex(r"[0-9]{5}(-[0-9]{4})?", fullmatch=True),
    country=st.sampled_from(["US", "MEXICO"]),
)


@st.composite
def parties(draw: st.DrawFn, ref: str) -> Party:
    code = draw(st.sampled_from(sorted(ROLE_CODES)))
    is_person = draw(st.booleans())
    return Party(
        ref=PartyRef(ref),
        role=ROLE_CODES[code],
        type_code=code,
        name=draw(person_names) if is_person else Organization(name=draw(names)),
        court_id=draw(st.one_of(st.just(""), guids)),
        address=draw(st.one_of(st.none(), addresses)),
        phone=draw(st.sampled_from(["", "(408) 555-0100", "+1 503 555 0111"])),
        email=draw(st.sampled_from(["", "clerk@example.test"])),
        birth_date=draw(st.one_of(st.none(), days)) if is_person else None,
    )


@st.composite
def attorneys(draw: st.DrawFn, ref: str, clients: list[PartyRef]) -> FilerAttorney:
    return FilerAttorney(
        ref=AttorneyRef(ref),
        name=draw(person_names),
        court_id=draw(st.one_of(st.just(""), guids)),
        bar_number=draw(st.sampled_from(["", "SBN 123456"])),
        address=draw(st.one_of(st.none(), addresses)),
        email=draw(st.sampled_from(["", "attorney@example.test"])),
        represents=tuple(draw(st.lists(st.sampled_from(clients), unique=True))),
    )


attachments = st.builds(
    Attachment,
    title=names,
    file_name=file_names,
    content=contents,
    component_code=codes,
    security_code=st.sampled_from(["1", "2"]),
    pages=st.one_of(st.none(), st.integers(1, 400)),
)


@st.composite
def service_contacts(draw: st.DrawFn, parties: list[PartyRef]) -> ServiceContact:
    """Contacts that the court's manager knows by an id, and contacts told in full."""
    known = ServiceContact(contact_id=draw(guids), service_code="1", party=draw(st.sampled_from(parties)))
    if draw(st.booleans()):
        return known
    return replace(
        known,
        contact_id=draw(st.one_of(st.just(""), guids)),
        name=draw(st.one_of(person_names, st.builds(Organization, name=names))),
        firm=draw(maybe),
        email=draw(st.sampled_from(["", "serve@example.test"])),
        phone=draw(st.sampled_from(["", "(408) 555-0100"])),
        address=draw(st.one_of(st.none(), addresses)),
    )


@st.composite
def envelopes(draw: st.DrawFn) -> Envelope:
    refs = [PartyRef(f"party-{n}") for n in range(1, draw(st.integers(1, 4)) + 1)]
    everyone = tuple(draw(parties(ref)) for ref in refs)
    # Two parties with one id would be one party.
    known = [party.court_id for party in everyone if party.court_id]
    if len(set(known)) < len(known):
        everyone = everyone[:1]
        refs = refs[:1]
    lawyers = tuple(draw(attorneys(f"attorney-{n}", refs)) for n in range(1, draw(st.integers(0, 2)) + 1))
    numbers = iter(range(1, 100))

    def document(kind: type) -> LeadDocument | ConnectedDocument:
        return kind(
            reference=f"submission-1.{next(numbers)}",
            title=draw(names),
            filing_code=draw(codes),
            attachments=tuple(draw(st.lists(attachments, min_size=1, max_size=3))),
            filed_by=tuple(draw(st.lists(st.sampled_from(refs), unique=True))),
            attorney=draw(st.sampled_from([None, *(lawyer.ref for lawyer in lawyers)])),
            comments=draw(maybe),
            courtesy_copies=tuple(draw(st.lists(st.sampled_from(["a@x.test", "b@x.test"]), unique=True))),
        )

    filings = tuple(
        Filing(
            lead=document(LeadDocument),
            connected=tuple(document(ConnectedDocument) for _ in range(draw(st.integers(0, 2)))),
        )
        for _ in range(draw(st.integers(1, 3)))
    )
    opens = draw(st.booleans())
    return Envelope(
        submission_id=SubmissionId(draw(guids)),
        court=draw(st.sampled_from(["sandbox:main", "multnomah", "santaclara"])),
        case=EnvelopeCase(
            category_code=draw(codes),
            type_code=draw(codes),
            subtype_code=draw(st.one_of(st.just(""), codes)),
            title=draw(maybe),
            docket_number="" if opens else "EX-2026-00001",
            case_id=None if opens else CaseId(draw(guids)),
        ),
        parties=everyone,
        filings=filings,
        attorneys=lawyers,
        service_contacts=tuple(draw(service_contacts(refs)) for _ in range(draw(st.integers(0, 2)))),
        cross_references=tuple(
            draw(st.lists(st.builds(CrossReference, code=codes, number=codes), max_size=2))
        ),
        payment=Payment(
            payer=draw(maybe),
            account_id=draw(st.one_of(st.just(""), guids)),
            exemption_code=draw(st.sampled_from(["", "GOVEX"])),
            exemption_text=draw(maybe),
            max_fee=draw(st.one_of(st.none(), money)),
        ),
        callback_url="https://agency.example.test/callback",
    )


receipts = st.builds(
    Receipt,
    filing_ids=st.lists(guids.map(FilingId), min_size=1, max_size=3).map(tuple),
    envelope_id=st.one_of(st.none(), codes.map(EnvelopeId)),
    case_id=st.one_of(st.none(), guids.map(CaseId)),
    court=st.just("sandbox:main"),
    received_at=st.one_of(st.none(), moments),
)

_outcomes = st.sampled_from([Outcome.ACCEPTED, Outcome.REJECTED, Outcome.CANCELLED])
_copies = st.builds(StampedCopy, file_name=file_names, content=contents)
_reasons = st.text(st.characters(codec="ascii", categories=("Lu", "Ll", "Nd")), min_size=1, max_size=20)


@st.composite
def reviews(draw: st.DrawFn) -> ReviewResult:
    word = draw(st.sampled_from(["accepted", "rejected", "cancelled"]))
    documents = [
        DocumentReview(
            reference=f"submission-1.{number}",
            title=draw(names),
            filing_code=draw(codes),
            is_lead=number == 1,
            outcome=draw(_outcomes),
            reasons=tuple(draw(st.lists(_reasons, max_size=2))),
            comments=draw(maybe),
            reviewer=draw(maybe),
            reviewed_at=draw(st.one_of(st.none(), moments)),
            docket_entry=draw(st.one_of(st.just(""), codes)),
            stamped=tuple(draw(st.lists(_copies, max_size=2, unique_by=lambda copy: copy.content))),
        )
        for number in range(1, draw(st.integers(1, 3)) + 1)
    ]
    return ReviewResult(
        filing_id=FilingId(draw(guids)),
        envelope_id=draw(st.one_of(st.none(), codes.map(EnvelopeId))),
        case_id=draw(st.one_of(st.none(), guids.map(CaseId))),
        court="sandbox:main",
        outcome=Outcome(word),
        status=word,
        description=draw(maybe),
        docket_number=draw(st.sampled_from(["", "EX-2026-00001"])),
        case_title=draw(maybe),
        filed_at=draw(st.one_of(st.none(), moments)),
        completed_at=draw(st.one_of(st.none(), moments)),
        documents=tuple(documents),
        fees=tuple(draw(st.lists(st.builds(Fee, reason=maybe, amount=money), max_size=2))),
    )


statuses = st.builds(
    FilingStatus,
    filing_id=guids.map(FilingId),
    envelope_id=codes.map(EnvelopeId),
    case_id=st.one_of(st.none(), guids.map(CaseId)),
    outcome=st.just(Outcome.UNDER_REVIEW),
    status=st.just("under-review"),
    description=maybe,
    submitted_at=st.one_of(st.none(), moments),
    reference=st.just("submission-1.1"),
    title=maybe,
)

served = st.builds(
    ServedRecipient,
    contact_id=guids,
    name=maybe,
    status=st.sampled_from(["sent", "served", "failed"]),
    served_at=st.one_of(st.none(), moments),
)
service_receipts = st.builds(
    ServiceReceipt,
    filing_ids=st.lists(guids.map(FilingId), min_size=1, max_size=2).map(tuple),
    envelope_id=st.one_of(st.none(), codes.map(EnvelopeId)),
    received_at=moments,
    recipients=st.lists(served, max_size=3).map(tuple),
)
service_news = st.builds(
    ServiceNews,
    filing_id=guids.map(FilingId),
    envelope_id=st.one_of(st.none(), codes.map(EnvelopeId)),
    case_id=st.one_of(st.none(), guids.map(CaseId)),
    reference=st.just("submission-1.1"),
    recipient=st.builds(
        ServedRecipient,
        contact_id=guids,
        name=maybe,
        firm=maybe,
        status=st.sampled_from(["sent", "served", "failed"]),
        served_at=moments,
    ),
)


@st.composite
def service_lists(draw: st.DrawFn) -> ServiceList:
    found = [draw(service_contacts([PartyRef("")])) for _ in range(draw(st.integers(0, 3)))]
    return ServiceList(case_id=CaseId(draw(guids)), contacts=tuple(c for c in found if c.is_full))


policies = st.builds(
    Policy,
    version=codes,
    updated=days,
    document_bytes=st.one_of(st.none(), st.integers(0, 10**9)),
    message_bytes=st.one_of(st.none(), st.integers(0, 10**9)),
    many_leads=st.booleans(),
    code_lists=st.lists(
        st.builds(
            CodeListPlace,
            element=codes,
            url=codes.map(lambda code: f"https://court.example.test/codes/{code}.zip"),
            effective=days,
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    operations=st.lists(
        st.sampled_from(["ReviewFiling", "GetPolicy", "GetFilingList", "ServeFiling"]),
        min_size=1,
        unique=True,
    ).map(tuple),
)

zero = Decimal("0.00")
