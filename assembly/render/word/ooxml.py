"""The names of WordprocessingML that we read, and how text is read from it."""

from collections.abc import Iterator, Mapping

from lxml import etree, html

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class _Names:
    """`W.p` is the qualified name of the element `w:p`."""

    def __getattr__(self, name: str) -> str:
        return f"{{{NAMESPACE}}}{name}"


W = _Names()


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return an attribute of WordprocessingML, or None."""
    return None if element is None else element.get(f"{{{NAMESPACE}}}{name}")


def switched_on(element: etree._Element | None) -> bool:
    """Whether an on/off property is present and not switched off."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


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
    return "".join(str(piece) for piece in element.itertext())


def new(tag: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """Return a new HTML element."""
    made: etree._Element = html.Element(tag, dict(attributes or {}))
    return made
