"""A scan of a paper signed in ink: taken where it is our page, signed and otherwise unchanged, and only there."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from assembly.bundle.page_words import draw_page, read_page
from assembly.bundle.scan_check import Checked, SignPlace, check_scan
from tests.assembly.bundle.paper_to_sign import DATE, SIGN, WORDS, paper
from tests.fakes.scanner import Scanner

PLACES = (SignPlace("Teresa Quintero", SIGN),)
FAIR = Scanner(dots_per_inch=200)
GREY_150 = Scanner(dots_per_inch=150, angle=1.9, scale=0.98, quality=60, noise=10, paper=215)


def check(
    scanned: bytes,
    scanner: Scanner = FAIR,
    *,
    printed: bytes | None = None,
    signed: bool = True,
    dated: bool = True,
) -> Checked:
    """Scan one paper and hold it against another, or itself."""
    scan = scanner.scan(scanned, 1, signed=[SIGN] if signed else [], dated=[DATE] if dated else [])
    if not scanner.bilevel:
        scan = Image.open(BytesIO(scanner.jpeg(scan)))
    return check_scan(read_page(printed or scanned, 1), scan, PLACES)


def spoiled(word: str, how: str) -> Checked:
    """Hold a signed scan on which a hand has done something to a printed word against the paper."""
    ours = paper()
    page = read_page(ours, 1)
    left, top, right, bottom = (
        edge * 400 / 72 for edge in next(one.box for one in page.words if one.text == word)
    )
    sheet = draw_page(ours, 1, 400)
    pen = ImageDraw.Draw(sheet)
    if how == "struck out":
        pen.line([(left, (top + bottom) / 2), (right, (top + bottom) / 2)], fill=20, width=6)
    elif how == "painted over":
        pen.rectangle((left - 4, top - 4, right + 4, bottom + 4), fill=255)
    else:
        pen.text((left, bottom + 40), "and no more", fill=20, font_size=73)
    pen.line([(1944, 3200), (2130, 3130), (2330, 3270), (2600, 3170)], fill=30, width=7)
    return check_scan(page, FAIR.of_picture(sheet), PLACES)


class TestRightPages:
    @pytest.mark.parametrize(
        "scanner",
        [
            pytest.param(
                Scanner(dots_per_inch=150, angle=1.9, scale=0.98, noise=9, paper=212), id="150 dots, grey"
            ),
            pytest.param(
                Scanner(dots_per_inch=200, angle=-2, scale=1.02, quality=55), id="200 dots, squeezed"
            ),
            pytest.param(Scanner(dots_per_inch=300, angle=1, scale=0.97), id="300 dots"),
            pytest.param(Scanner(dots_per_inch=200, bilevel=True), id="black and white"),
            pytest.param(Scanner(dots_per_inch=200, turn=180), id="upside down"),
            pytest.param(Scanner(dots_per_inch=200, turn=90, angle=-1), id="on its side"),
            pytest.param(
                Scanner(dots_per_inch=200, turn=270, colour=True), id="on its other side, in colour"
            ),
        ],
    )
    def test_a_fair_scan_is_taken(self, scanner: Scanner) -> None:
        found = check(paper(family="Arimo" if scanner.turn else "Tinos"), scanner)
        assert found.faults == ()
        assert found.signed == (True,)
        assert found.dated
        assert found.dots_per_inch == pytest.approx(scanner.dots_per_inch * scanner.scale, rel=0.01)

    def test_one_that_is_not_dated_says_so(self) -> None:
        found = check(paper(), dated=False)
        assert found.faults == ()
        assert not found.dated


class TestWrongPages:
    def test_an_unsigned_page(self) -> None:
        (fault,) = check(paper(), signed=False).faults
        assert "no ink where it is signed" in fault

    def test_a_blank_page(self) -> None:
        (fault,) = check_scan(read_page(paper(), 1), Image.new("L", (1700, 2200), 235), PLACES).faults
        assert "does not show this page" in fault

    def test_another_page(self) -> None:
        other = paper(
            *(f"Paragraph {n} of some other paper that has nothing to do with it." for n in range(1, 15))
        )
        (fault, *_) = check(other, printed=paper()).faults
        assert "page" in fault

    def test_too_coarse_a_scan(self) -> None:
        (fault,) = check(paper(), Scanner(dots_per_inch=100)).faults
        assert "about 100 dots to the inch" in fault
        assert "300" in fault

    def test_a_photograph_from_the_side(self) -> None:
        told = " ".join(check(paper(), Scanner(dots_per_inch=200, keystone=0.06, colour=True)).faults)
        assert "glass plate" in told or "does not show this page" in told

    def test_another_case_on_the_same_template(self) -> None:
        other = paper(
            WORDS[0].replace("$1,875.00", "$1,120.00").replace("26DR10442", "26DR20817"), *WORDS[1:]
        )
        told = " ".join(check(other, printed=paper()).faults)
        assert "“$1,875.00”" in told
        assert "“26DR10442.”" in told

    def test_a_missing_line(self) -> None:
        told = " ".join(check(paper(*WORDS[:2], "&nbsp;", WORDS[3]), printed=paper()).faults)
        assert "missing" in told
        assert "“unpaid”" in told

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [("not", "now"), ("July", "June"), ("full", "fall"), ("ten", "two"), ("has", "had")],
    )
    def test_one_other_word(self, ours: str, theirs: str) -> None:
        told = " ".join(check(paper(*(line.replace(f" {ours} ", f" {theirs} ").replace(f" {ours}.", f" {theirs}.") for line in WORDS)), printed=paper()).faults)  # fmt: skip
        assert f"“{ours}" in told

    @pytest.mark.parametrize(
        ("word", "how"),
        [
            ("not", "struck out"),
            ("$2,304.67", "struck out"),
            ("not", "painted over"),
            ("installments", "painted over"),
            ("$2,304.67", "written under"),
        ],
    )
    def test_what_a_hand_has_changed(self, word: str, how: str) -> None:
        told = " ".join(spoiled(word, how).faults)
        assert word in told or how == "written under"
        assert "hand" in told


class TestFigures:
    """Every figure against every other: 90 pairs, each in another place of a sum, a date or a number."""

    PAIRS = tuple((a, b) for a in "0123456789" for b in "0123456789" if a != b)

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("family", "size", "scanner"),
        [
            pytest.param("Tinos", 12, GREY_150, id="150 dots, Tinos"),
            pytest.param("Arimo", 12, GREY_150, id="150 dots, Arimo"),
            pytest.param("Tinos", 8, Scanner(dots_per_inch=300, angle=-2, paper=210), id="small, 300 dots"),
            pytest.param("Arimo", 8, Scanner(dots_per_inch=200, bilevel=True), id="small, black and white"),
        ],
    )
    def test_no_changed_figure_passes(self, family: str, size: float, scanner: Scanner) -> None:
        from assembly.bundle.alignment import align, straightened
        from assembly.bundle.scan_check import FIGURE_SURE
        from assembly.bundle.scan_likeness import DOTS, hold

        ours, theirs = ([_printed(pair[which], n) for n, pair in enumerate(self.PAIRS)] for which in (0, 1))
        page = read_page(_listed(ours, family, size), 1)
        for printed in (ours, theirs):
            scan = scanner.scan(_listed(printed, family, size), 1)
            found = align(page, scan)
            assert found is not None
            held = hold(page, straightened(scan, found, page, DOTS))
            leads = [one.figure_lead if one.is_there else -1.0 for one in held.words if one.word.text in ours]
            assert len(leads) == len(self.PAIRS)
            if printed is ours:
                assert sum(lead < FIGURE_SURE for lead in leads) <= 1
            else:
                assert max(leads) < FIGURE_SURE


def _printed(figure: str, place: int) -> str:
    """Return a sum, a decimal or a case number with a figure in it and others around it."""
    x, y = str(place * 7 % 10), str(place * 3 % 10)
    return (f"${figure}{x}{y}.00", f"{x}{figure},{y}31.5{x}", f"26DR{x}{y}{figure}")[place % 3]


def _listed(printed: list[str], family: str, size: float) -> bytes:
    """Return a page with rows of eight, each in the same place whatever its figures are."""
    cells = [f'<span style="display: inline-block; width: 58pt">{one}</span>' for one in printed]
    rows = ("".join(cells[start : start + 8]) for start in range(0, len(cells), 8))
    return paper(WORDS[1], "<br>".join(rows), WORDS[2], family=family, size=size)
