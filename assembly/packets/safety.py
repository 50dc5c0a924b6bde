"""The last look at finished bytes: no secret of the case may stand in what is released.

Everything that a reader could get out of a file is searched: words on the pages, properties,
bookmarks, labels, alternative texts, names, and every part of a Word file. Letters and digits
alone are compared, so that spacing, case and punctuation hide nothing.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from html import unescape
from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from assembly.model.finding import Finding, Severity
from assembly.model.likeness import Haystack
from assembly.model.pdfium_turn import in_turn
from assembly.packets.secrets import Secret

_TAG = re.compile(r"<[^>]*>")
_MAX_PART_BYTES = 50_000_000


@in_turn
def exposed_in_pdf(pdf: bytes, secrets: Sequence[Secret], document: str) -> tuple[Finding, ...]:
    """Return a blocking finding for each secret that a PDF shows."""
    if not secrets:
        return ()
    return _found("".join(_texts_of_pdf(pdf)), "\n".join(_strings_of_pdf(pdf)), secrets, document)


def exposed_in_docx(docx: bytes, secrets: Sequence[Secret], document: str) -> tuple[Finding, ...]:
    """Return a blocking finding for each secret that a Word file holds, in any of its parts."""
    if not secrets:
        return ()
    words, raw = [], []
    with zipfile.ZipFile(BytesIO(docx)) as package:
        for entry in package.infolist():
            if entry.file_size <= _MAX_PART_BYTES and entry.filename.endswith((".xml", ".rels")):
                part = package.read(entry).decode("utf-8", "replace")
                words.append(unescape(_TAG.sub("", part)))
                raw.append(unescape(part))
    return _found("\n".join(words), "\n".join(raw), secrets, document)


def exposed_in_text(text: str, secrets: Sequence[Secret], document: str) -> tuple[Finding, ...]:
    """Return a blocking finding for each secret that stands in what is written beside a document."""
    return _found("", text, secrets, document) if secrets else ()


def shows(text: str, secrets: Sequence[Secret]) -> set[str]:
    """Return the kinds of the secrets that a text holds, however they are spaced and cased."""
    haystack = Haystack(text)
    return {secret.kind for secret in secrets if haystack.holds(secret.text)}


def _found(visible: str, hidden: str, secrets: Sequence[Secret], document: str) -> tuple[Finding, ...]:
    places = {"on its pages": visible, "in its properties or hidden parts": hidden}
    return tuple(
        Finding(
            rule="safety.exposed",
            severity=Severity.BLOCK,
            message=f"{document} would show {kind} {place}.",
            citation="42 U.S.C. § 654(26)" if "whereabouts" in kind else "",
            remedy="Take it out of the text it stands in, or the template that shows it; it can't be overridden.",
            document=document,
        )
        for place, text in places.items()
        for kind in sorted(shows(text, secrets))
    )


def _texts_of_pdf(pdf: bytes) -> Iterator[str]:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        for page in opened:
            text = page.get_textpage()
            yield text.get_text_bounded()
            text.close()
            page.close()
    finally:
        opened.close()


def _strings_of_pdf(pdf: bytes) -> Iterator[str]:
    """Yield every text and name outside the pages' own content, and the metadata as it stands."""
    opened = pikepdf.open(BytesIO(pdf))
    for item in (*opened.objects, opened.trailer):
        if isinstance(item, Stream) and item.get("/Type") == Name.Metadata:
            yield unescape(item.read_bytes().decode("utf-8", "replace"))
        yield from _strings(item, 0)


def _strings(item: Object, depth: int) -> Iterator[str]:
    if isinstance(item, String):
        yield str(item)
    elif isinstance(item, Array) and depth < 8:
        for entry in item:
            yield from _strings_of_direct(entry, depth)
    elif isinstance(item, Dictionary | Stream) and depth < 8:
        for key in item.keys():  # noqa: SIM118 (a PDF dictionary iterates over nothing)
            yield from _strings_of_direct(item.get(key), depth)


def _strings_of_direct(entry: object, depth: int) -> Iterator[str]:
    """Follow what stands in place; what stands elsewhere is an object of its own."""
    if isinstance(entry, Object) and not entry.is_indirect:
        yield from _strings(entry, depth + 1)
