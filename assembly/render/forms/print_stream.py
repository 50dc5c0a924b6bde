"""Writes many cases of one form into one file for the printer; every page shares the background.

Objects go out as they are made, so that memory holds only where they are. The reading structure
is left out: a print stream is for paper. Fonts and the pages' resources are written last.
"""

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

from assembly.render.forms import typeface
from assembly.render.forms.background import Stock, font_names, make_stock
from assembly.render.forms.fill import fill
from assembly.render.forms.output import PRODUCER
from assembly.render.forms.prepared import PreparedForm
from assembly.render.pdf.syntax import stream, text_string
from assembly.render.pdf.xref import FREE, ROW, WIDTHS, packed

QUICK = 1
CASES_IN_NODE = 32
FONT_OBJECTS = 5


def print_stream(
    form: PreparedForm, cases: Iterable[Mapping[str, Any]], out: BinaryIO, *, title: str, prepared_on: date
) -> int:
    """Write one file with the pages of all cases, in their order; return how many pages it has.

    `form` is prepared without structure (`tagged=False`). Addendum pages follow their case.

    Raises:
        UnprintableText: a value has a character that no font has; `out` then holds half a file.
    """
    writer = _Writer(form, make_stock(form.blank, form.printed_buttons), out)
    for names in cases:
        writer.add(names)
    return writer.close(title, prepared_on)


class _Writer:
    """Writes the file from front to back; `rows` are the cross-reference rows of what is numbered so far."""

    def __init__(self, form: PreparedForm, stock: Stock, out: BinaryIO) -> None:
        self.form, self.stock, self.out = form, stock, out
        self.rows = bytearray(FREE + stock.rows)
        self.digest = hashlib.sha256()
        self.offset = 0
        self.pages = 0
        self.fonts: set[str] = set()
        self.han: set[str] = set()
        self.tree = self._number()
        self.resources = [self._number() for _ in stock.contents]
        self.nodes: list[int] = []
        self.waiting: list[tuple[int, bytes]] = []
        self.cases_waiting = 0
        self._put(stock.head)

    def add(self, names: Mapping[str, Any]) -> None:
        if not self.cases_waiting:
            self.nodes.append(self._number())
        filled = fill(self.form, names)
        self.fonts.update(filled.setting.fonts)
        self.han |= filled.setting.han
        for place, content in enumerate(filled.contents):
            self.waiting.append((self._number(), self._page(place, content)))
        self.cases_waiting += 1
        if self.cases_waiting == CASES_IN_NODE:
            self._close_node()

    def close(self, title: str, prepared_on: date) -> int:
        self._close_node()
        fonts = {name: self._font(name) for name in sorted(self.fonts | {"CPf"})}
        for number, begun in zip(self.resources, self.stock.resources, strict=True):
            self._write(number, begun + font_names(fonts))
        kids = b" ".join(b"%d 0 R" % node for node in self.nodes)
        self._write(self.tree, b"<</Type/Pages/Count %d/Kids[%b]>>" % (self.pages, kids))
        catalog, info = self._number(), self._number()
        self._write(
            catalog, b"<</Type/Catalog/Pages %d 0 R/Lang %b>>" % (self.tree, text_string(self.stock.language))
        )
        day = prepared_on.strftime("D:%Y%m%d000000Z").encode()
        self._write(
            info,
            b"<</Title %b/Producer(%b)/CreationDate(%b)>>" % (text_string(title), PRODUCER.encode(), day),
        )
        self._write_places(catalog, info)
        return self.pages

    def _page(self, place: int, content: bytes) -> bytes:
        """Write a page's stamp and return the page; a page behind the form's own is an addendum."""
        stamp = self._number()
        self._write(stamp, stream(b"", content, level=QUICK))
        self.pages += 1
        own = place < len(self.stock.contents)
        shown = b"%d 0 R %d 0 R" % (self.stock.contents[place], stamp) if own else b"%d 0 R" % stamp
        return b"<</Type/Page/Parent %d 0 R/Contents[%b]/Resources %d 0 R%b>>" % (
            self.nodes[-1],
            shown,
            self.resources[place if own else 0],
            self.stock.boxes[place if own else -1],
        )

    def _close_node(self) -> None:
        if not self.waiting:
            return
        kids = b" ".join(b"%d 0 R" % number for number, _ in self.waiting)
        node = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (self.tree, len(self.waiting), kids)
        objects = [(self.nodes[-1], node), *self.waiting]
        pack = self._number()
        for nth, (number, _) in enumerate(objects):
            self._place(number, ROW.pack(2, pack, nth))
        self._write(pack, packed(objects, level=QUICK))
        self.waiting, self.cases_waiting = [], 0

    def _font(self, name: str) -> int:
        faces = {"CPf": typeface.common, "CPw": typeface.wide}
        face = faces[name]() if name in faces else typeface.han("".join(sorted(self.han)))
        first, *_ = [self._number() for _ in range(FONT_OBJECTS)]
        for number, body in typeface.font_objects(face, first).items():
            self._write(number, body)
        return first

    def _write_places(self, catalog: int, info: int) -> None:
        number = self._number()
        start = self.offset
        self._place(number, ROW.pack(1, start, 0))
        identity = self.digest.hexdigest()[:32].upper().encode()
        data = zlib.compress(bytes(self.rows))
        self._put(
            b"%d 0 obj\n<</Type/XRef/Size %d/W%b/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]/Filter/FlateDecode"
            b"/Length %d>>stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (number, number + 1, WIDTHS, catalog, info, identity, identity, len(data), data, start)
        )

    def _number(self) -> int:
        self.rows += FREE
        return len(self.rows) // ROW.size - 1

    def _place(self, number: int, row: bytes) -> None:
        self.rows[number * ROW.size : (number + 1) * ROW.size] = row

    def _write(self, number: int, body: bytes) -> None:
        self._place(number, ROW.pack(1, self.offset, 0))
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _put(self, data: bytes) -> None:
        self.out.write(data)
        self.digest.update(data)
        self.offset += len(data)
