"""Writes a file's properties anew with its title alone (38)."""

import re
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Object, Pdf, Stream, String

from efiling.preflight.mend import mend

PRIVATE_OF_FILE = ("/PieceInfo", "/SpiderInfo", "/Perms", "/Legal")
PRIVATE_OF_PAGE = ("/AA", "/PieceInfo", "/Thumb", "/Metadata", "/LastModified")
KINDS = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{kinds}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@mend(38)
def forget(pdf: Pdf) -> None:
    """Keep the title and the kind of PDF (PDF/A, PDF/UA); earlier versions go when the file is saved."""
    title = str(pdf.docinfo.get("/Title", "")) if "/Info" in pdf.trailer else ""
    xmp = XMP.format(title=escape(title), kinds=_kinds(pdf.Root.get("/Metadata")))
    pdf.Root.Metadata = pdf.make_indirect(
        Stream(pdf, xmp.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    )
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(title)))
    for key in PRIVATE_OF_FILE:
        _drop(pdf.Root, key)
    for page in pdf.pages:
        for key in PRIVATE_OF_PAGE:
            _drop(page.obj, key)


def _kinds(metadata: object) -> str:
    """Return the claims of PDF/A and PDF/UA that the file made, as elements."""
    if not isinstance(metadata, Stream):
        return ""
    text = metadata.read_bytes().decode("utf-8", "replace")
    found = ((name, re.search(rf"{name}(?:>|=\")(\w+)", text)) for name in KINDS)
    return "".join(f"<{name}>{match[1]}</{name}>\n" for name, match in found if match)


def _drop(holder: Object, key: str) -> None:
    if key in holder:
        del holder[key]
