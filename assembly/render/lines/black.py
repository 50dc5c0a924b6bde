"""Whether a picture written into a stylesheet is black all over: so are lines drawn that a border would be too thick for."""

from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

PREFIX = "data:image/svg+xml,"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
SVG = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=32)
def is_black(address: str) -> bool:
    """Return whether a data address is a picture of one black rectangle that fills it."""
    if not address.startswith(PREFIX):
        return False
    try:
        root = etree.fromstring(unquote(address.removeprefix(PREFIX)).encode(), PARSER)
    except etree.XMLSyntaxError:
        return False
    inside = list(root)
    return (
        root.tag == f"{SVG}svg"
        and len(inside) == 1
        and inside[0].tag == f"{SVG}rect"
        and set(inside[0].attrib) == {"width", "height"}
        and [inside[0].get(name) for name in ("width", "height")]
        == [root.get(name) for name in ("width", "height")]
        == (root.get("viewBox") or "").split()[2:]
    )
