"""Holds a PDF against ISO 19005-2, level U (PDF/A-2u): what our tests ask of every file, whoever made it.

Written from the standard's clauses, which each fault names, and with no code of the product. `checked` adds what
the checker of pikepdf finds, which knows level B alone and approves only what it knows.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Stream

MOST_STRING, MOST_NAME, MOST_INTEGER, MOST_NESTING = 32_767, 127, 2**31 - 1, 28
FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript", "/SetState", "/NOP",
}  # fmt: skip
NAMED = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
FORBIDDEN_ANNOTATIONS = {"/3D", "/Sound", "/Screen", "/Movie"}
BLENDS = {
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
}  # fmt: skip
CMYK = {"k", "K"}
RDF, PDFA, EXTENSION = (
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfa/ns/extension/}",
)
UA, DC = "{http://www.aiim.org/pdfua/ns/id/}", "{http://purl.org/dc/elements/1.1/}"
TO_UNICODE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
FALSE_ALARMS = (
    "pdfaid:conformance is 'U', expected 'B'",  # the checker knows no level U
    "pdfaExtension",  # an extension schema is allowed (6.6.2.3.2); `_metadata` checks that it is there
    "pdfaSchema",
    "pdfaProperty",
    "pdfuaid",
    "patterns are not supported",  # unknown to the checker, not forbidden
    "shadings are not supported",
)


def faults(raw: bytes) -> list[str]:
    """Return what keeps a PDF from being PDF/A-2u, each with its clause."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return [
            *_file(raw, pdf), *_objects(pdf), *_intent(pdf), *_fonts(pdf), *_pages(pdf), *_catalog(pdf), *_metadata(pdf),
        ]  # fmt: skip


def checked(raw: bytes) -> list[str]:
    """Return what pikepdf's own checker finds against level B, without its false alarms."""
    from pikepdf.pdfa import validate_written

    found = validate_written(io.BytesIO(raw), "2b").findings
    return [str(one) for one in found if not any(part in one.message for part in FALSE_ALARMS)]


def _file(raw: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    head, comment = raw.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]\r?", head):
        yield f"6.1.2: the header is {head!r}"
    if not (comment.startswith(b"%") and len(comment) >= 5 and all(byte > 127 for byte in comment[1:5])):
        yield "6.1.2: no comment of four bytes above 127 follows the header"
    if "/ID" not in pdf.trailer:
        yield "6.1.3: the file has no identifier"
    if pdf.is_encrypted:
        yield "6.1.3: the file is encrypted"
    if raw.rstrip(b"\r\n").rpartition(b"%%EOF")[2]:
        yield "6.1.3: data follows the end of the file"


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        yield from _values(thing)
        if isinstance(thing, Stream):
            yield from _stream(thing)
        if isinstance(thing, Dictionary):
            yield from _dictionary(thing)
            for inner in _inside(thing):
                yield from _dictionary(inner)


def _inside(thing: Any) -> Iterator[Dictionary]:
    """Yield the dictionaries that stand in an object itself."""
    values = thing.values() if isinstance(thing, Dictionary) else thing if isinstance(thing, Array) else ()
    for value in values:
        if isinstance(value, Dictionary | Array) and value.objgen == (0, 0):
            if isinstance(value, Dictionary):
                yield value
            yield from _inside(value)


def _values(thing: Any) -> Iterator[str]:
    if isinstance(thing, Dictionary | Stream):
        for key, value in thing.items():
            if len(key) - 1 > MOST_NAME:
                yield f"6.1.13: a name of {len(key)} bytes"
            if isinstance(value, pikepdf.String) and len(bytes(value)) > MOST_STRING:
                yield f"6.1.13: a string of {len(bytes(value))} bytes"
            if isinstance(value, int) and abs(value) > MOST_INTEGER:
                yield f"6.1.13: the number {value}"


def _stream(thing: Stream) -> Iterator[str]:
    if {"/F", "/FFilter", "/FDecodeParams"} & set(thing.keys()):
        yield "6.1.7.1: a stream lies outside the file"
    filters = thing.get("/Filter", Array())
    for one in filters if isinstance(filters, Array) else [filters]:
        if one in ("/LZWDecode", "/Crypt"):
            yield f"6.1.7.2: the filter {one}"
    if thing.get("/Subtype") == Name.Image:
        if thing.get("/Interpolate", False):
            yield "6.2.8: an image is interpolated"
        if {"/Alternates", "/OPI"} & set(thing.keys()):
            yield "6.2.8: an image has alternates or OPI"
    if thing.get("/Subtype") == Name.Form and {"/OPI", "/PS", "/Ref"} & set(thing.keys()):
        yield "6.2.9: a form has OPI, PostScript or a reference"
    if thing.get("/Subtype") == Name.PS:
        yield "6.2.9: a PostScript object"


