"""Words that can be copied and not be seen (checks 20 and 21): Cal. Rules of Court, rule 1.201; UTCR 2.130."""

import io
from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageDraw

from efiling.preflight import Matter, Paper, preflight
from tests.efiling.preflight.papers import BODY, annotate, clean, draw, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court

NUMBER = b"BT /Plain 12 Tf 100 300 Td (123-45-6789) Tj ET"
PAGE = clean()


def found(raw: bytes, number: int = 21) -> list[str]:
    matter = Matter(papers=(Paper("a.pdf", raw, title="A"),), court=court(), today=date(2026, 11, 22))
    (result,) = [result for result in preflight(matter).results if result.number == number]
    return [evidence.problem for evidence in result.evidence]


def picture(file: Pdf, image: Image.Image) -> pikepdf.Object:
    return file.make_stream(
        image.tobytes(),
        Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip


def put(file: Pdf, commands: bytes, **xobjects: pikepdf.Object) -> None:
    """Draw on the first page with XObjects under the names given, behind what is there."""
    page = file.pages[0]
    page.Resources.XObject = Dictionary({f"/{name}": entry for name, entry in xobjects.items()})
    draw(commands, font=True)(file)


def covered_by_a_picture(file: Pdf) -> None:
    put(file, NUMBER + b" q 130 0 0 30 90 290 cm /Im Do Q", Im=picture(file, Image.new("L", (10, 10), 0)))


def over_a_picture(file: Pdf) -> None:
    put(file, b"q 130 0 0 30 90 290 cm /Im Do Q " + NUMBER, Im=picture(file, Image.new("L", (10, 10), 230)))


def box_in_a_form(file: Pdf) -> None:
    form = file.make_stream(
        b"0 g 90 290 130 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 612, 792])
    )
    put(file, NUMBER + b" /Fm Do", Fm=form)


def words_in_a_form(file: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form = file.make_stream(
        NUMBER, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 612, 792]),
        Resources=Dictionary(Font=Dictionary(Plain=font)),
    )  # fmt: skip
    put(file, b"/Fm Do 0 g 90 290 130 30 re f", Fm=form)


class TestCovered:
    @pytest.mark.parametrize("spoil", [covered_by_a_picture, box_in_a_form, words_in_a_form])
    def test_by_a_picture_or_in_a_form(self, spoil) -> None:  # type: ignore[no-untyped-def]
        assert found(spoiled(PAGE, spoil)) == ["Words lie under a filled shape."]

    def test_a_box_over_a_few_letters_of_a_long_line(self) -> None:
        line = b"BT /Plain 12 Tf 72 300 Td (The number 123-45-6789 of the father is on the file of the agency.) Tj ET"
        assert found(spoiled(PAGE, draw(line + b" 0 g 135 296 75 14 re f", font=True))) == [
            "Words lie under a filled shape."
        ]
        blank = b"BT /Plain 12 Tf 72 300 Td (Amount:                         dollars) Tj ET 1 g 125 296 40 14 re f"
        assert found(spoiled(PAGE, draw(blank, font=True))) == []

    def test_words_on_a_picture_are_seen(self) -> None:
        assert found(spoiled(PAGE, over_a_picture)) == []

    @pytest.mark.parametrize(
        ("commands", "problem"),
        [
            (b"q 0 0 10 10 re W n " + NUMBER + b" Q", "Words are cut off, so that none shows."),
            (b"1 g BT /Plain 12 Tf 100 300 Td (123-45-6789) Tj ET", "White words stand on white."),
            (b"0 g BT /Plain 0.5 Tf 100 300 Td (123-45-6789) Tj ET", "Words are too small to be seen."),
        ],
    )  # fmt: skip
    def test_cut_off_white_or_tiny(self, commands: bytes, problem: str) -> None:
        assert found(spoiled(PAGE, draw(commands, font=True))) == [problem]

    @pytest.mark.parametrize(
        "commands",
        [
            b"q 90 280 200 60 re W n " + NUMBER + b" Q",
            b"0 g BT /Plain 6 Tf 100 300 Td (2) Tj ET",
            b"0.8 g 90 290 130 30 re f 0 g " + NUMBER,
            b"0 g 90 290 130 1 re f " + NUMBER,
        ],
        ids=["within its clip", "a small raised number", "on a gray bar", "on a rule"],
    )
    def test_what_shows_passes(self, commands: bytes) -> None:
        assert found(spoiled(PAGE, draw(commands, font=True))) == []


class TestScan:
    """The words of a scan lie without ink under its picture; where that is blacked out they must be gone."""

    def scan(self, *, box: tuple[int, int, int, int] | None = None, mode: int = 3) -> bytes:
        image = Image.new("L", (1224, 1584), 255)
        pen = ImageDraw.Draw(image)
        pen.text((200, 980), "Social security number 123-45-6789", fill=0, font_size=28)
        if box is not None:
            pen.rectangle(box, fill=0)
        file = pikepdf.new()
        file.add_blank_page(page_size=(612, 792))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page = file.pages[0]
        page.Resources = Dictionary(XObject=Dictionary(Im=picture(file, image)), Font=Dictionary(F=font))
        page.Contents = file.make_stream(
            b"q 612 0 0 792 0 0 cm /Im Do Q BT %d Tr /F 14 Tf 100 291 Td (Social security number ) Tj ET "
            b"BT %d Tr /F 14 Tf 262 291 Td (123-45-6789) Tj ET" % (mode, mode)
        )
        out = io.BytesIO()
        file.save(out)
        return out.getvalue()

    def test_recognised_words_of_a_scan_pass(self) -> None:
        assert found(self.scan()) == []

    def test_a_blacked_out_number_is_still_in_the_words(self) -> None:
        assert found(self.scan(box=(500, 960, 800, 1020))) == [
            "Words of the scan can be copied where its picture is blacked out."
        ]


@pytest.mark.parametrize(
    "subtype", ["Square", "Stamp", "FreeText", "Ink", "Redact", "Watermark", "Projection"]
)
def test_a_note_that_covers_something_is_a_note(subtype: str) -> None:
    raw = spoiled(clean(f"<p>{BODY}</p>"), annotate(Subtype=Name(f"/{subtype}")))
    assert len(found(raw, 20)) == 1


def test_a_layer_that_is_switched_off() -> None:
    def layer(file: Pdf) -> None:
        group = file.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("hidden")))
        file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))

    assert found(spoiled(PAGE, layer)) == ["It has a layer that is switched off."]
