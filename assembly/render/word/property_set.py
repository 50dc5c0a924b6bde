"""The properties of a paragraph, a run or a list level, looked up by name."""

from collections.abc import Callable, Sequence
from typing import Protocol

from lxml import etree

from assembly.render.word.ooxml import switched_on


class Holder(Protocol):
    """What properties are found in: an element, or a `PropertySet` of it."""

    @property
    def find(self) -> Callable[[str], etree._Element | None]:
        """Return the first element of a name, or None."""
        ...


class PropertySet:
    """One `w:pPr` or `w:rPr` that is asked for many properties; `find` does what the element's own does, at once."""

    __slots__ = ("element", "find")

    def __init__(self, element: etree._Element) -> None:
        by_name: dict[str, etree._Element] = {}
        for child in element:
            by_name.setdefault(child.tag, child)
        self.element = element
        self.find: Callable[[str], etree._Element | None] = by_name.get


Content = tuple[object, ...]


def content_of(element: etree._Element) -> Content:
    """Return what an element holds as a value: elements that hold the same are equal, whatever file they are of."""
    return tuple(
        (child.tag, *child.attrib.items(), content_of(child))
        if len(child)
        else (child.tag, *child.attrib.items())
        for child in element
        if isinstance(child.tag, str)
    )


def nearest(holders: Sequence[Holder], tag: str) -> etree._Element | None:
    """Return a property from the nearest of several properties that say anything of it."""
    for holder in holders:
        found = holder.find(tag)
        if found is not None:
            return found
    return None


def run_flag(properties: Sequence[Holder], tag: str) -> bool:
    """Return an on/off property from the nearest properties that say anything of it."""
    return switched_on(nearest(properties, tag))
