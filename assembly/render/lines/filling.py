"""Fills lines with units, as many as fit, and puts each line's letters and boxes in their places."""

from collections.abc import Iterator, Sequence

from assembly.render.lines.drawn import Line, Shape, Stripe, Words, moved, shifted
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.text import Text
from assembly.render.lines.typeface import kerned
from assembly.render.lines.units import Box, Unit

TOLERANCE = 0.002  # points: Pango counts widths in 1,024ths of a pixel
ENDLESS = 1_000_000.0  # points


def filled(units: Sequence[Unit], indent: float, wide: float) -> Iterator[Sequence[Unit]]:
    """Yield the units of each line in a column `wide` points wide, the first line of which is indented.

    Raises:
        Elsewhere: a word is wider than its line, or the line would end where none may.
    """
    begun, at, limit = 0, indent, wide + TOLERANCE
    before: Text | None = None
    last = ""
    for number, unit in enumerate(units):
        if number > begun:
            gap, own, text, letter = _after_blank(unit, before, last)
            if at + gap + own > limit:
                if not unit.may_begin:
                    raise Elsewhere("a line that would end where none may")
                yield units[begun:number]
                begun, at = number, 0.0
        if number == begun:
            gap = 0.0
            own, text, letter = _wide(unit, None, "")
            if at + own > limit:
                raise Elsewhere("a word wider than its line")
        at += gap + own
        before, last = text, letter
    if begun < len(units):
        yield units[begun:]


def _after_blank(unit: Unit, before: Text | None, last: str) -> tuple[float, float, Text | None, str]:
    """Return how wide the blank before a unit is and the unit itself, and its last letter with its look."""
    blank = unit.blank
    if blank is None:
        return 0.0, *_wide(unit, before, last)
    kern = blank.face.kerning.get(last + " ", 0) if before is blank else 0
    return (blank.face.widths[" "] + kern) * blank.scale, *_wide(unit, blank, " ")


def _wide(unit: Unit, before: Text | None, last: str) -> tuple[float, Text | None, str]:
    """Return how wide a unit is after a letter, and its own last letter with its look."""
    own = 0.0
    for part in unit.parts:
        if isinstance(part, Box):
            own += part.wide
            before = None
            continue
        text = part.text
        word = text.face.word(part.letters)
        kern = text.face.kerning.get(last + word.first, 0) if before is text else 0
        own += (word.wide + kern) * text.scale
        before, last = text, word.last
    return own, before, last


class Setter:
    """Sets the units of one line from a place on, and keeps what is drawn, from the left edge and the base line."""

    def __init__(self, strut: Text, start: float) -> None:
        """Begin a line that reaches at least as far above and below as `strut`."""
        self.above, self.below = strut.above, strut.below
        self.words: list[Words] = []
        self.shapes: list[Shape] = []
        self.at = self._begun = start
        self._text: Text | None = None
        self._shown: list[str] = []
        self._last = ""

    def put(self, units: Sequence[Unit]) -> None:
        """Set the units of the line."""
        for number, unit in enumerate(units):
            if number and unit.blank is not None:
                self._letters(unit.blank, " ")
            for part in unit.parts:
                if isinstance(part, Box):
                    self._box(part)
                else:
                    self._letters(part.text, part.letters)
        self._end_run()

    def _letters(self, text: Text, letters: str) -> None:
        if text is not self._text:
            self._end_run()
            self._text, self._begun = text, self.at
            if text.above > self.above:
                self.above = text.above
            if text.below > self.below:
                self.below = text.below
        word = text.face.word(letters)
        kern = text.face.kerning.get(self._last + word.first, 0) if self._last else 0
        if kern:
            self._shown.append(kerned(kern))
        self._shown.append(word.shown)
        self.at += (word.wide + kern) * text.scale
        self._last = word.last

    def _box(self, box: Box) -> None:
        self._end_run()
        self.above, self.below = max(self.above, box.above), max(self.below, box.below)
        self.words += moved(box.words, self.at, 0.0)
        self.shapes += shifted(box.shapes, self.at, 0.0)
        self.at += box.wide

    def _end_run(self) -> None:
        text = self._text
        if text is not None:
            self.words.append(
                Words(self._begun, -text.raised, text.face, text.size, text.colour, "".join(self._shown))
            )
            if text.underline or text.struck:
                self._draw_lines(text)
        self._text, self._shown, self._last = None, [], ""

    def _draw_lines(self, text: Text) -> None:
        high = text.face.stroke * text.scale
        for asked, place in ((text.underline, text.face.underline), (text.struck, text.face.strike)):
            if asked:
                top = -text.raised - place * text.scale
                self.shapes.append(Stripe(self._begun, top, self.at - self._begun, high, text.colour))


def set_line(units: Sequence[Unit], strut: Text, start: float, top: float) -> Line:
    """Return a line of units with everything in its place; `top` is where it begins in its paragraph."""
    setter = Setter(strut, start)
    setter.put(units)
    return Line(top, setter.above + setter.below, setter.above, setter.at, setter.words, setter.shapes)
