"""Draws what a blank leaves to its fields, which go when it is flattened: boxes, underlines, captions of links."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pikepdf

from assembly.render.forms.blank import COMB, RADIO, inherited
from assembly.render.pdf.syntax import number

PAINT = {1: b"G", 3: b"RG", 4: b"K"}
DOT = "l"  # as the font of signs names it


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
        mark = buttons[annotation.objgen[0]]
        opens = b"/Artifact BMC" if mark is None else b"/Span<</MCID %d>>BDC" % mark
        place = b"%.4f 0 0 %.4f %.2f %.2f" % _placed(shown, annotation.Rect)
        body = b"%b\nq %b cm %b Do Q\nEMC" % (opens, place, str(name).encode())
        page.contents_add(pdf.make_stream(body), prepend=False)


def _placed(shown: Any, rectangle: Any) -> tuple[float, float, float, float]:
    """Return scale and shift that bring an appearance into its rectangle (ISO 32000-1, 12.5.5)."""
    a, b, c, d, e, f = (float(part) for part in shown.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    x1, y1, x2, y2 = (float(edge) for edge in shown.get("/BBox", (0, 0, 1, 1)))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x1, x2) for y in (y1, y2)]
    left, bottom = min(x for x, _ in corners), min(y for _, y in corners)
    wide, high = max(x for x, _ in corners) - left, max(y for _, y in corners) - bottom
    across, up = (abs(float(rectangle[n + 2]) - float(rectangle[n])) for n in (0, 1))
    scale_x, scale_y = across / wide if wide else 1.0, up / high if high else 1.0
    x, y = (min(float(rectangle[n]), float(rectangle[n + 2])) for n in (0, 1))
    return scale_x, scale_y, x - left * scale_x, y - bottom * scale_y


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
    if _is_round(annotation):
        return pen + _circle(
            (left + right) / 2, (bottom + top) / 2, min(right - left, top - bottom) / 2 - inset
        )
    if annotation.get("/BS", {}).get("/S") == "/U":
        return pen + b"%.2f %.2f m %.2f %.2f l S" % (left, bottom + inset, right, bottom + inset)
    frame = b"%.2f %.2f %.2f %.2f re S" % (
        *(left + inset, bottom + inset),
        *(right - left - width, top - bottom - width),
    )
    cells = _cells(annotation)
    steps = [left + n * (right - left) / cells for n in range(1, cells)]
    return pen + frame + b"".join(b" %.2f %.2f m %.2f %.2f l S" % (x, bottom, x, top) for x in steps)


def _is_round(annotation: Any) -> bool:
    """Say whether a button is a circle: the sign that marks it is a dot."""
    flags = int(inherited(annotation, "/Ff", 0))
    is_radio = inherited(annotation, "/FT", "") == "/Btn" and bool(flags & RADIO)
    return is_radio and str(annotation.get("/MK", {}).get("/CA", "")) == DOT


def _circle(x: float, y: float, radius: float) -> bytes:
    """Return a circle as four curves."""
    bend = 0.5523 * radius
    parts = [b"%.2f %.2f m" % (x + radius, y)]
    for (a, b), (c, d) in pairwise([(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]):
        parts.append(
            b"%.2f %.2f %.2f %.2f %.2f %.2f c"
            % (
                *(x + radius * a + bend * c, y + radius * b + bend * d),
                *(x + radius * c + bend * a, y + radius * d + bend * b),
                *(x + radius * c, y + radius * d),
            )
        )
    return b" ".join(parts) + b" S"


def _cells(annotation: Any) -> int:
    """Return the number of cells that a comb's border divides it into, 0 where it is none."""
    is_comb = inherited(annotation, "/FT", "") == "/Tx" and int(inherited(annotation, "/Ff", 0)) & COMB
    return int(inherited(annotation, "/MaxLen", 0)) if is_comb else 0


def _width(annotation: Any) -> float:
    style = annotation.get("/BS")
    if isinstance(style, pikepdf.Dictionary):
        return float(style.get("/W", 1))
    border = annotation.get("/Border")
    return float(border[2]) if border is not None and len(border) > 2 else 1.0
