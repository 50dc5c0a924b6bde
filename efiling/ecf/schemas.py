"""The official schemas that an office installs: where they are, and checking a message with them.

The schemas are not part of the product. `install` copies a published set, given as a folder or
a zip, into the office's data folder; from then on every message is checked before it goes.
"""

import io
import tempfile
import threading
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import cast

from lxml import etree

from efiling.ecf.reading import local
from efiling.ecf.xml import Element
from efiling.errors import MessageInvalid, SchemasFault

DRIVERS = {"4": "ecf4-all.xsd", "5": "ecf5-all.xsd"}
"""The schema of each version that imports all others; only it knows every substitution."""

MAX_FILES = 500
MAX_FILE_BYTES = 10_000_000


def folder(home: Path) -> Path:
    """Return where the schemas are in an office's data folder."""
    return home / "schemas"


def installed(home: Path) -> tuple[str, ...]:
    """Return the versions whose schemas are installed."""
    return tuple(version for version, driver in DRIVERS.items() if _driver(folder(home), driver) is not None)


def install(source: Path, home: Path) -> tuple[str, ...]:
    """Copy a published schema set into the data folder and return the versions that it has.

    All or nothing: what was installed stays as it is unless everything new can be compiled.

    Raises:
        SchemasFault: nothing usable is in `source`, or a schema does not compile.
    """
    files = _read_zip(source) if source.is_file() else _read_folder(source)
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as work:
        staged = Path(work) / "schemas"
        for name, content in files.items():
            target = staged / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        versions = tuple(v for v, driver in DRIVERS.items() if _driver(staged, driver) is not None)
        if not versions:
            raise SchemasFault(f"{source} has none of {', '.join(DRIVERS.values())}; give the published set.")
        for version in versions:
            _compile(staged, version)
        _swap(staged, folder(home), Path(work) / "old")
    return versions


def _swap(staged: Path, target: Path, aside: Path) -> None:
    if target.exists():
        target.rename(aside)
    staged.rename(target)


def _read_folder(source: Path) -> dict[str, bytes]:
    if not source.is_dir():
        raise SchemasFault(f"{source} is neither a folder nor a zip.")
    found = [
        path for path in sorted(source.rglob("*")) if path.suffix in (".xsd", ".wsdl") and path.is_file()
    ]
    if len(found) > MAX_FILES or any(path.stat().st_size > MAX_FILE_BYTES for path in found):
        raise SchemasFault(
            f"{source} has more than {MAX_FILES} schemas or one too large; give the set alone."
        )
    return {path.relative_to(source).as_posix(): path.read_bytes() for path in found}


def _read_zip(source: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(source.read_bytes())) as archive:
            members = [m for m in archive.infolist() if m.filename.endswith((".xsd", ".wsdl"))]
            if len(members) > MAX_FILES or any(m.file_size > MAX_FILE_BYTES for m in members):
                raise SchemasFault(f"{source} unpacks to more than a schema set; give the published zip.")
            if any(not _stays_inside(m.filename) for m in members):
                raise SchemasFault(f"{source} has file names that lead out of its folder.")
            return {m.filename: archive.read(m) for m in members}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise SchemasFault(f"{source} is not a zip that can be read.") from None


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _driver(root: Path, name: str) -> Path | None:
    return next(iter(sorted(root.rglob(name))), None) if root.is_dir() else None


def _compile(root: Path, version: str) -> etree.XMLSchema:
    driver = _driver(root, DRIVERS[version])
    if driver is None:
        raise SchemasFault(
            f"The schemas of ECF {version} are not installed. Install them: courtpacket schemas install PATH"
        )
    try:
        return etree.XMLSchema(etree.parse(driver, etree.XMLParser(no_network=True)))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as error:
        raise SchemasFault(f"{driver.name} does not compile: {error}") from None


class Schema:
    """The compiled schema of one version; may be used from many threads."""

    def __init__(self, root: Path, version: str) -> None:
        """Compile the schema of a version ("4" or "5") found below `root`.

        Raises:
            SchemasFault: it is not there, or does not compile.
        """
        self._schema = _compile(root, version)
        self._lock = threading.Lock()

    def problems(self, message: Element) -> tuple[str, ...]:
        """Return where a message does not fit, without the values that stand there."""
        with self._lock:
            if self._schema.validate(message):
                return ()
            entries = cast("Iterable[etree._LogEntry]", self._schema.error_log)
            return tuple(_problem(entry) for entry in entries)

    def check(self, message: Element) -> None:
        """Refuse a message that does not fit.

        Raises:
            MessageInvalid: all problems are listed.
        """
        if problems := self.problems(message):
            raise MessageInvalid(local(message), problems)


_NAMES_ONLY = frozenset({"SCHEMAV_ELEMENT_CONTENT", "SCHEMAV_CVC_ELT_1", "SCHEMAV_CVC_COMPLEX_TYPE_4"})
"""Problems whose text has names of elements in it and never a value of the case."""


def _problem(entry: etree._LogEntry) -> str:
    what = entry.message if entry.type_name in _NAMES_ONLY else entry.type_name
    # what was never written to bytes has no lines
    return f"line {entry.line}, {entry.path}: {what}" if entry.line else f"{entry.path}: {what}"


@cache
def schema(root: Path, version: str) -> Schema:
    """Return the compiled schema, built once in a process (about a quarter of a second)."""
    return Schema(root, version)


def forget() -> None:
    """Drop compiled schemas, after others were installed."""
    schema.cache_clear()
