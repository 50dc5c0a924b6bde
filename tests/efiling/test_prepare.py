"""From packets to envelopes: shape, codes, limits, and what a message may not tell."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assembly.intake import read_facts
from assembly.model.document import Document, FormEdition, Packet, Role, SecurityClass
from assembly.model.facts import Facts
from assembly.model.people import PersonName
from efiling.courts import load_court
from efiling.ecf.schemas import Schema
from efiling.ecf.v4.filing import review_filing
from efiling.ecf.xml import to_bytes
from efiling.errors import FilingNotReady
from efiling.model import Content, Envelope, Organization, PartyRole, SubmissionId
from efiling.prepare import Filer, prepare
from efiling.sandbox.checks import check
from efiling.sandbox.court import VENDOR_4
from efiling.text import file_name, shorten
from tests.efiling.papers import pdf

CASES = Path(__file__).parents[2] / "templates" / "_cases"
FILER = Filer(
    location="sandbox:main", callback_url="https://agency.example.test/callback", comment="Thank you"
)


def facts(case: str = "santa-clara-establish") -> Facts:
    return read_facts((CASES / f"{case}.facts.json").read_bytes())


def document(type_id: str, role: Role, **changes: object) -> Document:
    name = type_id.rpartition("/")[2]
    made = Document(
        type_id=type_id,
        title=name.replace("-", " ").title(),
        role=role,
        filing_code=name.replace("-", "_"),
        security=SecurityClass.PUBLIC,
        pdf_path=f"01-{name}.pdf",
        sha256="0" * 64,
        pages=1,
        size_bytes=1000,
        template_sha256="0" * 64,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


COMPLAINT = document("us-ca/summons-and-complaint", Role.LEAD)
JUDGMENT = document("us-ca/proposed-judgment", Role.ATTACHMENT)
DECLARATION = document("us-ca/declaration", Role.CONNECTED)
ORDER = document("us-ca/proposed-order", Role.LEAD)
COVER = document("us-ca/cover-letter", Role.NOT_FILED)


def packet(*documents: Document) -> Packet:
    return Packet(
        recipe="us-ca/establish",
        title="Establish",
        court="us-ca-santa-clara",
        case_number=None,
        prepared_on=date(2026, 11, 22),
        facts_sha256="0" * 64,
        documents=documents,
        packet_path="packet.pdf",
        packet_sha256="0" * 64,
    )


def made(*documents: Document, case: Facts | None = None, court: str = "sandbox") -> Envelope:
    return prepare(
        packet(*documents),
        case or facts(),
        load_court(court),
        FILER,
        submission_id=SubmissionId("s-1"),
        content=lambda _: Content.of(pdf()),
    )


class TestShape:
    def test_attachments_go_with_their_document_and_connected_ones_with_their_lead(self) -> None:
        envelope = made(COVER, COMPLAINT, JUDGMENT, DECLARATION, ORDER)
        first, second = envelope.filings
        assert [attachment.title for attachment in first.lead.attachments] == [
            "Summons And Complaint",
            "Proposed Judgment",
        ]
        assert [attachment.component_code for attachment in first.lead.attachments] == ["9401", "9402"]
        assert [connected.title for connected in first.connected] == ["Declaration"]
        assert second.lead.title == "Proposed Order"
        assert [d.reference for d in envelope.documents] == ["s-1.1", "s-1.2", "s-1.3"]

    def test_what_is_bound_into_another_pdf_is_not_sent_twice(self) -> None:
        inside = replace(JUDGMENT, pdf_path=COMPLAINT.pdf_path, parent=COMPLAINT.type_id)
        (filing,) = made(COMPLAINT, inside, DECLARATION).filings
        assert len(filing.lead.attachments) == 1
        assert len(filing.connected) == 1

    def test_a_document_may_name_what_it_belongs_to(self) -> None:
        late = replace(DECLARATION, parent=COMPLAINT.type_id)
        first, second = made(COMPLAINT, ORDER, late).filings
        assert len(first.connected) == 1
        assert second.connected == ()

    def test_where_a_court_forbids_attachments_every_document_leads(self) -> None:
        tiny = [replace(d, size_bytes=100) for d in (COMPLAINT, JUDGMENT, DECLARATION)]
        envelope = made(*tiny, court="sandbox-all-leads")
        assert [filing.lead.title for filing in envelope.filings] == [
            "Summons And Complaint",
            "Proposed Judgment",
            "Declaration",
        ]
        assert all(filing.connected == () for filing in envelope.filings)

    @pytest.mark.parametrize("case", sorted(path.name.split(".")[0] for path in CASES.glob("*.json")))
    def test_every_example_case_makes_a_valid_message_that_the_court_takes(
        self, ecf4: Schema, case: str
    ) -> None:
        envelope = made(COMPLAINT, DECLARATION, case=facts(case))
        ecf4.check(review_filing(envelope).root)
        assert check(envelope, load_court("sandbox"), how=VENDOR_4) == ()


class TestPeople:
    def test_the_agency_files_and_the_caption_gives_the_roles(self) -> None:
        envelope = made(COMPLAINT)
        roles = {party.role: party.full_name for party in envelope.parties}
        case = facts()
        assert roles[PartyRole.PETITIONER] == case.case.petitioner
        assert roles[PartyRole.RESPONDENT] == case.obligor.name.full
        assert isinstance(envelope.parties[0].name, Organization)
        assert envelope.filings[0].lead.filed_by == (envelope.parties[0].ref,)

    @pytest.mark.parametrize(
        "case", ["fresno-protected-obligee", "alameda-names-like-code", "fresno-nine-children"]
    )
    def test_the_message_tells_nothing_that_is_protected(self, case: str) -> None:
        whole = facts(case)
        raw = to_bytes(review_filing(made(COMPLAINT, case=whole)).root).decode()
        for person in (whole.obligor, whole.obligee):
            for secret in (person.ssn, person.license_number, person.phone, person.email):
                assert not secret or secret not in raw
            if person.safety.address_protected:
                for address in (person.residence_address, person.mailing_address):
                    substitute = person.safety.substitute_address
                    assert address is None or address == substitute or address.line1 not in raw
        for child in whole.children:
            assert not child.ssn or child.ssn not in raw

    def test_names_are_cut_to_the_courts_fields_and_capitals(self) -> None:
        case = facts()
        long = replace(
            case, obligor=replace(case.obligor, name=PersonName(first="Maximilianus", last="Ñuñez-Đặng"))
        )
        envelope = made(replace(COMPLAINT, size_bytes=100), case=long, court="sandbox-all-leads")
        party = next(p for p in envelope.parties if p.role is PartyRole.RESPONDENT)
        assert party.name == PersonName(first="MAXIMILIAN", last="ÑUÑEZ-ĐẶNG")


class TestFaults:
    @pytest.mark.parametrize(
        ("documents", "court", "fault"),
        [
            ((DECLARATION,), "sandbox", "no lead document"),
            (
                (COMPLAINT, ORDER, replace(ORDER, pdf_path="03-order.pdf")),
                "sandbox",
                r"takes 2 lead document\(s\)",
            ),
            ((replace(COMPLAINT, size_bytes=25_000_001),), "sandbox", "25,000,001 bytes"),
            (
                (replace(COMPLAINT, size_bytes=20_000_000), replace(ORDER, size_bytes=20_000_000)),
                "sandbox",
                "several envelopes",
            ),
            ((document("x/contempt-osc", Role.LEAD),), "sandbox", "on paper only"),
            ((COMPLAINT,), "sandbox-paper", "file on paper"),
            ((COMPLAINT,), "us-ca-santa-clara", "no confirmed code for 'summons_and_complaint'"),
            (
                (document("us-or/order-to-appear-contempt", Role.LEAD),),
                "us-or-multnomah",
                r"21\.070\(3\)\(d\)",
            ),
            (
                (
                    document(
                        "us-ca/fl-280", Role.LEAD, form=FormEdition(number="FL-280", revised=date(2020, 1, 1))
                    ),
                ),
                "us-ca-fresno",
                "on paper only",
            ),
        ],
    )
    def test_each_is_named(self, documents: tuple[Document, ...], court: str, fault: str) -> None:
        with pytest.raises(FilingNotReady, match=fault):
            made(*documents, court=court)

    def test_all_are_told_at_once(self) -> None:
        with pytest.raises(FilingNotReady) as refusal:
            made(replace(DECLARATION, size_bytes=30_000_000), court="us-or-multnomah")
        assert len(refusal.value.faults) > 4


class TestText:
    @pytest.mark.parametrize(
        ("text", "limit", "short"),
        [
            ("Summons", None, "Summons"),
            ("Summons", 7, "Summons"),
            ("Summons and Complaint", 15, "Summons and"),
            ("Donaudampfschiff", 8, "Donaudam"),
            ("José", 4, "José"),
            (" x ", 5, "x"),
        ],
    )
    def test_shorten(self, text: str, limit: int | None, short: str) -> None:
        assert shorten(text, limit) == short

    @pytest.mark.parametrize(
        ("path", "limit", "name"),
        [
            ("01-summons.pdf", None, "01-summons.pdf"),
            ("out/01 Ñuñez & Söhne.pdf", None, "01-Nunez-Sohne.pdf"),
            ("欧阳修.pdf", None, "document.pdf"),
            ("a" * 60 + ".pdf", 20, "a" * 16 + ".pdf"),
        ],
    )
    def test_file_name(self, path: str, limit: int | None, name: str) -> None:
        assert file_name(path, limit) == name
