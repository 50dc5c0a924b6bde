"""A Word file's own properties: its title and its day, and nobody's name."""

from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape

from assembly.render.word.package import parse_part

CORE = "docProps/core.xml"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
_WRITTEN = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>\
<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>"""
NO_DAY = date(1980, 1, 1)


def core_properties(title: str, day: object) -> bytes:
    """Return the part that holds a file's title and the day it was made on, and no more."""
    made_on = day if isinstance(day, date) else NO_DAY
    return _WRITTEN.format(title=escape(title), day=made_on.isoformat()).encode("utf-8")


def own_title(parts: Mapping[str, bytes]) -> str:
    """Return the title that a file says it has, or an empty text."""
    return (parse_part(parts, CORE).findtext(TITLE) or "").strip() if CORE in parts else ""
