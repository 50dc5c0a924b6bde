"""Lays out our own rendition of a form once, as a blank with fields, with WeasyPrint.

Fields are HTML inputs by the names of the official form's fields. Nothing outside the
rendition's own folder and our fonts is loaded.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from assembly.errors import TemplateFault
from assembly.fonts import use_our_fonts

SCOPE = re.compile(r'<th\b[^>]*\bscope="(row|col)"')


@lru_cache(maxsize=16)
def lay_out(path: Path) -> bytes:
    """Return the PDF blank of a rendition.

    Raises:
        TemplateFault: the page asks for something outside its folder.
    """
    use_our_fonts()
    from weasyprint import HTML  # after the fonts are named: Pango reads its settings when it is loaded

    folder = path.parent.resolve()

    def fetch(url: str, *_: Any, **__: Any) -> dict[str, Any]:
        local = Path(url.removeprefix("file://")).resolve()
        if not url.startswith("file://") or not local.is_relative_to(folder):
            raise TemplateFault(path.name, "a link", url, "lies outside the form's folder.", "Remove it.")
        return {"string": local.read_bytes()}

    page = path.read_text(encoding="utf-8")
    html = HTML(string=page, base_url=folder.as_uri() + "/", url_fetcher=fetch)
    made: bytes = html.write_pdf(
        pdf_forms=True,
        pdf_tags=True,
        pdf_variant="pdf/ua-1",
        full_fonts=False,
        finisher=lambda _, pdf: _scoped(page, pdf),
    )
    return made


def _scoped(page: str, pdf: Any) -> None:
    """Say of each heading cell whether it heads its row or its column, as the page does; both are in one order."""
    cells = [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("S") == "/TH"]
    for cell, scope in zip(cells, SCOPE.findall(page), strict=True):
        cell["A"]["Scope"] = {"row": "/Row", "col": "/Column"}[scope]
