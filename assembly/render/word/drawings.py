"""Pictures and text boxes of a Word file, as DrawingML and, of old files, as VML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from assembly.render.word.ooxml import (
    CHOICES,
    DRAWING,
    EMU_PER_POINT,
    OFFICE,
    PLACED,
    RELATIONS,
    SHAPE,
    VML,
    W,
    chosen,
)

PICTURE_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|px)?")
UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}
LARGEST = 792.0  # points
CROPS = ("l", "t", "r", "b")
FULL = 100_000  # thousandths of a percent


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture as it is placed: the name of its part, its size in points, its description, what is cut off.

    `cut` are the shares of width and height cut off left, top, right and bottom. An empty
    description with `is_ornament` means that it says nothing.
    """

    part: str
    wide: float
    high: float
    description: str
    is_ornament: bool = False
    cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    turned: float = 0.0


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box: its content, its width in points if known, and whether it has a frame."""

    content: etree._Element
    wide: float | None
    is_framed: bool


def placed_pictures(drawing: etree._Element) -> list[Placed]:
    """Return the pictures of a `w:drawing` or `w:pict`."""
    found = [_drawn(frame) for frame in drawing if frame.tag in (f"{PLACED}inline", f"{PLACED}anchor")]
    old = [_old(shape) for shape in drawing.iter(f"{VML}imagedata")] if drawing.tag == W.pict else []
    return [picture for picture in (*found, *old) if picture is not None]


def text_boxes(paragraph: etree._Element) -> Iterator[TextBox]:
    """Yield the text boxes that are anchored in a paragraph, but not those inside of them."""
    if next(paragraph.iter(W.txbxContent), None) is None:
        return
    for node in _read(paragraph):
        if node.tag == W.txbxContent:
            yield _box(node)


def is_rule(drawing: etree._Element) -> bool:
    """Whether an old-style drawing is a horizontal line (Word's own, made by typing three hyphens)."""
    return any(shape.get(f"{OFFICE}hr") in ("t", "true", "1") for shape in drawing)


def _read(node: etree._Element) -> Iterator[etree._Element]:
    """Yield what is in a node, of alternatives only the one that is read, and nothing within a text box."""
    for child in node:
        if child.tag == CHOICES:
            branch = chosen(child)
            if branch is not None:
                yield from _read(branch)
        elif isinstance(child.tag, str):
            yield child
            if child.tag != W.txbxContent:
                yield from _read(child)


def _box(content: etree._Element) -> TextBox:
    shape = next((a for a in content.iterancestors() if a.tag in (f"{SHAPE}wsp", *_VML_SHAPES)), None)
    if shape is None:
        return TextBox(content, None, is_framed=False)
    if shape.tag != f"{SHAPE}wsp":
        style = _style(shape.get("style") or "")
        return TextBox(content, style.get("width"), is_framed=shape.get("stroked") not in ("f", "false", "0"))
    frame = next((a for a in shape.iterancestors() if str(a.tag).startswith(PLACED)), None)
    extent = frame.find(f"{PLACED}extent") if frame is not None else None
    line = shape.find(f"{SHAPE}spPr/{DRAWING}ln")
    drawn = line is not None and line.find(f"{DRAWING}noFill") is None and len(line) > 0
    return TextBox(content, _emu(extent, "cx") or None, is_framed=drawn)


_VML_SHAPES = tuple(f"{VML}{name}" for name in ("shape", "rect", "roundrect", "oval"))


def _drawn(frame: etree._Element) -> Placed | None:
    blip = frame.find(f".//{{{PICTURE_NAMESPACE}}}blipFill/{DRAWING}blip")
    extent = frame.find(f"{PLACED}extent")
    if blip is None or extent is None:
        return None
    told = frame.find(f"{PLACED}docPr")
    crop = next(frame.iter(f"{DRAWING}srcRect"), None)
    turn = next(frame.iter(f"{DRAWING}xfrm"), None)
    return Placed(
        part=blip.get(f"{{{RELATIONS}}}embed") or "",
        wide=_emu(extent, "cx"),
        high=_emu(extent, "cy"),
        description=" ".join(
            ((told.get("descr") or told.get("title") or "") if told is not None else "").split()
        ),
        is_ornament=any(e.get("val") in ("1", "true") for e in frame.iter(DECORATIVE)),
        cut=_crop([_number(crop.get(side)) / FULL for side in CROPS] if crop is not None else [0.0] * 4),
        turned=_number(turn.get("rot")) / 60_000 if turn is not None else 0.0,
    )


def _old(image: etree._Element) -> Placed | None:
    shape = image.getparent()
    if shape is None:
        return None
    style = _style(shape.get("style") or "")
    return Placed(
        part=image.get(f"{{{RELATIONS}}}id") or "",
        wide=style.get("width", 72.0),
        high=style.get("height", 72.0),
        description=" ".join((shape.get("alt") or image.get(f"{OFFICE}title") or "").split()),
        cut=_crop([_fraction(image.get(f"crop{side}")) for side in ("left", "top", "right", "bottom")]),
    )


def _crop(shares: list[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (min(max(share, 0.0), 0.99) for share in shares)
    return (left, top, right, bottom)


def _emu(element: etree._Element | None, name: str) -> float:
    return min(max(_number(element.get(name)) / EMU_PER_POINT, 0.0), LARGEST) if element is not None else 0.0


def _number(text: str | None) -> float:
    return float(text) if text and re.fullmatch(r"-?\d{1,12}", text) else 0.0


def _fraction(text: str | None) -> float:
    """Return VML's fraction: "0.25", or "16384f" of 65,536."""
    found = re.fullmatch(r"(-?\d{0,8}(?:\.\d{1,8})?)(f?)", text or "")
    if not found or not found[1].strip("-."):
        return 0.0
    return float(found[1]) / (65_536 if found[2] else 1)


def _style(text: str) -> dict[str, float]:
    """Return the lengths of a VML style in points."""
    lengths = {}
    for part in text.split(";"):
        name, _, length = part.partition(":")
        found = LENGTH.fullmatch(length.strip().lower())
        if found:
            lengths[name.strip().lower()] = min(float(found[1]) * UNITS[found[2] or "pt"], LARGEST)
    return lengths
