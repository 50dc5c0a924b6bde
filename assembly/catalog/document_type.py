"""A document type: one folder with a title, a source, the facts it needs, and how it is filed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from assembly.catalog.condition import Condition, read_conditions
from assembly.catalog.fact_name import fault_of
from assembly.catalog.strict import Fields, read_mapping
from assembly.model.document import FormEdition, Role, SecurityClass

_CHOICE = re.compile(r"\{%-? *(if|for)\b.*?\{%-? *end\1\b.*?%\}")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


class Engine(StrEnum):
    """What turns the source into pages."""

    DOCX = "docx"
    HTML = "html"
    PDF_FORM = "pdf_form"
    LIBREOFFICE = "libreoffice"

    @property
    def source_name(self) -> str:
        """The file in the folder that the engine reads first."""
        named = {Engine.HTML: "template.html", Engine.PDF_FORM: "form.yaml"}
        return named.get(self, "template.docx")


class Slot(StrEnum):
    """Who signs a document."""

    AGENCY_ATTORNEY = "agency_attorney"
    DECLARANT = "declarant"
    PARTY = "party"
    JUDICIAL_OFFICER = "judicial_officer"
    CLERK = "clerk"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Need:
    """A fact without which the document may not be made, where every condition holds."""

    fact: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of paper that we can produce. `id` is "jurisdiction/slug", the folder's own path.

    `title` may hold Jinja on facts. `computes` maps a name in the template to a computation of
    `assembly.rules`. `source_sha256` is the digest of every file that shapes the document: all
    of the folder except its examples and README, and the stylesheet.
    """

    id: str
    folder: Path
    title: str
    engine: Engine
    layout: str
    stylesheet: Path | None
    security: SecurityClass
    role: Role
    code: str
    form: FormEdition | None = None
    needs: tuple[Need, ...] = ()
    computes: Mapping[str, str] = field(default_factory=dict)
    signed_by: tuple[Slot, ...] = ()
    perjury: bool = False
    language: str = "en-US"
    about: str = ""
    source_sha256: str = ""

    @property
    def jurisdiction(self) -> str:
        """The first part of the id, such as "us-ca"."""
        return self.id.split("/")[0]

    @property
    def slug(self) -> str:
        """The second part of the id, such as "summons-and-complaint"."""
        return self.id.split("/")[1]

    @property
    def plain_title(self) -> str:
        """The title without its tags, for lists: what depends on the facts is left out."""
        without = _CHOICE.sub("", self.title)
        return " ".join(_TAG.sub("…", without).split())

    @property
    def source(self) -> Path:
        """The file that the engine reads first."""
        return self.folder / self.engine.source_name


def read_document_type(folder: Path, root: Path) -> tuple[DocumentType, tuple[str, ...]]:
    """Return the document type in a folder under `root`, and every fault of the folder."""
    faults: list[str] = []
    keys = Fields("document.yaml", read_mapping(folder / "document.yaml", faults), faults)
    if not keys.raw:
        faults.append("document.yaml: holds nothing")
    engine = keys.word("engine", Engine)
    layout = keys.text("layout", "")
    stylesheet = _stylesheet(layout, folder, root, keys)
    filing = keys.mapping("filing")
    signature = keys.mapping("signature")
    kind = DocumentType(
        id=folder.relative_to(root).as_posix(),
        folder=folder,
        title=keys.text("title"),
        engine=engine,
        layout=layout,
        stylesheet=stylesheet,
        security=keys.word("security", SecurityClass),
        role=filing.word("role", Role),
        code=filing.text("code"),
        form=_form(keys),
        needs=_needs(keys),
        computes=MappingProxyType(_computes(keys.mapping("computes"))),
        signed_by=keys.words("signed_by", Slot),
        perjury=signature.flag("perjury", False),
        language=keys.text("language", "en-US"),
        about=keys.text("about", ""),
        source_sha256=_digest(folder, stylesheet),
    )
    for part in (keys, filing, signature):
        part.finish()
    for name in (engine.source_name, "README.md"):
        if not (folder / name).is_file():
            faults.append(f"{name}: is missing")
    return kind, tuple(faults)


def _stylesheet(layout: str, folder: Path, root: Path, keys: Fields) -> Path | None:
    """Return the jurisdiction's stylesheet of that name, or the one shared by all."""
    if not layout:
        return None
    candidates = [folder.parent / "_shared" / f"{layout}.css", root / "_shared" / f"{layout}.css"]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    places = " or ".join(candidate.relative_to(root).as_posix() for candidate in candidates)
    keys.fault("layout", f"there is no stylesheet {places}")
    return None


def _form(keys: Fields) -> FormEdition | None:
    if not keys.has("form"):
        return None
    form = keys.mapping("form")
    edition = FormEdition(
        number=form.text("number"), revised=form.day("revised"), mandatory=form.flag("mandatory", False)
    )
    form.finish()
    return edition


def _needs(keys: Fields) -> tuple[Need, ...]:
    needs = []
    for entry in keys.entries("needs"):
        inner = Fields(
            f"{keys.place}: needs", entry if isinstance(entry, dict) else {"fact": entry}, keys.faults
        )
        need = Need(fact=inner.text("fact"), when=read_conditions(inner))
        inner.finish()
        if need.fact and (problem := fault_of(need.fact)):
            keys.fault("needs", problem)
        needs.append(need)
    return tuple(needs)


def _computes(keys: Fields) -> dict[str, str]:
    for name in keys.raw:
        if not name.isidentifier():
            keys.fault(name, "must be a name that a template can use")
    return {name: keys.text(name) for name in keys.raw}


def _digest(folder: Path, stylesheet: Path | None) -> str:
    """Return the SHA-256 over names and contents of the files that shape the document."""
    digest = hashlib.sha256()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in files:
        name = path.relative_to(folder).as_posix()
        if name.startswith("examples/") or name == "README.md":
            continue
        digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    if stylesheet is not None:
        digest.update(f"{stylesheet.name}\0{hashlib.sha256(stylesheet.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
