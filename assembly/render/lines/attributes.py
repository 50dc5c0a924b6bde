"""What an element may bear for setting in lines."""

from lxml import etree

from assembly.render.lines.elsewhere import Elsewhere


def refuse_attributes(element: etree._Element, *known: str) -> None:
    """Raise `Elsewhere` where an element bears what setting in lines does not know."""
    for name in element.attrib:
        if name not in known and name not in ("class", "style"):
            raise Elsewhere(f"the attribute {name!s}")
