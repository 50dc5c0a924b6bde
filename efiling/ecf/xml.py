"""XML in and out: a safe parser, and a writer that keeps the order that a schema wants."""

import codecs
import re
from collections.abc import Callable, Mapping

from lxml import etree

from efiling.errors import MessageInvalid
from efiling.model import Content

Element = etree._Element

MAX_BYTES = 200_000_000
"""Bytes of the largest message that is read at all, well over any court's limit with base64."""


def parse(raw: bytes, *, message: str, max_bytes: int = MAX_BYTES) -> Element:
    """Return the root of an XML document from a stranger.

    Read as UTF-8 whatever it claims to be, as UTF-16 where it shows that it is, and in a Latin encoding that
    it claims only where it is no UTF-8; without entities, network, comments or document type. Blanks before
    it mean nothing.

    Raises:
        MessageInvalid: too large, not XML, or with a document type declaration.
    """
    if len(raw) > max_bytes:
        raise MessageInvalid(message, [f"{len(raw):,} bytes; at most {max_bytes:,} are read"])
    raw = _begun(raw)
    if b"<!" in raw and (b"<!DOCTYPE" in raw or b"<!ENTITY" in raw):
        raise MessageInvalid(message, ["it declares a document type, which no court message does"])
    claimed = _latin_of(raw)
    encoding = claimed if claimed and not _is_utf8(raw) else "utf-8"
    try:
        return _parsed(raw, encoding)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 0
        raise MessageInvalid(message, [f"line {line}: it is not well-formed XML"]) from None


def _parsed(raw: bytes, encoding: str) -> Element:
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(raw, parser)


_BLANKS = b" \t\r\n"
_CLAIM = re.compile(rb"""<\?xml\s[^<>]{0,80}?\bencoding\s*=\s*["']([\w.-]{1,40})["']""")
_LATIN = frozenset({"iso-8859-1", "latin1", "windows-1252", "cp1252"})


def _begun(raw: bytes) -> bytes:
    """Return a document without what may stand before its first sign, and in UTF-8 where it was in UTF-16."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<")):
        little = raw.startswith((codecs.BOM_UTF16_LE, b"<\0"))
        raw = raw.decode("utf-16-le" if little else "utf-16-be", "replace").encode()
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
    return raw.lstrip(_BLANKS) if raw[:1] in (b" ", b"\t", b"\r", b"\n") else raw


def _latin_of(raw: bytes) -> str:
    """Return the Latin encoding that a document claims to be in; empty where it claims none."""
    found = _CLAIM.match(raw)
    claimed = found[1].decode("ascii").lower() if found else ""
    return claimed if claimed in _LATIN else ""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


class Writer:
    """Makes the elements of one message, each with its children in the order of its type.

    `namespaces` maps prefixes to the addresses that the court uses; `order` maps a tag to its
    children's tags in the order of the schema; `binaries` gathers the elements whose text is the
    content of a file, which is filled in when the message is sent.
    """

    def __init__(
        self, message: str, *, namespaces: Mapping[str, str], order: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.message = message
        self.namespaces = namespaces
        self.order = order
        self.binaries: list[tuple[Element, Content]] = []

    def __call__(self, tag: str, *content: Element | str | None, id: str = "", ref: str = "") -> Element:
        """Return an element with text or children; None stands for a child that is left out.

        `id` and `ref` name the element, or the element that it points at, inside the message.

        Raises:
            MessageInvalid: a text has characters that XML cannot carry.
        """
        prefix = _prefix(tag)
        element = etree.Element(self.name(tag), nsmap={prefix: self.namespaces[prefix]})
        if id:
            element.set(self.name("s:id"), id)
        if ref:
            element.set(self.name("s:ref"), ref)
        self._fill(element, tag, content)
        return element

    def knows(self, prefix: str) -> bool:
        """Whether the court's table has a prefix, such as a vendor's."""
        return prefix in self.namespaces

    def optional(self, tag: str, text: str) -> Element | None:
        """Return an element with text, or None where there is no text."""
        return self(tag, text) if text.strip() else None

    def file(self, tag: str, content: Content) -> Element:
        """Return an element that will hold the bytes of a file."""
        element = self(tag)
        self.binaries.append((element, content))
        return element

    def name(self, tag: str) -> str:
        """Return the full name of a prefixed tag."""
        prefix, _, local = tag.partition(":")
        return f"{{{self.namespaces[prefix]}}}{local}"

    def _fill(self, element: Element, tag: str, content: tuple[Element | str | None, ...]) -> None:
        children = [child for child in content if isinstance(child, etree._Element)]
        texts = [text for text in content if isinstance(text, str)]
        if texts:
            self._set_text(element, tag, "".join(texts))
        if children:
            place = self._places(tag)
            children.sort(key=lambda child: place[child.tag])
            element.extend(children)

    def _places(self, tag: str) -> dict[str, int]:
        known = ((place, child) for place, child in enumerate(self.order[tag]) if self.knows(_prefix(child)))
        return {self.name(child): place for place, child in known}

    def _set_text(self, element: Element, tag: str, text: str) -> None:
        try:
            element.text = text.strip()
        except ValueError:
            raise MessageInvalid(self.message, [f"{tag} has a character that XML cannot carry"]) from None


def _prefix(tag: str) -> str:
    return tag.partition(":")[0]


def tidy(root: Element, namespaces: Mapping[str, str]) -> Element:
    """Declare every namespace once, at the root. Call it before a message is signed, never after."""
    etree.cleanup_namespaces(root, top_nsmap=dict(namespaces))
    return root


def to_bytes(root: Element) -> bytes:
    """Return a message as UTF-8 with its declaration, not indented."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


Validate = Callable[[Element], None]
"""Checks a message against the official schema and raises MessageInvalid; given by the edge."""
