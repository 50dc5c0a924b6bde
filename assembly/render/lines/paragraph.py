"""Sets a paragraph: its lines in a column, and the boxes that stand in its text."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from assembly.render.lines.cascade import Place
from assembly.render.lines.column import borders
from assembly.render.lines.drawn import Line, moved, shifted
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.filling import ENDLESS, TOLERANCE, filled, set_line
from assembly.render.lines.inline import Boxed, Piece, Run, pieces
from assembly.render.lines.look import Look
from assembly.render.lines.text import Setting
from assembly.render.lines.units import Box, hard_lines


def set_paragraph(setting: Setting, element: etree._Element, place: Place, wide: float) -> list[Line]:
    """Return the lines of a paragraph in a column `wide` points wide; a paragraph without text has none.

    Raises:
        Elsewhere: it has what is not set in lines, or a word wider than its line.
    """
    return _lines(setting, pieces(element, place, setting.cascade), place.look, wide)


def _lines(setting: Setting, found: Sequence[Piece], look: Look, wide: float) -> list[Line]:
    strut = setting.text(_plain(look))
    lines: list[Line] = []
    top, start = 0.0, look.indent
    for units in hard_lines(setting, found, lambda boxed: set_box(setting, boxed, wide)):
        for held in filled(units, start, wide) if units else ((),):
            line = set_line(held, strut, start, top)
            lines.append(_aligned(line, look.align, wide))
            top += line.high
            start = 0.0
    return lines


def _plain(look: Look) -> Look:
    """Return a look as its line's least height is measured with: not raised."""
    return replace(look, raised=0.0) if look.raised else look


def _aligned(line: Line, align: str, wide: float) -> Line:
    if align == "left":
        return line
    free = (wide - line.reach) / (2 if align == "center" else 1)
    return line._replace(words=moved(line.words, free, 0.0), shapes=list(shifted(line.shapes, free, 0.0)))


def set_box(setting: Setting, boxed: Boxed, wide: float) -> Box:
    """Return a box in the text as it is set, in a column `wide` points wide (CSS 2.1, 10.3.9 and 10.8.1).

    Raises:
        Elsewhere: its text does not fit on one line, or it has what is not set in lines.
    """
    look = boxed.place.look
    found = pieces(boxed.element, boxed.place, setting.cascade)
    beside = look.padding[1] + look.padding[3] + look.borders[1].width + look.borders[3].width
    if look.width is None:
        natural = _lines(setting, found, replace(look, align="left"), ENDLESS)
        inner = max([line.reach for line in natural], default=0.0)
        if inner + beside > wide:
            raise Elsewhere("a box wider than its line")
    else:
        inner = look.width
    inner = max(inner, look.min_width)
    lines = _lines(setting, found, look, inner + TOLERANCE)
    if not lines and look.keeps_blanks and any(isinstance(piece, Run) for piece in found):
        lines = [set_line((), setting.text(look), 0.0, 0.0)]
    return _framed(look, lines, inner)


def _framed(look: Look, lines: Sequence[Line], inner: float) -> Box:
    above_text, left = look.borders[0].width + look.padding[0], look.borders[3].width + look.padding[3]
    high = look.height if look.height is not None else sum(line.high for line in lines)
    full_high = above_text + max(high, look.min_height) + look.padding[2] + look.borders[2].width
    full_wide = left + inner + look.padding[1] + look.borders[1].width
    # From the border's top edge to the base line: the last line's, or without lines the margin's bottom edge.
    base = above_text + lines[-1].top + lines[-1].base if lines else full_high + look.margin[2]
    up = base + look.raised
    inside = look.margin[3] + left
    return Box(
        wide=look.margin[3] + full_wide + look.margin[1],
        above=look.margin[0] + up,
        below=full_high + look.margin[2] - up,
        words=[
            w for line in lines for w in moved(line.words, inside, above_text + line.top + line.base - up)
        ],
        shapes=[
            *(
                s
                for line in lines
                for s in shifted(line.shapes, inside, above_text + line.top + line.base - up)
            ),
            *borders(look, look.margin[3], -up, full_wide, full_high),
        ],
    )
