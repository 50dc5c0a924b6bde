"""Fills a Word template with a context: docxtpl's patches, compiled once a process, strict and sandboxed.

docxtpl says little of where a tag is broken; the place is found here, paragraph by paragraph.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError, TemplateSyntaxError, UndefinedError
from lxml import etree

from assembly.errors import TemplateFault
from assembly.render.environment import environment
from assembly.render.word.ooxml import W, text_of
from assembly.render.word.package import MAIN, open_package, parse_part, write_package
from assembly.render.word.properties import CORE, core_properties
from assembly.render.word.tracing import tracing_environment
from assembly.render.word.zip import Packed, pack

FILLED_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
HISTORY = ("docProps/thumbnail", "docProps/custom", "word/people", "word/commentsIds")
TAG = re.compile(r"\{\{|\{%|\{#")
ENVIRONMENT = environment()
TRACING = tracing_environment()


class Compiled(NamedTuple):
    """A template ready to be filled: its untouched parts, and a Jinja template for each part
    with tags, and the parts that no case changes as they lie in the file."""

    parts: Mapping[str, bytes]
    templates: Mapping[str, Template]
    packed: Mapping[str, Packed]


def merge(path: Path, context: Mapping[str, object], *, traced: bool = False) -> bytes:
    """Return the Word file at `path` with its tags filled; with `traced`, with marks around each value.

    Raises:
        TemplateFault: a tag is broken or names what the context does not have; the paragraph
            and the text near it are named.
        DocumentRefused: the file is not a Word file.
    """
    compiled = _compiled(path, path.stat().st_mtime_ns, traced)
    parts: dict[str, bytes] = {}
    for name, template in compiled.templates.items():
        try:
            filled = template.render(context)
        except (TemplateError, TypeError, ValueError, AttributeError, KeyError, ArithmeticError) as error:
            raise _fault(path, name, compiled.parts, error, context) from error
        try:
            parts[name] = _settled(filled)
        except etree.XMLSyntaxError as error:
            raise _torn(path, name) from error
    if CORE in compiled.parts:
        title = str(getattr(context.get("document"), "title", ""))
        parts[CORE] = core_properties(title, context.get("prepared_on"))
    return write_package(parts, compiled.packed)


@lru_cache(maxsize=256)
def _compiled(path: Path, _changed: int, traced: bool) -> Compiled:
    using = TRACING if traced else ENVIRONMENT
    parts = _without_history(open_package(path.read_bytes()))
    patcher = DocxTemplate(str(path))
    templates = {}
    for name in parts:
        if not FILLED_PARTS.fullmatch(name):
            continue
        source = parts[name].decode("utf-8")
        if TAG.search(text_of(parse_part(parts, name))):
            try:
                templates[name] = using.from_string(patcher.patch_xml(source))
            except TemplateError as error:
                raise _fault(path, name, parts, error, None) from error
    unchanged = {name: pack(raw) for name, raw in parts.items() if name not in templates and name != CORE}
    return Compiled(parts, templates, unchanged)


def _settled(filled: str) -> bytes:
    """Return a filled part as XML bytes, with docxtpl's leftovers put right."""
    root = etree.fromstring(
        filled.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )
    for cell in root.iter(W.tc):
        if cell.find(W.p) is None:  # a cell must end with a paragraph
            etree.SubElement(cell, W.p)
    for text in root.iter(W.t):
        if text.text != (text.text or "").strip():
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_history(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what names people or machines, with every mention of it: thumbnails, custom properties."""
    dropped = [name for name in parts if name.startswith(HISTORY)]
    kept = {name: raw for name, raw in parts.items() if name not in dropped}
    for name in kept:
        if dropped and (name.endswith(".rels") or name == "[Content_Types].xml"):
            kept[name] = _without_mention(parse_part(kept, name), dropped)
    return kept


def _without_mention(root: etree._Element, dropped: Sequence[str]) -> bytes:
    """Return relations or content types without those of parts that are not there."""
    for entry in list(root):
        named = entry.get("Target") or entry.get("PartName") or ""
        if named and any(part.endswith(named.removeprefix("/")) for part in dropped):
            root.remove(entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fault(
    path: Path, part: str, parts: Mapping[str, bytes], error: Exception, context: Mapping[str, object] | None
) -> TemplateFault:
    place, text = _place(parse_part(parts, part), error, context)
    return TemplateFault(
        f"{path.parent.name}/{path.name}",
        f"{_part_name(part)}, {place}",
        text,
        _problem(error),
        "Mend the tag in Word; `courtpacket templates lint` lists every fault of the file.",
    )


def _torn(path: Path, part: str) -> TemplateFault:
    return TemplateFault(
        f"{path.parent.name}/{path.name}",
        _part_name(part),
        "",
        "a tag begins in one piece of the text and ends in another, such as a tracked change.",
        "Accept every change in Word and type the tag again; `courtpacket templates lint` lists every fault of the file.",
    )


def _part_name(part: str) -> str:
    return {MAIN: "the text"}.get(part, part.removeprefix("word/").removesuffix(".xml"))


def _problem(error: Exception) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"a tag is broken ({error.message})."
    if isinstance(error, UndefinedError):
        return f"a tag names what is not there ({error.message})."
    return f"a tag cannot be filled ({error})."


def _place(root: etree._Element, error: Exception, context: Mapping[str, object] | None) -> tuple[str, str]:
    """Return the paragraph that holds the fault, counted from 1, and its text.

    A syntax fault is in the first paragraph whose own tags do not compile; a fault of filling in
    the first whose inline tags fail with the same words.
    """
    last = ("", "")
    for number, paragraph in enumerate(root.iter(W.p), start=1):
        text = text_of(paragraph)
        if not TAG.search(text):
            continue
        last = (f"paragraph {number}", text[:120])
        if _fails_alike(text, error, context):
            return last
    return last if last[0] else ("no paragraph", "")


def _fails_alike(text: str, error: Exception, context: Mapping[str, object] | None) -> bool:
    plain = re.sub(r"\{%-?\s*(p|tr|tc|r)\s", "{% ", text).replace("{{r ", "{{ ")
    try:
        template = ENVIRONMENT.from_string(plain)
    except TemplateSyntaxError as found:
        if "Unexpected end of template" in str(found) or "Encountered unknown tag 'end" in str(found):
            return False  # a block that another paragraph opens or closes
        return isinstance(error, TemplateSyntaxError)
    if context is None or isinstance(error, TemplateSyntaxError):
        return False
    try:
        template.render(context)
    except Exception as found:
        return str(found) == str(error)
    return False
