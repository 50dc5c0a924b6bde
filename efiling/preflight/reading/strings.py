"""Every text of a PDF that is not drawn on a page: alternative texts, names, notes, attached files."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream, String

SHORTEST = 4
DEEPEST = 8
MOST_TEXTS = 50_000
MOST_ATTACHED_BYTES = 2_000_000


def strings_of(raw: bytes) -> tuple[str, ...]:
    """Return the texts of every object outside the pages' drawing, and of files that are attached.

    Damaged parts are left out; at most fifty thousand texts are read.
    """
    found: list[str] = []
    with pikepdf.open(io.BytesIO(raw)) as file:
        for item in (*file.objects, file.trailer):
            for text in _texts(item, 0):
                if len(text) >= SHORTEST:
                    found.append(text)
                if len(found) >= MOST_TEXTS:
                    return tuple(found)
        for name in list(file.attachments):
            found += [name, *_attached(file, name)]
    return tuple(found)


def _texts(item: Object, depth: int) -> Iterator[str]:
    if isinstance(item, String):
        yield str(item)
    elif isinstance(item, Array) and depth < DEEPEST:
        for entry in item:
            if isinstance(entry, Object) and not entry.is_indirect:
                yield from _texts(entry, depth + 1)
    elif isinstance(item, Dictionary | Stream) and depth < DEEPEST:
        for key in item.keys():  # noqa: SIM118 (a PDF dictionary iterates over nothing)
            entry = item.get(key)
            if isinstance(entry, Object) and not entry.is_indirect:
                yield from _texts(entry, depth + 1)


def _attached(file: pikepdf.Pdf, name: str) -> Iterator[str]:
    """Yield an attached file as text, where it is one; a packed file is not looked into."""
    try:
        content = file.attachments[name].get_file().read_bytes()[:MOST_ATTACHED_BYTES]
    except (pikepdf.PdfError, KeyError, ValueError, AttributeError):
        return
    yield content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
