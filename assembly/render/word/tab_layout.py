"""Sets tabs as Word does: each gap is as wide as it takes to bring the text to its tab stop.

How wide text is, is known only once it is laid out. So the paragraphs with tabs are laid out on their own with
gaps of no width, and what stands between two gaps is measured there.
"""

import copy
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from assembly.render.word.measures import Measures
from assembly.render.word.tab_stops import TabStop, read

CSS_PIXEL = 0.75  # points
LEAST_GAP = 6.0  # points, where no stop is left on the line: text must not run together
LEAST = 3.0  # points: a blank, so that words stay apart where the stop is closer
SAFE = 0.15  # points kept free at the right edge, so that rounding breaks no line
NEAR = 0.1
PAST_STOP = 0.25
EMPTY = "display:inline-block;width:0;min-width:0"
TEXT_TO_BASE = {"line": 0.875, "dot": 0.72, "hyphen": 0.18}
LINES = {"line": "border-bottom:0.6pt solid black", "hyphen": "border-bottom:0.6pt dashed black"}
DOT_STEP = 4.0  # points from dot to dot, as Word sets them; a dotted border would look like a line
DIGIT_WORTH = {".": 0.5, ",": 0.5, " ": 0.5, "(": 0.67, ")": 0.67, "-": 0.67}  # beside the width of a figure
Probe = Callable[[etree._Element], Any]


@dataclass
class _Gap:
    """A gap as measured: where it stands from the edge of the text, and how wide is what follows it on its line."""

    line: int
    place: float
    following: float


@dataclass
class _Measured:
    """The gaps of a paragraph, and how wide its column is."""

    wide: float
    gaps: list[_Gap] = field(default_factory=list)


Columns = tuple[_Measured | None, ...]
MEASURES: Measures[Columns] = Measures()


def set_tabs(body: etree._Element, probe: Probe, *, layout: Hashable = None) -> None:
    """Give every gap of a text its width and leader; `probe` lays a text out under the layout's stylesheet.

    `layout` names the stylesheet. A block that the process has measured under it, such as the line to date
    and sign on, is not measured again; None measures always.
    """
    blocks = [block for block in body if _has_tabs(block)]
    known = {block: MEASURES.get(block, layout) for block in blocks}
    new = [block for block, measured in known.items() if measured is None]
    for block, measured in zip(new, _measured(body, new, probe), strict=True):
        known[block] = measured
        MEASURES.keep(block, layout, measured)
    for block, columns in known.items():
        for paragraph, column in zip(_tabbed(block), columns or (), strict=True):
            _set(paragraph, column)
            del paragraph.attrib["data-tabs"]


def _has_tabs(block: etree._Element) -> bool:
    return next(_tabbed(block), None) is not None


