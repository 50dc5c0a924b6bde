"""A page that says what comes after it: an exhibit's cover, or the cover of a volume."""

from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from assembly import xmp
from assembly.bundle.properties import give_output_intent
from assembly.bundle.stamp_font import StampFont, embed, stamp_font

_WIDE, _HIGH = 612.0, 792.0
_MARGIN = 90.0
_HEAD, _BODY = 40.0, 16.0
_TOP = 500.0
_LEADING = 1.35


def slip_sheet(head: str, lines: Sequence[str], *, language: str = "en-US") -> bytes:
    """Return a letter page with a large heading in the middle and lines under it, broken at words.

    It is tagged (a heading and paragraphs), and the heading is its bookmark and title.

    Raises:
        UnprintableText: our font lacks a letter.
    """
    font = stamp_font("".join(sorted({letter for text in (head, *lines) for letter in text} | {" "})))
    out = pikepdf.new()
    page = out.add_blank_page(page_size=(_WIDE, _HIGH))
    drawn, height = [], _TOP
    for number, (tag, text, size) in enumerate(
        [("H1", head, _HEAD), *(("P", line, _BODY) for line in lines)]
    ):
        shown = []
        for row in rows_of(text, font, size, wide=_WIDE - 2 * _MARGIN):
            height -= size * _LEADING
            left = (_WIDE - font.width(row, size)) / 2
            shown.append(f"1 0 0 1 {left:.2f} {height:.2f} Tm {font.show(row)} Tj")
        height -= _BODY / 2
        drawn.append(f"/{tag} <</MCID {number}>> BDC BT /Stamp {size:g} Tf {' '.join(shown)} ET EMC")
    page.obj.Resources = Dictionary(Font=Dictionary(Stamp=embed(out, font)))
    page.obj.Contents = Stream(out, "\n".join(drawn).encode())
    page.obj.StructParents = 0
    page.obj.Tabs = Name.S
    _tag(out, page.obj, ["H1"] + ["P"] * len(lines))
    out.Root.Lang = String(language)
    told = xmp.packet(head, language, archive=("2", "U"), accessible=True)
    out.Root.Metadata = Stream(out, told, Type=Name.Metadata, Subtype=Name.XML)
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.trailer.Info = out.make_indirect(Dictionary(Title=String(head)))
    give_output_intent(out)
    stream = BytesIO()
    out.save(stream, deterministic_id=True, min_version="1.7", fix_metadata_version=False)
    return stream.getvalue()


def rows_of(text: str, font: StampFont, size: float, *, wide: float) -> Iterator[str]:
    """Break a text into rows of at most `wide` points; a word longer than a row is broken inside."""
    row = ""
    for word in text.split():
        longer = f"{row} {word}".strip()
        if row and font.width(longer, size) > wide:
            yield row
            longer = word
        row = longer
        while font.width(row, size) > wide and len(row) > 1:
            fits = next(n for n in range(len(row), 0, -1) if n == 1 or font.width(row[:n], size) <= wide)
            yield row[:fits]
            row = row[fits:]
    if row:
        yield row


def _tag(out: Pdf, page: Object, tags: Sequence[str]) -> None:
    root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    body = out.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    elements = [
        out.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=body, Pg=page, K=number))
        for number, tag in enumerate(tags)
    ]
    body.K = Array(elements)
    root.K = Array([body])
    root.ParentTree = out.make_indirect(Dictionary(Nums=Array([0, Array(elements)])))
    out.Root.StructTreeRoot = root
    out.Root.MarkInfo = Dictionary(Marked=True)
