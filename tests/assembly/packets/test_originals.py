"""Signed originals in a packet: shown in every file that holds the page, recorded, kept while the paper is the same."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from assembly.bundle.page_words import read_page
from assembly.catalog import load_catalog
from assembly.errors import DocumentRefused
from assembly.intake import read_facts
from assembly.law import load_law
from assembly.model.document import Packet, SignedOriginal
from assembly.model.facts import Facts
from assembly.packets import assemble, read_packet
from assembly.packets.folder import replace_files
from assembly.packets.manifest import sha256
from assembly.packets.original_taking import PageToSign, take_original
from assembly.packets.originals import (
    Original,
    document_at,
    files_of,
    originals_in,
    printed_digest,
    with_originals,
)
from tests.fakes.scanner import Scanner
from tests.pdf_a import checked

CASE, RECIPE = "multnomah-establish", "us-or/establish"
PAPER, PAGE, TYPE = "03-agency-support-statement.pdf", 2, "us-or/agency-support-statement"
PLACE = (320.0, 349.0, 555.0, 391.0)
SCANNER = Scanner(dots_per_inch=200)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(__file__).parents[3] / "templates" / "_cases"
    out = tmp_path_factory.mktemp("packets") / "packet"
    facts = read_facts((root / f"{CASE}.facts.json").read_bytes())
    assemble(facts, RECIPE, out, catalog=load_catalog(), law=load_law())
    return out


@pytest.fixture(scope="module")
def original(made: Path) -> Original:
    pdf = (made / PAPER).read_bytes()
    scan = SCANNER.jpeg(SCANNER.scan(pdf, PAGE, signed=[PLACE], dated=[(150, 340, 260, 354)]))
    page = PageToSign(PAGE, (("Teresa Quintero", PLACE),))
    (taken,) = take_original("signed.jpg", scan, paper=PAPER, pdf=pdf, pages=[page])
    return Original(
        paper=TYPE,
        page=taken.page,
        printed_sha256=printed_digest(pdf, PAGE),
        picture=taken.picture,
        dots_per_inch=taken.dots_per_inch,
        signers=taken.signers,
        source=scan,
        dated=taken.dated,
    )


@pytest.fixture
def signed(made: Path, original: Original, tmp_path: Path) -> Path:
    folder = tmp_path / "packet"
    folder.mkdir()
    replace_files(folder, with_originals(files_of(made), [original]).files)
    return folder


def _support(packet: Packet) -> tuple[SignedOriginal, ...]:
    return next(document for document in packet.documents if document.type_id == TYPE).originals


def test_the_scan_is_found_to_be_signed_and_dated(original: Original) -> None:
    assert original.signers == ("Teresa Quintero",)
    assert original.dated
    assert original.dots_per_inch == pytest.approx(200, abs=3)


def test_the_packet_can_be_read_and_names_its_original(signed: Path, original: Original) -> None:
    (one,) = _support(read_packet(signed))
    assert (one.page, one.sha256) == (PAGE, sha256(original.source))
    assert (signed / one.path).read_bytes() == original.source


def test_the_page_is_shown_in_the_paper_and_in_the_bound_packet_and_nothing_else_changes(
    made: Path, signed: Path
) -> None:
    before, after = files_of(made), files_of(signed)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {PAPER, "packet.pdf", "manifest.json", PAPER.replace(".pdf", ".trace.json")}
    whole, own = pypdfium2.PdfDocument(after["packet.pdf"]), pypdfium2.PdfDocument(after[PAPER])
    pictures = [n for n, page in enumerate(whole) if list(page.get_objects([3]))]
    (place,) = pictures
    assert whole[place].get_textpage().get_text_bounded() == own[PAGE - 1].get_textpage().get_text_bounded()


def test_every_file_still_meets_the_standard_of_archives(signed: Path) -> None:
    for name in (PAPER, "packet.pdf"):
        assert checked((signed / name).read_bytes()) == []


def test_the_trace_map_names_the_new_bytes_and_the_same_places(made: Path, signed: Path) -> None:
    before, after = (
        json.loads((folder / PAPER.replace(".pdf", ".trace.json")).read_bytes()) for folder in (made, signed)
    )
    assert after["pdf_sha256"] == sha256((signed / PAPER).read_bytes())
    assert after["documents"] == before["documents"]


def test_a_changed_scan_is_seen_when_the_packet_is_read(signed: Path) -> None:
    (one,) = _support(read_packet(signed))
    (signed / one.path).write_bytes(b"another")
    with pytest.raises(DocumentRefused, match="signed-original"):
        read_packet(signed)


class TestMadeAnew:
    def test_it_stays_while_the_paper_is_the_same(self, made: Path, signed: Path) -> None:
        kept = originals_in(signed)
        again = with_originals(files_of(made), kept)
        assert again.dropped == ()
        assert again.files == files_of(signed)

    def test_it_goes_when_the_paper_says_something_else(
        self, case: Callable[[str], Facts], signed: Path, tmp_path: Path
    ) -> None:
        agency = case(CASE).agency
        attorney = replace(agency.attorney, email="other@example.org")
        other = replace(case(CASE), agency=replace(agency, attorney=attorney))
        out = tmp_path / "anew"
        assemble(other, RECIPE, out, catalog=load_catalog(), law=load_law())
        again = with_originals(files_of(out), originals_in(signed))
        assert "Have it signed again" in again.dropped[0]
        assert again.files == files_of(out)


def test_a_folder_without_originals_has_none(made: Path, tmp_path: Path) -> None:
    assert originals_in(made) == ()
    assert originals_in(tmp_path) == ()


def test_a_page_that_is_not_there_is_named(made: Path) -> None:
    with pytest.raises(DocumentRefused, match=r"has 2 page\(s\) of its own"):
        document_at(read_packet(made), PAPER, 9)
    with pytest.raises(DocumentRefused, match=r"no paper 99-other\.pdf"):
        document_at(read_packet(made), "99-other.pdf", 1)


class TestTaking:
    """The scan is hostile until it was read in a process that is thrown away."""

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            pytest.param(b"hello", "neither a PDF nor", id="no picture"),
            pytest.param(b"\xff\xd8\xff\xe0 and no more", "damaged", id="damaged picture"),
            pytest.param(b"PK\x03\x04", "archive", id="archive"),
        ],
    )
    def test_what_is_no_scan_is_refused(self, made: Path, content: bytes, said: str) -> None:
        with pytest.raises(DocumentRefused, match=said):
            _take(made, content)

    def test_a_locked_file_is_refused(self, made: Path) -> None:
        out = BytesIO()
        pikepdf.open(made / PAPER).save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
        with pytest.raises(DocumentRefused, match="locked with a password"):
            _take(made, out.getvalue())

    def test_the_printed_paper_itself_is_no_scan(self, made: Path) -> None:
        paper = (made / PAPER).read_bytes()
        with pytest.raises(DocumentRefused, match=r"has 2 page\(s\); the scan of 1 is wanted"):
            _take(made, paper)
        with pytest.raises(DocumentRefused, match="is no scan"):
            _take(made, paper, pages=(1, 2))


def _take(made: Path, content: bytes, *, pages: tuple[int, ...] = (PAGE,)) -> None:
    asked = [PageToSign(page, (("Teresa Quintero", PLACE),)) for page in pages]
    take_original("scan.bin", content, paper=PAPER, pdf=(made / PAPER).read_bytes(), pages=asked)


def test_words_of_the_page_are_read_letter_by_letter(made: Path) -> None:
    words = [word.text for word in read_page((made / PAPER).read_bytes(), PAGE).words]
    assert "$2,900.00" in words
    assert "perjury." in words
