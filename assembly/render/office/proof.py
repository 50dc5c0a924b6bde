"""Proof that what LibreOffice made has every word of the Word file, and is a PDF that can be filed."""

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name

from assembly.errors import DocumentRefused
from assembly.model.pdfium_turn import in_turn
from assembly.render.office.pieces import body_pieces, margin_pieces, note_pieces
from assembly.render.word.conserve import letters, texts_in_boxes

MOST_PAGES = 2_000
SHOWN = 60
ENDLESS = 1e6  # points
SLACK = 12  # letters of a page's foot that may look like the words that go on overleaf


def check_pdf(raw: bytes) -> int:
    """Return how many pages a PDF has, once it is known to be whole and to hold nothing active.

    Raises:
        DocumentRefused: it is damaged, encrypted, empty or endless, holds scripts, forms or files, or lacks a font.
    """
    try:
        with pikepdf.open(io.BytesIO(raw)) as pdf:
            faults, pages = list(_faults(pdf)), len(pdf.pages)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise DocumentRefused("LibreOffice did not make a readable PDF of the Word file.") from error
    if not 0 < pages <= MOST_PAGES:
        faults.append(f"{pages:,} pages, of at most {MOST_PAGES:,}")
    if faults:
        raise DocumentRefused(f"The PDF that LibreOffice made can't be filed: it has {'; '.join(faults)}.")
    return pages


def check_words(parts: Mapping[str, bytes], pdf: bytes) -> None:
    """Hold the pages against the Word file: every stretch of its text is printed whole, as often as it is written.

    Text in order is looked for in order; what a text box or a floating table moves may stand anywhere. List
    numbers and fields that count anew are LibreOffice's own.

    Raises:
        DocumentRefused: naming the first stretch that is not on the pages.
    """
    wanted = body_pieces(parts) + note_pieces(parts)
    readings = _read(pdf), _drawn(pdf)
    lost = [_first_lost(wanted, pages) for pages in readings]
    if all(lost):
        raise DocumentRefused(
            f"LibreOffice did not print these words of the Word file: {str(lost[0])[:SHOWN]!r}. "
            "Hidden text, a field that cannot be worked out, or text that does not fit its box: mend it in Word."
        )
    for piece in margin_pieces(parts):
        if not any(piece in page for pages in readings for page in pages):
            raise DocumentRefused(
                f"LibreOffice did not print these words of the header or footer: {piece[:SHOWN]!r}. Mend it in Word."
            )


def _first_lost(wanted: Sequence[str], texts: Sequence[str]) -> str | None:
    pages = _Pages(texts)
    return next((piece for piece in wanted if not pages.take(piece)), None)


class _Pages:
    """The letters of each page, and which of them have been matched."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self.used = [bytearray(len(text)) for text in texts]
        self.page, self.place = 0, 0

    def take(self, piece: str) -> bool:
        """Mark the next place where a stretch stands whole; False where there is none left."""
        for number in range(self.page, len(self.texts)):
            start = self.place if number == self.page else 0
            if self._whole(piece, number, start) or self._over_pages(piece, number, start):
                return True
        return any(self._anywhere(piece, number) for number in range(len(self.texts)))

    def _whole(self, piece: str, number: int, start: int) -> bool:
        found = self._free(piece, number, start)
        if found < 0:
            return False
        self._mark(number, found, len(piece))
        self.page, self.place = number, found + len(piece)
        return True

    def _over_pages(self, piece: str, number: int, start: int) -> bool:
        """Match a stretch that begins on one page and goes on over the next ones."""
        if number + 1 >= len(self.texts):
            return False
        most = _longest(piece, self.texts[number], start)
        for length in range(most, max(0, most - SLACK), -1):
            begins = self._free(piece[:length], number, start)
            if begins < 0:
                continue
            kept = self.page, self.place
            if self._whole(piece[length:], number + 1, 0) or self._over_pages(piece[length:], number + 1, 0):
                self._mark(number, begins, length)
                return True
            self.page, self.place = kept
        return False

    def _anywhere(self, piece: str, number: int) -> bool:
        found = self._free(piece, number, 0)
        if found < 0:
            return False
        self._mark(number, found, len(piece))
        return True

    def _free(self, piece: str, number: int, start: int) -> int:
        """Return the first place from `start` where a stretch stands in letters not matched yet; -1 for none."""
        found = self.texts[number].find(piece, start)
        while found >= 0 and any(self.used[number][found : found + len(piece)]):
            found = self.texts[number].find(piece, found + 1)
        return found

    def _mark(self, number: int, start: int, length: int) -> None:
        self.used[number][start : start + length] = b"\1" * length


def _longest(piece: str, text: str, start: int) -> int:
    """Return how many of a stretch's first letters stand together somewhere in a text."""
    low, high = 0, len(piece) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if text.find(piece[:middle], start) >= 0:
            low = middle
        else:
            high = middle - 1
    return low


@in_turn
def _read(raw: bytes) -> list[str]:
    """Return the letters of each page as they are read, line by line."""
    document = pdfium.PdfDocument(raw)
    try:
        return [letters(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def _drawn(raw: bytes) -> list[str]:
    """Return the letters of each page as they are drawn, which tab stops and columns do not put out of order."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        count = len(pdf.pages)
    everywhere = [(-ENDLESS, -ENDLESS, ENDLESS, ENDLESS)] * count
    return [letters(text) for text in texts_in_boxes(raw, everywhere)]


def _faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "a lock"
    if "/AcroForm" in pdf.Root:
        yield "fields to fill in"
    if "/AA" in pdf.Root or "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "scripts"
    if "/EmbeddedFiles" in pdf.Root.get("/Names", {}):
        yield "files inside it"
    names = [
        str(thing.get("/FontName", ""))
        for thing in pdf.objects
        if isinstance(thing, Dictionary)
        and thing.get("/Type") == Name.FontDescriptor
        and not _is_embedded(thing)
    ]
    if names:
        yield f"fonts that are not inside it ({', '.join(sorted(set(names)))})"


def _is_embedded(descriptor: Dictionary) -> bool:
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
