"""Our fonts as text is set in them: widths of words with their kerning, and the strings that show them.

Our fonts have no ligatures in ordinary text, and their kerning is by pairs, so what a text looks like follows from
its letters alone. Only letters and signs of Latin writing are set; numbers are font units, 2,048 to the size.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont

from assembly.fonts import font_folders
from assembly.render.forms.typeface import cut_program

UNITS = 2048
THOUSANDTHS = 1000 / UNITS
ASCII = (
    *range(0x20, 0x7F),
    0xA0,
    0xA7,
    0xB6,
    0xBD,
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    0x2022,
    0x2026,
)
WESTERN = (*ASCII, *range(0xA1, 0xAD), *range(0xAE, 0x180), 0x2039, 0x203A, 0x20AC, 0x2122)
LATIN = (*WESTERN, *range(0x180, 0x250), *range(0x1E00, 0x1F00))
SETS = (ASCII, WESTERN, LATIN)
FILES = {
    ("Tinos", False, False): "Tinos-Regular.ttf",
    ("Tinos", True, False): "Tinos-Bold.ttf",
    ("Tinos", False, True): "Tinos-Italic.ttf",
    ("Tinos", True, True): "Tinos-BoldItalic.ttf",
    ("Arimo", False, False): "Arimo-Regular.ttf",
    ("Arimo", True, False): "Arimo-Bold.ttf",
    ("Arimo", False, True): "Arimo-Italic.ttf",
    ("Arimo", True, True): "Arimo-BoldItalic.ttf",
}
MOST_WORDS = 100_000


class Word(NamedTuple):
    """A piece of text that is never broken: how wide it runs, its outer letters, and the inside of its string operand."""

    wide: int
    first: str
    last: str
    shown: str


@dataclass(slots=True)
class Typeface:
    """One font cut down to one set of characters.

    `key` is what it is found by: family, bold, italic, level. `kerning` gives by two letters how much closer (below 0) or farther they stand; `codes` the four
    hexadecimal digits that show a letter.
    """

    key: tuple[str, bool, bool, int]
    label: str
    program: bytes
    widths: dict[str, int]
    codes: dict[str, str]
    kerning: dict[str, int]
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    is_italic: bool
    angle: float
    underline: int
    strike: int
    stroke: int
    _words: dict[str, Word] = field(default_factory=dict)

    def word(self, text: str) -> Word:
        """Return a piece of text, not empty, as it is set; every character is in the typeface."""
        found = self._words.get(text)
        if found is None:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            found = self._words[text] = self._set(text)
        return found

    def _set(self, text: str) -> Word:
        kerning, codes, before = self.kerning, self.codes, ""
        wide, shown = 0, []
        for letter in text:
            if kern := kerning.get(before + letter, 0):
                wide += kern
                shown.append(kerned(kern))
            wide += self.widths[letter]
            shown.append(codes[letter])
            before = letter
        return Word(wide, text[0], text[-1], "".join(shown))


def kerned(kern: int) -> str:
    """Return what moves the following letter by a kerning, inside an array of strings and numbers."""
    return f">{-kern * THOUSANDTHS:.4g}<"


def level_for(characters: Iterable[str]) -> int | None:
    """Return the number of the smallest set that holds all of the characters; None where no set does."""
    needed = frozenset(characters)
    return next((number for number in range(len(SETS)) if needed <= _members(number)), None)


@cache
def _members(level: int) -> frozenset[str]:
    return frozenset(map(chr, SETS[level]))


@cache
def typeface(family: str, is_bold: bool, is_italic: bool, level: int) -> Typeface:
    """Return one of our fonts, cut down to the set of a level.

    Raises:
        KeyError: the family is none of ours.
    """
    file = FILES[family, is_bold, is_italic]
    path = next(folder / file for folder in font_folders() if (folder / file).is_file())
    raw = path.read_bytes()  # not the path: a lazily read font would keep its file open
    whole = TTFont(io.BytesIO(raw), lazy=True)
    names = {point: glyph for point, glyph in whole.getBestCmap().items() if point in SETS[level]}
    kerning = _kerning(whole, {glyph: chr(point) for point, glyph in names.items()}, names)
    cut, program = cut_program(TTFont(io.BytesIO(raw), lazy=True), names)
    metrics, head = cut["hmtx"].metrics, cut["head"]
    glyphs = {chr(point): glyph for point, glyph in cut.getBestCmap().items()}
    return Typeface(
        key=(family, is_bold, is_italic, level),
        label=f"CP{'ABC'[level]}SET+{file.removesuffix('.ttf')}",
        program=program,
        widths={letter: metrics[glyph][0] for letter, glyph in glyphs.items()},
        codes={letter: f"{cut.getGlyphID(glyph):04X}" for letter, glyph in glyphs.items()},
        kerning=kerning,
        ascent=cut["hhea"].ascent,
        descent=cut["hhea"].descent,
        cap_height=whole["OS/2"].sCapHeight,
        box=(head.xMin, head.yMin, head.xMax, head.yMax),
        is_italic=is_italic,
        angle=float(whole["post"].italicAngle),
        underline=whole["post"].underlinePosition,
        strike=whole["OS/2"].yStrikeoutPosition,
        stroke=whole["post"].underlineThickness,
    )


def _kerning(font: Any, letters: dict[str, str], names: dict[int, str]) -> dict[str, int]:
    """Return the kerning of every pair of our characters, by GPOS lookups of the feature `kern` for Latin writing."""
    table = font["GPOS"].table
    wanted = set(letters)
    found: dict[tuple[str, str], int] = {}
    for lookup in _lookups(table):
        pairs: dict[tuple[str, str], int] = {}
        for part in lookup.SubTable:
            inner = part.ExtSubTable if part.LookupType == 9 else part
            _read_pairs(inner, wanted, pairs)
        for pair, kern in pairs.items():
            found[pair] = found.get(pair, 0) + kern
    several: dict[str, list[str]] = {}
    for point, glyph in names.items():
        several.setdefault(glyph, []).append(chr(point))
    return {
        before + after: kern
        for (left, right), kern in found.items()
        if kern
        for before in several[left]
        for after in several[right]
    }


def _lookups(table: Any) -> list[Any]:
    latin = next(r.Script for r in table.ScriptList.ScriptRecord if r.ScriptTag == "latn")
    features = [table.FeatureList.FeatureRecord[i] for i in latin.DefaultLangSys.FeatureIndex]
    numbers = {n for f in features if f.FeatureTag == "kern" for n in f.Feature.LookupListIndex}
    return [table.LookupList.Lookup[n] for n in sorted(numbers)]


def _read_pairs(part: Any, wanted: set[str], pairs: dict[tuple[str, str], int]) -> None:
    """Add the pairs of one subtable; within a lookup the first subtable that covers a pair decides."""
    covered = [glyph for glyph in part.Coverage.glyphs if glyph in wanted]
    if part.Format == 1:
        places = {glyph: n for n, glyph in enumerate(part.Coverage.glyphs)}
        for left in covered:
            for record in part.PairSet[places[left]].PairValueRecord:
                if record.SecondGlyph in wanted:
                    pairs.setdefault((left, record.SecondGlyph), _advance(record.Value1))
        return
    first, second = part.ClassDef1.classDefs, part.ClassDef2.classDefs
    for left in covered:
        row = part.Class1Record[first.get(left, 0)].Class2Record
        for right in wanted:
            pairs.setdefault((left, right), _advance(row[second.get(right, 0)].Value1))


def _advance(value: Any) -> int:
    return getattr(value, "XAdvance", 0) or 0 if value is not None else 0
