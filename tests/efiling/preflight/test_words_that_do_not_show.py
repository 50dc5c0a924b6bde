"""Words that a reader does not see, however they are hidden (check 21), and their twins that show.

Each pair is drawn alike but for what hides. Cal. Rules of Court, rule 1.201; UTCR 2.130.
"""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from tests.efiling.preflight.papers import clean, spoiled
from tests.efiling.preflight.test_hidden_words import NUMBER, found, picture, put

PAGE = clean()
UNDER, SAME = "Words lie under a filled shape.", "Words stand on a ground of their own color."


def drawn(commands: bytes, **xobjects: pikepdf.Object) -> bytes:
    return spoiled(PAGE, lambda file: put(file, commands, **xobjects))


def strips(first: int, step: int) -> bytes:
    return b"".join(b"90 %d 130 2 re f " % height for height in range(first, first + 30, step))


@pytest.mark.parametrize(
    ("commands", "problem"),
    [
        (NUMBER + b" 0 G 20 w 90 304 m 220 304 l S", UNDER),
        (NUMBER + b" 0 g " + strips(290, 2), UNDER),
        (NUMBER + b" 0 g 90 290 130 14 re f 90 304 130 16 re f", UNDER),
        (b"0 g 90 290 130 30 re f " + NUMBER, SAME),
        (b"0.5 g 90 290 130 30 re f " + NUMBER, SAME),
        (b"0.94 g " + NUMBER, "White words stand on white."),
        (b"0 g " + NUMBER.replace(b"BT", b"BT 0.4 Tz"), "Words are too small to be seen."),
    ],
    ids=[
        "a broad stroke",
        "many thin bars",
        "two halves of a box",
        "black on black",
        "gray on gray",
        "all but white",
        "squeezed to a line",
    ],
)
def test_hidden(commands: bytes, problem: str) -> None:
    assert found(drawn(commands)) == [problem]


@pytest.mark.parametrize(
    "commands",
    [
        NUMBER + b" 0 G 1 w 90 298 m 220 298 l S",
        NUMBER + b" 0 g " + strips(240, 2),
        NUMBER + b" 0 G 8 w 90 286 m 220 286 l S",
        b"0 g 90 290 130 30 re f 1 g " + NUMBER,
        b"0.5 g 90 290 130 30 re f 0 g " + NUMBER,
        b"0.6 g " + NUMBER,
        b"0 g " + NUMBER.replace(b"BT", b"BT 70 Tz"),
    ],
    ids=[
        "underlined",
        "bars below",
        "a broad rule below",
        "white on black",
        "black on gray",
        "gray",
        "narrow",
    ],
)
def test_shown(commands: bytes) -> None:
    assert found(drawn(commands)) == []


def shaded(file: Pdf) -> None:
    """A gradient laid over the number by a clipping path, which is no filled path."""
    ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([90, 0, 220, 0]), Function=ramp
    )
    file.pages[0].Resources.Shading = Dictionary(Sh=shading)
    put(file, NUMBER + b" q 90 290 130 30 re W n /Sh sh Q")


def masked(level: bytes) -> object:
    def spoil(file: Pdf) -> None:
        group = file.make_stream(
            level + b" g 0 0 612 792 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 612, 792]),
            Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
        )  # fmt: skip
        mask = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
        file.pages[0].Resources.ExtGState = Dictionary(Mask=mask)
        put(file, b"/Mask gs " + NUMBER)

    return spoil


def layer(*, shown: bool) -> object:
    """The number on a layer; the file's default is that layers are off, as in forms with parts for print alone."""

    def spoil(file: Pdf) -> None:
        group = file.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("for print")))
        file.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary(BaseState=Name.OFF, ON=Array([group] if shown else []))
        )
        file.pages[0].Resources.Properties = Dictionary(Layer=group)
        put(file, b"/OC /Layer BDC " + NUMBER + b" EMC")

    return spoil


def look_of_a_link(opaque: bool) -> object:
    def spoil(file: Pdf) -> None:
        put(file, NUMBER)
        box = b"0 g 0 0 130 30 re f" if opaque else b"0 G 0 0 130 30 re S"
        look = file.make_stream(box, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 130, 30]))
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([90, 290, 220, 320]), AP=Dictionary(N=look)
        )
        file.pages[0].obj["/Annots"] = Array([file.make_indirect(note)])

    return spoil


@pytest.mark.parametrize(
    ("spoil", "problems"),
    [
        (shaded, [UNDER]),
        (masked(b"0"), ["Words are drawn so that they shine through."]),
        (masked(b"1"), []),
        (layer(shown=False), ["Words stand on a layer that does not show."]),
        (layer(shown=True), []),
        (look_of_a_link(True), ["Words lie under a note or a field."]),
        (look_of_a_link(False), []),
    ],
    ids=["gradient", "masked away", "mask lets through", "layer off", "layer on", "covered by a link", "framed link"],
)  # fmt: skip
def test_by_what_else_the_format_has(spoil, problems: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert found(spoiled(PAGE, spoil)) == problems


@pytest.mark.parametrize(
    ("level", "problem"), [(0, "Words of the scan can be copied where its picture is blacked out."),
                           (255, "Words of the scan can be copied where its picture shows nothing.")],
)  # fmt: skip
def test_a_page_wide_picture_over_words(level: int, problem: str) -> None:
    """A scan may lie upon its words, but then they must be what its picture shows."""

    def spoil(file: Pdf) -> None:
        put(
            file,
            NUMBER + b" q 612 0 0 792 0 0 cm /Im Do Q",
            Im=picture(file, Image.new("L", (10, 10), level)),
        )

    assert found(spoiled(PAGE, spoil)) == [problem]


def test_letters_one_by_one_are_seen_together() -> None:
    """Each digit is a piece of text of its own, too short to be told alone."""
    digits = b" ".join(
        b"BT /Plain 12 Tf %d 300 Td (%c) Tj ET" % (100 + 7 * place, digit)
        for place, digit in enumerate(b"123456789")
    )
    assert found(drawn(digits + b" 0 g 90 290 130 30 re f")) == [UNDER]
    assert found(drawn(digits)) == []
