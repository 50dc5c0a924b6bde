"""Word files beyond our own converter, laid out by LibreOffice as they stand: never required, never trusted.

The pages are the Word file's own; no court's stylesheet is put on them. What LibreOffice makes is used only
once it is proved to have every word of the file.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lxml import etree

from assembly.catalog import DocumentType
from assembly.errors import DocumentRefused
from assembly.render.laid_out import LaidOut
from assembly.render.office.finish import finished
from assembly.render.office.program import USUAL, Bounds, converted, program
from assembly.render.office.proof import check_pdf, check_words
from assembly.render.rendered import Rendered
from assembly.render.word.merge import merge
from assembly.render.word.ooxml import W, value
from assembly.render.word.package import MAIN, open_package, parse_part
from assembly.render.word.unfinished import refuse_unfinished
from assembly.render.word.unsupported import refuse_endless

FETCHING = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE
)
LOADS = (W.altChunk, W.subDoc, W.object, W.control)
OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)


def render(document: DocumentType, context: Mapping[str, object], *, prepared_on: date) -> Rendered:
    """Return a document made from its Word template, as Word file and as LibreOffice's pages.

    Raises:
        ProgramMissing: LibreOffice is not on this machine.
        TemplateFault: a tag is broken or names what is not there.
        DocumentRefused: the file can't be laid out within the limits, or a word would be lost.
    """
    raw = merge(document.source, context)
    title = str(getattr(context.get("document"), "title", document.title))
    pages = render_file(raw, title=title, language=document.language, prepared_on=prepared_on)
    official = document.form is None or not document.form.mandatory
    return Rendered(pdf=pages.pdf, pages=pages.pages, docx=raw, official=official)


def render_file(
    raw: bytes,
    *,
    title: str,
    language: str,
    prepared_on: date,
    office: Path | None = None,
    bounds: Bounds = USUAL,
) -> LaidOut:
    """Return the pages of a Word file as LibreOffice lays them out; `office` is its program, found where not given.

    Raises:
        ProgramMissing: LibreOffice is not on this machine.
        DocumentRefused: the file is no Word file, is hostile or unfinished, can't be laid out within the limits,
            or a word would be lost.
    """
    office = office or program()
    parts = open_package(raw)
    root = parse_part(parts, MAIN)
    if root.tag != W.document:
        raise DocumentRefused(
            "The file is in another kind of Open XML. Save it from Word as Word Document (*.docx)."
        )
    refuse_endless(root)
    refuse_unfinished(root, parts)
    _refuse_loading(parts)
    made = converted(raw, office=office, bounds=bounds)
    pages = check_pdf(made)
    pdf = finished(made, title=title, language=language, prepared_on=prepared_on)
    check_words(parts, pdf)
    return LaidOut(pdf=pdf, pages=pages, text_boxes=())


def _refuse_loading(parts: Mapping[str, bytes]) -> None:
    """Refuse what would have LibreOffice read another file or page: fields, parts and pictures by address."""
    for name in sorted(parts):
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        root = parse_part(parts, name)
        codes = "".join(code.text or "" for code in root.iter(W.instrText))
        codes += " ".join(value(simple, "instr") or "" for simple in root.iter(W.fldSimple))
        found = FETCHING.search(codes)
        if found:
            raise DocumentRefused(
                f"The Word file has a field {found[0].upper()}, which fetches or starts something outside it. "
                "Turn the field into text (Ctrl+Shift+F9 in Word) and save the file again."
            )
        if next(root.iter(*LOADS), None) is not None or any(map(_is_by_address, root.iter())):
            raise DocumentRefused(
                "The Word file brings in another document, an object or a picture by its address. "
                "Put the picture or the text itself into the file."
            )


def _is_by_address(element: etree._Element) -> bool:
    """Whether an old-style drawing names its picture by an address, not by a part of the file."""
    if not isinstance(element.tag, str) or not element.tag.startswith("{urn:schemas-microsoft-com:"):
        return False
    named = [
        text for key, text in element.attrib.items() if str(key).rpartition("}")[2] in ("src", "althref")
    ]
    return any(OUTSIDE.match(str(text)) for text in named)
