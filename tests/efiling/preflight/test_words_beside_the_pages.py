"""Numbers and whereabouts in what a PDF holds besides its pages, and however they are written (checks 22, 23, 38).

Each place is tried with the case's own number, with its protected street, and with an innocent twin.
"""

import io
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from efiling.preflight import Outcome, Paper
from tests.efiling.preflight.papers import clean, spoiled
from tests.efiling.preflight.test_private_words import PAGE, found

NUMBER, STREET, INNOCENT = "123-45-6789", "1482 Willow Bend Ct", "XXX-XX-6789, 1400 Copperfield Drive"


def note(file: Pdf, **entry: object) -> pikepdf.Object:
    made = file.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([90, 290, 220, 320]), **entry))
    file.pages[0].obj["/Annots"] = Array([made])
    return made


def look(file: Pdf, text: str) -> Stream:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    return file.make_stream(
        b"BT /F 12 Tf 2 2 Td (%s) Tj ET" % text.encode(), Type=Name.XObject, Subtype=Name.Form,
        BBox=Array([0, 0, 300, 30]), Resources=Dictionary(Font=Dictionary(F=font)),
    )  # fmt: skip


def look_of_a_link(file: Pdf, text: str) -> None:
    note(file, Subtype=Name.Link, AP=Dictionary(N=look(file, text)))


def pressed_look_of_a_field(file: Pdf, text: str) -> None:
    field = note(file, Subtype=Name.Widget, FT=Name.Btn, T=String("a"), AP=Dictionary(D=look(file, text)))
    file.Root.AcroForm = Dictionary(Fields=Array([field]))


def value_as_a_stream(file: Pdf, text: str) -> None:
    field = note(file, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=file.make_stream(text.encode()))
    file.Root.AcroForm = Dictionary(Fields=Array([field]))


def rich_text(file: Pdf, text: str) -> None:
    note(file, Subtype=Name.FreeText, RC=file.make_stream(f"<body>{text}</body>".encode()))


def form_program(file: Pdf, text: str) -> None:
    parts = [String("datasets"), file.make_stream(f"<xfa:data><s>{text}</s></xfa:data>".encode())]
    file.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array(parts))


def script(file: Pdf, text: str) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=file.make_stream(f'var x = "{text}";'.encode()))


def attached_to_a_page(file: Pdf, text: str) -> None:
    content = file.make_stream(text.encode(), Type=Name.EmbeddedFile)
    note(file, Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, EF=Dictionary(F=content)))


def metadata_of_a_page(file: Pdf, text: str) -> None:
    xml = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><d>{text}</d></x:xmpmeta>'
    file.pages[0].obj.Metadata = file.make_stream(xml.encode("utf-16"), Type=Name.Metadata, Subtype=Name.XML)


def private_data_of_a_program(file: Pdf, text: str) -> None:
    file.Root.PieceInfo = Dictionary(Program=Dictionary(Private=file.make_stream(text.encode())))


def address_of_a_link(file: Pdf, text: str) -> None:
    note(
        file,
        Subtype=Name.Link,
        A=Dictionary(S=Name.URI, URI=String("https://x/?q=" + text.replace(" ", "%20"))),
    )


def spoken_instead(file: Pdf, text: str) -> None:
    file.pages[0].contents_add(b"/Span <</Alt (%s)>> BDC EMC" % text.encode())


def spoken_instead_in_utf_16(file: Pdf, text: str) -> None:
    code = ("\ufeff" + text).encode("utf-16-be").hex().encode()
    file.pages[0].contents_add(b"/Span <</Lang (en) /Alt <%s>>> BDC EMC" % code)


PLACES = [
    look_of_a_link, pressed_look_of_a_field, value_as_a_stream, rich_text, form_program, script, attached_to_a_page,
    metadata_of_a_page, private_data_of_a_program, address_of_a_link, spoken_instead, spoken_instead_in_utf_16,
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=[place.__name__ for place in PLACES])
def test_in_every_place(place) -> None:  # type: ignore[no-untyped-def]
    for number, text in ((22, NUMBER), (23, STREET)):
        leak, twin = (
            spoiled(PAGE, lambda file, words=words: place(file, words)) for words in (text, INNOCENT)
        )
        assert found(number, Paper("a.pdf", leak))[0] is Outcome.BLOCK
        assert found(number, Paper("a.pdf", twin))[0] is Outcome.PASS


