"""Puts the tag tree of a PDF right before it is written, for those who have the page read to them.

A table without headings is there for the layout alone: read aloud as a table it would promise
columns that mean something. A heading cell says that it heads its column. Headings begin at the
first level and leave none out (ISO 14289-1, 7.4.2). Words of another language say so (7.2).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

LAYOUT_TAGS = {"/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TD"}
HEADING = re.compile(r"/H([1-6])")
FOREIGN = "a"
"""The element that holds words of another language: a link to nowhere, tagged `/Link` without an annotation."""


def mend_tags(document: Any, pdf: Any) -> None:
    """Mend the structure elements of a PDF in the making; WeasyPrint calls this before it writes."""
    elements = {thing.reference: thing for thing in pdf.objects if _is_element(thing)}
    for element in elements.values():
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column"
    for element in list(elements.values()):
        if element["S"] == "/Table" and not any(inner["S"] == "/TH" for inner in _within(element, elements)):
            for part in [element, *_within(element, elements)]:
                if part["S"] in LAYOUT_TAGS:
                    part["S"] = "/Div"
                    part.pop("A", None)
    in_order = [thing for root in _roots(elements) for thing in _all(root, elements)]
    _level_headings(in_order)
    annotations = {thing.reference for thing in pdf.objects if _is_annotation(thing)}
    _tell_languages(document, [e for e in in_order if e["S"] == "/Link" and annotations.isdisjoint(e["K"])])


def _level_headings(in_order: list[Any]) -> None:
    """Number the levels of headings anew: the first is 1, and none is more than one deeper than the last.

    What was of one level under the same heading stays of one level.
    """
    headings = [(e, int(found[1])) for e in in_order if (found := HEADING.fullmatch(str(e["S"])))]
    for (element, _), given in zip(headings, levels([own for _, own in headings]), strict=True):
        element["S"] = f"/H{given}"


def levels(own: Iterable[int]) -> list[int]:
    """Return the levels that headings are given, of their own levels in reading order (ISO 14289-1, 7.4.2)."""
    given: list[int] = []
    above: list[tuple[int, int]] = []  # own level and level given, of the headings that a heading is under
    for level in own:
        while above and above[-1][0] >= level:
            above.pop()
        given.append(above[-1][1] + 1 if above else 1)
        above.append((level, given[-1]))
    return given


def _tell_languages(document: Any, tagged: list[Any]) -> None:
    """Give the tags of words of another language that language; both are met in the order of the pages."""
    if not tagged:
        return
    from pydyf import String  # type: ignore[import-untyped]

    boxes = [box for page in document.pages for box in _boxes(page._page_box) if _is_foreign(box)]
    matched = len(boxes) == len(
        tagged
    )  # else which is which is not known, and no language is better than a wrong one
    for place, element in enumerate(tagged):
        element["S"] = "/Span"
        if matched:
            element["Lang"] = String(boxes[place].element.get("lang") or "")


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _is_foreign(box: Any) -> bool:
    is_text = type(box).__name__ == "TextBox"  # which has its element from the box it is in
    return (
        not is_text and getattr(box, "element_tag", None) == FOREIGN and box.element.get("lang") is not None
    )


def _roots(elements: dict[Any, Any]) -> list[Any]:
    return [element for element in elements.values() if element["S"] == "/Document"] or list(
        elements.values()
    )[:1]


def _all(element: Any, elements: dict[Any, Any]) -> Iterator[Any]:
    """Yield an element and all within it in reading order."""
    yield element
    for kid in element.get("K", ()):
        inner = elements.get(kid) if isinstance(kid, bytes) else None
        if inner is not None:
            yield from _all(inner, elements)


def _is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem" and "S" in thing


def _is_annotation(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/OBJR"


def _within(element: Any, elements: dict[Any, Any]) -> Iterator[Any]:
    """Yield the parts of a table, but not those of a table inside it."""
    for kid in element.get("K", ()):
        inner = elements.get(kid)
        if inner is not None:
            yield inner
            if inner["S"] != "/Table":
                yield from _within(inner, elements)
