"""Puts a typeface into a file that names one without holding it, where that changes no letter and no width.

The well-known faces of the PDF standard have metric-compatible ones. A font with a code of its own, a
symbol font, or one whose letters the face lacks is left for a person.

Source: ISO 32000-1, 9.6.2.2 (standard 14 fonts), 9.6.6 (character encoding), annex D.
"""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from efiling.preflight.reading.fonts import is_embedded

Face = Callable[..., bytes | None]
"""face(family, bold=..., italic=...) gives the bytes of a TrueType font, or None."""

SERIF = ("times", "tinos", "liberationserif")
SANS = ("helvetica", "arial", "arimo", "liberationsans")
WIN_ANSI = {code: bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)}
FIRST, LAST = 32, 255
NONSYMBOLIC, ITALIC = 32, 64
MOST_DEPTH = 20
PER_EM = 1000
SLACK = 2  # thousandths of an em, from rounding
BEYOND_ASCII = 128


def embed(pdf: Pdf, face: Face) -> None:
    """Embed a face for every font of the pages that is missing and can be answered; the others stay as they are."""
    done: set[tuple[int, int]] = set()
    forms: set[tuple[int, int]] = set()
    programs: dict[object, Stream] = {}  # many fonts of a file ask for the same letters of one face
    for page in pdf.pages:
        for font in _fonts(page.obj, 0, forms):
            if font.is_indirect and font.objgen in done:
                continue
            if font.is_indirect:
                done.add(font.objgen)
            if not _is_embedded(font):
                _embed(pdf, font, face, programs)


def _fonts(holder: Object, depth: int, forms: set[tuple[int, int]]) -> Iterator[Object]:
    """Yield the fonts of a page and of the forms that it draws; each form is looked into once in a file."""
    resources = holder.get("/Resources")
    if not isinstance(resources, Dictionary) or depth > MOST_DEPTH:
        return
    fonts = resources.get("/Font")
    if isinstance(fonts, Dictionary):
        yield from (font for font in fonts.values() if isinstance(font, Dictionary))
    inner = resources.get("/XObject")
    for entry in inner.values() if isinstance(inner, Dictionary) else ():
        if isinstance(entry, Stream) and entry.get("/Subtype") == Name.Form and entry.objgen not in forms:
            forms.add(entry.objgen)
            yield from _fonts(entry, depth + 1, forms)


def _is_embedded(font: Object) -> bool:
    return font.get("/Subtype") in (Name.Type0, Name.Type3) or is_embedded(
        font
    )  # those are not ours to answer


def _embed(pdf: Pdf, font: Object, face: Face, programs: dict[object, Stream]) -> None:
    name = str(font.get("/BaseFont", "/"))[1:].split("+")[-1].lower().replace(" ", "")
    family = "serif" if name.startswith(SERIF) else "sans" if name.startswith(SANS) else ""
    bold, italic = "bold" in name, "italic" in name or "oblique" in name
    letters = _letters(font)
    raw = face(family, bold=bold, italic=italic) if family and letters is not None else None
    if raw is None or letters is None:
        return
    type_face = TTFont(BytesIO(raw))
    cmap = type_face.getBestCmap()
    have = {code: letter for code, letter in letters.items() if ord(letter) in cmap}
    if len(have) < len([letter for letter in letters.values() if letter.isalnum()]):
        return
    scale = PER_EM / type_face["head"].unitsPerEm
    widths = [
        round(type_face["hmtx"][cmap[ord(have[code])]][0] * scale) if code in have else 0
        for code in range(FIRST, LAST + 1)
    ]
    agreed = _agreed_widths(font, widths, have)
    if agreed is None:
        return
    key = (family, bold, italic, frozenset(have.values()))
    if key not in programs:
        programs[key] = pdf.make_stream(_subset(type_face, have.values()))
        programs[key].Length1 = len(programs[key].read_bytes())
    plain = f"/AAAAAA+{str(font.get('/BaseFont', '/X'))[1:].replace(' ', '')}"
    head, os2 = type_face["head"], type_face["hhea"]
    font.Subtype, font.BaseFont = Name.TrueType, Name(plain)
    font.FirstChar, font.LastChar, font.Widths = FIRST, LAST, Array(agreed)
    font.Encoding = _encoding(have)
    font.FontDescriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(plain),
            Flags=NONSYMBOLIC | (ITALIC if italic else 0),
            FontBBox=Array([round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
            ItalicAngle=-12 if italic else 0,
            Ascent=round(os2.ascent * scale),
            Descent=round(os2.descent * scale),
            CapHeight=700,
            StemV=120 if bold else 80,
            FontFile2=programs[key],
        )
    )


def _letters(font: Object) -> dict[int, str] | None:
    """Return the letter of every code, or None where the encoding is not a simple one."""
    encoding = font.get("/Encoding")
    base, differences = encoding, None
    if isinstance(encoding, Dictionary):
        base, differences = encoding.get("/BaseEncoding"), encoding.get("/Differences")
    if base is None:
        letters = {
            code: agl.toUnicode(name) for code, name in enumerate(StandardEncoding) if name != ".notdef"
        }
    elif base == Name.WinAnsiEncoding:
        letters = {code: letter for code, letter in WIN_ANSI.items() if letter}
    elif base == Name.MacRomanEncoding:
        letters = {code: bytes([code]).decode("mac_roman") for code in range(FIRST, LAST + 1)}
    else:
        return None
    code = 0
    for entry in differences if isinstance(differences, Array) else ():
        if isinstance(entry, Name):
            letters[code] = agl.toUnicode(str(entry)[1:])
            code += 1
        else:
            code = int(entry)
    return {code: letter for code, letter in letters.items() if len(letter) == 1 and FIRST <= code <= LAST}


def _agreed_widths(font: Object, widths: list[int], have: dict[int, str]) -> list[int] | None:
    """Return the widths to use, those that the file tells first; None where a plain letter of the face differs.

    A file that tells none means those of the standard font. A sign outside of ASCII that differs
    keeps the width that the file gives it, so that no other letter moves.
    """
    told, first = font.get("/Widths"), int(font.get("/FirstChar", 0))
    agreed = list(widths)
    for place, entry in enumerate(told if isinstance(told, Array) else ()):
        code, width = first + place, round(float(entry))
        if code not in have or not width or abs(width - widths[code - FIRST]) <= SLACK:
            continue
        if code < BEYOND_ASCII:
            return None
        agreed[code - FIRST] = width
    return agreed


def _encoding(have: dict[int, str]) -> Object:
    """Return Windows' encoding with what differs from it named."""
    differences: list[object] = []
    last = -2
    for code, letter in sorted(have.items()):
        if WIN_ANSI.get(code) != letter:
            if code != last + 1:
                differences.append(code)
            differences.append(Name("/" + agl.UV2AGL.get(ord(letter), f"uni{ord(letter):04X}")))
            last = code
    made = Dictionary(Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding)
    if differences:
        made.Differences = Array(differences)
    return made


def _subset(type_face: TTFont, letters: Iterable[str]) -> bytes:
    options = Options(
        notdef_outline=True, glyph_names=False, hinting=False, layout_features=[], legacy_cmap=True
    )
    cutter = Subsetter(options)
    cutter.populate(unicodes=[ord(letter) for letter in letters])
    cutter.subset(type_face)
    out = BytesIO()
    type_face.save(out)
    return out.getvalue()
