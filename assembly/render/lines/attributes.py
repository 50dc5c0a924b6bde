"""What an element may bear for setting in lines."""

from lxml import etree

from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.snap import SNAP

OF_PARAGRAPHS = ("data-tabs", "data-tabbed")
OF_TEXT = ("data-made", "data-line", "data-to")
OF_CELLS = ("scope", "colspan")
OF_THE_WHOLE = ("lang", "data-title")
KNOWN = frozenset({SNAP, *OF_PARAGRAPHS, *OF_TEXT, *OF_CELLS, *OF_THE_WHOLE})
"""All that is known anywhere; an element that bears another is refused wherever it stands."""


def refuse_attributes(element: etree._Element, *known: str) -> None:
    """Raise `Elsewhere` where an element bears what setting in lines does not know."""
    for name in element.attrib:
        if name not in known and name not in ("class", "style"):
            raise Elsewhere(f"the attribute {name!s}")
