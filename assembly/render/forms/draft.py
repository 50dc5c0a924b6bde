"""The objects of a form's file that are the same in every case, on their way to bytes."""

from typing import Any

import pikepdf

from assembly.render.pdf.syntax import dump_direct, dump_stream
from assembly.render.pdf.xref import XrefRow, packed, stored

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PACK = 400


class Draft:
    """The fixed objects of a file, gathered by number; what refers to an object of the blank has it copied too."""

    def __init__(self) -> None:
        self.last = 0
        self.fixed: dict[int, bytes] = {}
        self.streams: set[int] = set()
        self.known: dict[tuple[int, int], int] = {}
        self.waiting: list[tuple[int, Any]] = []
        self.packs: list[int] = []

    def reserve(self) -> int:
        """Return the next number."""
        self.last += 1
        return self.last

    def refer(self, obj: Any) -> bytes:
        """Return the reference to an object of the blank, which is then copied too."""
        key = obj.objgen
        if key not in self.known:
            self.known[key] = self.reserve()
            self.waiting.append((self.known[key], obj))
        return b"%d 0 R" % self.known[key]

    def copy_waiting(self) -> None:
        """Copy the objects that were referred to, and those that they refer to."""
        while self.waiting:
            number, obj = self.waiting.pop(0)
            if isinstance(obj, pikepdf.Stream):
                self.streams.add(number)
                self.fixed[number] = dump_stream(obj, self.refer)
            else:
                self.fixed[number] = dump_direct(obj, self.refer)

    def add_stream(self, body: bytes) -> int:
        """Add a stream and return its number."""
        number = self.reserve()
        self.streams.add(number)
        self.fixed[number] = body
        return number

    def reserve_packs(self) -> None:
        """Number the object streams that the objects gathered so far go into."""
        plain = len(self.fixed) - len(self.streams)
        self.packs = [self.reserve() for _ in range(0, plain, PACK)]

    def lay_out(self) -> tuple[bytes, bytes]:
        """Return the fixed objects as bytes, and their cross-reference rows."""
        rows: dict[int, XrefRow] = {}
        plain = [number for number in sorted(self.fixed) if number not in self.streams]
        bodies = {number: self.fixed[number] for number in sorted(self.streams)}
        for place, number in enumerate(self.packs):
            group = plain[place * PACK : (place + 1) * PACK]
            bodies[number] = packed([(n, self.fixed[n]) for n in group])
            rows.update({n: XrefRow(2, number, nth) for nth, n in enumerate(group)})
        parts, offset = [HEADER], len(HEADER)
        for number, body in bodies.items():
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            rows[number] = XrefRow(1, offset, 0)
            parts.append(part)
            offset += len(part)
        ordered = [rows[number] for number in range(1, self.last + 1)]
        return b"".join(parts), stored(ordered)
