"""The checker of PDF/A itself: each clause is broken in turn in a file that keeps them all, and must be named."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.assembly.render.test_typeset import letter
from tests.pdf_a import faults


@pytest.fixture(scope="module")
def good() -> bytes:
    return letter('One <a href="https://courts.ca.gov/">line</a> of text.')


def broken(raw: bytes, breaking: Callable[[Pdf], object], **saving: object) -> bytes:
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        breaking(pdf)
        out = io.BytesIO()
        pdf.save(out, **saving)
    return out.getvalue()


def fonts(pdf: Pdf, kind: str) -> list[Dictionary]:
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Subtype") == kind]


def descriptor(pdf: Pdf) -> Dictionary:
    return next(o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/FontDescriptor")


def on_page(pdf: Pdf, content: bytes) -> None:
    pdf.pages[0].contents_add(content)


def told(pdf: Pdf, old: bytes, new: bytes) -> None:
    raw = pdf.Root.Metadata.read_bytes()
    assert old in raw
    pdf.Root.Metadata.write(raw.replace(old, new))


def state(pdf: Pdf, **entries: object) -> None:
    pdf.Root.Extra = pdf.make_indirect(Dictionary(Type=Name.ExtGState, **entries))


SCRIPT = Dictionary(S=Name.JavaScript, JS="1")
BREAKS: dict[str, tuple[str, Callable[[Pdf], object]]] = {
    "a stream outside the file": ("6.1.7.1", lambda pdf: _object(pdf, FFilter=Name.FlateDecode)),
    "an old compression": ("6.1.7.2", lambda pdf: _lzw(pdf)),
    "a long name": ("6.1.13", lambda pdf: pdf.Root.update({"/" + "x" * 128: 1})),
    "a large number": ("6.1.13", lambda pdf: pdf.Root.update({"/X": 2**31})),
    "deep nesting": ("6.1.13", lambda pdf: on_page(pdf, b"q " * 30 + b"Q " * 30)),
    "a page that is too large": ("6.1.13", lambda pdf: setattr(pdf.pages[0], "mediabox", [0, 0, 15_000, 9])),
    "no output intent": ("6.2.3", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    "another number of colours": ("6.2.3", lambda pdf: setattr(pdf.Root.OutputIntents[0].DestOutputProfile, "N", 4)),
    "four inks": ("6.2.4.3", lambda pdf: on_page(pdf, b"0 0 0 1 k")),
    "a transfer function": ("6.2.5", lambda pdf: state(pdf, TR=Name.Identity)),
    "an unknown intent": ("6.2.6", lambda pdf: on_page(pdf, b"/Vivid ri")),
    "an interpolated image": ("6.2.8", lambda pdf: _object(pdf, Subtype=Name.Image, Interpolate=True)),
    "a PostScript object": ("6.2.9", lambda pdf: _object(pdf, Subtype=Name.PS)),
    "an unknown blend mode": ("6.2.10", lambda pdf: state(pdf, BM=Name.Glow)),
    "a font that is not embedded": ("6.2.11.4.1", lambda pdf: _without_program(pdf)),
    "no map to glyphs": ("6.2.11.3.2", lambda pdf: [f.__delitem__("/CIDToGIDMap") for f in fonts(pdf, "/CIDFontType2")]),
    "no letters": ("6.2.11.7.2", lambda pdf: [f.__delitem__("/ToUnicode") for f in fonts(pdf, "/Type0")]),
    "a film": ("6.3.1", lambda pdf: setattr(pdf.pages[0].Annots[0], "Subtype", Name.Movie)),
    "a hidden note": ("6.3.2", lambda pdf: setattr(pdf.pages[0].Annots[0], "F", 6)),
    "a stamp that has no looks": ("6.3.3", lambda pdf: setattr(pdf.pages[0].Annots[0], "Subtype", Name.Stamp)),
    "looks made on opening": ("6.4.1", lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(NeedAppearances=True))),
    "XFA": ("6.4.2", lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(XFA=Array()))),
    "a script": ("6.5.1", lambda pdf: setattr(pdf.pages[0].Annots[0], "A", SCRIPT)),
    "a script on opening": ("6.5.1", lambda pdf: setattr(pdf.Root, "OpenAction", SCRIPT)),
    "an action on leaving": ("6.5.2", lambda pdf: setattr(pdf.pages[0], "AA", Dictionary(O=SCRIPT))),
    "no metadata": ("6.6.2.1", lambda pdf: pdf.Root.__delitem__("/Metadata")),
    "a property not described": ("6.6.2.3", lambda pdf: told(pdf, b"pdfaExtension:schemas", b"pdfaExtension:other")),
    "another title": ("6.6.3", lambda pdf: told(pdf, b">T<", b">U<")),
    "another level": ("6.6.4", lambda pdf: told(pdf, b"conformance>U<", b"conformance>A<")),
    "an attached file": ("6.8", lambda pdf: pdf.attachments.__setitem__("a", pikepdf.AttachedFileSpec(pdf, b"a"))),
    "layers that switch": ("6.9", lambda pdf: setattr(pdf.Root, "OCProperties", Dictionary(D=Dictionary(AS=Array())))),
    "a slide show": ("6.10", lambda pdf: setattr(pdf.pages[0], "PresSteps", Dictionary())),
    "requirements": ("6.11", lambda pdf: setattr(pdf.Root, "Requirements", Array())),
}  # fmt: skip


def _lzw(pdf: Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(b"")
    pdf.Root.Extra.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)


def _object(pdf: Pdf, **entries: object) -> None:
    pdf.Root.Extra = Stream(pdf, b"", **entries)


def _without_program(pdf: Pdf) -> None:
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor(pdf):
            del descriptor(pdf)[key]


def test_a_file_that_keeps_the_standard_has_no_fault(good):
    assert faults(good) == []


@pytest.mark.parametrize("what", BREAKS)
def test_what_breaks_a_clause_is_named_with_it(what, good):
    clause, breaking = BREAKS[what]
    found = faults(
        broken(good, breaking, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    )
    assert any(fault.rpartition("page 1: ")[2].startswith(clause) for fault in found), found


def test_a_lock_a_missing_identifier_and_a_wrong_head_or_end_are_named(good):
    locked = broken(good, lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "6.1.3: the file is encrypted" in faults(locked)
    assert "6.1.2: the header is b'%PDF-2.0'" in faults(good.replace(b"%PDF-1.7", b"%PDF-2.0", 1))
    assert any(
        fault.startswith("6.1.2: no comment")
        for fault in faults(good.replace(b"%\xf0\x9f\x96\xa4", b"%abcd", 1))
    )
    assert "6.1.3: data follows the end of the file" in faults(good + b"more")
