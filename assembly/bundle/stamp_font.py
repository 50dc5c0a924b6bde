"""The font that labels and numbers are stamped in: our serif, cut to the letters used, embedded."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

import assembly.fonts
from assembly.errors import UnprintableText

if TYPE_CHECKING:  # slow to load, and used only where something is stamped
    from fontTools.ttLib import TTFont

_FILE = Path(assembly.fonts.__path__[0]) / "tinos" / "Tinos-Bold.ttf"
_NAME = "STAMPS+Tinos-Bold"


@dataclass(frozen=True, slots=True)
class StampFont:
    """A font program with the glyph number and the width (thousandths of the size) of each letter."""

    program: bytes
    glyphs: dict[str, int]
    widths: dict[str, int]
    ascent: int
    descent: int
    box: tuple[int, int, int, int]

    def width(self, text: str, size: float) -> float:
        """Return how wide a text runs at a size, in points."""
        return sum(self.widths[letter] for letter in text) * size / 1000

    def show(self, text: str) -> str:
        """Return the operand that shows a text."""
        return "<" + "".join(f"{self.glyphs[letter]:04X}" for letter in text) + ">"


@lru_cache(maxsize=64)
def stamp_font(letters: str) -> StampFont:
    """Return the font cut to the letters given.

    Raises:
        UnprintableText: the font lacks a letter.
    """
    from fontTools.ttLib import TTFont

    with TTFont(_FILE) as font:
        return _cut(font, letters)


def _cut(font: "TTFont", letters: str) -> StampFont:
    from fontTools import subset

    known = font.getBestCmap()
    if missing := "".join(sorted({letter for letter in letters if ord(letter) not in known})):
        raise UnprintableText("a stamp", missing)
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=[], glyph_names=False
    )
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font["head"].modified, font.recalcTimestamp = font["head"].created, False
    program = BytesIO()
    font.save(program)
    scale = 1000 / font["head"].unitsPerEm
    glyphs = {chr(point): glyph for point, glyph in font.getBestCmap().items()}
    head = font["head"]
    return StampFont(
        program=program.getvalue(),
        glyphs={letter: font.getGlyphID(glyph) for letter, glyph in glyphs.items()},
        widths={letter: round(font["hmtx"].metrics[glyph][0] * scale) for letter, glyph in glyphs.items()},
        ascent=round(font["hhea"].ascent * scale),
        descent=round(font["hhea"].descent * scale),
        box=tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
    )


def embed(pdf: Pdf, font: StampFont) -> Object:
    """Return the font as an object of a PDF."""
    program = Stream(pdf, font.program)
    program.Length1 = len(font.program)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{_NAME}"),
        Flags=4,
        FontBBox=Array(list(font.box)),
        ItalicAngle=0,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=662,
        StemV=140,
        FontFile2=pdf.make_indirect(program),
    )
    widths = Array()
    for letter in sorted(font.glyphs, key=lambda letter: font.glyphs[letter]):
        widths.extend([font.glyphs[letter], Array([font.widths[letter]])])
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{_NAME}"),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=widths,
        CIDToGIDMap=Name.Identity,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{_NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _to_unicode(font))),
        )
    )


def _to_unicode(font: StampFont) -> bytes:
    pairs = sorted({glyph: letter for letter, glyph in font.glyphs.items()}.items())
    lines = "\n".join(
        f"<{glyph:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for glyph, letter in pairs
    )
    blocks = f"{len(pairs)} beginbfchar\n{lines}\nendbfchar"
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{blocks}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
