"""Draws values as page content: text with real widths, check marks as lines."""

from assembly.render.forms.blank import Rectangle
from assembly.render.forms.fit import MARGIN, Fitted
from assembly.render.forms.typeface import UNITS, Setting
from assembly.render.pdf.syntax import number

ASCENT, DESCENT = 0.905, 0.212
INSET = 0.22
STROKE = 1.3
MARKS = b" 1 J "  # stands in the operators of a mark, and in no text's


def line_baseline(rectangle: Rectangle, size: float) -> float:
    """Return the baseline that puts one line in the middle of a rectangle's height."""
    bottom, top = rectangle[1], rectangle[3]
    return bottom + (top - bottom - (ASCENT + DESCENT) * size) / 2 + DESCENT * size


def draw_text(
    setting: Setting, fitted: Fitted, rectangle: Rectangle, baselines: tuple[float, ...], alignment: int
) -> bytes:
    """Return the operators that show the lines of a value on their baselines."""
    size = number(fitted.size)
    parts = [b"BT"]
    if fitted.stretch != 100:
        parts.append(b"%d Tz" % fitted.stretch)
    for line, y in zip(fitted.lines, baselines, strict=False):
        x = rectangle[0] + MARGIN
        if alignment:
            room = rectangle[2] - rectangle[0] - 2 * MARGIN
            spare = room - setting.width(line) * fitted.size * fitted.stretch / 100 / UNITS
            x += spare / 2 if alignment == 1 else spare
        parts.append(b"1 0 0 1 %.2f %.2f Tm" % (x, y))
        parts.append(setting.show(line, size))
    if fitted.stretch != 100:
        parts.append(b"100 Tz")
    parts.append(b"ET")
    return b"\n".join(parts)


def draw_mark(rectangle: Rectangle) -> bytes:
    """Return the operators that cross a box with two strokes."""
    x1, y1, x2, y2 = rectangle
    dx, dy = (x2 - x1) * INSET, (y2 - y1) * INSET
    return b"q %.2f w 1 J %.2f %.2f m %.2f %.2f l %.2f %.2f m %.2f %.2f l S Q" % (
        STROKE,
        *(x1 + dx, y1 + dy, x2 - dx, y2 - dy),
        *(x1 + dx, y2 - dy, x2 - dx, y1 + dy),
    )
