"""Pages on their side or upside down: text by its direction, scans by how their lines lie and by what is recognised."""

import io

import pikepdf
import pytest
from PIL import Image

from efiling.courts import load_court
from efiling.preflight import Matter, Outcome, Paper, Result, preflight
from efiling.preflight.reading.upright import Lie, lie_of, reads_as_words
from efiling.preflight.sight import NO_READER, Sight, Unseen
from tests.efiling.preflight.papers import BODY, clean, spoiled
from tests.efiling.preflight.scans import WORDS, copied, page_of_words, scan
from tests.efiling.preflight.test_checks_on_captions import TODAY

COURT = load_court("us-or-multnomah")
PAGE = page_of_words()
ROWS = "".join(f"<tr><td>0{day}/01/2025</td><td>$450.00</td><td>paid</td></tr>" for day in range(1, 10))
TABLE = f"<style>td{{border:1px solid;padding:3px}}</style><table style='width:100%'>{ROWS * 3}</table>"
TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""Clockwise degrees, and how Pillow calls the same turn, which it counts the other way round."""


class SeesAll:
    """A reader of pictures that tells what it was told to."""

    def __init__(self, turn: int | None = None, words: str = "") -> None:
        self.told, self.read, self.looks = turn, words, 0

    def turn(self, picture: Image.Image, dots: int) -> int | None:
        self.looks += 1
        return self.told

    def words(self, picture: Image.Image, dots: int) -> str:
        self.looks += 1
        return self.read


class SeesNothing(SeesAll):
    def turn(self, picture: Image.Image, dots: int) -> int | None:
        raise Unseen("it is too late")


def odd(raw: bytes, eyes: SeesAll | None = None) -> Result:
    about = Matter(papers=(Paper("p.pdf", raw),), court=COURT, today=TODAY, sight=Sight(eyes))
    (result,) = [result for result in preflight(about).results if result.number == 29]
    return result


def problems(raw: bytes, eyes: SeesAll | None = None) -> list[str]:
    return [found.problem for found in odd(raw, eyes).evidence]


def drawn_turned(degrees: int, *, turned_back: bool = False) -> bytes:
    """A page of words drawn turned counterclockwise by its own matrix, and perhaps turned back as a page."""

    def spoil(file: pikepdf.Pdf) -> None:
        matrix = {90: b"0 1 -1 0 612 0", 180: b"-1 0 0 -1 612 792", 270: b"0 -1 1 0 0 792"}[degrees]
        page = file.pages[0]
        page.contents_add(b"q " + matrix + b" cm ", prepend=True)
        page.contents_add(b" Q", prepend=False)
        if turned_back:
            page.rotate(degrees, relative=False)

    return spoiled(clean(f"<p>{BODY}</p>", style="p{max-width:4in}"), spoil)


class TestPagesOfText:
    @pytest.mark.parametrize(
        ("raw", "problem"),
        [
            pytest.param(drawn_turned(90), ["The page stands on its side."], id="the words turned by 90"),
            pytest.param(drawn_turned(180), ["The page stands upside down."], id="the words turned by 180"),
            pytest.param(drawn_turned(270), ["The page stands on its side."], id="the words turned by 270"),
            pytest.param(
                drawn_turned(90, turned_back=True), [], id="words and page turned, one way and back"
            ),
            pytest.param(drawn_turned(180, turned_back=True), [], id="both turned by 180"),
            pytest.param(clean(), [], id="upright"),
        ],
    )
    def test_stand_as_their_words_do(self, raw: bytes, problem: list[str]) -> None:
        assert problems(raw) == problem

    @pytest.mark.parametrize("degrees", [90, 180, 270])
    def test_a_page_turned_by_its_own_entry_is_told_by_the_check_of_geometry_alone(
        self, degrees: int
    ) -> None:
        turned = spoiled(clean(), lambda file: file.pages[0].rotate(degrees, relative=False))
        assert problems(turned) == []
        (geometry,) = [
            result
            for result in preflight(
                Matter(papers=(Paper("p.pdf", turned),), court=COURT, today=TODAY)
            ).results
            if result.number == 25
        ]
        assert geometry.outcome is Outcome.BLOCK

    def test_a_slanted_mark_across_the_page_is_no_turn(self) -> None:
        mark = "<div style='transform:rotate(-40deg)'>COPY COPY COPY COPY COPY COPY COPY</div>"
        assert problems(clean(mark)) == []

    def test_a_name_along_the_margin_is_no_turn(self) -> None:
        margin = "<div style='transform:rotate(-90deg);width:2in'>Department of Child Support Services</div>"
        assert problems(clean(f"{margin}<p>{BODY}</p>")) == []

    def test_needs_no_recognition(self) -> None:
        eyes = SeesAll()
        odd(drawn_turned(180), eyes)
        assert eyes.looks == 0


class TestScansOnTheirSide:
    @pytest.mark.parametrize("words", [WORDS, TABLE, f"<p>{BODY}</p>"], ids=["page", "table", "paragraph"])
    @pytest.mark.parametrize("turn", [90, 270])
    @pytest.mark.parametrize("askew", [0, 2], ids=["straight", "askew"])
    def test_are_found_without_recognition(self, words: str, turn: int, askew: int) -> None:
        """A scanner's feed: gray paper, grain, and up to two degrees askew."""
        gray = copied(page_of_words(words), paper=190, ink=40, grain=12)
        gray = gray.rotate(askew, fillcolor=190, resample=Image.Resampling.BICUBIC)
        assert problems(scan(gray.transpose(TURNS[turn]))) == ["The page stands on its side."]
        assert problems(scan(gray), SeesAll(turn=0)) == []

    def test_a_page_without_lines_is_not_told(self) -> None:
        assert lie_of(Image.effect_noise((612, 792), 60)) is Lie.UNCLEAR


