"""A Word file as a package of parts: opened within limits, written with the same bytes each time.

What comes from outside is hostile until it is checked: sizes are known before anything is
unpacked, and macros, outside links and embedded objects are refused by name.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.naming import MOST_NAMED, Places
from assembly.render.word.ooxml import DRAWING, NAMESPACE, W
from assembly.render.word.part_names import with_usual_names
from assembly.render.word.zip import Packed, pack, write_zip

MOST_BYTES = 60_000_000
MOST_UNPACKED = 300_000_000
MOST_RATIO = 200
HARMLESS = 10_000_000  # bytes: a text that says the same thing over and over packs well too
MOST_PARTS = 3_000
MOST_XML = 40_000_000
DEEPEST = 256  # elements within elements; the XML reader's own limit
TYPES = "[Content_Types].xml"
MAIN = "word/document.xml"
PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
)
LINKED = {"attachedTemplate": "a template", "image": "a picture", "oleObject": "an object"}
NEAR_TEMPLATE = re.compile(
    r"(?:file:/{2,4})?[a-z]:[\\/].*|file:///[^\\/].*|(?:file:/{2,3})?\\\\[\w-]+\\.*|(?!\w[\w+.-]+:)[^\\/].*",
    re.IGNORECASE | re.DOTALL,
)
"""Where the templates lie that a paper was begun from: on a drive, or on a computer of the office's own network.
Word notes it in most files of an office; nothing is fetched from it here. One anywhere else could act when Word opens the file."""
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/picture": b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
"""The names of the strict kind of Word file (ISO/IEC 29500-1) and those of the usual kind, which are read."""


def open_package(raw: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name.

    Raises:
        DocumentRefused: it is not a Word file, is too large once unpacked, or holds macros,
            embedded objects or content that would be fetched from outside.
    """
    if len(raw) > MOST_BYTES:
        raise DocumentRefused(f"The Word file has {len(raw):,} bytes; at most {MOST_BYTES:,} are read.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_sizes(archive)
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise DocumentRefused(
            "This is not a Word file (.docx), or it is damaged. Save it again from Word."
        ) from error
    parts = with_usual_names(parts, lambda name: parse_part(parts, name))
    if MAIN not in parts:
        raise DocumentRefused("This is not a Word document: it has no main text.")
    _refuse_active(parts)
    return parts


def parse_part(parts: Mapping[str, bytes], name: str) -> etree._Element:
    """Return a part as XML.

    Raises:
        DocumentRefused: it is not well-formed XML, or brings a document type of its own.
    """
    raw = parts[name]
    if len(raw) > MOST_XML:
        raise DocumentRefused(
            f"A part of the Word file has {len(raw):,} bytes; at most {MOST_XML:,} are read."
        )
    if b"<!DOCTYPE" in raw[:2000] or b"<!ENTITY" in raw:
        raise DocumentRefused(
            "The Word file declares a document type, which Word never does. It is not opened."
        )
    if b"http://purl.oclc.org/ooxml/" in raw:
        for strict, usual in STRICT.items():
            raw = raw.replace(b'"' + strict + b'"', b'"' + usual + b'"')
    try:
        root = etree.fromstring(raw, PARSER)
    except etree.XMLSyntaxError as error:
        raise DocumentRefused(_damaged(name, str(error))) from error
    if name == MAIN and etree.QName(root).namespace != NAMESPACE:
        raise DocumentRefused(
            "This is not a Word document that can be read: its main text is in no known form. Save it again from Word."
        )
    return root


def relations_of(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return what the relations of a part, such as `word/document.xml`, go to, by their ids.

    Raises:
        DocumentRefused: the relations are damaged.
    """
    folder, _, file = name.rpartition("/")
    held = f"{folder}/_rels/{file}.rels"
    return {r.get("Id", ""): r.get("Target", "") for r in parse_part(parts, held)} if held in parts else {}


def _damaged(name: str, error: str) -> str:
    if "depth" in error.lower():
        return f"A part of the Word file ({name}) nests deeper than {DEEPEST} elements, which no paper needs. It is not opened."
    return f"A part of the Word file is damaged ({name}). Save it again from Word."


def write_package(parts: Mapping[str, bytes], packed: Mapping[str, Packed] | None = None) -> bytes:
    """Return the parts as a Word file; the same parts give the same bytes.

    `packed` are parts that were packed before, for a file of which many are written.
    """
    ready = dict(packed or {})
    ready.update({name: pack(raw) for name, raw in parts.items() if name not in ready})
    return write_zip({name: ready[name] for name in sorted(ready, key=lambda name: (name != TYPES, name))})


def _check_sizes(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(info.file_size for info in entries)
    packed = max(1, sum(info.compress_size for info in entries))
    swells = unpacked > HARMLESS and unpacked / packed > MOST_RATIO
    if len(entries) > MOST_PARTS or unpacked > MOST_UNPACKED or swells:
        raise DocumentRefused(
            f"The Word file unpacks to {unpacked:,} bytes in {len(entries):,} parts, which no letter or pleading needs. "
            "It is not opened."
        )
    if any(".." in info.filename.split("/") or info.filename.startswith("/") for info in entries):
        raise DocumentRefused("The Word file names a place outside itself. It is not opened.")


def _refuse_active(parts: Mapping[str, bytes]) -> None:
    faults = []
    if any(name.lower().endswith(("vbaproject.bin", ".bin")) and "vba" in name.lower() for name in parts):
        faults.append("macros")
    if any(name.startswith(("word/embeddings/", "word/activeX/")) for name in parts):
        faults.append(f"embedded objects{_embedded_in(parts)}")
    if any(name.startswith("word/afchunk") for name in parts):
        faults.append("an inserted foreign document")
    linked = {kind for name in parts if name.endswith(".rels") for kind in _fetched(parse_part(parts, name))}
    if linked:
        faults.append(f"content that would be fetched from outside ({', '.join(sorted(linked))})")
    if faults:
        raise DocumentRefused(
            f"The Word file holds {', '.join(faults)}. Remove them in Word and save the file again."
        )


def _embedded_in(parts: Mapping[str, bytes]) -> str:
    """Return in which paragraphs of the text objects, controls and charts with their own file stand, to be read after what they are."""
    root = parse_part(parts, MAIN)
    places, chart = Places(root), f"{DRAWING}graphicData"
    held = (
        node
        for node in root.iter(W.object, W.control, chart)
        if node.tag != chart or "chart" in node.get("uri", "")
    )
    found = [place for place in dict.fromkeys(map(places.of, held)) if place]
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return f" ({'; '.join(found[:MOST_NAMED])}{more})" if found else ""


def _fetched(relations: etree._Element) -> Iterator[str]:
    """Yield what would be fetched from outside, each as it is named to a person."""
    for relation in relations:
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
        if relation.get("TargetMode") != "External" or kind == "hyperlink":
            continue
        if kind == "attachedTemplate" and NEAR_TEMPLATE.fullmatch(relation.get("Target", "")):
            continue
        yield LINKED.get(kind, "a part")
