"""Writes one case's file: the background's bytes, the case's own objects, one cross-reference stream."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from assembly.render.forms import typeface
from assembly.render.forms.background import Background
from assembly.render.pdf.syntax import stream, text_string
from assembly.render.pdf.xref import ROW, WIDTHS

PRODUCER = "Courtpacket"
UA = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>\n'
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">\n'
    '{ua}<dc:format>application/pdf</dc:format>\n<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>'
    "</rdf:Alt></dc:title>\n<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>\n"
    "<pdf:Producer>{producer}</pdf:Producer>\n"
    '</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="r"?>'
)


def write_case(
    background: Background,
    stamps: Sequence[bytes],
    *,
    title: str,
    prepared_on: date,
    han: str = "",
    tags: Sequence[Sequence[str]] = (),
) -> bytes:
    """Return the finished file; `stamps` are the content streams of its pages, in order.

    `han` are the ideographs used, sorted; `tags` the kinds of what is read as one on each addendum page. The same input gives the same bytes. The contents are not
    compressed: beside the background they are small, and compressing them takes longer than all else.
    """
    objects = dict(zip(background.stamps, [stream(b"", data, level=None) for data in stamps], strict=True))
    objects[background.metadata] = _metadata(title, prepared_on, declares_ua=background.declares_ua)
    objects[background.info] = _info(title, prepared_on)
    if han:
        objects.update(typeface.font_objects(typeface.han(han), background.han))
    objects.update(_structure(background, tags))
    last = max(background.size, *(number + 1 for number in objects))
    parts, rows, offset = [background.head], [], len(background.head)
    for number, body in sorted(objects.items()):
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        rows.append(ROW.pack(1, offset, 0))
        parts.append(part)
        offset += len(part)
    rows.append(ROW.pack(1, offset, 0))
    identity = hashlib.sha256(b"".join([background.digest, *parts[1:]])).hexdigest()[:32].upper().encode()
    data = background.xref.with_rows(b"".join(rows))
    parts.append(
        b"%d 0 obj\n<</Type/XRef/Size %d/W%b/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]/Filter/FlateDecode"
        b"/Length %d>>stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        % (
            last,
            last + 1,
            WIDTHS,
            background.catalog,
            background.info,
            identity,
            identity,
            len(data),
            data,
            offset,
        )
    )
    return b"".join(parts)


def _structure(background: Background, tags: Sequence[Sequence[str]]) -> Iterator[tuple[int, bytes]]:
    """Yield the case's own part of the reading structure: what its addendum pages hold."""
    number = background.size
    for place, (page, section, row) in enumerate(background.sections):
        of_page = tags[place] if place < len(tags) else ()
        kids = range(number, number + len(of_page))
        number += len(of_page)
        for mark, (kid, tag) in enumerate(zip(kids, of_page, strict=True)):
            yield (
                kid,
                b"<</Type/StructElem/S/%b/P %d 0 R/Pg %d 0 R/K %d>>" % (tag.encode(), section, page, mark),
            )
        held = b" ".join(b"%d 0 R" % kid for kid in kids)
        yield section, b"<</Type/StructElem/S/Sect/P %d 0 R/K[%b]>>" % (background.structure, held)
        yield row, b"[%b]" % held


def _metadata(title: str, prepared_on: date, *, declares_ua: bool) -> bytes:
    text = XMP.format(
        title=escape(title),
        day=prepared_on.isoformat(),
        producer=PRODUCER,
        ua=UA if declares_ua else "",
    )
    return stream(b"/Type/Metadata/Subtype/XML", text.encode(), level=None)


def _info(title: str, prepared_on: date) -> bytes:
    day = prepared_on.strftime("D:%Y%m%d000000Z").encode()
    return b"<</Title %b/Producer(%b)/CreationDate(%b)>>" % (text_string(title), PRODUCER.encode(), day)