class TestScansUpsideDown:
    raw = scan(PAGE)

    def test_are_found_by_recognition(self) -> None:
        assert problems(self.raw, SeesAll(turn=2)) == ["The page stands upside down."]
        assert problems(self.raw, SeesAll(turn=0)) == []

    @pytest.mark.parametrize(
        ("eyes", "why"),
        [
            pytest.param(None, NO_READER, id="no recognition"),
            pytest.param(
                SeesAll(turn=None), "nothing on it tells which way up it stands", id="it cannot tell"
            ),
            pytest.param(SeesNothing(), "it is too late", id="no time left"),
        ],
    )
    def test_without_it_are_not_checked(self, eyes: SeesAll | None, why: str) -> None:
        result = odd(self.raw, eyes)
        assert result.outcome is Outcome.NOT_CHECKED
        assert result.unchecked == (f"p.pdf, page 1: whether a scan stands upside down: {why}",)

    def test_pages_are_told_together(self) -> None:
        pages = [page_of_words(f"<p>{number} {BODY}</p>") for number in range(3)]
        assert [reason.split(":")[0] for reason in odd(scan(*pages)).unchecked] == ["p.pdf, pages 1-3"]

    def test_a_layer_of_words_that_read_tells_the_way_up(self) -> None:
        def with_words(file: pikepdf.Pdf) -> None:
            layer = pikepdf.open(scan_words())
            file.pages[0].add_overlay(layer.pages[0])

        eyes = SeesAll(turn=2)
        assert problems(spoiled(self.raw, with_words), eyes) == []
        assert eyes.looks == 0

    def test_what_is_recognised_upside_down_does_not_read(self) -> None:
        assert reads_as_words(f"the sum of the payments is paid to the county. {BODY}")
        assert not reads_as_words(
            "ʇuǝɯʎɐd ǝɥʇ jo wns 3H1 -uo 1ip xz uaed soiued ou1 1eu1 a0168 sn qqd wo ])" * 3
        )


def scan_words() -> io.BytesIO:
    """A page of words without ink, as recognition lays them down."""
    raw = clean(f"<p>{BODY}</p>")
    return io.BytesIO(spoiled(raw, lambda file: file.pages[0].contents_add(b"3 Tr ", prepend=True)))


class TestLooking:
    def test_looks_at_a_page_once(self) -> None:
        eyes = SeesAll(turn=0)
        about = Matter(papers=(Paper("p.pdf", scan(PAGE)),), court=COURT, today=TODAY, sight=Sight(eyes))
        preflight(about)
        looks = eyes.looks
        preflight(about)
        assert eyes.looks == looks
