"""Puts the tag tree of a PDF right before it is written, for those who have the page read to them.

A table without headings is there for the layout alone: read aloud as a table it would promise
columns that mean something. A heading cell says that it heads its column.
"""

from collections.abc import Iterator
from typing import Any

LAYOUT_TAGS = {"/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TD"}


def mend_tags(_document: Any, pdf: Any) -> None:
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


def _is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem" and "S" in thing


def _within(element: Any, elements: dict[Any, Any]) -> Iterator[Any]:
    """Yield the parts of a table, but not those of a table inside it."""
    for kid in element.get("K", ()):
        inner = elements.get(kid)
        if inner is not None:
            yield inner
            if inner["S"] != "/Table":
                yield from _within(inner, elements)
