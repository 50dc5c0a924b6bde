"""Where links go: outside addresses that are safe to print, and names inside the text."""

import re
from collections.abc import Iterator, Set
from urllib.parse import urlsplit

from lxml import etree

from assembly.render.word.fields import Field, Fields
from assembly.render.word.ooxml import W, value

SCHEMES = ("http", "https", "mailto", "tel")
LONGEST = 2_000


def address(target: str, names: Set[str]) -> str:
    """Return the address of a link as the page has it; empty for what must not, or need not, be a link."""
    if target.startswith("#"):
        return f"#{anchor(target[1:])}" if target[1:] in names else ""
    if len(target) > LONGEST or any(c.isspace() or ord(c) < 32 for c in target):
        return ""
    try:
        return target if urlsplit(target).scheme.lower() in SCHEMES else ""
    except ValueError:
        return ""


def anchor(name: str) -> str:
    """Return a bookmark's name as an identifier of the page."""
    return "b-" + re.sub(r"\W", lambda found: f"-{ord(found.group()):x}-", name)


def bookmark_name(target: str) -> str:
    """Return a bookmark's name as a field gives it."""
    return target.strip().strip('"')


def names_linked_to(root: etree._Element) -> frozenset[str]:
    """Return the bookmarks of a text that its links and page references go to."""
    there = {value(mark, "name") or "" for mark in root.iter(W.bookmarkStart)}
    return frozenset(name for name in _named(root) if name in there)


def _named(root: etree._Element) -> Iterator[str]:
    fields = Fields()
    for node in root.iter(W.hyperlink, W.fldSimple, W.fldChar, W.instrText):
        if node.tag == W.hyperlink:
            yield value(node, "anchor") or ""
        elif node.tag == W.fldSimple:
            yield from _of(Field(value(node, "instr") or ""))
        elif node.tag == W.instrText:
            fields.code(node.text or "")
        elif value(node, "fldCharType") == "begin":
            fields.begin()
        elif value(node, "fldCharType") == "separate":
            fields.separate()
        else:
            ended = fields.end()
            if ended is not None:
                yield from _of(ended)


def _of(one: Field) -> Iterator[str]:
    if one.kind in ("PAGEREF", "HYPERLINK"):
        yield bookmark_name(one.target).removeprefix("#")
