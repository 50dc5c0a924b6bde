"""Document properties: the title and the language, the kind of PDF, and no word on who made it."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

_PDFA = re.compile(
    rb"<pdfaid:part>(\d)</pdfaid:part>.*?<pdfaid:conformance>(\w)</pdfaid:conformance>", re.DOTALL
)
_PDFA_ATTRIBUTES = re.compile(rb"pdfaid:part=\"(\d)\".*?pdfaid:conformance=\"(\w)\"", re.DOTALL)
_PDFUA = re.compile(rb"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=\"1\"")

_ACCESSIBLE = "<pdfuaid:part>1</pdfuaid:part>\n"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{kinds}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def archive_kind(source: Pdf) -> tuple[str, str] | None:
    """Return the part and level of PDF/A that a source claims, such as ("2", "U"), or None."""
    xmp = _xmp_of(source)
    match = _PDFA.search(xmp) or _PDFA_ATTRIBUTES.search(xmp)
    return (match[1].decode(), match[2].decode()) if match else None


def claims_accessible(source: Pdf) -> bool:
    """Say whether a source claims PDF/UA-1."""
    return _PDFUA.search(_xmp_of(source)) is not None


def write_properties(
    out: Pdf, sources: Sequence[Pdf], title: str, language: str, *, first_label: int = 1, tagged: bool = True
) -> None:
    """Give the bundle its title, language and page labels, and the kinds that every source claims.

    Pages are labelled from `first_label` on. Without `tagged` it makes no claim to be accessible.
    """
    archive = {archive_kind(source) for source in sources}
    kinds = ""
    if len(archive) == 1 and (kind := archive.pop()) is not None and _take_output_intent(out, sources[0]):
        kinds += f"<pdfaid:part>{kind[0]}</pdfaid:part><pdfaid:conformance>{kind[1]}</pdfaid:conformance>\n"
    if tagged and all(claims_accessible(source) for source in sources):
        kinds += _ACCESSIBLE
    out.Root.Metadata = out.make_indirect(
        Stream(out, _xmp(title, language, kinds), Type=Name.Metadata, Subtype=Name.XML)
    )
    out.trailer.Info = out.make_indirect(Dictionary(Title=String(title)))
    out.Root.Lang = String(language)
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    out.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=first_label)]))


def accessible_xmp(title: str, language: str) -> bytes:
    """Return the metadata of a tagged page of our own."""
    return _xmp(title, language, _ACCESSIBLE)


def _xmp(title: str, language: str, kinds: str) -> bytes:
    return _XMP.format(title=escape(title), language=escape(language), kinds=kinds).encode("utf-8")


def _take_output_intent(out: Pdf, source: Pdf) -> bool:
    """Copy the colour profile that PDF/A asks for; say whether there was one."""
    intents = source.Root.get("/OutputIntents")
    if not isinstance(intents, Array) or len(intents) == 0:
        return False
    intent = intents[0]
    out.Root.OutputIntents = Array(
        [out.copy_foreign(intent if intent.is_indirect else source.make_indirect(intent))]
    )
    return True


def _xmp_of(source: Pdf) -> bytes:
    metadata = source.Root.get("/Metadata")
    return metadata.read_bytes() if isinstance(metadata, Stream) else b""
