"""Messages with their files beside them (MTOM): writing them piece by piece, and reading them.

Base64 inside the XML makes a file a third larger and takes memory for all files at once; here
each file travels as it is, one at a time.
"""

import re
from collections.abc import Iterator
from email.message import Message as Headers
from email.parser import BytesHeaderParser
from email.policy import HTTP
from itertools import pairwise

from lxml import etree

from efiling.ecf.message import Message
from efiling.ecf.xml import to_bytes
from efiling.errors import MessageInvalid
from efiling.transport.body import Body

XOP = "http://www.w3.org/2004/08/xop/include"
_ROOT_ID = "message@courtpacket"
_PART_HEADER = re.compile(rb"\r?\n\r?\n")
MAX_PARTS = 200


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
            yield content.read()
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


def read(raw: bytes, content_type: str) -> tuple[bytes, dict[str, bytes]]:
    """Return the XML of a body and the files beside it by content id.

    A body that is not multipart is XML alone.

    Raises:
        MessageInvalid: it says that it is multipart and is not.
    """
    head = Headers()
    head["Content-Type"] = content_type or "text/xml"
    if head.get_content_maintype() != "multipart":
        return raw, {}
    boundary, start = head.get_boundary(), str(head.get_param("start", "")).strip("<>")
    if not boundary:
        raise MessageInvalid("The body", ["it is multipart and names no boundary"])
    parts = list(_parts(raw, boundary.encode("ascii", "replace")))
    if not parts:
        raise MessageInvalid("The body", ["it is multipart and has no part"])
    root = next((content for name, content in parts if start and name == start), parts[0][1])
    return root, {name: content for name, content in parts if name}


def _parts(raw: bytes, boundary: bytes) -> Iterator[tuple[str, bytes]]:
    marks = [found.start() for found in re.finditer(re.escape(b"--" + boundary), raw)]
    if len(marks) > MAX_PARTS:
        raise MessageInvalid("The body", [f"it has more than {MAX_PARTS} parts"])
    for here, after in pairwise([*marks, len(raw)]):
        begin = here + 2 + len(boundary)
        if raw[begin : begin + 2] == b"--":
            return
        header = _PART_HEADER.search(raw, begin, min(after, begin + 8192))
        if header is None:
            continue
        head = BytesHeaderParser(policy=HTTP).parsebytes(raw[begin : header.start()].lstrip(b"\r\n"))
        end = after
        if raw[end - 2 : end] == b"\r\n":
            end -= 2
        elif raw[end - 1 : end] == b"\n":
            end -= 1
        yield str(head.get("Content-ID", "")).strip().strip("<>"), raw[header.end() : max(end, header.end())]
