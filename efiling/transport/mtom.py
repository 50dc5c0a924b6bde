"""Messages with their files beside them (MTOM): writing them piece by piece, and reading them.

Base64 inside the XML makes a file a third larger and takes memory for all files at once; here
each file travels as it is, one at a time.
"""

from collections.abc import Iterable, Iterator, Mapping
from email.message import Message as Headers

from lxml import etree

from efiling.ecf.message import Message
from efiling.ecf.xml import to_bytes
from efiling.errors import MessageInvalid
from efiling.model import Content
from efiling.model.document import PIECE_BYTES
from efiling.transport.body import Body
from efiling.transport.lifting import XOP, Lifter, decoded
from efiling.transport.multipart import split
from efiling.transport.spool import Spool

Files = Mapping[str, Content]
"""The files of a message by content id."""

_ROOT_ID = "message@courtpacket"


def write(root: etree._Element, message: Message, *, boundary: str) -> Body:
    """Return an envelope with its files beside it. `root` is the whole envelope around the message.

    `boundary` must be unguessable, so that no file can contain it.
    """
    files = [(f"file-{n}@courtpacket", content) for n, (_, content) in enumerate(message.binaries, 1)]
    for (element, _), (content_id, _) in zip(message.binaries, files, strict=True):
        element.text = None
        etree.SubElement(element, f"{{{XOP}}}Include", href=f"cid:{content_id}", nsmap={"xop": XOP})
    xml = to_bytes(root)
    for element, _ in message.binaries:
        del element[:]
    start = _part_head(boundary, _ROOT_ID, 'application/xop+xml; charset=UTF-8; type="text/xml"', "8bit")
    heads = [_part_head(boundary, content_id, "application/pdf", "binary") for content_id, _ in files]
    end = f"\r\n--{boundary}--\r\n".encode()
    length = len(start) + len(xml) + sum(map(len, heads)) + sum(c.size_bytes for _, c in files) + len(end)

    def chunks() -> Iterator[bytes]:
        yield start
        yield xml
        for head, (_, content) in zip(heads, files, strict=True):
            yield head
            yield from content.pieces()
        yield end

    content_type = (
        f'multipart/related; type="application/xop+xml"; start="<{_ROOT_ID}>"; '
        f'start-info="text/xml"; boundary="{boundary}"'
    )
    return Body(content_type=content_type, length=length, chunks=chunks())


def _part_head(boundary: str, content_id: str, content_type: str, encoding: str) -> bytes:
    return (
        f"\r\n--{boundary}\r\nContent-Type: {content_type}\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\nContent-ID: <{content_id}>\r\n\r\n"
    ).encode()


def read(body: bytes | Iterable[bytes], content_type: str) -> tuple[bytes, dict[str, Content]]:
    """Return the XML of a body and its files by content id: those beside the XML, and large ones in it.

    The body may be given whole or as it arrives. A body that is not multipart is XML alone.

    Raises:
        MessageInvalid: it says that it is multipart and is not, or it breaks off.
    """
    chunks = _slices(body) if isinstance(body, bytes) else body
    head = Headers()
    head["Content-Type"] = content_type or "text/xml"
    lifter = Lifter(Spool())
    if head.get_content_maintype() != "multipart":
        return b"".join(lifter.lift(chunks)), lifter.parts
    boundary, start = head.get_boundary(), str(head.get_param("start", "")).strip("<>")
    if not boundary:
        raise MessageInvalid("The body", ["it is multipart and names no boundary"])
    return _read_parts(split(chunks, boundary.encode("ascii", "replace")), start, lifter)


def _read_parts(
    parts: Iterable[tuple[Headers, Iterator[bytes]]], start: str, lifter: Lifter
) -> tuple[bytes, dict[str, Content]]:
    """The root is the part that `start` names, else the first."""
    spool, files = Spool(), {}
    xml: bytes | None = None
    first: Content | None = None
    for headers, content in parts:
        name = str(headers.get("Content-ID", "")).strip().strip("<>")
        decoded = _transfer_decoded(headers, content)
        if xml is None and (name == start if start else True):
            xml = b"".join(lifter.lift(decoded))
            continue
        kept = spool.keep(decoded)
        first = first or kept
        if name:
            files[name] = kept
    if xml is None and first is not None:
        xml = b"".join(lifter.lift(first.pieces()))
    return xml or b"", files | lifter.parts


def _transfer_decoded(headers: Headers, content: Iterable[bytes]) -> Iterable[bytes]:
    """Some senders write a part in base64, as mail does."""
    if str(headers.get("Content-Transfer-Encoding", "")).strip().lower() != "base64":
        return content
    return decoded(content)


def _slices(raw: bytes) -> Iterator[bytes]:
    for begin in range(0, len(raw), PIECE_BYTES):
        yield raw[begin : begin + PIECE_BYTES]
