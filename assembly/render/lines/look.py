"""What an element looks like: its computed style, in points, as far as setting in lines knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assembly.render.lines.black import is_black
from assembly.render.lines.elsewhere import Elsewhere

CSS_PIXEL = 0.75  # points
BLOCKS = {("block", "flow"): "block", ("block", "flow-root"): "flow-root"}
TABLE_PARTS = frozenset(
    f"table-{part}" for part in ("row-group", "header-group", "row", "cell", "column", "column-group")
)
FAMILIES = frozenset({"Tinos", "Arimo"})
SIDES = ("top", "right", "bottom", "left")
MEASURES = frozenset(
    {"text_indent", "width", "min_width", "max_width", "height", "min_height", "outline_offset"}
    | {f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES}
)
READ = MEASURES | frozenset(
    {
        "display", "font_family", "font_size", "font_style", "font_weight", "line_height", "color", "text_align_all",
        "text_align_last", "vertical_align", "white_space", "break_before", "break_after", "break_inside", "orphans",
        "widows", "text_decoration_line", "border_collapse", "border_spacing",
        "outline_style", "outline_width", "outline_color", "background_image", "background_position",
        "background_size", "background_repeat",
    }
    | {f"border_{side}_{what}" for side in SIDES for what in ("style", "width", "color")}
)  # fmt: skip
WITHOUT_EFFECT = frozenset(
    {
        "string_set", "bookmark_level", "bookmark_label", "bookmark_state", "counter_increment", "counter_reset",
        "counter_set", "unicode_bidi", "quotes", "list_style_type", "text_decoration_color", "text_decoration_style",
        "text_decoration_thickness", "background_attachment", "background_origin", "background_clip", "font_variant", "font_stretch", "lang", "anchor", "link",
    }
)  # fmt: skip
DEFAULTS = {
    "font_variant_ligatures": "normal", "hyphens": "manual",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """A border or an outline: its width in points, 0 where there is none, and its colour."""

    width: float = 0.0
    colour: str = "0 0 0"


@dataclass(frozen=True, slots=True)
class Look:
    """The look of an element. Measures are points; `share` is a width as a share of what holds the element.

    `margin`, `padding` and `borders` are top, right, bottom, left. `ground` are filled stripes: side and width.
    """

    display: str
    family: str
    is_bold: bool
    is_italic: bool
    size: float
    leading: float
    colour: str
    align: str
    indent: float
    margin: tuple[float, ...]
    padding: tuple[float, ...]
    borders: tuple[Edge, ...]
    outline: Edge
    outline_offset: float
    width: float | None
    share: float | None
    min_width: float
    max_width: float | None
    height: float | None
    min_height: float
    raised: float
    keeps_blanks: bool
    break_before: str
    break_after: str
    is_kept_together: bool
    orphans: int
    widows: int
    underline: bool
    struck: bool
    ground: tuple[tuple[str, float], ...]
    collapses: bool


def read_look(style: Any, cascaded: Mapping[str, object]) -> Look:
    """Return a look from WeasyPrint's computed style; `cascaded` names the properties that were set.

    Raises:
        Elsewhere: a property has a value that is not set in lines.
    """
    for name in cascaded:
        if name not in READ and not _is_without_effect(name, style):
            raise Elsewhere(f"{name}: {style[name]}")
    size = float(style["font_size"]) * CSS_PIXEL
    width, share = _width(style["width"])
    white_space = style["white_space"]
    if white_space not in ("normal", "pre"):
        raise Elsewhere(f"white-space: {white_space}")
    return Look(
        display=_display(style["display"]),
        family=_family(style["font_family"]),
        is_bold=style["font_weight"] >= 600,
        is_italic=_one_of(style, "font_style", {"normal": False, "italic": True}),
        size=size,
        leading=_leading(style["line_height"], size),
        colour=colour(style["color"]),
        align=_one_of(
            style,
            "text_align_all",
            {"start": "left", "left": "left", "center": "center", "right": "right", "end": "right"},
        ),
        indent=_points(style["text_indent"]),
        margin=tuple(_points(style[f"margin_{side}"], auto=0.0) for side in SIDES),
        padding=tuple(_points(style[f"padding_{side}"]) for side in SIDES),
        borders=tuple(_edge(style, f"border_{side}") for side in SIDES),
        outline=_edge(style, "outline"),
        outline_offset=_points(style["outline_offset"]),
        width=width,
        share=share,
        min_width=_points(style["min_width"], auto=0.0),
        max_width=_limit(style["max_width"]),
        height=None if style["height"] == "auto" else _points(style["height"]),
        min_height=_points(style["min_height"], auto=0.0),
        raised=_raised(style["vertical_align"], style["display"]),
        keeps_blanks=white_space == "pre",
        break_before=_break(style["break_before"]),
        break_after=_break(style["break_after"]),
        is_kept_together=_one_of(style, "break_inside", {"auto": False, "avoid": True, "avoid-page": True}),
        orphans=style["orphans"],
        widows=style["widows"],
        underline="underline" in style["text_decoration_line"],
        struck=_struck(style["text_decoration_line"]),
        ground=_ground(style),
        collapses=style["border_collapse"] == "collapse",
    )


def _is_without_effect(name: str, style: Any) -> bool:
    from weasyprint.css.properties import INITIAL_VALUES

    if name in WITHOUT_EFFECT or name.startswith("__"):  # the stylesheet's own variables
        return True
    if name == "box_sizing" and style["display"] == ("block", "table"):  # whose borders are its cells'
        return True
    value = style[name]
    return bool(value == DEFAULTS.get(name, INITIAL_VALUES.get(name)))


def _one_of(style: Any, name: str, known: Mapping[str, Any]) -> Any:
    if style[name] not in known:
        raise Elsewhere(f"{name}: {style[name]}")
    return known[style[name]]


def _display(value: tuple[str, ...]) -> str:
    if value in BLOCKS:
        return BLOCKS[value]
    if value == ("inline", "flow"):
        return "inline"
    if value == ("inline", "flow-root"):
        return "inline-block"
    if value == ("block", "table"):
        return "table"
    if len(value) == 1 and value[0] in TABLE_PARTS:
        return value[0]
    raise Elsewhere(f"display: {' '.join(value)}")


def _family(names: tuple[str, ...]) -> str:
    if names[0] not in FAMILIES:
        raise Elsewhere(f"font-family: {names[0]}")
    return names[0]


def _points(value: Any, auto: float | None = None) -> float:
    if value == "auto" and auto is not None:
        return auto
    if getattr(value, "unit", None) == "px":
        return float(value.value) * CSS_PIXEL
    if isinstance(value, (int, float)):
        return float(value) * CSS_PIXEL
    if getattr(value, "value", None) == 0:
        return 0.0
    raise Elsewhere(f"a measure of {value}")


def _limit(value: Any) -> float | None:
    if getattr(value, "value", None) == float("inf"):
        return None
    return _points(value)


def _width(value: Any) -> tuple[float | None, float | None]:
    if value == "auto":
        return None, None
    if getattr(value, "unit", None) == "%":
        return None, float(value.value) / 100
    return _points(value), None


def _leading(value: Any, size: float) -> float:
    if value == "normal":
        raise Elsewhere("line-height: normal")
    return float(value) * size if isinstance(value, (int, float)) else _points(value)


def _raised(value: Any, display: tuple[str, ...]) -> float:
    """Return how far inline text or a box is raised; vertical-align of a cell is always at its top here."""
    if display == ("table-cell",):
        if value not in ("top",):
            raise Elsewhere(f"vertical-align: {value}")
        return 0.0
    if value == "baseline":
        return 0.0
    if isinstance(value, (int, float)):
        return float(value) * CSS_PIXEL
    if display[0] == "inline":
        raise Elsewhere(f"vertical-align: {value}")
    return 0.0


def _break(value: str) -> str:
    if value in ("avoid", "avoid-page"):
        return "avoid"
    if value in ("auto", "page"):
        return value
    raise Elsewhere(f"break: {value}")


def _struck(value: Any) -> bool:
    if set(value) - {"underline", "line-through", "none"} and value != "none":
        raise Elsewhere(f"text-decoration: {value}")
    return "line-through" in value


def _edge(style: Any, name: str) -> Edge:
    kind = style[f"{name}_style"]
    width = float(style[f"{name}_width"]) * CSS_PIXEL
    if kind == "none" or kind == "hidden" or not width:
        return Edge()
    if kind != "solid":
        raise Elsewhere(f"{name}: {kind}")
    return Edge(width, colour(style[f"{name}_color"], style["color"]))


def colour(value: Any, current: Any = None) -> str:
    """Return a colour as operands of `rg`."""
    if value == "currentcolor":
        value = current
    if getattr(value, "space", None) != "srgb" or value.alpha != 1:
        raise Elsewhere(f"colour: {value}")
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in value.coordinates)


def _ground(style: Any) -> tuple[tuple[str, float], ...]:
    """Return the stripes along the right and the bottom edge, which a background of one-coloured pictures draws."""
    stripes = []
    layers = zip(
        style["background_image"], style["background_size"], style["background_position"],
        style["background_repeat"], strict=False,
    )  # fmt: skip
    for (kind, address), (wide, high), (_, across, _, down), repeat in layers:
        if kind == "none":
            continue
        if kind != "url" or not is_black(address) or tuple(repeat) != ("no-repeat", "no-repeat"):
            raise Elsewhere("a background")
        if _is_whole(high) and _is_whole(across):
            stripes.append(("right", _points(wide)))
        elif _is_whole(wide) and _is_whole(down):
            stripes.append(("bottom", _points(high)))
        else:
            raise Elsewhere("a background")
    return tuple(stripes)


def _is_whole(value: Any) -> bool:
    return getattr(value, "unit", None) == "%" and value.value == 100
