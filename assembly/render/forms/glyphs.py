"""Finds which glyphs of its fonts a blank draws, so that the others need not go into every case's file.

A glyph is kept where any reading of a code could mean it: too many are harmless, one too few is not.
A font that is used in a way that is not followed here keeps all of them (None).
"""

import io
import struct
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from fontTools import agl
from fontTools.ttLib import TTFont, TTLibError

SHOWING = ("Tj", "TJ", "'", '"')
SYMBOL = 0xF000
ENCODINGS = ("cp1252", "mac_roman", "latin_1")
DEEPEST = 6

Key = tuple[int, int]


def used_glyphs(pdf: Any) -> dict[Key, set[int] | None]:
    """Return for each embedded TrueType program, by its object, the numbers of the glyphs that are drawn."""
    codes: dict[Key, tuple[Any, set[bytes]]] = {}
    for page in pdf.pages:
        _read(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), codes, 0)
    used: dict[Key, set[int] | None] = {}
    for font, shown in codes.values():
        program, glyphs = _glyphs(font, shown)
        if program is None:
            continue
        before = used.get(program, set())
        used[program] = None if glyphs is None or before is None else before | glyphs
    return used


def _read(holder: Any, resources: Any, codes: dict[Key, tuple[Any, set[bytes]]], depth: int) -> None:
    """Gather the strings that a page or a drawing shows, by font."""
    fonts = resources.get("/Font", pikepdf.Dictionary())
    drawings = resources.get("/XObject", pikepdf.Dictionary())
    name, saved = "", list[str]()
    for operands, operator in pikepdf.parse_content_stream(holder):
        sign = str(operator)
        if sign == "q":
            saved.append(name)
        elif sign == "Q" and saved:
            name = saved.pop()
        elif sign == "Tf":
            name = str(operands[0])
        elif sign in SHOWING and name in fonts:
            font = fonts[name]
            codes.setdefault(font.objgen, (font, set()))[1].update(_strings(operands))
        elif sign == "Do" and str(operands[0]) in drawings and depth < DEEPEST:
            drawing = drawings[str(operands[0])]
            if drawing.get("/Subtype") == "/Form":
                _read(drawing, drawing.get("/Resources", resources), codes, depth + 1)
    if depth < DEEPEST:
        for hidden in _patterns_and_masks(resources):
            _read(hidden, hidden.get("/Resources", resources), codes, depth + 1)


def _patterns_and_masks(resources: Any) -> Iterator[Any]:
    """Yield what is drawn without being named in the content: tiles, and masks of the state of drawing."""
    for pattern in dict(resources.get("/Pattern", {})).values():
        if isinstance(pattern, pikepdf.Stream):
            yield pattern
    for state in dict(resources.get("/ExtGState", {})).values():
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and isinstance(mask.get("/G"), pikepdf.Stream):
            yield mask.G


def _strings(operands: Any) -> Iterator[bytes]:
    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif isinstance(operand, pikepdf.Array):
            yield from _strings(operand)


def _glyphs(font: Any, shown: Iterable[bytes]) -> tuple[Key | None, set[int] | None]:
    """Return the program of a font and the glyphs that the strings show."""
    composite = font.get("/Subtype") == "/Type0"
    described = font.DescendantFonts[0] if composite and "/DescendantFonts" in font else font
    program = described.get("/FontDescriptor", pikepdf.Dictionary()).get("/FontFile2")
    if program is None:
        return None, None
    text = b"".join(shown)
    if not composite:
        return program.objgen, _simple(program.read_bytes(), set(text), _names(font))
    if font.get("/Encoding") != "/Identity-H" or described.get("/CIDToGIDMap", "/Identity") != "/Identity":
        return program.objgen, None
    return program.objgen, {0} | {int.from_bytes(text[i : i + 2]) for i in range(0, len(text) - 1, 2)}


def _names(font: Any) -> dict[int, str]:
    """Return the glyph names that a font's encoding gives to codes of its own."""
    encoding = font.get("/Encoding")
    names: dict[int, str] = {}
    if isinstance(encoding, pikepdf.Dictionary):
        code = 0
        for entry in encoding.get("/Differences", ()):
            if isinstance(entry, int):
                code = entry
            else:
                names[code] = str(entry)[1:]
                code += 1
    return names


def _simple(program: bytes, codes: set[int], names: dict[int, str]) -> set[int] | None:
    try:
        font = TTFont(io.BytesIO(program), lazy=True)
        tables = [table.cmap for table in font["cmap"].tables] if "cmap" in font else []
        number = font.getReverseGlyphMap()
    except (TTLibError, KeyError, AssertionError, ValueError, IndexError, struct.error):
        return None
    found = {0, *codes}
    for code in codes:
        points = {code, SYMBOL + code, *(ord(c) for c in _readings(code))}
        points |= {ord(c) for c in agl.toUnicode(names.get(code, ""))}
        found |= {number[table[point]] for table in tables for point in points if point in table}
        if names.get(code) in number:
            found.add(number[names[code]])
    return found


def _readings(code: int) -> Iterator[str]:
    for encoding in ENCODINGS:
        yield bytes([code]).decode(encoding, "ignore")
