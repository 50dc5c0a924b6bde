"""A page of ours that shows its signed original: the picture is seen, the words are found, the kinds of PDF hold."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdfua import validate
from PIL import Image

from assembly.bundle import Part, bundle
from assembly.bundle.alignment import align
from assembly.bundle.page_words import read_page
from assembly.bundle.signed_page import PagePicture, page_picture, picture_on, show_signed
from tests.assembly.bundle.paper_to_sign import DATE, SIGN, paper
from tests.fakes.scanner import Scanner


@pytest.fixture(scope="module")
def printed() -> bytes:
    return bundle([Part("Declaration", paper())], title="Declaration").pdf


@pytest.fixture(scope="module")
def picture(printed: bytes) -> PagePicture:
    page = read_page(printed, 1)
    scan = Scanner(dots_per_inch=200, angle=1.5, noise=9).scan(printed, 1, signed=[SIGN], dated=[DATE])
    found = align(page, scan)
    assert found is not None
    return page_picture(scan, found, page)


@pytest.fixture(scope="module")
def signed(printed: bytes, picture: PagePicture) -> bytes:
    return show_signed(printed, {1: picture})


def _drawn(pdf: bytes) -> Image.Image:
    drawn: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=1, grayscale=True).to_pil()
    return drawn


def test_the_paper_is_white_and_the_signature_is_seen(printed: bytes, signed: bytes) -> None:
    before, after = (_drawn(pdf).crop(tuple(map(int, SIGN))) for pdf in (printed, signed))
    assert sum(after.histogram()[:128]) > sum(before.histogram()[:128]) + 100
    levels = _drawn(signed).histogram()
    assert sum(levels[200:]) > 0.9 * sum(levels)


def test_every_word_lies_unseen_where_its_picture_is(printed: bytes, signed: bytes) -> None:
    before, after = read_page(printed, 1).words, read_page(signed, 1).words
    assert [word.text for word in after] == [word.text for word in before]
    for one, other in zip(before, after, strict=True):
        assert other.box == pytest.approx(one.box, abs=0.01)
    opened = pikepdf.open(BytesIO(signed))
    content = pikepdf.parse_content_stream(opened.pages[0])
    modes = [int(operands[0]) for operands, operator in content if str(operator) == "Tr"]
    assert modes == [3]


def test_what_the_file_claims_stays_true(printed: bytes, signed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    assert [(found.rule_id, found.message) for found in validate(str(path)).findings] == []
    before, after = pikepdf.open(BytesIO(printed)), pikepdf.open(BytesIO(signed))
    assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()


def test_the_picture_has_a_tag_with_words_before_the_text(signed: bytes) -> None:
    opened = pikepdf.open(BytesIO(signed))
    figures = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    (figure,) = figures
    assert "signed by hand" in str(figure.Alt)
    siblings = list(figure.P.K)
    assert siblings.index(figure) == 0


def test_it_is_as_small_as_a_fax_at_300_dots(picture: PagePicture) -> None:
    assert (picture.wide, picture.high) == (2550, 3300)
    assert len(picture.packed) < 150_000


def test_the_same_picture_gives_the_same_bytes_and_comes_out_again(
    printed: bytes, picture: PagePicture, signed: bytes
) -> None:
    assert show_signed(printed, {1: picture}) == signed
    assert picture_on(show_signed(signed, {1: picture}), 1) == picture
    assert picture_on(printed, 1) is None
