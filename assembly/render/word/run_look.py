"""How a stretch of text looks: what was set directly or by a character style, as inline style and language.

Colours of letters and typefaces stay the layout's own: a court's paper is printed in black, in the court's type
(Cal. Rules of Court, rules 2.105 and 2.106).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from assembly.render.word.ooxml import W, points, switched_on, value, whole
from assembly.render.word.property_set import Holder, PropertySet, nearest
from assembly.render.word.shading import fill_colour
from assembly.render.word.styles import Style, Styles
from assembly.render.word.symbols import symbol_font_of

TOGGLES = (
    (W.b, "font-weight:bold", "font-weight:normal"),
    (W.i, "font-style:italic", "font-style:normal"),
    (W.caps, "text-transform:uppercase", "text-transform:none"),
    (W.smallCaps, "font-variant-caps:small-caps", "font-variant-caps:normal"),
)
RIGHT_TO_LEFT_TOGGLES = (
    (W.bCs, "font-weight:bold", "font-weight:normal"),
    (W.iCs, "font-style:italic", "font-style:normal"),
    *TOGGLES[2:],
)
LINES = {"double": "double", "dotted": "dotted", "dottedHeavy": "dotted", "wave": "wavy", "wavyHeavy": "wavy",
         "dash": "dashed", "dashedHeavy": "dashed", "dashLong": "dashed", "wavyDouble": "wavy"}  # fmt: skip
HIGHLIGHTS = {
    "yellow": "#ffff00", "green": "#00ff00", "cyan": "#00ffff", "magenta": "#ff00ff", "red": "#ff8080",
    "blue": "#8080ff", "darkYellow": "#e0e080", "darkGreen": "#80c080", "darkCyan": "#80c0c0",
    "darkMagenta": "#c080c0", "darkRed": "#c08080", "darkBlue": "#8080c0", "lightGray": "#c0c0c0",
    "darkGray": "#a0a0a0", "black": "#a0a0a0",
}  # fmt: skip
SMALLEST, LARGEST = 4.0, 96.0  # points


@dataclass(frozen=True, slots=True)
class RunLook:
    """A run's inline style and language; `symbols` is its font where letters stand for signs."""

    css: str = ""
    language: str = ""
    symbols: str = ""
    direction: str = ""


PLAIN = RunLook()


def run_look(properties: etree._Element | None, paragraph: Style, styles: Styles, *, known: bool) -> RunLook:
    """Return the look of a run in a paragraph of a style; `known` says that a layout sets that style itself."""
    if properties is None:
        return PLAIN if not paragraph.symbols else RunLook(symbols=paragraph.symbols)
    character = styles.character(properties)
    direct = [PropertySet(properties)]
    holders = [*direct, *character.run]
    right_to_left = switched_on(nearest(holders, W.rtl))
    css = [*_toggles(direct, character, paragraph, right_to_left=right_to_left)]
    css += _decoration(holders)
    css += _place(holders)
    css += _size(
        holders, [*paragraph.run, *styles.run_defaults] if not known else [], right_to_left=right_to_left
    )
    fill = value(nearest(holders, W.highlight)) or "none"
    colour = HIGHLIGHTS.get(fill) or fill_colour(nearest(holders, W.shd))
    if colour:
        css.append(f"background-color:{colour}")
    if nearest(holders, W.bdr) is not None and value(nearest(holders, W.bdr)) not in ("nil", "none"):
        css.append("outline:0.5pt solid black")
    spacing = points(nearest(holders, W.spacing))
    if spacing:
        css.append(f"letter-spacing:{max(-2.0, min(spacing, 20.0)):g}pt")
    language = value(nearest(holders, W.lang), "bidi" if right_to_left else "val") or ""
    return RunLook(
        ";".join(css), language, _symbols([*holders, *paragraph.run]), "rtl" if right_to_left else ""
    )


def symbol_font(properties: etree._Element | None, paragraph: Style, styles: Styles) -> str:
    """Return the symbol font that a run is set in, whose letters stand for signs; empty for any other font."""
    if properties is None:
        return paragraph.symbols
    return _symbols([properties, *styles.character(properties).run, *paragraph.run])


def is_hidden(properties: etree._Element | None, paragraph: Style, styles: Styles) -> bool:
    """Whether a run is hidden text, by itself or by its styles."""
    if properties is None:
        return paragraph.is_hidden
    found = properties.find(W.vanish)
    if found is not None:
        return switched_on(found)
    return styles.character(properties).is_hidden != paragraph.is_hidden


def _toggles(
    direct: Sequence[Holder], character: Style, paragraph: Style, *, right_to_left: bool
) -> list[str]:
    """Return what differs from the paragraph: a character style reverses what the paragraph style has switched on.

    Source: ECMA-376 Part 1, 17.7.3 (toggle properties).
    """
    css = []
    for tag, on, off in RIGHT_TO_LEFT_TOGGLES if right_to_left else TOGGLES:
        own = nearest(direct, tag)
        if own is not None:
            css.append(on if switched_on(own) else off)
        elif switched_on(nearest(character.run, tag)):
            css.append(off if switched_on(nearest(paragraph.run, tag)) else on)
    return css


def _decoration(holders: Sequence[Holder]) -> list[str]:
    underline = value(nearest(holders, W.u))
    struck, twice = switched_on(nearest(holders, W.strike)), switched_on(nearest(holders, W.dstrike))
    lines = [
        name
        for name, on in (("underline", underline not in (None, "none")), ("line-through", struck or twice))
        if on
    ]
    if not lines:
        return []
    form = "double" if twice else LINES.get(underline or "", "")
    return [f"text-decoration:{' '.join(lines)}{f' {form}' if form else ''}"]


def _place(holders: Sequence[Holder]) -> list[str]:
    raised = value(nearest(holders, W.vertAlign))
    if raised in ("superscript", "subscript"):
        return [f"vertical-align:{'super' if raised == 'superscript' else 'sub'};font-size:65%;line-height:0"]
    moved = whole(nearest(holders, W.position))  # half points
    return [f"vertical-align:{moved / 2:g}pt;line-height:0"] if moved and abs(moved) <= LARGEST else []


def _size(holders: Sequence[Holder], beneath: Sequence[Holder], *, right_to_left: bool) -> list[str]:
    """Return the size of letters where it is set, but not where it only says again what the paragraph has."""
    tag = W.szCs if right_to_left else W.sz
    half = whole(nearest(holders, tag))
    raised = value(nearest(holders, W.vertAlign)) in ("superscript", "subscript")
    if half is None or raised or half == whole(nearest(beneath, tag)):
        return []
    return [f"font-size:{min(max(half / 2, SMALLEST), LARGEST):g}pt"]


def _symbols(holders: Sequence[Holder]) -> str:
    return symbol_font_of(nearest(holders, W.rFonts))
