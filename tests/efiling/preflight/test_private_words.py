"""Numbers and whereabouts in every corner of a filing (checks 22 and 23), and papers marked for other eyes.

Source of the pairs: the researched test ideas; 42 U.S.C. § 654(26); Cal. Rules of Court, rule 1.201; UTCR 2.130,
21.070(6); the abbreviations are those of USPS Publication 28.
"""

from datetime import date

import pikepdf
import pytest
from pikepdf import Dictionary, String

from assembly.model.document import FormEdition
from assembly.model.people import Address, PersonName
from efiling.courts import load_court
from efiling.model import (
    Attachment,
    Content,
    Envelope,
    EnvelopeCase,
    Filing,
    LeadDocument,
    Party,
    PartyRef,
    PartyRole,
    SubmissionId,
)
from efiling.preflight import Evidence, Matter, Outcome, Paper, Private, preflight
from efiling.preflight.places import Place, shown_in
from tests.efiling.preflight.papers import BODY, annotate, clean, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court

SSN = "123-45-6789"
HOME = "1482 Willow Bend Court, Apt. 3B"
PRIVATE = Private(social_security=(SSN,), protected=(HOME, "(408) 555-0177", "maria@example.org"))
PAGE = clean()


def found(number: int, *papers: Paper, **matter: object) -> tuple[Outcome, tuple[Evidence, ...]]:
    known: dict[str, object] = {"court": court(), "private": PRIVATE} | matter
    about = Matter(papers=papers, today=date(2026, 11, 22), **known)  # type: ignore[arg-type]
    (result,) = [result for result in preflight(about).results if result.number == number]
    return result.outcome, result.evidence


class TestAddress:
    @pytest.mark.parametrize(
        "text",
        [
            "1482 Willow Bend Court",
            "1482 WILLOW BEND CT",
            "1482 Willow Bend Ct., #3B, San Jose, CA 95113-4417",
            "1482 Willow Bend Court Unit 3B",
            "1482 Willow Bend Court, Suite 3B",
            "1482  Willow\nBend\nCourt",
            "1482 Willow Bend",
            "at 1482willowbendcourtapt3b today",
        ],
    )
    def test_is_found_in_any_dress(self, text: str) -> None:
        assert shown_in(f"She lives at {text} now.", [Place(HOME)])

    @pytest.mark.parametrize(
        "text",
        [
            "2 Willow Bend Court",
            "11482 Willow Bend Court",
            "1482 Oak Court",
            "Willow Bend Court",
            "1482",
            "Apt. 3B",
        ],
    )
    def test_another_place_passes(self, text: str) -> None:
        assert not shown_in(f"She lives at {text} now.", [Place(HOME)])

    @pytest.mark.parametrize(
        ("secret", "text"),
        [
            ("55 North Main Street", "55 N. Main St"),
            ("7 Mount Hood Highway", "7 Mt Hood Hwy"),
            ("12 Saint James Place", "12 St. James Pl."),
            ("900 SW Fifth Avenue", "900 Southwest Fifth Ave"),
        ],
    )
    def test_abbreviations(self, secret: str, text: str) -> None:
        assert shown_in(text, [Place(secret)])


def alternative_text(text: str) -> bytes:
    def add(file: pikepdf.Pdf) -> None:
        file.Root.StructTreeRoot = file.make_indirect(
            Dictionary(K=Dictionary(S=pikepdf.Name.Figure, Alt=String(text)))
        )

    return spoiled(PAGE, add)


def bookmark(text: str) -> bytes:
    def add(file: pikepdf.Pdf) -> None:
        with file.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(text, 0))

    return spoiled(PAGE, add)


def attached(text: str) -> bytes:
    def add(file: pikepdf.Pdf) -> None:
        file.attachments["notes.txt"] = text.encode()

    return spoiled(PAGE, add)


def property_of(text: str) -> bytes:
    def add(file: pikepdf.Pdf) -> None:
        with file.open_metadata() as xmp:
            xmp["dc:description"] = text

    return spoiled(PAGE, add)


def note(text: str) -> bytes:
    return spoiled(PAGE, annotate(Subtype=pikepdf.Name.Link, Contents=String(text)))


WAYS = [alternative_text, bookmark, attached, property_of, note, lambda text: clean(f"<p>{BODY} {text}</p>")]
NAMES = ["alternative text", "bookmark", "attached file", "property", "note of a link", "page"]


