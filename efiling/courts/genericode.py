"""Code lists as courts publish them: genericode 1.0, one XML file in a zip."""

import io
import zipfile

from lxml import etree

from efiling.courts.codes import Code, CodeSet
from efiling.ecf.reading import attribute, child, children, every, first, local, text
from efiling.ecf.xml import Element, parse
from efiling.errors import MessageInvalid

GENERICODE = "http://docs.oasis-open.org/codelist/ns/genericode/1.0/"
MAX_BYTES = 100_000_000
MAX_ROWS = 500_000


def read_code_list(raw: bytes, name: str) -> CodeSet:
    """Return a code list from its zip, or from its XML alone.

    Values are trimmed: courts leave blanks around codes and names. Columns other than code and
    name keep the list's own names.

    Raises:
        MessageInvalid: it is no code list, is too large, or has a row without a code.
    """
    root = parse(_unzipped(raw, name), message=f"Code list {name}", max_bytes=MAX_BYTES)
    if local(root) != "CodeList":
        raise MessageInvalid(f"Code list {name}", [f"{local(root)} was sent instead"])
    rows = tuple(_row(found) for found in every(root, "Row"))
    if len(rows) > MAX_ROWS:
        raise MessageInvalid(f"Code list {name}", [f"it has more than {MAX_ROWS:,} rows"])
    if not all(row.code for row in rows):
        raise MessageInvalid(f"Code list {name}", ["a row has no code"])
    return CodeSet(name=name, rows=rows, version=text(child(root, "Identification"), "Version"))


def _unzipped(raw: bytes, name: str) -> bytes:
    if not raw.startswith(b"PK"):
        return raw
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1 or members[0].file_size > MAX_BYTES:
                raise MessageInvalid(f"Code list {name}", ["the zip holds not one file of sensible size"])
            return archive.read(members[0])
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise MessageInvalid(f"Code list {name}", ["the zip cannot be read"]) from None


def _row(found: Element) -> Code:
    columns = {
        attribute(cell, "ColumnRef"): text(first(cell, "SimpleValue")) for cell in children(found, "Value")
    }
    # one publisher calls a code's name its description
    name = columns.pop("name", "") or columns.get("description", "")
    return Code(code=columns.pop("code", ""), name=name, columns=columns)


def write_code_list(codes: CodeSet) -> bytes:
    """Return a code list as a court publishes it: a zip with one XML file."""
    root = etree.Element(f"{{{GENERICODE}}}CodeList", nsmap={"gc": GENERICODE})
    head = etree.SubElement(root, "Identification")
    etree.SubElement(head, "ShortName").text = codes.name
    etree.SubElement(head, "Version").text = codes.version
    names = ["code", "name", *sorted({name for row in codes.rows for name in row.columns})]
    columns = etree.SubElement(root, "ColumnSet")
    for name in names:
        etree.SubElement(
            etree.SubElement(columns, "Column", Id=name, Use="required"), "ShortName"
        ).text = name
    listed = etree.SubElement(root, "SimpleCodeList")
    for row in codes.rows:
        cells = etree.SubElement(listed, "Row")
        for name, value in {"code": row.code, "name": row.name, **row.columns}.items():
            cell = etree.SubElement(cells, "Value", ColumnRef=name)
            etree.SubElement(cell, "SimpleValue").text = value
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(f"{codes.name}.xml", date_time=(2026, 1, 1, 0, 0, 0))
        archive.writestr(entry, etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return out.getvalue()
