"""How a paragraph looks: what was set directly, and all of a style that no layout knows, as inline style.

The layout's own type, line spacing and spaces between paragraphs stay: they are the court's rule, and on numbered
paper text must keep to the lines. Only whether Word sets a text double spaced is asked of the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from assembly.render.word.ooxml import W, points, switched_on, value, whole
from assembly.render.word.property_set import Holder, PropertySet, nearest, run_flag
from assembly.render.word.run_look import LARGEST, SMALLEST
from assembly.render.word.shading import fill_colour
from assembly.render.word.styles import Style, Styles

ALIGNMENT = {
    "center": "center",
    "both": "justify",
    "distribute": "justify",
    "mediumKashida": "justify",
    "highKashida": "justify",
    "lowKashida": "justify",
    "thaiDistribute": "justify",
}
LEADING, TRAILING = ("left", "start"), ("right", "end", "numTab")
WIDEST_INDENT = 288.0  # points: beyond it a line of court paper would hold no words
WIDE_SPACED = 1.4  # lines; one-and-one-half spacing and double spacing are the courts' two kinds
WIDE_SPACED_POINTS = 20.0
SIDES = ("top", "bottom", "left", "right")
BORDERS = {
    "double": "double",
    "dotted": "dotted",
    "dashed": "dashed",
    "dashSmallGap": "dashed",
    "dotDash": "dashed",
}
NO_LINE = ("nil", "none", None)


@dataclass(frozen=True, slots=True)
class Indent:
    """Indents in points: of the lines at both sides, and of the first line beside the others."""

    left: float | None = None
    right: float | None = None
    first: float | None = None


@dataclass(frozen=True, eq=False)
class ParagraphLook:
    """The properties that a paragraph's look is read from, nearest first.

    `set_here` are those that the layout does not set itself: the direct ones, those of the list,
    and those of a style that no layout knows; `everything` has the style's in any case. `size` is the size of
    letters, in points, of a style that no layout knows, where it is not that of all text.
    """

    set_here: tuple[PropertySet, ...]
    everything: tuple[PropertySet, ...]
    style: Style
    known: bool
    size: float | None = None

    @cached_property
    def right_to_left(self) -> bool:
        """Whether the paragraph runs from right to left."""
        return run_flag(self.everything, W.bidi)

    @cached_property
    def alignment(self) -> str:
        """The alignment as CSS has it; in right-to-left text Word's left is where a line begins."""
        set_to = value(nearest(self.set_here, W.jc)) or ""
        if set_to in ALIGNMENT:
            return ALIGNMENT[set_to]
        if set_to in LEADING or (not set_to and self.right_to_left):
            return "right" if self.right_to_left else "left"
        if set_to in TRAILING:
            return "left" if self.right_to_left else "right"
        return ""

    @cached_property
    def indent(self) -> Indent:
        """The indents, each from the nearest properties that set it, kept inside the column."""
        return indent_of(self.set_here)

    @cached_property
    def is_framed(self) -> bool:
        """Whether a paragraph has a line at one of its sides: it is then printed though it is empty."""
        frame = nearest(self.set_here, W.pBdr)
        return frame is not None and any(value(side) not in NO_LINE for side in frame)

    @cached_property
    def css(self) -> str:
        """The inline style of a paragraph that shares no frame with a neighbour."""
        return paragraph_css(self)

    @cached_property
    def is_wide_spaced(self) -> bool:
        """Whether Word sets the paragraph at one and a half lines or more."""
        spacing = nearest([p for p in self.everything if whole(p.find(W.spacing), "line")], W.spacing)
        if spacing is None:
            return False
        line = points(spacing, "line") or 0.0
        if value(spacing, "lineRule") in ("exact", "atLeast"):
            return line >= WIDE_SPACED_POINTS
        return line / 12 >= WIDE_SPACED  # in the rule "auto" 240 twentieths are one line

    @cached_property
    def is_set_single(self) -> bool:
        """Whether the paragraph itself, not its style, says how its lines are spaced, and says less than that."""
        here = any(whole(properties.find(W.spacing), "line") for properties in self.set_here)
        return here and not self.is_wide_spaced


def paragraph_look(
    properties: PropertySet | None,
    style: Style,
    level: PropertySet | None,
    *,
    styles: Styles,
    known: bool,
    listed_by_style: bool,
) -> ParagraphLook:
    """Return where the look of a paragraph is read from; `level` are the properties that its list level brings.

    A list level's looks give way to those of the style that carries the list (ECMA-376 Part 1, 17.9.23).
    """
    direct = (properties,) if properties is not None else ()
    of_list = (level,) if level is not None else ()
    if listed_by_style:
        everything = (*direct, *style.paragraph, *of_list)
        set_here = (*direct, *of_list) if known else everything
    else:
        everything = (*direct, *of_list, *style.paragraph)
        set_here = (*direct, *of_list) if known else everything
    size = None if known else _size(style, styles)
    return ParagraphLook(set_here, (*everything, *styles.paragraph_defaults), style, known, size)


