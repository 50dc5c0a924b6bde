"""How much of a court's limits the files of a packet take, and the volumes that they are filed in."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.filings.volumes import DOCUMENT_BYTES, PAGES, volume_path, volumes_for, volumes_record
from assembly.bundle import Volume
from assembly.model.document import Document, Packet, Role
from efiling.courts import CourtProfile

ENVELOPE_BYTES = "limits.envelope_bytes"
FOLDER = "volumes"


@dataclass(frozen=True, slots=True)
class Budget:
    """One file against one court: its bytes and pages, and the volumes that it is filed in."""

    document: Document
    pages: int
    volumes: tuple[Volume, ...]

    @property
    def size_bytes(self) -> int:
        """The bytes of all that is filed of it."""
        return sum(len(volume.pdf) for volume in self.volumes)


def budgets(packet: Packet, read: Callable[[Document], bytes], court: CourtProfile) -> list[Budget]:
    """Return each filed file of a packet against a court's limits.

    Raises:
        DocumentRefused: one page alone is beyond the court's limit.
    """
    filed = [one for one in packet.documents if not one.parent and one.role is not Role.NOT_FILED]
    made = []
    for document in filed:
        volumes = volumes_for(document, read(document), court)
        made.append(Budget(document, volumes[-1].last, volumes))
    return made


def budget_text(found: Sequence[Budget], court: CourtProfile) -> str:
    """Return the budget in words: each file, what is cut, and the whole against the envelope."""
    most, pages = court.limit(DOCUMENT_BYTES), court.limit(PAGES)
    of_bytes = f" of {most:,} bytes" if most else " bytes; the court's limit is not known"
    of_pages = f" of {pages:,} pages" if pages else " pages"
    lines = [f"Size for {court.name}:"]
    for one in found:
        cut = f"; filed in {len(one.volumes)} volumes" if len(one.volumes) > 1 else ""
        lines.append(
            f"  {one.document.pdf_path:<44} {one.document.size_bytes:,}{of_bytes}, {one.pages:,}{of_pages}{cut}"
        )
    whole, envelope = sum(one.size_bytes for one in found), court.limit(ENVELOPE_BYTES)
    of_envelope = f" of {envelope:,} bytes in an envelope" if envelope else " bytes"
    over = "; more than the court takes at once" if envelope and whole > envelope else ""
    lines.append(f"  {'all that is filed':<44} {whole:,}{of_envelope}{over}")
    return "\n".join(lines)


def budget_json(found: Sequence[Budget], court: CourtProfile) -> dict[str, object]:
    """Return the budget as data; a limit that is not known is null."""
    return {
        "court": court.id,
        "edition": court.edition,
        "limits": {
            "document_bytes": court.limit(DOCUMENT_BYTES),
            "pages_per_document": court.limit(PAGES),
            "envelope_bytes": court.limit(ENVELOPE_BYTES),
        },
        "size_bytes": sum(one.size_bytes for one in found),
        "files": [
            {
                "path": one.document.pdf_path,
                "size_bytes": one.document.size_bytes,
                "pages": one.pages,
                "volumes": len(one.volumes),
            }
            for one in found
        ],
    }


def write_volumes(found: Sequence[Budget], court: CourtProfile, out: Path) -> list[Path]:
    """Write the volumes of what must be cut into a folder beside the papers, with their record.

    The record names the hash of each whole and of each volume, so that the chain can be proved.
    """
    cut = [one for one in found if len(one.volumes) > 1]
    if not cut:
        return []
    folder = out / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    written = []
    for one in cut:
        for volume in one.volumes:
            path = folder / volume_path(one.document, volume)
            path.write_bytes(volume.pdf)
            path.chmod(0o600)
            written.append(path)
    record = {
        "schema": "courtpacket-volumes/1",
        "court": court.id,
        "edition": court.edition,
        "cut": [volumes_record(one.document, one.volumes) for one in cut],
    }
    text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    path = folder / "volumes.json"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return written
