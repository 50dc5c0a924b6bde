"""The typefaces that values are set in: real glyph widths, and the smallest font program that holds them.

A typeface is a subset of one of our fonts, made once per process. Values are Unicode text in
composed form (NFC). A character is set in the first typeface that has it: first Arimo with the
letters of European and Vietnamese writing, then Noto Sans CJK. Right-to-left writing is not set.
"""

import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from assembly.errors import UnprintableText
from assembly.fonts import font_folders
from assembly.render.pdf.syntax import stream

UNITS = 1000
COMMON = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2027),
    0x2030,
    0x2039,
    0x203A,
    0x20AC,
    0x2122,
)
WIDE = (*range(0x180, 0x530), *range(0x1E00, 0x2000), *range(0x2000, 0x2200))
BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
UNWANTED_TABLES = (
    "GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "HVAR", "MVAR", "STAT", "DSIG", "meta",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font program cut down to some characters. Widths and heights are thousandths of the size.

    `codes` gives for a character the four hexadecimal digits that show it, `centres` for a mark that
    belongs to the letter before it how far its middle lies to the right of where it is set.
    """

    name: str
    program: bytes
    outlines: str
    widths: dict[str, int]
    codes: dict[str, bytes]
    operands: dict[int, str]
    ascent: int
    descent: int
    box: tuple[int, int, int, int]
    centres: dict[str, int] = field(default_factory=dict)

    def show(self, text: str) -> bytes:
        """Return the string operand that shows a text; every character is in the typeface."""
        return b"<%b>" % text.translate(self.operands).encode()


@cache
def common() -> Typeface:
    """Return Arimo with the letters that nearly every value is written in."""
    return _cut(_font("Arimo-Regular.ttf"), COMMON, "CPFORM+Arimo")


@cache
def wide() -> Typeface:
    """Return Arimo with the rest of Latin, with Greek, Cyrillic and Vietnamese."""
    return _cut(_font("Arimo-Regular.ttf"), WIDE, "CPWIDE+Arimo")


@lru_cache(maxsize=256)
def han(characters: str) -> Typeface:
    """Return Noto Sans CJK with just these characters."""
    return _cut(_font("NotoSansCJK-Regular.ttc"), map(ord, characters), "CPHANS+NotoSansCJKsc-Regular")


class Setting:
    """The typefaces that one document needs, gathered while its values are set.

    `han` holds the ideographs met; their typeface is cut when the document is written.
    """

    def __init__(self) -> None:
        self.uses_wide = False
        self.han: set[str] = set()

    def clean(self, text: str, place: str) -> str:
        """Return a text in composed form, every character of which can be printed.

        Raises:
            UnprintableText: naming the place and each character that no font has.
        """
        if text.isascii() and text.isprintable():
            return text
        text = unicodedata.normalize("NFC", BREAKS.sub("\n", text).replace("\t", " "))
        known, more = common().widths, wide().widths
        missing = [c for c in text if c not in known and c not in more and c != "\n" and not _is_han(c)]
        if missing:
            raise UnprintableText(place, "".join(dict.fromkeys(missing)))
        return text

    def width(self, text: str) -> int:
        """Return how wide a clean text runs, in thousandths of the size."""
        widths = common().widths
        try:
            return sum(map(widths.__getitem__, text))
        except KeyError:
            more = wide().widths
            return sum(_advance(c, widths, more) for c in text)

    def show(self, text: str, size: bytes) -> bytes:
        """Return the operators that show a clean text at a size, changing the font where needed."""
        face = common()
        if text.isascii() or face.codes.keys() >= set(text):
            return b"/CPf %b Tf%b Tj" % (size, face.show(text))
        return b"".join(_operators(font, size, codes, shift) for font, codes, shift in self._runs(text))

    def _runs(self, text: str) -> list[tuple[bytes, bytes, int]]:
        """Return the text as font, codes, and how far they are moved, in thousandths of the size.

        A mark that belongs to the letter before it and has no composed form is moved over its middle.
        """
        runs: list[tuple[bytes, bytes, int]] = []
        base = 0
        for c in text:
            if c in wide().centres:
                self.uses_wide = True
                shift = -round(base / 2) - wide().centres[c] if base else 0
                runs.append((b"CPw", wide().codes[c], shift))
                continue
            base = _advance(c, common().widths, wide().widths)
            if c in common().codes:
                font, code = b"CPf", common().codes[c]
            elif c in wide().codes:
                self.uses_wide = True
                font, code = b"CPw", wide().codes[c]
            else:
                self.han.add(c)
                font, code = b"CPh", _han_glyph(c)[0]
            if runs and runs[-1][0] == font and not runs[-1][2]:
                runs[-1] = (font, runs[-1][1] + code, 0)
            else:
                runs.append((font, code, 0))
        return runs

    @property
    def fonts(self) -> tuple[str, ...]:
        """The names of the fonts that the pages name."""
        return ("CPf",) + ("CPw",) * self.uses_wide + ("CPh",) * bool(self.han)


def _operators(font: bytes, size: bytes, codes: bytes, shift: int) -> bytes:
    if not shift:
        return b"/%b %b Tf<%b> Tj" % (font, size, codes)
    return b"/%b %b Tf[%d<%b>%d]TJ" % (font, size, -shift, codes, shift)


def _advance(c: str, widths: dict[str, int], more: dict[str, int]) -> int:
    """Return the width of one character; a mark above a letter has none."""
    if c in widths:
        return widths[c]
    return more[c] if c in more else _han_glyph(c)[1]


def advance(font: str, codes: bytes) -> float:
    """Return how wide a string runs that `Setting.show` gave out for a font, in thousandths of the size."""
    if font == "CPh":
        widths = _han_font()["hmtx"].metrics
        return float(sum(widths[f"cid{int(codes[i : i + 4], 16):05}"][0] for i in range(0, len(codes), 4)))
    known = _widths_by_code(font)
    return float(sum(known[codes[i : i + 4]] for i in range(0, len(codes), 4)))


@cache
def _widths_by_code(font: str) -> dict[bytes, int]:
    face = {"CPf": common, "CPw": wide}[font]()
    return {code: face.widths[c] for c, code in face.codes.items()}


def font_objects(face: Typeface, first: int) -> dict[int, bytes]:
    """Return the five objects of a composite font, numbered from `first`, the font itself first."""
    base = face.name.encode()
    true_type = face.outlines == "glyf"
    kind, file = (b"2", b"FontFile2") if true_type else (b"0", b"FontFile3")
    program = b"/Length1 %d" % len(face.program) if true_type else b"/Subtype/CIDFontType0C"
    box = b"%d %d %d %d" % face.box
    return {
        first: b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]"
        b"/ToUnicode %d 0 R>>" % (base, first + 1, first + 3),
        first + 1: b"<</Type/Font/Subtype/CIDFontType%b/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[%b]%b>>"
        % (kind, base, first + 2, _widths(face), b"/CIDToGIDMap/Identity" if true_type else b""),
        first + 2: b"<</Type/FontDescriptor/FontName/%b/Flags 4/FontBBox[%b]/ItalicAngle 0/Ascent %d"
        b"/Descent %d/CapHeight %d/StemV 80/%b %d 0 R>>"
        % (base, box, face.ascent, face.descent, round(face.ascent * 0.79), file, first + 4),
        first + 3: stream(b"", _to_unicode(face)),
        first + 4: stream(program, face.program),
    }


def _widths(face: Typeface) -> bytes:
    """Return the widths of a font's glyphs; those whose numbers follow each other are one list (ISO 32000-1, 9.7.4.3)."""
    wide = {int(code, 16): face.widths[c] for c, code in face.codes.items()}
    told, last = [], None
    for glyph in sorted(wide):
        if glyph - 1 != last:
            told.append(b"%b%d[" % (b"" if last is None else b"]", glyph))
        told.append(b"%d " % wide[glyph])
        last = glyph
    return b"".join(told) + b"]"


def _to_unicode(face: Typeface) -> bytes:
    pairs: dict[bytes, str] = {}
    for c in sorted(
        face.codes
    ):  # a glyph that two characters share reads as the lower one: hyphen, not soft hyphen
        pairs.setdefault(face.codes[c], c)
    lines = [
        b"<%b><%b>" % (code, c.encode("utf-16-be").hex().upper().encode())
        for code, c in sorted(pairs.items())
    ]
    blocks = b"".join(
        b"%d beginbfchar\n%b\nendbfchar\n" % (len(part), b"\n".join(part))
        for part in (lines[i : i + 100] for i in range(0, len(lines), 100))
    )
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n" + blocks + b"endcmap\n"
        b"CMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


def _centres(font: Any, glyphs: dict[str, str], scale: float) -> dict[str, int]:
    shapes = font["glyf"]
    marks = {c: shapes[name] for c, name in glyphs.items() if unicodedata.combining(c)}
    return {
        c: round((shape.xMin + shape.xMax) / 2 * scale)
        for c, shape in marks.items()
        if shape.numberOfContours
    }


def _is_han(c: str) -> bool:
    return ord(c) in _han_cmap() and unicodedata.bidirectional(c) not in ("R", "AL")


@cache
def _han_font() -> Any:
    return _font("NotoSansCJK-Regular.ttc")


@cache
def _han_cmap() -> dict[int, str]:
    found: dict[int, str] = _han_font().getBestCmap()
    return found


@lru_cache(maxsize=4096)
def _han_glyph(c: str) -> tuple[bytes, int]:
    """Return the code and the width of an ideograph; the code is the glyph's own number in the CID font."""
    glyph = _han_cmap()[ord(c)]
    return b"%04X" % int(glyph.removeprefix("cid")), _han_font()["hmtx"].metrics[glyph][0]


def _font(file: str) -> Any:
    path = next(folder / file for folder in font_folders() if (folder / file).is_file())
    whole = io.BytesIO(path.read_bytes())  # not the path: a lazily read font would keep its file open
    return TTFont(whole, fontNumber=0 if file.endswith(".ttc") else -1, lazy=True)


def cut_program(font: Any, points: Iterable[int]) -> tuple[Any, bytes]:
    """Return a font cut down to some code points, and its program. Glyphs are numbered in order of code point."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = []
    options.drop_tables = [*options.drop_tables, *UNWANTED_TABLES]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for point in points if point in font.getBestCmap()])
    cutter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=True)
    return font, buffer.getvalue()


def _cut(font: Any, points: Iterable[int], label: str) -> Typeface:
    font, program = cut_program(font, points)
    scale = UNITS / font["head"].unitsPerEm
    glyphs = {chr(point): glyph for point, glyph in font.getBestCmap().items()}
    metrics, head, true_type = font["hmtx"].metrics, font["head"], "glyf" in font
    if not true_type:  # a CID-keyed font is embedded as its bare outlines, which every reader takes
        program = TTFont(io.BytesIO(program)).reader["CFF "]
    codes = {
        c: b"%04X" % (font.getGlyphID(glyph) if true_type else int(glyph.removeprefix("cid")))
        for c, glyph in glyphs.items()
    }
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return Typeface(
        name=label,
        program=program,
        outlines="glyf" if true_type else "CFF ",
        widths={c: round(metrics[glyph][0] * scale) for c, glyph in glyphs.items()},
        codes=codes,
        operands={ord(c): code.decode() for c, code in codes.items()},
        ascent=round(font["hhea"].ascent * scale),
        descent=round(font["hhea"].descent * scale),
        centres=_centres(font, glyphs, scale) if true_type else {},
        box=(round(box[0] * scale), round(box[1] * scale), round(box[2] * scale), round(box[3] * scale)),
    )