def _dictionary(thing: Dictionary) -> Iterator[str]:
    if thing.get("/BM") is not None:
        modes = thing.BM if isinstance(thing.BM, Array) else [thing.BM]
        yield from (f"6.2.10: the blend mode {mode}" for mode in modes if str(mode) not in BLENDS)
    if thing.get("/Type") == Name.ExtGState and ("/TR" in thing or "/HTP" in thing):
        yield "6.2.5: a graphics state with a transfer function"
    kind = str(thing.get("/S", "")) if "/Type" not in thing or thing.get("/Type") == Name.Action else ""
    if kind in FORBIDDEN_ACTIONS:
        yield f"6.5.1: an action {kind}"
    if kind == "/Named" and str(thing.get("/N")) not in NAMED:
        yield f"6.5.1: the named action {thing.get('/N')}"
    if "/AA" in thing:
        yield "6.5.2: additional actions"


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFA1"]
    if len({one.DestOutputProfile.objgen for one in intents if "/DestOutputProfile" in one}) != 1:
        yield "6.2.3: there is not one output intent with a profile"
        return
    profile = intents[0].DestOutputProfile.read_bytes()
    space = {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}.get(profile[16:20])
    if profile[36:40] != b"acsp" or profile[12:16] not in (b"mntr", b"prtr") or profile[8] >= 5:
        yield "6.2.3: the profile is none that may be used"
    if space != intents[0].DestOutputProfile.get("/N"):
        yield "6.2.3: the profile has another number of colours than it says"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == Name.Font]:
        name, kind = str(font.get("/BaseFont", "?")), str(font.get("/Subtype"))
        if not kind.startswith("/CIDFont"):
            yield from _unicode(font, name)
        if kind in ("/Type0", "/Type3"):
            continue
        descriptor = font.get("/FontDescriptor", Dictionary())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield f"6.2.11.4.1: the font {name} is not embedded"
        if kind == "/CIDFontType2" and "/CIDToGIDMap" not in font:
            yield f"6.2.11.3.2: the font {name} has no map from letters to glyphs"


def _unicode(font: Dictionary, name: str) -> Iterator[str]:
    """Level U: every glyph says which letter it is (6.2.11.7.2), and it is a letter."""
    if "/ToUnicode" not in font:
        if font.get("/Encoding") not in ("/WinAnsiEncoding", "/MacRomanEncoding"):
            yield f"6.2.11.7.2: the font {name} does not say which letters its glyphs are"
        return
    for _, letter in TO_UNICODE.findall(font.ToUnicode.read_bytes()):
        if letter.upper() in (b"0000", b"FEFF", b"FFFE"):
            yield f"6.2.11.7.2: a glyph of the font {name} is no letter"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        left, bottom, right, top = (float(side) for side in page.mediabox)
        if not all(3 <= side <= 14_400 for side in (right - left, top - bottom)):
            yield f"6.1.13: page {number} is {right - left} by {top - bottom}"
        if "/AA" in page.obj:
            yield f"6.5.2: page {number} acts"
        if "/PresSteps" in page.obj:
            yield f"6.10: page {number} is presented"
        for annotation in page.obj.get("/Annots", []):
            yield from (f"page {number}: {fault}" for fault in _annotation(annotation))
        yield from (f"page {number}: {fault}" for fault in _content(page))


def _content(page: pikepdf.Page) -> Iterator[str]:
    depth = deepest = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        depth += (word == "q") - (word == "Q")
        deepest = max(deepest, depth)
        if word in CMYK or (word in ("cs", "CS") and operands[0] == "/DeviceCMYK"):
            yield "6.2.4.3: a colour of four inks under an intent of three colours"
        if word == "ri" and str(operands[0])[1:] not in (
            "RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation",
        ):  # fmt: skip
            yield f"6.2.6: the rendering intent {operands[0]}"
    if deepest > MOST_NESTING:
        yield f"6.1.13: states nested {deepest} deep"


def _annotation(annotation: Dictionary) -> Iterator[str]:
    kind, flags = str(annotation.get("/Subtype")), int(annotation.get("/F", 0))
    if kind in FORBIDDEN_ANNOTATIONS:
        yield f"6.3.1: an annotation {kind}"
    if kind != "/Popup" and (not flags & 4 or flags & 0b100011):
        yield f"6.3.2: an annotation {kind} that is not printed, or hidden (flags {flags})"
    if kind not in ("/Popup", "/Link") and "/N" not in annotation.get("/AP", {}):
        yield f"6.3.3: an annotation {kind} without an appearance"
    if kind == "/Widget" and ("/A" in annotation or "/AA" in annotation):
        yield "6.4.1: a field that acts"


def _catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    form = root.get("/AcroForm", Dictionary())
    if form.get("/NeedAppearances", False):
        yield "6.4.1: fields whose looks are made when they are opened"
    if "/XFA" in form or root.get("/NeedsRendering", False):
        yield "6.4.2: XFA"
    names = root.get("/Names", Dictionary())
    if "/JavaScript" in names:
        yield "6.5.1: scripts"
    if "/EmbeddedFiles" in names:
        yield "6.8: attached files"
    if {"/AlternatePresentations"} & set(names.keys()):
        yield "6.10: alternate presentations"
    if "/Requirements" in root:
        yield "6.11: requirements"
    content = root.get("/OCProperties", Dictionary())
    for one in [content.D, *content.get("/Configs", [])] if "/D" in content else []:
        if "/Name" not in one or "/AS" in one:
            yield "6.9: a configuration of optional content without a name, or that switches by itself"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        yield "6.6.2.1: no metadata"
        return
    raw = stream.read_bytes()
    if re.search(rb"<\?xpacket[^>]*\b(bytes|encoding)=", raw):
        yield "6.6.2.1: the packet's head has bytes or encoding"
    told = etree.fromstring(raw)
    if told.findtext(f".//{PDFA}part") != "2" or told.findtext(f".//{PDFA}conformance") != "U":
        yield "6.6.4: the file does not say that it is PDF/A-2u"
    if told.find(f".//{UA}part") is not None and told.find(f".//{EXTENSION}schemas") is None:
        yield "6.6.2.3: a property that PDF/A does not know is not described"
    title = told.findtext(f".//{DC}title/{RDF}Alt/{RDF}li")
    if "/Title" in pdf.docinfo and str(pdf.docinfo["/Title"]) != title:
        yield "6.6.3: the title in the metadata is another than in the information"
