"""What was measured of blocks of text, kept in the process by what each block holds and the layout it is under."""

import hashlib
from collections.abc import Hashable
from typing import Generic, TypeVar

from lxml import etree

MOST = 512  # blocks; the oldest gives way
Measured = TypeVar("Measured")


class Measures(Generic[Measured]):
    """Measured blocks; only the hash of their text is kept. Without the name of a layout nothing is."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Hashable, bytes], Measured] = {}

    def get(self, block: etree._Element, layout: Hashable) -> Measured | None:
        """Return what was measured of a block that holds the same."""
        return None if layout is None else self._kept.get(_key(block, layout))

    def keep(self, block: etree._Element, layout: Hashable, measured: Measured) -> None:
        """Keep what was measured of a block."""
        if layout is None:
            return
        self._kept[_key(block, layout)] = measured
        while len(self._kept) > MOST:
            self._kept.pop(next(iter(self._kept)), None)


def _key(block: etree._Element, layout: Hashable) -> tuple[Hashable, bytes]:
    return layout, hashlib.sha256(etree.tostring(block, with_tail=False)).digest()
