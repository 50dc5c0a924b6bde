"""The clerk's endorsement on a paper: FILED, when, and under which number."""

import io
from datetime import datetime

import pikepdf
from pikepdf import Array, Dictionary, Name

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom in points, counted from the top left of the page."""


def endorse(raw: bytes, *, filed_at: datetime, docket_number: str, court: str, space: Rectangle) -> bytes:
    """Return a PDF with the clerk's endorsement in the space that its first page leaves for it.

    `filed_at` is in the court's zone. The same paper and stamp give the same bytes.

    Raises:
        pikepdf.PdfError: it is no PDF that can be read.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        page = pdf.pages[0]
        font = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))
        )
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q\n" + _marks(page, filed_at, docket_number, court, space))
        if Name.Resources not in page.obj:
            page.obj.Resources = Dictionary()
        fonts = page.obj.Resources.get(Name.Font, Dictionary())
        page.obj.Resources.Font = Dictionary({**dict(fonts.items()), "/ClerkStamp": font})
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _marks(page: pikepdf.Page, filed_at: datetime, docket_number: str, court: str, space: Rectangle) -> bytes:
    left, top, right, bottom = space
    height = _height(page)
    lines = [
        ("FILED", 14.0),
        (filed_at.strftime("%Y-%m-%d %H:%M:%S"), 9.0),
        (docket_number, 9.0),
        (f"Clerk, {court}", 7.0),
    ]
    marks = [f"q 0.6 0 0 RG 0.6 0 0 rg 1 w {left} {height - bottom} {right - left} {bottom - top} re S"]
    baseline = height - top - 4
    for text, points in lines:
        baseline -= points * 1.25
        marks.append(f"BT /ClerkStamp {points} Tf {left + 6} {baseline:.2f} Td ({_literal(text)}) Tj ET")
    return (" ".join(marks) + " Q").encode("latin-1", "replace")


def _height(page: pikepdf.Page) -> float:
    box = page.mediabox
    return float(box[3]) if isinstance(box, Array) else 792.0


def _literal(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
