"""Removes what a blank shows only on screen: the artwork of its print, save and clear buttons."""

import io
from typing import Any

import pikepdf

from assembly.render.forms.opening import open_pdf


def remove_screen_layers(pdf: Any, page: Any) -> None:
    """Remove the marked content of every layer whose print state is off from a page's content."""
    hidden = {
        key for key, layer in page.resources.get("/Properties", {}).items() if _is_for_screen_only(layer)
    }
    if not hidden:
        return
    kept, depth = [], 0
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if depth:
            depth += (operator in ("BMC", "BDC")) - (operator == "EMC")
        elif operator == "BDC" and operands[0] == "/OC" and str(operands[1]) in hidden:
            depth = 1
        else:
            kept.append(instruction)
    page.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def printed_only(raw: bytes) -> bytes:
    """Return the printed words and lines of a blank: without its fields and the layers that only show on screen."""
    pdf = open_pdf(raw)
    for page in pdf.pages:
        remove_screen_layers(pdf, page)
        page.obj.Annots = pikepdf.Array()
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _is_for_screen_only(layer: Any) -> bool:
    usage = layer.get("/Usage", {})
    return str(usage.get("/Print", {}).get("/PrintState", "/ON")) == "/OFF"
