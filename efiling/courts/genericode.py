"""Code lists as courts publish them: genericode 1.0, one XML file in a zip."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from efiling.courts.codes import Code, CodeSet
from efiling.courts.published import PUBLISHED_COLUMNS, column_name
from efiling.ecf.reading import attribute, child, every, local, text
from efiling.ecf.xml import Element, parse
from efiling.errors import MessageInvalid

GENERICODE = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/"
MAX_BYTES = 100_000_000
MAX_ROWS = 500_000


def read_code_list(raw: bytes, name: str) -> CodeSet:
    """Return a code list from its zip, or from its XML alone.

    Values are trimmed: courts leave blanks around codes and names. Columns other than code and
    name have our names where we have one, else the list's own; a flag is "true" or "false".

    Raises:
        MessageInvalid: it is no code list, is too large, or has rows and none with a code.
    """
    root = parse(_unzipped(raw, name), message=f"Code list {name}", max_bytes=MAX_BYTES)
    if local(root) != "CodeList":
        raise MessageInvalid(f"Code list {name}", [f"{local(root)} was sent instead"])
    columns = list(_columns(root))
    ours = dict(columns)
    found = [_row(row, columns, ours) for row in root.iter("{*}Row")]
    if len(found) > MAX_ROWS:
        raise MessageInvalid(f"Code list {name}", [f"it has more than {MAX_ROWS:,} rows"])
    rows = tuple(row for row in found if row.code)  # a row without a code says nothing that could be filed
    if found and not rows:
        raise MessageInvalid(f"Code list {name}", ["no row has a code"])
    return CodeSet(name=name, rows=rows, version=text(child(root, "Identification"), "Version"))


def _unzipped(raw: bytes, name: str) -> bytes:
    if not raw.startswith(b"PK"):
        return raw
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = [member for member in archive.infolist() if not _is_of_the_archiver(member)]
            if len(members) != 1 or members[0].file_size > MAX_BYTES:
                raise MessageInvalid(f"Code list {name}", ["the zip holds not one file of sensible size"])
            return archive.read(members[0])
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise MessageInvalid(f"Code list {name}", ["the zip cannot be read"]) from None


def _is_of_the_archiver(member: zipfile.ZipInfo) -> bool:
    """Folders, and what some archivers add beside a file."""
    return member.is_dir() or member.filename.startswith("__MACOSX/") or member.filename.endswith(".DS_Store")


def _columns(root: Element) -> Iterator[tuple[str, str]]:
    """Yield each column's id and our name of it; "code" and "name" are known by their short names, too."""
    found = [(attribute(c, "Id"), text(c, "ShortName")) for c in every(child(root, "ColumnSet"), "Column")]
    ids = {own.casefold() for own, _ in found}
    for own, short in found:
        known = short.casefold() if short.casefold() in _OURS - ids else ""
        yield own, known or _ours(own)


_OURS = frozenset({"code", "name"})


def _ours(own: str) -> str:
    return own.casefold() if own.casefold() in _OURS else column_name(own)


_FLAGS = {"True": "true", "TRUE": "true", "False": "false", "FALSE": "false"}


def _row(found: Element, columns: list[tuple[str, str]], ours: dict[str, str]) -> Code:
    """A cell that does not say its column stands in the one after that of the cell before."""
    cells: dict[str, str] = {}
    place = -1
    for cell in found.iterchildren("{*}Value"):
        own = cell.get("ColumnRef", "")
        if not own:
            place += 1
            own = columns[place][0] if place < len(columns) else ""
        elif own in ours:
            place = next((n for n, (known, _) in enumerate(columns) if known == own), place)
        if own not in ours:
            ours[own] = _ours(own)
        written = next((value.text or "" for value in cell.iterchildren("{*}SimpleValue")), "").strip()
        cells[ours[own]] = _FLAGS.get(written, written)
    # one publisher calls a code's name its description
    name = cells.pop("name", "") or cells.get("description", "")
    return Code(code=cells.pop("code", ""), name=name, columns=cells)


def write_code_list(codes: CodeSet) -> bytes:
    """Return a code list as a court publishes it: a zip with one XML file."""
    root = etree.Element(f"{{{GENERICODE}}}CodeList", nsmap={"gc": GENERICODE})
    head = etree.SubElement(root, "Identification")
    etree.SubElement(head, "ShortName").text = codes.name
    etree.SubElement(head, "Version").text = codes.version
    own = sorted({name for row in codes.rows for name in row.columns})
    names = ["code", "name", *(PUBLISHED_COLUMNS.get(name, name) for name in own)]
    columns = etree.SubElement(root, "ColumnSet")
    for name in names:
        etree.SubElement(
            etree.SubElement(columns, "Column", Id=name, Use="required"), "ShortName"
        ).text = name
    listed = etree.SubElement(root, "SimpleCodeList")
    for row in codes.rows:
        cells = etree.SubElement(listed, "Row")
        for name, value in {"code": row.code, "name": row.name, **row.columns}.items():
            cell = etree.SubElement(cells, "Value", ColumnRef=PUBLISHED_COLUMNS.get(name, name))
            etree.SubElement(cell, "SimpleValue").text = value
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(f"{codes.name}.xml", date_time=(2026, 1, 1, 0, 0, 0))
        archive.writestr(entry, etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return out.getvalue()