def _size(style: Style, styles: Styles) -> float | None:
    usual = whole(nearest([*styles.default_paragraph.run, *styles.run_defaults], W.sz))
    half = whole(nearest(style.run, W.sz))
    return None if half is None or half == usual else min(max(half / 2, SMALLEST), LARGEST)


def indent_of(holders: Sequence[Holder]) -> Indent:
    """Return the indents that properties set, nearest first."""
    sides: dict[str, float] = {}
    for holder in holders:
        found = holder.find(W.ind)
        if found is None:
            continue
        for side, names in (("left", ("start", "left")), ("right", ("end", "right"))):
            length = next((p for name in names if (p := points(found, name)) is not None), None)
            if length is not None and side not in sides:
                sides[side] = length
        if "first" not in sides:
            hanging, first = points(found, "hanging"), points(found, "firstLine")
            if hanging is not None or first is not None:
                sides["first"] = -hanging if hanging is not None else (first or 0.0)
    left = sides.get("left")
    left = None if left is None else min(max(left, 0.0), WIDEST_INDENT)
    first = sides.get("first")
    if first is not None:
        first = min(max(first, -(left or 0.0)), WIDEST_INDENT)
    right = sides.get("right")
    return Indent(left, None if right is None else min(max(right, 0.0), WIDEST_INDENT), first)


def paragraph_css(look: ParagraphLook, *, joins_last: bool = False, joins_next: bool = False) -> str:
    """Return a paragraph's inline style; neighbours that share a frame have no line between them."""
    css = [*_style_css(look)]
    if look.alignment:
        css.append(f"text-align:{look.alignment}")
    css += _indent_css(look)
    for tag, rule in (
        (W.keepNext, "break-after:avoid"),
        (W.keepLines, "break-inside:avoid"),
        (W.pageBreakBefore, "break-before:page"),
    ):
        if run_flag(look.set_here, tag):
            css.append(rule)
    control = nearest(look.set_here, W.widowControl)
    if control is not None:
        css.append("orphans:2;widows:2" if switched_on(control) else "orphans:1;widows:1")
    css += _frame(nearest(look.set_here, W.pBdr), joins_last=joins_last, joins_next=joins_next)
    colour = fill_colour(nearest(look.set_here, W.shd))
    if colour:
        css.append(f"background-color:{colour}")
    return ";".join(css)


def same_frame(one: ParagraphLook, other: ParagraphLook) -> bool:
    """Whether two neighbours have the same lines and indents, so that Word draws one frame around both."""
    frames = [nearest(look.set_here, W.pBdr) for look in (one, other)]
    if frames[0] is None or frames[1] is None or one.indent != other.indent:
        return False
    return etree.tostring(frames[0], with_tail=False) == etree.tostring(frames[1], with_tail=False)


def line_css(line: etree._Element | None) -> str:
    """Return one line of a frame as CSS has it: width, kind, black; an empty text for no line."""
    if line is None or value(line) in NO_LINE:
        return ""
    eighths = whole(line, "sz")
    wide = min(max((eighths if eighths is not None else 4) / 8, 0.25), 6.0)
    kind = BORDERS.get(value(line) or "", "solid")
    if kind == "double":
        wide = max(wide * 3, 1.5)  # Word gives the width of one of both lines
    return f"{wide:g}pt {kind} black"


def _style_css(look: ParagraphLook) -> list[str]:
    """Return what a style that no layout knows says of its letters."""
    if look.known:
        return []
    run = look.style.run
    css = []
    if run_flag(run, W.b):
        css.append("font-weight:bold")
    if run_flag(run, W.i):
        css.append("font-style:italic")
    if run_flag(run, W.caps):
        css.append("text-transform:uppercase")
    if run_flag(run, W.smallCaps):
        css.append("font-variant-caps:small-caps")
    if value(nearest(run, W.u)) not in (None, "none"):
        css.append("text-decoration:underline")
    if look.size is not None:
        css.append(f"font-size:{look.size:g}pt")
    return css


def _indent_css(look: ParagraphLook) -> list[str]:
    indent, css = look.indent, []
    start, end = ("right", "left") if look.right_to_left else ("left", "right")
    if indent.left is not None:
        css.append(f"margin-{start}:{indent.left:g}pt")
        if look.known:
            css.append(f"padding-{start}:0")
    if indent.right is not None:
        css.append(f"margin-{end}:{indent.right:g}pt")
    if indent.first is not None:
        css.append(f"text-indent:{indent.first:g}pt")
    return css


def _frame(frame: etree._Element | None, *, joins_last: bool, joins_next: bool) -> list[str]:
    """Return the lines around a paragraph; what they are wide is taken back, so that no line of text moves."""
    if frame is None:
        return []
    css = []
    between = frame.find(W.between)
    for side in SIDES:
        line = frame.find(getattr(W, side))
        if (side == "top" and joins_last) or (side == "bottom" and joins_next):
            line = between if side == "bottom" else None
        drawn = line_css(line)
        if not drawn:
            continue
        wide = drawn.split("pt", 1)[0]
        css.append(f"border-{side}:{drawn}")
        css.append(f"margin-{side}:-{wide}pt" if side in ("top", "bottom") else f"padding-{side}:4pt")
    return css
