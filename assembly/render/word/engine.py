"""From a filled Word file, ours or an attorney's, to the court's page."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

from lxml import etree

from assembly.catalog import DocumentType
from assembly.errors import DocumentRefused
from assembly.model.signing import TypedSignature
from assembly.render.laid_out import LaidOut
from assembly.render.paper import lay_out, probe
from assembly.render.rendered import Rendered
from assembly.render.traced import Sources, TracedValue
from assembly.render.word.blocks import Conversion
from assembly.render.word.conserve import conserve_on_pages
from assembly.render.word.headings import refuse_lost_headings
from assembly.render.word.links import names_linked_to
from assembly.render.word.merge import merge
from assembly.render.word.notes import read_notes
from assembly.render.word.numbering import Numbering
from assembly.render.word.ooxml import W, points
from assembly.render.word.own_headings import own_headings, put_headings, room_of
from assembly.render.word.package import MAIN, open_package, parse_part, relations_of
from assembly.render.word.page_numbers import with_page_numbers
from assembly.render.word.properties import own_title
from assembly.render.word.sign import sign
from assembly.render.word.styling import NUMBERING, STYLES, read_styling
from assembly.render.word.tab_layout import set_tabs
from assembly.render.word.tab_stops import DEFAULT_STEP
from assembly.render.word.unfinished import refuse_unfinished
from assembly.render.word.unsupported import refuse_endless, refuse_unsupported
from assembly.render.word.words import check_conversion, flow_words, note_words


def render(document: DocumentType, context: Mapping[str, object], *, prepared_on: date) -> Rendered:
    """Return a document made from its Word template, as Word file and as pages.

    Raises:
        TemplateFault: a tag is broken or names what is not there.
        UnprintableText: a value has a character that no font has.
        DocumentRefused: the filled file holds what cannot be printed.
    """
    raw = filled(document, context)
    title = str(getattr(context.get("document"), "title", document.title))
    pages = render_file(
        raw, title=title, language=document.language, stylesheet=document.stylesheet, prepared_on=prepared_on
    )
    return Rendered(
        pdf=pages.pdf,
        pages=pages.pages,
        docx=raw,
        official=document.form is None or not document.form.mandatory,
        trace=partial(_trace, document, context, pages),
    )


def filled(document: DocumentType, context: Mapping[str, object], *, traced: bool = False) -> bytes:
    """Return a document's Word template filled, and signed where somebody signed it by typing.

    With `traced` each value stands between marks; see `assembly.render.word.tracing`.
    """
    return signed(document, merge(document.source, context, traced=traced), context)


def signed(document: DocumentType, raw: bytes, context: Mapping[str, object]) -> bytes:
    """Return a document's Word file signed where somebody signed it by typing."""
    for given in cast("Iterable[TypedSignature]", context.get("signatures", ())):
        if document.id in tuple(given.papers):
            raw = sign(raw, name=str(given.name), on=given.on)
    return raw


def _trace(
    document: DocumentType, context: Mapping[str, object], pages: LaidOut, sources: Sources
) -> tuple[TracedValue, ...]:
    from assembly.render.word.trace import trace  # which itself needs this engine

    return trace(document, context, pages, sources)


def render_file(
    raw: bytes, *, title: str, language: str, stylesheet: Path | None, prepared_on: date
) -> LaidOut:
    """Return the pages of a Word file under a layout, with proof that no word was lost.

    Raises:
        DocumentRefused: the file is no Word file, is hostile, has tracked changes or comments, or
            holds what cannot be printed.
        UnprintableText: a character that no font has.
    """
    try:
        return _render_file(
            open_package(raw), title=title, language=language, stylesheet=stylesheet, prepared_on=prepared_on
        )
    except RecursionError as error:
        raise DocumentRefused(
            "The Word file nests more deeply than can be laid out. Write it with plain paragraphs and tables."
        ) from error


def _render_file(
    parts: Mapping[str, bytes], *, title: str, language: str, stylesheet: Path | None, prepared_on: date
) -> LaidOut:
    root = parse_part(parts, MAIN)
    refuse_endless(root)
    room, related = room_of(stylesheet), relations_of(parts, MAIN)
    headings = own_headings(parts, root, related, title) if room is not None else ()
    stories = {heading.part: heading.kind for heading in headings}
    refuse_unfinished(root, parts, stories)
    way = conversion(parts, root, language=language)
    refuse_unsupported(root, parts, way.styles, stories)
    if room is None:
        refuse_lost_headings(parts, root, related, title)
    body = way.body(root)
    check_conversion(root, body, styles=way.styles, footnotes=way.footnotes, endnotes=way.endnotes_read.by_id)
    layout = (stylesheet, stylesheet.stat().st_mtime_ns) if stylesheet else None
    measured = partial(probe, stylesheet=stylesheet)
    set_tabs(body, measured, layout=layout)
    printed = put_headings(body, root, headings, way, measured, room=room) if room and headings else None
    pages = with_page_numbers(
        body,
        lambda text: lay_out(
            text, title=title, language=language, stylesheet=stylesheet, prepared_on=prepared_on
        ),
    )
    text, notes = flow_words(body), note_words(body)
    beside = [(*again, foot) for again, foot in zip(pages.repeated, pages.footnotes, strict=True)]
    conserve_on_pages(text, pages.pdf, pages.text_boxes, beside)
    if notes:
        conserve_on_pages(notes, pages.pdf, pages.footnotes)
    if printed is not None:
        printed.conserve(pages)
    return pages


def title_of(raw: bytes) -> str:
    """Return the title that a Word file says it has, or an empty text.

    Raises:
        DocumentRefused: the file is no Word file, or is hostile.
    """
    return own_title(open_package(raw))


def conversion(
    parts: Mapping[str, bytes], root: etree._Element | None = None, *, language: str = "en-US"
) -> Conversion:
    """Return the way of a Word file's parts to HTML, with its styles, lists, pictures and notes.

    `root` is the main text where it has been parsed already. `language` is the paper's own; what the
    file marks as another is marked in the HTML.

    Raises:
        DocumentRefused: a part is damaged, or styles or lists go in a circle.
    """

    def part(name: str) -> etree._Element | None:
        return parse_part(parts, f"word/{name}.xml") if f"word/{name}.xml" in parts else None

    root, settings = part("document") if root is None else root, part("settings")
    styling = read_styling(parts.get(STYLES), parts.get(NUMBERING))
    return Conversion(
        styles=styling.styles,
        numbering=Numbering(styling.lists),
        relations={
            name: relations_of(parts, f"word/{name}.xml") for name in ("document", "footnotes", "endnotes")
        },
        parts=parts,
        footnotes_read=read_notes(part("footnotes"), "footnote", settings, root),
        endnotes_read=read_notes(part("endnotes"), "endnote", settings, root),
        names_linked_to=names_linked_to(root) if root is not None else frozenset(),
        language=language,
        tab_step=(points(settings.find(W.defaultTabStop)) if settings is not None else None) or DEFAULT_STEP,
    )
