"""The metadata (XMP) by which a PDF says what it is: its title and language, PDF/A and PDF/UA.

PDF/A knows no property of PDF/UA, so a file that claims both says itself what `pdfuaid:part` is
(ISO 19005-2, 6.6.2.3).
"""

from xml.sax.saxutils import escape

_PDFUA_PART = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
_EXTENSION_SPACES = """
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#\""""
_DESCRIPTION = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"{spaces}>
{kinds}<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{days}{extension}</rdf:Description>
</rdf:RDF>"""
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
{description}
</x:xmpmeta>
<?xpacket end="r"?>"""


def description(
    title: str,
    language: str,
    *,
    day: str = "",
    archive: tuple[str, str] | None = None,
    accessible: bool = False,
) -> bytes:
    """Return the RDF of a PDF. `day` is in ISO 8601, or empty where the file bears none.

    `archive` is the part and level of PDF/A that the file meets, such as ("2", "U"); `accessible`
    says that it meets PDF/UA-1.
    """
    kinds, spaces = "", ""
    if day:
        spaces += ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
    if archive is not None:
        spaces += ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
        kinds += (
            f"<pdfaid:part>{archive[0]}</pdfaid:part><pdfaid:conformance>{archive[1]}</pdfaid:conformance>"
        )
    if accessible:
        spaces += ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
        kinds += "<pdfuaid:part>1</pdfuaid:part>"
    if accessible and archive is not None:
        spaces += _EXTENSION_SPACES
    return _DESCRIPTION.format(
        spaces=spaces,
        kinds=f"{kinds}\n" if kinds else "",
        title=escape(title),
        language=escape(language),
        days=f"<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>\n" if day else "",
        extension=_PDFUA_PART if accessible and archive is not None else "",
    ).encode()


def packet(
    title: str,
    language: str,
    *,
    day: str = "",
    archive: tuple[str, str] | None = None,
    accessible: bool = False,
) -> bytes:
    """Return the whole metadata stream of a PDF, with `description` inside."""
    inner = description(title, language, day=day, archive=archive, accessible=accessible)
    return _PACKET.format(description=inner.decode()).encode()
