"""Takes in what someone brings as an exhibit, in a process that is thrown away.

PDFs and pictures are taken by `assembly.bundle.upload`, Word documents by our own converter. What
comes out was read and drawn once, page by page, so that whatever reads it later can.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

import pypdfium2 as pdfium

from assembly.bundle import Bates, MarkStyle, accept_upload, mark_exhibit
from assembly.bundle.bounded import answer_in, tell_progress
from assembly.bundle.disposable import Bounds, in_disposable
from assembly.bundle.ocr import add_text_layer
from assembly.catalog import default_root
from assembly.errors import DocumentRefused

Progress = Callable[[int, int], None]

_MODULE = "assembly.packets.taking"
_WORD = "word/document.xml"
_DRAWN_PIXELS = 400
_OCR_SECONDS_A_PAGE = 20
_PAGES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken in, as a PDF that can be bound, and the pages of it that have no text, from 1."""

    pdf: bytes
    pages: int
    without_text: tuple[int, ...]


def take(name: str, content: bytes) -> Taken:
    """Return a file as a PDF that can be bound; see `accept_upload` for what is done to it.

    Raises:
        DocumentRefused: it can't be taken; the message says why and what to do.
    """
    return _taken(*in_disposable(_MODULE, name, content, {}))


def take_marked(
    name: str, content: bytes, mark: str, *, title: str, style: MarkStyle, bates: Bates | None, first: int
) -> Taken:
    """Return a file as an exhibit with its mark on every page; see `mark_exhibit`.

    Raises:
        DocumentRefused: it can't be taken; the message says why and what to do.
    """
    order = {"mark": mark, "title": title, "lines": list(style.lines), "first": first}
    if bates is not None:
        order["bates"] = [bates.prefix, bates.digits]
    return _taken(*in_disposable(_MODULE, name, content, order))


def recognize(
    name: str,
    pdf: bytes,
    *,
    program: str,
    after: int = 0,
    most: int = _PAGES_AT_ONCE,
    progress: Progress | None = None,
) -> bytes:
    """Return a PDF whose pages that are only pictures have an invisible layer of their words.

    `program` is the path of tesseract; `after` and `most` choose pages as in `add_text_layer`, and
    `progress` is told how many of how many are done. It may take 20 seconds a page that is asked for.

    Raises:
        DocumentRefused: the file can't be read, or the recognition took too long.
    """
    bounds = Bounds(seconds=120 + _OCR_SECONDS_A_PAGE * most)
    made, _ = in_disposable(
        _MODULE, name, pdf, {"ocr": program, "after": after, "most": most}, bounds=bounds, progress=progress
    )
    return made


def _taken(pdf: bytes, told: Mapping[str, object]) -> Taken:
    return Taken(pdf, int(cast(int, told["pages"])), tuple(cast("list[int]", told["without_text"])))


def _work(content: bytes, order: Mapping[str, object]) -> tuple[bytes, Mapping[str, object]]:
    """Do inside the process what was ordered."""
    name = str(order["name"])
    if "ocr" in order:
        folder = Path(str(order["folder"]))
        made = add_text_layer(
            name,
            content,
            program=str(order["ocr"]),
            after=int(cast(int, order["after"])),
            most=cast("int | None", order["most"]),
            told=lambda done, total: tell_progress(folder, done, total),
        )
        return made, {}
    pdf = _laid_out(name, content) if _is_word(content) else accept_upload(name, content)
    without = _drawn_once(name, pdf)
    pages = len(without)
    if "mark" in order:
        bates = cast("list[str] | None", order.get("bates"))
        pdf = mark_exhibit(
            str(order["mark"]),
            pdf,
            title=str(order["title"]),
            style=MarkStyle(tuple(cast("list[str]", order["lines"]))),
            bates=Bates(bates[0], int(bates[1])) if bates else None,
            first=int(cast(int, order["first"])),
        )
    return pdf, {"pages": pages, "without_text": [place for place, bare in enumerate(without, 1) if bare]}


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _WORD in package.NameToInfo
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _laid_out(name: str, content: bytes) -> bytes:
    """Return a Word document on plain letter paper; what our converter can't show is refused by it."""
    from assembly.render.word import render_file

    try:
        pages = render_file(
            content,
            title=Path(name).stem or name,
            language="en-US",
            stylesheet=default_root() / "_shared" / "letter.css",
            prepared_on=date(2000, 1, 1),  # an exhibit bears no day of ours; its metadata are taken out
        )
    except DocumentRefused as refused:
        raise DocumentRefused(f"{name}: {refused} Or print it to a PDF, and bring that.") from refused
    return accept_upload(name, pages.pdf)


def _drawn_once(name: str, pdf: bytes) -> list[bool]:
    """Read and draw every page, small, and say of each whether it shows something but has no text."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for place in range(len(document)):
        try:
            page = document[place]
            letters = page.get_textpage().get_text_bounded().strip()
            scale = _DRAWN_PIXELS / max(page.get_width(), page.get_height(), 1)
            drawn = page.render(scale=scale, grayscale=True).to_pil()
        except pdfium.PdfiumError as error:
            raise DocumentRefused(f"{name}, page {place + 1} is damaged. Print it to a new PDF.") from error
        found.append(not letters and drawn.getextrema()[0] < 200)
        page.close()
    document.close()
    return found


if __name__ == "__main__":
    answer_in(_work)