def _tabbed(block: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of a block that have gaps."""
    return (p for p in block.iter(etree.Element) if p.get("data-tabs") is not None)


def _measured(body: etree._Element, blocks: Sequence[etree._Element], probe: Probe) -> list[Columns]:
    """Return for each block how its paragraphs with gaps are measured; they are laid out on their own."""
    if not blocks:
        return []
    alone = copy.copy(body)
    for block in list(alone):
        alone.remove(block)
    alone.extend([copy.deepcopy(block) for block in blocks])
    for place, block in enumerate(alone):
        for number, paragraph in enumerate(_tabbed(block)):
            paragraph.set("data-tabbed", f"{place}-{number}")
            for gap in _gaps(paragraph):
                gap.set("style", EMPTY)
    found = _measure(probe(alone))
    return [
        tuple(found.get(f"{place}-{number}") for number, _ in enumerate(_tabbed(block)))
        for place, block in enumerate(blocks)
    ]


def _gaps(paragraph: etree._Element) -> list[etree._Element]:
    return [
        span for span in paragraph.iter("span") if span.get("class") == "tab" and _owner(span) is paragraph
    ]


def _owner(span: etree._Element) -> etree._Element | None:
    return next((holder for holder in span.iterancestors() if holder.get("data-tabs") is not None), None)


def _measure(document: Any) -> dict[str, _Measured]:
    found: dict[str, _Measured] = {}
    for page in document.pages:
        for box, holder in _blocks(page._page_box):
            name = box.element.get("data-tabbed")
            column = found.setdefault(name, _Measured(holder.width * CSS_PIXEL))
            left = holder.content_box_x() * CSS_PIXEL
            for line in _lines(box):
                _measure_line(line, left, column)
    return found


def _measure_line(line: Any, left: float, column: _Measured) -> None:
    number = column.gaps[-1].line + 1 if column.gaps else 0
    places = [inner.position_x * CSS_PIXEL for inner in line.descendants() if _is_gap(inner)]
    end = (line.position_x + line.width) * CSS_PIXEL
    for place, following in zip(places, [*places[1:], end][: len(places)], strict=True):
        column.gaps.append(_Gap(number, place - left, max(following - place, 0.0)))


def _blocks(root: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the boxes of paragraphs with gaps, each with the box that holds it."""
    for child in getattr(root, "children", ()):
        element = getattr(child, "element", None)
        if (
            element is not None
            and element.get("data-tabbed") is not None
            and type(child).__name__ == "BlockBox"
        ):
            yield child, root
        else:
            yield from _blocks(child)


def _lines(box: Any) -> Iterator[Any]:
    for child in box.children:
        if type(child).__name__ == "LineBox":
            yield child
        elif hasattr(child, "children") and type(child).__name__ == "BlockBox":
            yield from _lines(child)


def _is_gap(box: Any) -> bool:
    element = getattr(box, "element", None)
    return element is not None and element.get("class") == "tab" and type(box).__name__ == "InlineBlockBox"


def _set(paragraph: etree._Element, column: _Measured | None) -> None:
    step, stops = read(paragraph.get("data-tabs") or "")
    gaps = _gaps(paragraph)
    if column is None or len(column.gaps) != len(gaps) or paragraph.get("dir") == "rtl":
        for gap in gaps:
            gap.set("style", _css(4 * LEAST_GAP, _leader(gap, TabStop(0.0))))
        return
    texts = [_following_text(gap) for gap in gaps]
    line, moved = -1, 0.0
    for gap, seen, text in zip(gaps, column.gaps, texts, strict=True):
        moved = 0.0 if seen.line != line else moved
        line = seen.line
        at = seen.place + moved
        stop = _own_stop(gap, column.wide) or _next_stop(at, stops, step, column.wide)
        wide = _width(stop, at, seen.following, text, column.wide) if stop is not None else LEAST_GAP
        gap.set("style", _css(wide, _leader(gap, stop)))
        moved += wide


def _next_stop(at: float, stops: Sequence[TabStop], step: float, wide: float) -> TabStop | None:
    """Return the stop that a tab at a place goes to; a stop beyond the column counts as one at its edge."""
    for stop in stops:
        if stop.place > at + PAST_STOP:
            return (
                stop._replace(place=min(stop.place, wide)) if stop.place <= wide or at < wide - NEAR else None
            )
    following = step * (int((at + PAST_STOP) / step) + 1) if step > 0 else wide
    return TabStop(following) if following < wide else None


def _own_stop(gap: etree._Element, wide: float) -> TabStop | None:
    """Return the stop of a tab that brings its own: text at the left, the middle or the right of the column."""
    told = gap.get("data-to")
    if told is None:
        return None
    del gap.attrib["data-to"]
    kind, leader = told.split()
    place = {"center": wide / 2, "right": wide}.get(kind, 0.0)
    return TabStop(
        place,
        kind,
        {"dot": "dot", "middleDot": "dot", "hyphen": "hyphen", "underscore": "line"}.get(leader, ""),
    )


def _width(stop: TabStop, at: float, following: float, text: str, wide: float) -> float:
    free = stop.place - at
    if stop.kind == "right":
        free -= following
    elif stop.kind == "center":
        free -= following / 2
    elif stop.kind == "decimal":
        free -= following * _share_before_point(text)
    at_edge = stop.kind != "left" and stop.place > wide - 1
    return max(free - (SAFE if at_edge else 0.0), LEAST)


def _share_before_point(text: str) -> float:
    """Return how much of a figure's width stands before its decimal point; figures are all of one width."""
    found = re.search(r"\d\.(?=\d)|\.(?=\d)", text)
    before = text[: found.end() - 1] if found else text
    worth = [sum(DIGIT_WORTH.get(c, 1.0) for c in part) for part in (before, text)]
    return worth[0] / worth[1] if worth[1] else 0.0


def _following_text(gap: etree._Element) -> str:
    """Return the text from a gap to the next, or to the end of its paragraph."""
    paragraph = _owner(gap)
    if paragraph is None:
        return ""
    pieces: list[str] = []
    begun = False
    for event, node in etree.iterwalk(paragraph, events=("start", "end")):
        if node is gap:
            begun = True
            if event == "end":
                pieces.append(node.tail or "")
        elif begun and event == "start":
            if node.get("class") == "tab":
                break
            pieces.append(node.text or "")
        elif begun:
            pieces.append(node.tail or "")
    return "".join(pieces).strip()


def _leader(gap: etree._Element, stop: TabStop | None) -> str:
    if gap.get("data-line") is not None:
        del gap.attrib["data-line"]
        return "line"
    return stop.leader if stop is not None else ""


def _css(wide: float, leader: str) -> str:
    css = f"display:inline-block;width:{wide:.2f}pt;min-width:0;text-indent:0;white-space:pre"
    if leader:  # its box ends where the line is drawn, on or just above the base line of the text
        css += f";line-height:{TEXT_TO_BASE[leader]:g}em;{LINES.get(leader) or _dots(wide)}"
    return css


def _dots(wide: float) -> str:
    """Return dots from the right edge as one picture: a repeated one is a pattern, which no checker of PDF/A reads."""
    drawn = (
        f"%3Csvg xmlns='http://www.w3.org/2000/svg' width='{wide:.2f}' height='1' viewBox='0 0 {wide:.2f} 1'%3E"
        f"%3Cline x1='{wide - 1:.2f}' y1='.5' x2='0' y2='.5' stroke='black' stroke-linecap='round' "
        f"stroke-dasharray='0 {DOT_STEP:g}'/%3E%3C/svg%3E"
    )
    return f'background:url("data:image/svg+xml,{drawn}") right bottom / {wide:.2f}pt 1pt no-repeat'
