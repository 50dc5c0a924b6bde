"""Turns the objects of a PDF in the making into bytes, each once.

WeasyPrint's writer asks every object for its bytes twice (for the file, and for the file's identifier), and packs
every stream twice. What is the same in every document, the colour profile, is packed once in a process.
"""

import zlib
from functools import lru_cache
from typing import Any

LEVEL = 6  # of zlib; 9 takes twice as long and saves a hundredth
SAME_EVERYWHERE = 16_000  # bytes; longer streams are a document's own, and are not kept


def settle(pdf: Any) -> None:
    """Put bytes in place of every object but those that the writer still reads."""
    from pydyf import Dictionary, Object, Stream  # type: ignore[import-untyped]

    class Settled(Object):  # type: ignore[misc]
        data = b""
        compressible = True

    still_read = {id(pdf.catalog), id(pdf.info), id(pdf.pages)}
    for place, thing in enumerate(pdf.objects):
        if id(thing) in still_read or thing.free == "f":
            continue
        settled = Settled()
        settled.number, settled.generation = thing.number, thing.generation
        settled.compressible = thing.compressible
        settled.data = _stream(thing, Dictionary) if isinstance(thing, Stream) else thing.data
        pdf.objects[place] = settled


def _stream(thing: Any, dictionary: Any) -> bytes:
    from pydyf import _to_bytes

    content = b"\n".join([_to_bytes(piece) for piece in thing.stream])
    told = dictionary(thing.extra.copy())
    if thing.compress:
        told["Filter"] = "/FlateDecode"
        content = _packed_once(content) if len(content) < SAME_EVERYWHERE else zlib.compress(content, LEVEL)
    told["Length"] = len(content)
    return b"\n".join((told.data, b"stream", content, b"endstream"))


@lru_cache(maxsize=256)
def _packed_once(content: bytes) -> bytes:
    return zlib.compress(content, LEVEL)
