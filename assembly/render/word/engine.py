"""From a filled Word file, ours or an attorney's, to the court's page."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from lxml import etree

from assembly.catalog import DocumentType
from assembly.model.signing import TypedSignature
from assembly.render.paper import LaidOut, lay_out
from assembly.render.rendered import Rendered
from assembly.render.word.conserve import conserve, text_in_boxes
from assembly.render.word.merge import merge
from assembly.render.word.numbering import read_numbering
from assembly.render.word.ooxml import W, value
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.render.word.properties import own_title
from assembly.render.word.refusals import (
    refuse_endless,
    refuse_lost_headings,
    refuse_unfinished,
    refuse_unsupported,
)
from assembly.render.word.sign import sign
from assembly.render.word.styles import read_styles
from assembly.render.word.to_html import Conversion
from assembly.render.word.words import check_conversion, flow_words, note_words


def render(document: DocumentType, context: Mapping[str, object], *, prepared_on: date) -> Rendered:
    """Return a document made from its Word template, as Word file and as pages.

    Raises:
        TemplateFault: a tag is broken or names what is not there.
        UnprintableText: a value has a character that no font has.
        DocumentRefused: the filled file holds what cannot be printed.
    """
    raw = merge(document.source, context)
    for given in cast("Iterable[TypedSignature]", context.get("signatures", ())):
        if document.id in tuple(given.papers):
            raw = sign(raw, name=str(given.name), on=given.on)
    title = str(getattr(context.get("document"), "title", document.title))
    pages = render_file(
        raw, title=title, language=document.language, stylesheet=document.stylesheet, prepared_on=prepared_on
    )
    return Rendered(
        pdf=pages.pdf,
        pages=pages.pages,
        docx=raw,
        official=document.form is None or not document.form.mandatory,
    )


def render_file(
    raw: bytes, *, title: str, language: str, stylesheet: Path | None, prepared_on: date
) -> LaidOut:
    """Return the pages of a Word file under a layout, with proof that no word was lost.

    Raises:
        DocumentRefused: the file is no Word file, is hostile, has tracked changes or comments, or
            holds what cannot be printed.
        UnprintableText: a character that no font has.
    """
    parts = open_package(raw)
    root = parse_part(parts, MAIN)
    refuse_endless(root)
    refuse_unfinished(root)
    refuse_unsupported(root, parts)
    refuse_lost_headings(parts, root, title)
    way = conversion(parts)
    body = way.body(root)
    check_conversion(root, way.footnotes, body)
    text, notes = flow_words(body), note_words(body)
    pages = lay_out(body, title=title, language=language, stylesheet=stylesheet, prepared_on=prepared_on)
    beside = [(*again, foot) for again, foot in zip(pages.repeated, pages.footnotes, strict=True)]
    conserve(text, text_in_boxes(pages.pdf, pages.text_boxes, beside))
    if notes:
        conserve(notes, text_in_boxes(pages.pdf, pages.footnotes))
    return pages


def title_of(raw: bytes) -> str:
    """Return the title that a Word file says it has, or an empty text.

    Raises:
        DocumentRefused: the file is no Word file, or is hostile.
    """
    return own_title(open_package(raw))


def conversion(parts: Mapping[str, bytes]) -> Conversion:
    """Return the way of a Word file's parts to HTML, with its styles, lists, pictures and footnotes."""

    def part(name: str) -> etree._Element | None:
        return parse_part(parts, name) if name in parts else None

    relations = part("word/_rels/document.xml.rels")
    notes = part("word/footnotes.xml")
    return Conversion(
        styles=read_styles(part("word/styles.xml")),
        numbering=read_numbering(part("word/numbering.xml")),
        relations={r.get("Id", ""): r.get("Target", "") for r in relations} if relations is not None else {},
        parts=parts,
        footnotes={value(note, "id") or "": note for note in notes.findall(W.footnote)}
        if notes is not None
        else {},
    )