def titled(text: str) -> Paper:
    return Paper("a.pdf", spoiled(PAGE, lambda file: file.docinfo.__setitem__("/Title", String(text))))


@pytest.mark.parametrize(
    "text",
    [
        "123\u200b-45\u200b-6789",
        "1\u200d2\u20633\u20604567\ufeff89",
        "\uff11\uff12\uff13\uff0d\uff14\uff15\uff0d\uff16\uff17\uff18\uff19",
        "123\u201345\u20146789",
        "123\u00b745\u20226789",
        "123/45/6789",
        "123_45_6789",
        "\u0661\u0662\u0663-\u0664\u0665-\u0666\u0667\u0668\u0669",
        "123 - 45 - 6789",
    ],
    ids=["no width", "joiners", "full width", "dashes", "dots", "slashes", "underscores", "Arabic", "spaced"],
)
def test_a_number_however_it_is_written(text: str) -> None:
    assert found(22, titled(text))[0] is Outcome.BLOCK


@pytest.mark.parametrize(
    "text", ["123-45-6788", "0123-45-6789", "123-45-67890", "123, then pages 45 to 6789"]
)
def test_another_number_passes(text: str) -> None:
    assert found(22, titled(text))[0] is Outcome.PASS


def test_a_street_with_signs_of_no_width_in_it() -> None:
    assert found(23, titled("1482 Wil\u200blow Be\u00adnd Court"))[0] is Outcome.BLOCK
    assert found(23, titled("1482 Wil\u200blow Brook Court"))[0] is Outcome.PASS


def on_top(raw: bytes, words: str) -> bytes:
    """Save other words on top of a page's, as a program that edits PDFs does (ISO 32000-1, 7.5.6)."""
    with pikepdf.open(io.BytesIO(raw)) as file:
        number = file.pages[0].obj.Contents.objgen[0]
    before = int(raw[raw.rindex(b"startxref") :].split()[1])
    trailer = re.search(rb"trailer\s*<<(.*)>>\s*startxref", raw, re.DOTALL)
    assert trailer is not None
    drawing = drawn(words)
    entry = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(drawing), drawing)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(raw))
    ending = b"trailer\n<<%s /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], before, len(raw + entry))
    return raw + entry + table + ending


def drawn(words: str) -> bytes:
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % words.encode()


def plain_file(words: str) -> bytes:
    def separate(file: Pdf) -> None:
        page = file.pages[0].obj
        page.Contents = file.make_stream(drawn(words))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = file.make_indirect(Dictionary(Font=Dictionary(F=font)))

    return spoiled(clean(), separate, object_stream_mode=pikepdf.ObjectStreamMode.disable)


class TestEarlierVersions:
    def test_what_was_taken_out_on_top_is_still_inside(self) -> None:
        paper = Paper("a.pdf", on_top(plain_file(f"Her number is {NUMBER}"), "Her number is kept"))
        assert paper.pdf.pages[0].text.strip() == "Her number is kept"
        assert found(22, paper)[0] is Outcome.BLOCK
        _, evidence = found(38, paper)
        assert "earlier version" in " ".join(one.problem for one in evidence)

    def test_words_that_were_added_on_top_hide_nothing(self) -> None:
        paper = Paper("a.pdf", on_top(plain_file("Her number"), "Her number is kept"))
        assert len(paper.pdf.earlier) == 1
        assert found(22, paper)[0] is Outcome.PASS
        assert "earlier version" not in " ".join(one.problem for one in found(38, paper)[1])

    def test_the_first_part_of_a_file_for_the_web_is_no_version(self) -> None:
        assert Paper("a.pdf", spoiled(clean(), lambda _: None, linearize=True)).pdf.earlier == ()
