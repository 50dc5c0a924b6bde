"""Papers made from code for the checks: one clean page, and the ways to spoil it."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from assembly.fonts import use_our_fonts

BODY = "The parties agree that support is paid on the first day of each month. " * 6


def clean(*pages: str, style: str = "", title: str = "Declaration") -> bytes:
    """Return a letter-size PDF with our own fonts embedded, a page for each text."""
    use_our_fonts()
    from weasyprint import HTML

    body = "".join(f"<section>{text}</section>" for text in pages or (f"<p>{BODY}</p>",))
    css = "@page{size:letter;margin:1.2in} body{font:12pt Tinos} section{break-after:page} section:last-child{break-after:auto}"
    html = f"<html lang=en><title>{title}</title><style>{css}{style}</style><body>{body}</body>"
    raw: bytes = HTML(string=html).write_pdf(pdf_identifier=b"0" * 16)
    return raw


def spoiled(raw: bytes, spoil: Callable[[Pdf], None], **saving: object) -> bytes:
    """Return the file after `spoil` has been at it."""
    with pikepdf.open(io.BytesIO(raw)) as file:
        spoil(file)
        out = io.BytesIO()
        file.save(out, **saving)
        return out.getvalue()


def draw(commands: bytes, *, font: bool = False) -> Callable[[Pdf], None]:
    """Add drawing commands to the end of the first page; `/Plain` is a font that is not embedded."""

    def spoil(file: Pdf) -> None:
        page = file.pages[0]
        if font:
            page.Resources.Font["/Plain"] = file.make_indirect(
                Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            )
        page.contents_add(b"q ", prepend=True)  # so that the page's own scale ends with its own drawing
        page.contents_add(b" Q q " + commands + b" Q", prepend=False)

    return spoil


def annotate(**entry: object) -> Callable[[Pdf], None]:
    """Put one annotation on the first page."""

    def spoil(file: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=Array([100, 100, 200, 120]), **entry)
        file.pages[0].obj["/Annots"] = Array([file.make_indirect(note)])

    return spoil
