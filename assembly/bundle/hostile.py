"""What a PDF from outside may hold that acts, hides, or grows without end: refused, or taken out.

Refused is what can't be taken out without changing what the reader sees; the rest is taken out.
"""

import zlib
from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from assembly.bundle.placement import visible_box
from assembly.errors import DocumentRefused

MAX_STREAM_BYTES = 300_000_000
MAX_ALL_BYTES = 1_500_000_000
MAX_PICTURE_PIXELS = 200_000_000
MAX_SIDE_POINTS = 14_400  # 200 inches, the most that PDF itself allows (ISO 32000-1, annex C)

_MOST_DEFLATE_GROWS = 1_032  # one byte of deflate becomes at most so many
_CHUNK = 1 << 20
_MAX_DEPTH = 12
_ACTIONS = {
    "/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE",
    "/Rendition", "/Movie", "/Sound", "/Hide", "/Named", "/Thread", "/Trans", "/GoTo3DView",
    "/RichMediaExecute", "/SetOCGState",
}  # fmt: skip
_ACTING_KEYS = ("/AA", "/JS", "/OpenAction", "/EF", "/RF", "/AF")
_OPEN_COMMENTS = {
    "/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Stamp", "/Caret",
    "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/FileAttachment",
}  # fmt: skip


def refuse_what_hides(name: str, pdf: Pdf) -> None:
    """Refuse a PDF whose pages do not show what it holds.

    Raises:
        DocumentRefused: with every reason found.
    """
    faults = list(_hidden(pdf))
    for number, page in enumerate(pdf.pages, 1):
        faults += [f"page {number}: {fault}" for fault in dict.fromkeys(_hidden_on(page.obj))]
    if faults:
        raise DocumentRefused(f"{name}: {' '.join(faults[:10])}")


def refuse_what_grows(name: str, pdf: Pdf) -> None:
    """Refuse pages of impossible size, giant pictures and streams that unpack without end.

    Raises:
        DocumentRefused: with the limit that is crossed.
    """
    for number, page in enumerate(pdf.pages, 1):
        left, bottom, right, top = visible_box(page)
        if max(right - left, top - bottom) > MAX_SIDE_POINTS:
            raise DocumentRefused(
                f"{name}, page {number} is {(right - left) / 72:,.0f} by {(top - bottom) / 72:,.0f} inches; "
                f"at most {MAX_SIDE_POINTS // 72} are taken. Print it to letter paper."
            )
    total = 0
    for item in pdf.objects:
        if isinstance(item, Stream):
            total += _unpacked(name, item)
            if total > MAX_ALL_BYTES:
                raise DocumentRefused(_bomb(name, MAX_ALL_BYTES))


def take_out_actions(pdf: Pdf) -> None:
    """Take every script, action and embedded file out of every object, wherever it hangs."""
    for item in pdf.objects:
        _disarm(item, 0)


def _hidden(pdf: Pdf) -> Iterator[str]:
    if "/Collection" in pdf.Root:
        yield "it is a portfolio, a folder of files behind a cover page. Save each file in it by itself."
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form and pdf.Root.get("/NeedsRendering") is not None:
        yield "its pages are drawn by a form program (XFA). Print it to a new PDF."


def _hidden_on(page: Object) -> Iterator[str]:
    for annotation in annotations_of(page):
        kind = str(annotation.get("/Subtype", ""))
        if kind == "/Redact":
            yield (
                "a redaction is marked but was never applied; the words are still there. "
                "Apply it and save a new copy."
            )
        elif kind in _OPEN_COMMENTS:
            yield (
                f"there is a comment ({kind.removeprefix('/')}). "
                "Delete it, or print it into the page if it belongs to the exhibit."
            )


def annotations_of(page: Object) -> list[Object]:
    """Return the annotations of a page that are dictionaries; anything else is damage."""
    listed = page.get("/Annots", Array())
    return [one for one in listed if isinstance(one, Dictionary)] if isinstance(listed, Array) else []


def _unpacked(name: str, stream: Stream) -> int:
    """Return how many bytes a stream unpacks to, as far as it must be known."""
    wide, high = stream.get("/Width"), stream.get("/Height")
    if isinstance(wide, int) and isinstance(high, int) and wide * high > MAX_PICTURE_PIXELS:
        raise DocumentRefused(
            f"{name} holds a picture of {wide:,} by {high:,} pixels; at most {MAX_PICTURE_PIXELS:,} in all are "
            "taken. Scan it at 300 dots to the inch."
        )
    packed = stream.read_raw_bytes()
    filters = _filters(stream)
    rounds = sum(one in ("/FlateDecode", "/Fl") for one in filters)
    if not rounds or len(packed) * _MOST_DEFLATE_GROWS**rounds <= _CHUNK:
        return len(packed)
    size = _inflated(packed, rounds)
    if size > MAX_STREAM_BYTES:
        raise DocumentRefused(_bomb(name, MAX_STREAM_BYTES))
    return size


def _filters(stream: Stream) -> Sequence[str]:
    found = stream.get("/Filter")
    if isinstance(found, Array):
        return [str(one) for one in found]
    return [str(found)] if found is not None else []


def _inflated(packed: bytes, rounds: int) -> int:
    """Return the size after so many rounds of inflation, counted no further than the limit."""
    makers = [zlib.decompressobj() for _ in range(rounds)]
    size = 0
    for start in range(0, len(packed), _CHUNK):
        for piece in _through(makers, packed[start : start + _CHUNK]):
            size += len(piece)
            if size > MAX_STREAM_BYTES:
                return size
    return size


def _through(makers: Sequence["zlib._Decompress"], piece: bytes) -> Iterator[bytes]:
    """Yield what a piece unpacks to, a mebibyte at a time; what is no deflate yields nothing more."""
    maker, rest = makers[0], piece
    while rest:
        try:
            out = maker.decompress(rest, _CHUNK)
        except zlib.error:
            return
        rest = maker.unconsumed_tail
        if len(makers) > 1:
            yield from _through(makers[1:], out)
        elif out:
            yield out


def _bomb(name: str, limit: int) -> str:
    return f"{name} unpacks to more than {limit:,} bytes. Print it to a new PDF, or scan it at 300 dots to the inch."


def _disarm(item: object, depth: int) -> None:
    """Take what acts out of a dictionary and out of those that stand in it, but not those it points to."""
    if isinstance(item, Array):
        children: list[object] = list(item)
    elif isinstance(item, Dictionary | Stream):
        action = item.get("/A")
        if isinstance(action, Dictionary) and str(action.get("/S", "")) in _ACTIONS:
            del item["/A"]
        for key in _ACTING_KEYS:
            if key in item:
                del item[key]
        children = [item.get(key) for key in item.keys()]  # noqa: SIM118 (keys of a PDF dictionary)
    else:
        return
    if depth < _MAX_DEPTH:
        for child in children:
            if isinstance(child, Object) and not child.is_indirect:
                _disarm(child, depth + 1)
