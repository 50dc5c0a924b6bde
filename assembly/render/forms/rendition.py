"""Lays out our own rendition of a form once, as a blank with fields, with WeasyPrint.

Fields are HTML inputs by the names of the official form's fields. Nothing outside the
rendition's own folder and our fonts is loaded.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from assembly.errors import TemplateFault
from assembly.fonts import use_our_fonts


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

    html = HTML(string=path.read_text(encoding="utf-8"), base_url=folder.as_uri() + "/", url_fetcher=fetch)
    made: bytes = html.write_pdf(pdf_forms=True, pdf_tags=True, full_fonts=False)
    return made
