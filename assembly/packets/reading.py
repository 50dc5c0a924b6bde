"""Reads a packet back from its folder, and refuses one whose files are not those it was made with."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assembly.errors import DocumentRefused
from assembly.model.document import Packet
from assembly.packets.manifest import NAME, SCHEMA, sha256

_MAX_BYTES = 20_000_000
_PACKET: TypeAdapter[Packet] = TypeAdapter(Packet)


def read_packet(folder: Path) -> Packet:
    """Return the packet in a folder, each of its files proved to be the one in the manifest.

    Raises:
        DocumentRefused: the folder holds no packet, or a file is missing or was changed.
    """
    record = _record(folder)
    packet = _packet(record, str(folder / NAME))
    changed = [name for name, digest in _files(record).items() if _digest(folder, name) != digest]
    if changed:
        raise DocumentRefused(
            f"{folder} is not as it was made: {', '.join(sorted(changed))} missing or changed. "
            "Assemble the packet again."
        )
    return packet


def packet_in(manifest: bytes) -> Packet:
    """Return the packet that a manifest records; whether its files are those is not looked at.

    Raises:
        DocumentRefused: it is no manifest of this version.
    """
    return _packet(_checked(manifest, NAME), NAME)


def recipe_in(folder: Path) -> str | None:
    """Return the recipe of the packet that a folder holds, or None where it holds none."""
    try:
        packet = _record(folder).get("packet")
    except DocumentRefused:
        return None
    recipe = packet.get("recipe") if isinstance(packet, dict) else None
    return recipe if isinstance(recipe, str) else None


def _record(folder: Path) -> Mapping[str, object]:
    path = folder / NAME
    if not path.is_file():
        raise DocumentRefused(f"{folder} holds no packet: there is no {NAME}.")
    if path.stat().st_size > _MAX_BYTES:
        raise DocumentRefused(f"{path} is larger than {_MAX_BYTES:,} bytes.")
    return _checked(path.read_bytes(), str(path))


def _checked(manifest: bytes, name: str) -> Mapping[str, object]:
    try:
        record = json.loads(manifest)
    except ValueError as error:
        raise DocumentRefused(f"{name} is not JSON. Assemble the packet again.") from error
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise DocumentRefused(f"{name} is no manifest of this version ({SCHEMA}). Assemble the packet again.")
    return record


def _packet(record: Mapping[str, object], name: str) -> Packet:
    try:
        return _PACKET.validate_python(record.get("packet"))
    except ValidationError as error:
        where = ", ".join("/".join(map(str, fault["loc"])) for fault in error.errors())
        raise DocumentRefused(f"{name} can't be read: {where}. Assemble the packet again.") from error


def _files(record: Mapping[str, object]) -> dict[str, str]:
    """Return the digest that the manifest gives for each file."""
    listed = record.get("files")
    entries = listed if isinstance(listed, list) else []
    return {str(entry.get("path")): str(entry.get("sha256")) for entry in entries if isinstance(entry, dict)}


def _digest(folder: Path, name: str) -> str:
    """Return the digest of a file of the folder; a name that leads elsewhere has none."""
    path = folder / name
    if Path(name).name != name or not path.is_file():
        return ""
    return sha256(path.read_bytes())
