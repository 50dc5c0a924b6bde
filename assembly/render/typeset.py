"""Drives WeasyPrint: a page tree and a stylesheet in, laid-out boxes and the finished PDF out.

What does not change from one document to the next is made once in a process: parsed stylesheets, the fonts'
settings. The tree is handed over as it is, not written as text and parsed again.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # only builds; what is parsed is parsed elsewhere

from lxml import etree

from assembly.errors import TemplateFault
from assembly.fonts import use_our_fonts
from assembly.render.archive import description
from assembly.render.fetcher import own_folder_fetcher
from assembly.render.furniture import ANEW, BLANK_PAGES, ONCE, furnish, without
from assembly.render.settle import settle
from assembly.render.structure import mend_tags

CSS_PIXEL = 0.75  # points


def rendered(page: etree._Element, css: str, folder: Path | None) -> Any:
    """Return the pages of an `html` element under a stylesheet, as WeasyPrint's own document.

    Raises:
        TemplateFault: the text or the stylesheet reaches outside `folder`, or attaches a file.
    """
    _refuse_attachments(page)
    source = source_of(page, folder)
    with _named_faults():
        return source.render(stylesheets=[parsed_sheet(css, folder)], font_config=font_configuration())


def source_of(page: etree._Element, folder: Path | None) -> Any:
    """Return an `html` element as WeasyPrint's own source of a document."""
    use_our_fonts()
    import cssselect2  # type: ignore[import-untyped]
    from weasyprint import HTML

    source = HTML.__new__(HTML)  # its own way in is to parse a text
    source.base_url, source.media_type = folder.as_uri() + "/" if folder else None, "print"
    source.url_fetcher = own_folder_fetcher(folder)
    source.wrapper_element = cssselect2.ElementWrapper.from_html_root(
        _handed_over(page), content_language=None
    )
    source.etree_element = source.wrapper_element.etree_element
    return source


def rendered_on_blanks(page: etree._Element, css: str, folder: Path | None) -> Any:
    """Return what `rendered` does, but what all pages have alike is laid out once in a process."""
    if not ONCE.search(css):
        return rendered(page, css, folder)
    document = rendered(page, without(css, ONCE), folder)
    furnish(document, _blank_pages(css, folder))
    return document


@lru_cache(maxsize=32)
def _blank_pages(css: str, folder: Path | None) -> Sequence[Any]:
    page = etree.Element("html")
    body = etree.SubElement(page, "body")
    for _ in range(BLANK_PAGES - 1):
        etree.SubElement(body, "div", {"style": "break-after: page"})
    etree.SubElement(body, "div")
    return tuple(rendered(page, without(css, ANEW), folder).pages)


def written(document: Any, *, title: str, language: str, prepared_on: date) -> bytes:
    """Return the bytes: PDF/A-2u and PDF/UA-1 at once, dated as the paper is."""
    stamp = prepared_on.isoformat()
    told = document.metadata
    told.title, told.lang = title, language
    told.created = told.modified = stamp
    told.authors, told.generator = [], None
    told.generate_rdf_metadata = lambda *_kind: description(title, language, stamp)
    with _named_faults():
        raw: bytes = document.write_pdf(
            pdf_variant="pdf/a-2u",
            pdf_tags=True,
            pdf_identifier=b"courtpacket-page",
            output_intent="srgb",
            finisher=_finish,
        )
    return raw


def written_bare(document: Any) -> bytes:
    """Return the bytes of pages without tags and metadata, to be taken apart again."""
    raw: bytes = document.write_pdf(pdf_tags=False, uncompressed_pdf=True, pdf_identifier=b"courtpacket-page")
    return raw


def text_box(page: Any) -> tuple[float, float, float, float]:
    """Return the rectangle of a page that holds its text: left, top, right, bottom in points from the top left."""
    box = page._page_box
    left, top = box.content_box_x() * CSS_PIXEL, box.content_box_y() * CSS_PIXEL
    return (left, top, left + box.width * CSS_PIXEL, top + box.height * CSS_PIXEL)


def _finish(document: Any, pdf: Any) -> None:
    mend_tags(document, pdf)
    settle(pdf)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles from walking a layout while it grows; all of it is freed at once afterwards."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _named_faults() -> Iterator[None]:
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        if isinstance(error.__cause__, TemplateFault):
            raise error.__cause__ from None
        raise


def _refuse_attachments(page: etree._Element) -> None:
    for link in page.iter("a", "link"):
        if "attachment" in (link.get("rel") or "").lower().split():
            raise TemplateFault(
                "template",
                "a link",
                link.get("href", "")[:80],
                "it attaches a file.",
                "Bind it as an exhibit.",
            )


def _handed_over(element: etree._Element) -> ElementTree.Element:
    """Return a tree of lxml as one of the standard library, which is what WeasyPrint walks."""
    made = ElementTree.Element(element.tag, {str(name): str(text) for name, text in element.attrib.items()})
    made.text, made.tail = element.text, element.tail
    last = None
    for child in element:
        if isinstance(child.tag, str):
            last = _handed_over(child)
            made.append(last)
        elif last is not None:  # a comment's tail is text
            last.tail = (last.tail or "") + (child.tail or "")
        else:
            made.text = (made.text or "") + (child.tail or "")
    return made


@lru_cache(maxsize=32)
def parsed_sheet(css: str, folder: Path | None) -> Any:
    """Return a stylesheet as WeasyPrint reads it, parsed once in a process."""
    from weasyprint import CSS

    base = folder.as_uri() + "/" if folder else None
    with _named_faults():
        return CSS(
            string=css,
            base_url=base,
            url_fetcher=own_folder_fetcher(folder),
            font_config=font_configuration(),
        )


@lru_cache(maxsize=1)
def font_configuration() -> Any:
    """Return the fonts as WeasyPrint finds them, looked for once in a process."""
    use_our_fonts()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()
