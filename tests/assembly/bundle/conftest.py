"""Small PDFs made from code, in our own font, and spoiled one thing at a time."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
import weasyprint

from assembly import fonts

FONT = f"file://{fonts.__path__[0]}/tinos/Tinos-Regular.ttf"

Make = Callable[..., bytes]


@pytest.fixture(scope="session")
def make_pdf() -> Make:
    """Return a maker of tagged PDFs from HTML."""

    def make(body: str, variant: str = "pdf/ua-1") -> bytes:
        style = f"@font-face {{font-family: T; src: url({FONT})}} * {{font-family: T}} @page {{size: letter}}"
        html = (
            f'<html lang="en"><head><title>t</title><style>{style}</style></head><body>{body}</body></html>'
        )
        made: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant=variant)
        return made

    return make


@pytest.fixture(scope="session")
def two_pages(make_pdf: Make) -> bytes:
    """A document of two pages with two headings, a link to its second page and one to the world."""
    return make_pdf(
        '<h1>First</h1><p><a href="#two">below</a> <a href="https://example.org/">out</a></p>'
        '<h2 id="two" style="break-before: page">Second</h2><p>End.</p>'
    )


@pytest.fixture
def spoil() -> Callable[[bytes, Callable[[pikepdf.Pdf], object]], bytes]:
    """Return a function that changes one thing in a PDF."""

    def change(pdf: bytes, how: Callable[[pikepdf.Pdf], object], **save: object) -> bytes:
        opened = pikepdf.open(BytesIO(pdf))
        how(opened)
        out = BytesIO()
        opened.save(out, **save)
        return out.getvalue()

    return change
