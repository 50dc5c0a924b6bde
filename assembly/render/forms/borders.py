"""Draws what a blank leaves to its fields, which go when it is flattened: boxes, underlines, captions of links."""

from collections.abc import Mapping
from typing import Any

import pikepdf

from assembly.render.forms.pdf_syntax import number

PAINT = {1: b"G", 3: b"RG", 4: b"K"}


def draw_borders(pdf: Any, page: Any, widgets: frozenset[int]) -> None:
    """Append the borders of a page's fields, given by object number, to the page's content."""
    parts = [
        _border(annotation) for annotation in page.obj.get("/Annots", []) if annotation.objgen[0] in widgets
    ]
    drawn = [part for part in parts if part]
    if drawn:
        body = b"/Artifact BMC\nq\n%b\nQ\nEMC" % b"\n".join(drawn)
        page.contents_add(pdf.make_stream(b"q"), prepend=True)
        page.contents_add(pdf.make_stream(b"Q\n" + body), prepend=False)


def draw_captions(pdf: Any, page: Any, buttons: Mapping[int, int | None]) -> None:
    """Append the captions of a page's buttons, such as the number of a form that a link leads to.

    `buttons` gives each button's marked content by annotation, None without structure.
    """
    for annotation in page.obj.get("/Annots", []):
        shown = annotation.get("/AP", {}).get("/N")
        if annotation.objgen[0] not in buttons or not isinstance(shown, pikepdf.Stream):
            continue
        name = page.add_resource(shown, pikepdf.Name.XObject, prefix="CPB")
        x, y = (min(float(annotation.Rect[n]), float(annotation.Rect[n + 2])) for n in (0, 1))
        mark = buttons[annotation.objgen[0]]
        opens = b"/Artifact BMC" if mark is None else b"/Span<</MCID %d>>BDC" % mark
        body = b"%b\nq 1 0 0 1 %.2f %.2f cm %b Do Q\nEMC" % (opens, x, y, str(name).encode())
        page.contents_add(pdf.make_stream(body), prepend=False)


def _border(annotation: Any) -> bytes:
    color = annotation.get("/MK", {}).get("/BC")
    width = _width(annotation)
    if color is None or len(color) not in PAINT or width == 0:
        return b""
    x1, y1, x2, y2 = (float(edge) for edge in annotation.Rect)
    left, bottom, right, top = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    pen = b"%b %b %b w " % (
        b" ".join(number(float(part)) for part in color),
        PAINT[len(color)],
        number(width),
    )
    inset = width / 2
    if annotation.get("/BS", {}).get("/S") == "/U":
        return pen + b"%.2f %.2f m %.2f %.2f l S" % (left, bottom + inset, right, bottom + inset)
    return pen + b"%.2f %.2f %.2f %.2f re S" % (
        *(left + inset, bottom + inset),
        *(right - left - width, top - bottom - width),
    )


def _width(annotation: Any) -> float:
    style = annotation.get("/BS")
    if isinstance(style, pikepdf.Dictionary):
        return float(style.get("/W", 1))
    border = annotation.get("/Border")
    return float(border[2]) if border is not None and len(border) > 2 else 1.0