class TestEveryCorner:
    @pytest.mark.parametrize("way", WAYS, ids=NAMES)
    def test_a_number_of_the_case(self, way) -> None:  # type: ignore[no-untyped-def]
        assert found(22, Paper("a.pdf", way("see 123456789")))[0] is Outcome.BLOCK
        assert found(22, Paper("a.pdf", way("see XXX-XX-6789")))[0] is Outcome.PASS

    @pytest.mark.parametrize("way", WAYS, ids=NAMES)
    def test_a_protected_address(self, way) -> None:  # type: ignore[no-untyped-def]
        assert found(23, Paper("a.pdf", way("1482 WILLOW BEND CT")))[0] is Outcome.BLOCK
        assert found(23, Paper("a.pdf", way("1400 Copperfield Drive")))[0] is Outcome.PASS

    @pytest.mark.parametrize(
        "text",
        [
            "1 2 3 4 5 6 7 8 9",
            "123.45.6789",
            "123 45-\n6789",
            "\uff11\uff12\uff13-45-6789",
            "123\u00ad45\u00ad6789",
        ],
    )
    def test_a_number_however_it_is_written(self, text: str) -> None:
        assert found(22, Paper("a.pdf", clean(f"<p>{BODY}</p><pre>{text}</pre>")))[0] is Outcome.BLOCK

    def test_the_place_on_the_page_is_told(self) -> None:
        _, (evidence,) = found(22, Paper("a.pdf", clean(f"<p>{BODY}</p><p>No. {SSN}</p>")))
        assert evidence.page == 1
        assert evidence.rect is not None
        assert SSN not in evidence.text + evidence.problem

    def test_a_zip_code_beside_the_words_is_no_number(self) -> None:
        text = "<p>Social Security office, ZIP 95798-9067.</p>"
        assert found(22, Paper("a.pdf", clean(f"<p>{BODY}</p>{text}")))[0] is Outcome.PASS


def envelope(*, comment: str = "", line1: str = "", document: str = "1", content: bytes = PAGE) -> Envelope:
    address = Address(line1=line1, city="San Jose", state="CA", zip_code="95113") if line1 else None
    party = Party(
        ref=PartyRef("p"),
        role=PartyRole.OTHER_PARENT,
        type_code="9303",
        name=PersonName(last="L"),
        address=address,
    )
    file = Attachment(title="A", file_name="a.pdf", content=Content.of(content), security_code=document)
    lead = LeadDocument(reference="1", title="A", filing_code="9202", attachments=(file,), comments=comment)
    case = EnvelopeCase(category_code="9001", type_code="9101")
    return Envelope(
        submission_id=SubmissionId("s"), court="c", case=case, parties=(party,), filings=(Filing(lead=lead),)
    )


class TestMessage:
    def test_a_number_in_the_comment_to_the_clerk(self) -> None:
        paper = Paper("a.pdf", PAGE)
        assert found(22, paper, envelope=envelope(comment=f"for {SSN}"))[0] is Outcome.BLOCK
        assert found(22, paper, envelope=envelope(comment="for 6789"))[0] is Outcome.PASS

    def test_a_protected_street_of_a_party(self) -> None:
        outcome, (evidence,) = found(23, Paper("a.pdf", PAGE), envelope=envelope(line1="1482 Willow Bend Ct"))
        assert (outcome, evidence.document) == (Outcome.BLOCK, "the message")
        assert found(23, Paper("a.pdf", PAGE), envelope=envelope(line1="12 Oak St"))[0] is Outcome.PASS

    def test_the_text_that_leaves_is_searched_too(self) -> None:
        xml = "<a note='x'><b>maria&#64;example.org</b></a>"
        assert found(23, Paper("a.pdf", PAGE), message=xml)[0] is Outcome.BLOCK


CIF = {"type_id": "us-or/confidential-information-form", "filing_code": "confidential_information_form"}


class TestMarking:
    def test_a_confidential_form_as_public(self) -> None:
        oregon = load_court("us-or-multnomah")
        public = Paper("c.pdf", PAGE, **CIF)  # type: ignore[arg-type]
        marked = Paper("c.pdf", PAGE, confidential=True, identifiers_allowed=True, **CIF)  # type: ignore[arg-type]
        assert found(23, public, court=oregon)[0] is Outcome.BLOCK
        assert found(23, marked, court=oregon)[0] is Outcome.PASS

    def test_an_open_paper_as_confidential(self) -> None:
        """UTCR 21.070(6)(d) forbids it; California's rule does not speak of it."""
        motion = Paper("m.pdf", PAGE, type_id="us-or/motion-order-default", confidential=True)
        assert found(23, motion, court=load_court("us-or-multnomah"))[0] is Outcome.BLOCK
        assert found(23, motion, court=load_court("us-ca-santa-clara"))[0] is Outcome.PASS

    def test_a_form_that_is_confidential_by_hearsay_warns(self) -> None:
        form = FormEdition(number="FL-191", revised=date(2005, 7, 1))
        paper = Paper("f.pdf", PAGE, type_id="us-ca/fl-191", form=form)
        assert found(23, paper, court=load_court("us-ca-santa-clara"))[0] is Outcome.WARN

    def test_the_message_marks_it_otherwise(self) -> None:
        sandbox = load_court("sandbox")
        open_paper = Paper("a.pdf", PAGE, type_id="t/x")
        secret = Paper("a.pdf", PAGE, type_id="t/x", confidential=True)
        for paper, code, outcome in (
            (open_paper, "1", Outcome.PASS),
            (open_paper, "2", Outcome.BLOCK),
            (secret, "2", Outcome.PASS),
            (secret, "1", Outcome.BLOCK),
        ):
            assert found(23, paper, court=sandbox, envelope=envelope(document=code))[0] is outcome
