"""The record beside a packet: what was made, from what, by what, and what the rules said of it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

import assembly.law
from assembly.model.document import Packet
from assembly.model.edited import EditedDraft
from assembly.packets.blanks import UsedBlank
from assembly.packets.exhibits import BoundExhibit

NO_BLANKS: Mapping[str, UsedBlank] = {}
SCHEMA = "courtpacket-manifest/1"
NAME = "manifest.json"
_ENGINES = ("courtpacket", "docxtpl", "pikepdf", "pypdfium2", "weasyprint")


def manifest_json(
    packet: Packet,
    *,
    files: Mapping[str, bytes],
    facts_used: Mapping[str, Sequence[str]],
    jurisdiction: str,
    exhibits: Sequence[BoundExhibit] = (),
    blanks: Mapping[str, UsedBlank] = NO_BLANKS,
    edited: Sequence[EditedDraft] = (),
) -> bytes:
    """Return the manifest of a packet as canonical JSON.

    `files` are all files of the folder but the manifest itself, by their names. `facts_used`
    gives the JSON pointers that each document type read. Exhibits are named by their marks and by
    the hash of the file as it was brought; `blanks` gives for a document type the official form
    that it was filled into; `edited` are the Word files of attorneys that papers were printed from.
    """
    record = {
        "schema": SCHEMA,
        "packet": plain(packet),
        "files": [
            {"path": name, "sha256": sha256(content), "size_bytes": len(content)}
            for name, content in sorted(files.items())
        ],
        "facts_used": {document: sorted(pointers) for document, pointers in sorted(facts_used.items())},
        "blanks": {document: plain(blank) for document, blank in sorted(blanks.items())},
        **({"edited": [_told_of(draft) for draft in edited]} if edited else {}),
        "exhibits": [
            {
                "mark": exhibit.mark,
                "source_sha256": exhibit.source_sha256,
                "pages": exhibit.pages,
                "confidential": exhibit.confidential,
                "pages_without_text": list(exhibit.without_text),
                "bates": list(exhibit.bates or ()),
            }
            for exhibit in exhibits
        ],
        "law": {
            "jurisdiction": jurisdiction,
            "as_of": packet.prepared_on.isoformat(),
            "sha256": law_sha256(),
        },
        "engines": _versions(),
    }
    return (json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _told_of(draft: EditedDraft) -> Mapping[str, str]:
    return {
        "document": draft.paper,
        "edited_from_sha256": draft.base_sha256,
        "edited_sha256": sha256(draft.word),
    }


def sha256(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@cache
def _versions() -> Mapping[str, str]:
    """Return the releases of what makes papers, looked up once in a process: each look-up parses a file."""
    return {name: version(name) for name in _ENGINES}


@cache
def law_sha256() -> str:
    """Return the digest of every file of the law, so that a packet names the law it was checked by."""
    root = Path(assembly.law.__path__[0])
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        digest.update(f"{name}\0{sha256(path.read_bytes())}\n".encode())
    return digest.hexdigest()


def plain(value: object) -> object:
    """Return a value of the model as JSON can hold it."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value
