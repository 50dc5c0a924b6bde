"""The names of WordprocessingML that we read, and how text and measures are read from it."""

import re
from collections.abc import Iterator

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHOICES, CHOICE, FALLBACK = (
    f"{COMPATIBILITY}AlternateContent",
    f"{COMPATIBILITY}Choice",
    f"{COMPATIBILITY}Fallback",
)
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"

TWENTIETHS = 20
EMU_PER_POINT = 12700
MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi)?")
UNITS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
OFF = ("0", "false", "off", "none")


class _Names:
    """`W.p` is the qualified name of the element `w:p`, put together when it is first asked for."""

    def __getattr__(self, name: str) -> str:
        qualified = f"{{{NAMESPACE}}}{name}"
        setattr(self, name, qualified)
        return qualified


W = _Names()


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute of WordprocessingML, or None."""
    return None if element is None else element.get(getattr(W, name))


def whole(element: etree._Element | None, name: str = "val") -> int | None:
    """Return an attribute that is a whole number; None where it is absent or is no number."""
    text = (value(element, name) or "").strip()
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None


def points(element: etree._Element | None, name: str = "val") -> float | None:
    """Return a length in points: twentieths of a point, or a number with its unit (ST_TwipsMeasure)."""
    found = MEASURE.fullmatch((value(element, name) or "").strip())
    if found is None:
        return None
    number, unit = float(found[1]), found[2]
    return number * UNITS[unit] if unit else number / TWENTIETHS


def child(element: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child of a name, as `find` does, in half the time."""
    return next(element.iterchildren(tag), None)


def switched_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is present and not switched off."""
    return element is not None and value(element) not in OFF


def chosen(element: etree._Element) -> etree._Element | None:
    """Return the branch of an `mc:AlternateContent` that is read: the first choice, else the fallback."""
    choice = element.find(CHOICE)
    return choice if choice is not None else element.find(FALLBACK)


def text_of(element: etree._Element) -> str:
    """Return the text of an element: its runs' text with tabs and breaks as white space."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for node in element.iter(W.t, W.tab, W.br, W.noBreakHyphen):
        if node.tag == W.t:
            yield node.text or ""
        elif node.tag == W.noBreakHyphen:
            yield "\u2011"
        elif (holder := node.getparent()) is not None and holder.tag == W.r:  # not a tab stop's definition
            yield "\t" if node.tag == W.tab else "\n"


def all_text(element: etree._Element) -> str:
    """Return all the text inside an element of any kind, as it stands."""
    return "".join(map(str, element.itertext()))


def new(tag: str, attributes: dict[str, str] | None = None) -> etree._Element:
    """Return a new HTML element."""
    return etree.Element(tag, attributes)
