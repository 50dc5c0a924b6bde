"""Small PDFs and an envelope that the sandbox court takes."""

import io
from dataclasses import replace

import pikepdf

from assembly.model.people import Address, PersonName
from efiling.model import (
    Attachment,
    AttorneyRef,
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
    PartyRole,
    Payment,
    SubmissionId,
)

COUNTY, FATHER, MOTHER = PartyRef("party-1"), PartyRef("party-2"), PartyRef("party-3")
LAWYER = AttorneyRef("attorney-1")


def pdf(pages: int = 1, padding: int = 0) -> bytes:
    """Return a PDF of blank pages, with some bytes to make it larger."""
    with pikepdf.new() as paper:
        for _ in range(pages):
            paper.add_blank_page(page_size=(612, 792))
        if padding:
            paper.Root.Padding = paper.make_stream(bytes(padding))
        out = io.BytesIO()
        paper.save(out, deterministic_id=True, compress_streams=False)
        return out.getvalue()


def attachment(name: str = "complaint.pdf", raw: bytes | None = None) -> Attachment:
    return Attachment(
        title=name,
        file_name=name,
        content=Content.of(raw if raw is not None else pdf()),
        component_code="9401",
        security_code="1",
        pages=1,
    )


def envelope(
    submission: str = "s-1", *, callback_url: str = "", comments: str = "", connected: int = 1
) -> Envelope:
    """Return a new child support case: a complaint, with declarations that support it."""
    lead = LeadDocument(
        reference=f"{submission}.1",
        title="Summons and Complaint",
        filing_code="9201",
        attachments=(attachment(),),
        filed_by=(COUNTY,),
        attorney=LAWYER,
        comments=comments,
    )
    supports = tuple(
        ConnectedDocument(
            reference=f"{submission}.{number}",
            title="Declaration",
            filing_code="9206",
            attachments=(attachment("declaration.pdf"),),
            filed_by=(COUNTY,),
        )
        for number in range(2, connected + 2)
    )
    return Envelope(
        submission_id=SubmissionId(submission),
        court="sandbox:main",
        case=EnvelopeCase(category_code="9001", type_code="9101", title="County of Example v. Doe"),
        parties=(
            Party(
                ref=COUNTY,
                role=PartyRole.PETITIONER,
                type_code="9301",
                name=Organization(name="County of Example"),
            ),
            Party(
                ref=FATHER,
                role=PartyRole.RESPONDENT,
                type_code="9302",
                name=PersonName(first="John", last="O'Brien & Sons <LLC>"),
                address=Address(line1="1 Main St", city="San Jose", state="CA", zip_code="95110"),
            ),
            Party(
                ref=MOTHER,
                role=PartyRole.OTHER_PARENT,
                type_code="9303",
                name=PersonName(first="Ana", last="Ñuñez-Đặng"),
            ),
        ),
        filings=(Filing(lead=lead, connected=supports),),
        attorneys=(
            FilerAttorney(ref=LAWYER, name=PersonName(first="Lee", last="Park"), represents=(COUNTY,)),
        ),
        cross_references=(CrossReference(code="9501", number="IVD-0001"),),
        payment=Payment(payer="County of Example", exemption_code="GOVEX", exemption_text="Gov. Code 6103.9"),
        callback_url=callback_url,
    )


def two_filings(submission: str = "s-2", *, callback_url: str = "") -> Envelope:
    """Return an envelope with two lead documents, of which each may have its own fate."""
    one = envelope(submission, callback_url=callback_url, connected=0)
    lead = one.filings[0].lead
    return replace(
        one,
        filings=(one.filings[0], Filing(lead=replace(lead, reference=f"{submission}.2", filing_code="9203"))),
    )
