"""Word files for the tests, written as the XML that Word itself writes: only what a test is about is in them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
from lxml import etree

from assembly.render.laid_out import LaidOut
from assembly.render.word import render_file
from assembly.render.word.engine import conversion
from assembly.render.word.package import MAIN, open_package, parse_part, write_package
from tests.assembly.render.word.draft import PLEADING, TEMPLATES, Stretch, stretches

LETTER = TEMPLATES / "_shared" / "letter.css"
PAPER = PLEADING.with_suffix(".css")
DAY = date(2026, 11, 22)
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes",
         "endnotes": "endnotes", "comments": "comments"}  # fmt: skip


def ooxml_file(
    body: str,
    *,
    relations: Mapping[str, tuple[str, str]] | None = None,
    parts: Mapping[str, bytes] | None = None,
    **xml: str,
) -> bytes:
    """Return a Word file with a body; `styles`, `numbering` … are the inner XML of those parts.

    `relations` are those of the body: id -> (kind, target); `parts` are further parts as they are.
    """
    related = dict(relations or {})
    files = {
        "[Content_Types].xml": TYPES.encode(),
        MAIN: f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode(),
    }
    files["_rels/.rels"] = _relations({"rId1": ("officeDocument", MAIN)})
    for name, inner in xml.items():
        tag = "hdr" if name.startswith("header") else "ftr" if name.startswith("footer") else ROOTS[name]
        files[f"word/{name}.xml"] = f"<w:{tag} {NAMESPACES}>{inner}</w:{tag}>".encode()
        kind = tag if tag not in ("hdr", "ftr") else {"hdr": "header", "ftr": "footer"}[tag]
        related[name] = (kind, f"{name}.xml")
    files["word/_rels/document.xml.rels"] = _relations(related)
    return write_package({**files, **(parts or {})})


def _relations(related: Mapping[str, tuple[str, str]]) -> bytes:
    entries = ""
    for name, (kind, target) in related.items():
        outside = ' TargetMode="External"' if "://" in target else ""
        entries += f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{outside}/>'
    return f'<Relationships xmlns="{RELATIONS}">{entries}</Relationships>'.encode()


def paragraph(text: str = "", *, properties: str = "", run: str = "", extra: str = "") -> str:
    """Return a paragraph with one run; `extra` is XML after it."""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    words = f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{words}{extra}</w:p>"


def run(inner: str, properties: str = "") -> str:
    """Return a run with any content."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def text(words: str, properties: str = "") -> str:
    """Return a run of text."""
    return run(f'<w:t xml:space="preserve">{words}</w:t>', properties)


def laid_out(raw: bytes, stylesheet: Path = LETTER, title: str = "A Paper") -> LaidOut:
    """Return a file's pages."""
    return render_file(raw, title=title, language="en-US", stylesheet=stylesheet, prepared_on=DAY)


def html_of(raw: bytes) -> etree._Element:
    """Return a file's text as the HTML that is laid out."""
    parts = open_package(raw)
    return conversion(parts).body(parse_part(parts, MAIN))


def page_texts(pages: LaidOut) -> list[str]:
    """Return the words of each page, blanks drawn together."""
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pdfium.PdfDocument(pages.pdf)]


def stretches_of(pages: LaidOut, page: int = 0) -> list[Stretch]:
    """Return the stretches of text of one page."""
    return stretches(pdfium.PdfDocument(pages.pdf)[page])
