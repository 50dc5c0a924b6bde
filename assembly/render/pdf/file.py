"""A PDF in the making: its objects by number, and their bytes with the cross-reference table (ISO 32000-1, 7.5)."""

import hashlib

from assembly.render.pdf.syntax import stream
from assembly.render.pdf.xref import FREE, XrefRow, packed, stored

LEVEL = 6  # of zlib; 9 takes twice as long and saves a hundredth


class File:
    """Objects by number. Those that are no streams are packed together."""

    def __init__(self, first: int) -> None:
        """Give the first object that is added a number; those below it are put by name."""
        self.next = first
        self._plain: list[tuple[int, bytes]] = []
        self._streams: list[tuple[int, bytes]] = []

    def number(self) -> int:
        """Return a number that no object has yet."""
        self.next += 1
        return self.next - 1

    def put(self, number: int, body: bytes) -> None:
        """Give an object its bytes."""
        (self._streams if body.endswith(b"endstream") else self._plain).append((number, body))

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        number = self.number()
        self.put(number, body)
        return number

    def written(self, *, root: int, info: int) -> bytes:
        """Return the bytes of the file, whose catalog and information have the given numbers."""
        holder, end = self.number(), self.number()
        self._streams.append((holder, packed(self._plain, level=LEVEL)))
        rows = {number: XrefRow(2, holder, nth) for nth, (number, _) in enumerate(self._plain)}
        out = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        at = len(out[0])
        for number, body in self._streams:
            rows[number] = XrefRow(1, at, 0)
            out.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            at += len(out[-1])
        rows[end] = XrefRow(1, at, 0)
        table = FREE + stored(rows[number] for number in range(1, end + 1))
        name = hashlib.sha256(b"".join(out)).hexdigest()[:32].encode()
        entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
        told = entries % (end + 1, root, info, name, name)
        out.append(b"%d 0 obj\n%b\nendobj\n" % (end, stream(told, table, level=LEVEL)))
        out.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(out)


def reference(number: int) -> bytes:
    """Return the reference to an object."""
    return b"%d 0 R" % number
