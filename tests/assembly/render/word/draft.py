"""Drafts for the tests: small papers in the base files' own styles, as an attorney would type them."""

import ctypes
import io
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pypdfium2.raw as raw_api

from assembly.catalog import load_catalog

TEMPLATES = load_catalog().root
PLEADING = TEMPLATES / "us-ca" / "_shared" / "pleading.docx"
UTCR = TEMPLATES / "us-or" / "_shared" / "utcr.docx"
LONG = (
    "The local child support agency has tried to learn the actual income of the person who is asked to pay "
    "support, has asked the other parent, and has looked into every source that the law opens to it. "
)


class Draft:
    """A Word file in the making, on one of the base files."""

    def __init__(self, base: Path = PLEADING) -> None:
        self.document = docx.Document(str(base))
        for paragraph in list(self.document.paragraphs):
            paragraph._p.getparent().remove(paragraph._p)
        for section in self.document.sections:  # whose title Courtpacket fills in
            for paragraph in (*section.footer.paragraphs, *section.header.paragraphs):
                for run in paragraph.runs:
                    run.text = run.text.replace("{{ document.title }}", "")

    def add(self, style: str, *texts: str) -> "Draft":
        """Add paragraphs of one style."""
        for text in texts:
            self.document.add_paragraph(text, style=style)
        return self

    def table(
        self, style: str, *rows: tuple[str, ...], text_style: str = "Table Text", head: bool = False
    ) -> "Draft":
        """Add a table; lines of a cell are paragraphs, and the first row may be a heading."""
        table = self.document.add_table(rows=0, cols=len(rows[0]))
        table.style = self.document.styles[style]
        for number, texts in enumerate(rows):
            row = table.add_row()
            if head and number == 0:
                properties = row._tr.get_or_add_trPr()
                properties.append(properties.makeelement(docx.oxml.ns.qn("w:tblHeader"), {}))
            for cell, text in zip(row.cells, texts, strict=True):
                lines = text.split("\n")
                cell.paragraphs[0].text = lines[0]
                for line in lines[1:]:
                    cell.add_paragraph(line)
                for paragraph in cell.paragraphs:
                    paragraph.style = self.document.styles[text_style]
        return self

    def raw(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()


def pleading() -> bytes:
    """Return a pleading of three pages with everything that could push text off its lines."""
    draft = Draft()
    draft.add(
        "Agency Block", "Helen M. Tran, Attorney (State Bar No. 234567)", "Department of Child Support Services",
        "1400 Copperfield Drive, Suite 300", "San Jose, CA 95131", "Telephone: (408) 555-0100",
        "Attorney for County of Santa Clara",
    )  # fmt: skip
    draft.add("Court Title", "SUPERIOR COURT OF CALIFORNIA", "COUNTY OF SANTA CLARA")
    draft.table(
        "Caption Table",
        (
            "COUNTY OF SANTA CLARA,\nPetitioner/Plaintiff,\nvs.\nRAFAEL ORTEGA VILLANUEVA,\nRespondent/Defendant.",
            "Case No. FS-26-001234\nDECLARATION IN SUPPORT OF REQUEST FOR ORDER\nDate: January 12, 2027\nTime: 9:00 a.m.\nDept: 77",
        ),
        text_style="Caption Text",
    )
    draft.add("Heading 1", "Facts")
    draft.add("Numbered Paragraph", "1.\t" + LONG * 3)
    draft.add("Quotation", LONG * 2)
    draft.add("Body Text", LONG)
    draft.add("Heading 2", "Income")
    draft.table(
        "Court Table",
        ("Month", "Source", "Amount"),
        ("January", "Wages of the obligor from the employer who is named in the notice above", "$4,210.00"),
        ("February", "Wages", "$4,190.00"),
        head=True,
    )
    draft.add("Item", "a.\t" + LONG)
    draft.add("Notice", "NOTICE. " + LONG, "A second line of the notice.")
    draft.add("Body Text", LONG * 4, LONG * 3)
    draft.add("Signature Line", "Dated: ____________    ______________________________")
    draft.add("Signature Name", "Helen M. Tran", "Attorney for the County")
    draft.add(
        "Small Note", "A remark in small print that is long enough to need two lines of its own: " + LONG
    )
    draft.add("Body Text", "The last words.")
    return draft.raw()


@dataclass(frozen=True)
class Stretch:
    """A stretch of text on a page; points from the top left, `baseline` where its letters stand."""

    text: str
    left: float
    right: float
    top: float
    baseline: float


def stretches(page: pdfium.PdfPage) -> list[Stretch]:
    """Return the stretches of text of a page as they are drawn."""
    text_page, high = page.get_textpage(), page.get_height()
    found = []
    for item in page.get_objects(filter=[raw_api.FPDF_PAGEOBJ_TEXT], max_depth=6):
        left, _, right, top = item.get_bounds()
        text = _text(item, text_page)
        if text.strip():
            found.append(Stretch(text, left, right, high - top, high - item.get_matrix().f))
    return found


def _text(item: pdfium.PdfObject, text_page: pdfium.PdfTextPage) -> str:
    length = raw_api.FPDFTextObj_GetText(item, text_page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw_api.FPDFTextObj_GetText(item, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\x00")
