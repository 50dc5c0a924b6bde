"""Puts exhibit pages on letter paper with the exhibit's mark, page and Bates number at the foot."""

from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

from assembly.bundle.source import open_source
from assembly.bundle.stamp_font import StampFont, embed, stamp_font

_WIDE, _HIGH = 612.0, 792.0
_STRIP = 36.0
_RIGHT = 36.0
_SIZE = 10.0
_LEADING = 12.0


@dataclass(frozen=True, slots=True)
class Bates:
    """Numbers that run through all exhibits: a prefix and at least so many digits."""

    prefix: str
    digits: int = 6

    def number(self, value: int) -> str:
        """Return one number, such as "SC-000042"."""
        return f"{self.prefix}{value:0{self.digits}d}"


def mark_exhibit(
    mark: str, pdf: bytes, *, cover: bytes | None = None, bates: Bates | None = None, first: int = 1
) -> bytes:
    """Return the exhibit with every page on upright letter paper, marked at the lower right.

    The page is set above a clear strip at the foot, made smaller where it does not fit and never
    larger. Each page says "Exhibit A, page 3" and, with `bates`, its running number from `first`.
    A `cover` (a PDF of one page) comes first, unmarked and unnumbered.

    Raises:
        DocumentRefused: the PDF can't be bound.
        UnprintableText: our font lacks a letter of the mark.
    """
    source = open_source(f"Exhibit {mark}", pdf)
    out = pikepdf.new()
    labels = [
        [f"Exhibit {mark}, page {place + 1}"] + ([bates.number(first + place)] if bates else [])
        for place in range(len(source.pages))
    ]
    font = stamp_font("".join(sorted({letter for lines in labels for line in lines for letter in line})))
    embedded = embed(out, font)
    if cover is not None:
        for sheet in open_source(f"The cover of exhibit {mark}", cover).pages:
            out.pages.append(sheet)
            del out.pages[-1].obj["/StructParents"]  # its tags stay behind, as those of the exhibit do
    for page, lines in zip(source.pages, labels, strict=True):
        _add(out, page, _stamp(lines, font), embedded)
    stream = BytesIO()
    out.save(stream, deterministic_id=True)
    return stream.getvalue()


def _add(out: Pdf, page: Page, stamp: str, font: pikepdf.Object) -> None:
    form = out.copy_foreign(page.as_form_xobject())
    placed = out.add_blank_page(page_size=(_WIDE, _HIGH))
    room = pikepdf.Rectangle(0, _STRIP, _WIDE, _HIGH)
    drawn = page.calc_form_xobject_placement(form, Name.Fx, room, allow_shrink=True, allow_expand=False)
    placed.obj.Resources = Dictionary(XObject=Dictionary(Fx=form), Font=Dictionary(Stamp=font))
    placed.obj.Contents = Array(
        [out.make_indirect(Stream(out, drawn)), out.make_indirect(Stream(out, stamp.encode()))]
    )


def _stamp(lines: list[str], font: StampFont) -> str:
    """Return the operators that set the lines at the lower right; no line is part of the exhibit's text."""
    shown = []
    for place, line in enumerate(lines):
        left = _WIDE - _RIGHT - font.width(line, _SIZE)
        bottom = _LEADING * (len(lines) - place) - 2
        shown.append(f"1 0 0 1 {left:.2f} {bottom:.2f} Tm {font.show(line)} Tj")
    return f"/Artifact BMC q BT 0 g /Stamp {_SIZE:g} Tf {' '.join(shown)} ET Q EMC"
