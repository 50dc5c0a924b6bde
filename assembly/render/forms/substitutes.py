"""Embeds a font of the same widths where a blank relies on the reader's own Arial or Times.

The page text, its codes and its positions stay as they are; only the program that draws the
glyphs is supplied, so that the form looks the same on every machine.
"""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont

from assembly.fonts import font_folders

FILES = {
    ("sans", ""): "Arimo-Regular.ttf",
    ("sans", "Bold"): "Arimo-Bold.ttf",
    ("sans", "Italic"): "Arimo-Italic.ttf",
    ("sans", "BoldItalic"): "Arimo-BoldItalic.ttf",
    ("serif", ""): "Tinos-Regular.ttf",
    ("serif", "Bold"): "Tinos-Bold.ttf",
    ("serif", "Italic"): "Tinos-Italic.ttf",
    ("serif", "BoldItalic"): "Tinos-BoldItalic.ttf",
}
UNWANTED = ("GSUB", "GPOS", "GDEF", "DSIG", "meta")
LATIN_1 = [ord(c) for c in bytes(range(32, 256)).decode("cp1252", "ignore")]
FIRST, LAST = 32, 255


def embed_missing_fonts(pdf: Any) -> None:
    """Give every simple font on the pages that has no program one of ours."""
    descriptors: dict[str, Any] = {}
    for page in pdf.pages:
        for font in _fonts(page.resources):
            if _needs_program(font):
                _embed(pdf, font, descriptors)


def _fonts(resources: Any) -> Iterator[Any]:
    """Yield the fonts of a page and of the drawings on it."""
    yield from dict(resources.get("/Font", {})).values()
    for drawing in dict(resources.get("/XObject", {})).values():
        if "/Resources" in drawing:
            yield from dict(drawing.Resources.get("/Font", {})).values()


def _needs_program(font: Any) -> bool:
    if font.get("/Subtype") not in ("/TrueType", "/Type1"):
        return False
    descriptor = font.get("/FontDescriptor", {})
    return not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _embed(pdf: Any, font: Any, descriptors: dict[str, Any]) -> None:
    asked = str(font.get("/BaseFont", "/Arial"))[1:]
    family = "serif" if "Times" in asked or "Serif" in asked else "sans"
    style = "Bold" * ("Bold" in asked) + "Italic" * ("Italic" in asked or "Oblique" in asked)
    program, widths, metrics, label = _program(family, style)
    base = pikepdf.Name("/" + label)
    if label not in descriptors:
        stream = pdf.make_stream(program)
        stream.Length1 = len(program)
        descriptors[label] = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.FontDescriptor,
                FontName=base,
                Flags=32,
                StemV=80,
                FontFile2=stream,
                **metrics,
            )
        )
    font.Subtype = pikepdf.Name.TrueType
    font.BaseFont = base
    font.Encoding = pikepdf.Name.WinAnsiEncoding
    font.FirstChar, font.LastChar = FIRST, LAST
    font.Widths = pikepdf.Array(widths)
    font.FontDescriptor = descriptors[label]


@cache
def _program(family: str, style: str) -> tuple[bytes, list[int], dict[str, Any], str]:
    """Return the program for Latin 1, its widths by code, its metrics, and its name."""
    file = FILES[family, style]
    path = next(folder / file for folder in font_folders() if (folder / file).is_file())
    font = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
    options = subset.Options()
    options.hinting, options.layout_features, options.glyph_names = False, [], False
    options.drop_tables = [*options.drop_tables, *UNWANTED]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LATIN_1)
    cutter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    buffer = io.BytesIO()
    font.save(buffer)
    scale = 1000 / font["head"].unitsPerEm
    cmap, glyph_metrics, head = font.getBestCmap(), font["hmtx"].metrics, font["head"]
    widths = []
    for code in range(FIRST, LAST + 1):
        glyph = cmap.get(ord(bytes([code]).decode("cp1252", "replace")), ".notdef")
        widths.append(round(glyph_metrics[glyph][0] * scale))
    box = [round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    metrics = {
        "FontBBox": pikepdf.Array(box),
        "ItalicAngle": -12 if "Italic" in style else 0,
        "Ascent": round(font["hhea"].ascent * scale),
        "Descent": round(font["hhea"].descent * scale),
        "CapHeight": round(font["hhea"].ascent * scale * 0.79),
    }
    label = f"CPBASE+{'Tinos' if family == 'serif' else 'Arimo'}{'-' + style if style else ''}"
    return buffer.getvalue(), widths, metrics, label
