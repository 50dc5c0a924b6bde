"""What a batch leaves: each case's papers in a folder of its own, and a manifest that adds up."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from api.batches.store import Batch, BatchCase, CaseState
from api.ids import BatchId
from api.services import Services
from api.storage.blobs import BlobStore

MANIFEST = "manifest.json"


def manifest_of(batch: Batch, cases: Sequence[BatchCase]) -> dict[str, object]:
    """Return the manifest: counts that add up to the cases read, and the SHA-256 of every file."""
    count = {state: sum(case.state is state for case in cases) for state in CaseState}
    return {
        "batch": batch.id,
        "packet": batch.recipe,
        "source_sha256": batch.source_sha256,
        "counts": {
            "read": len(cases),
            "made": count[CaseState.MADE],
            "exceptions": count[CaseState.EXCEPTION],
            "waiting": count[CaseState.WAITING],
        },
        "cases": [_case(case) for case in cases],
    }


def write_outputs(
    services: Services,
    batch_id: BatchId,
    out: Path,
    *,
    told: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> dict[str, object]:
    """Write every made case into `out`, then the manifest; return the manifest.

    Files that are there with the right bytes are left alone, so writing again is quick. Each file
    and the manifest appear whole or not at all.
    """
    with services.database.unit_of_work() as work:
        batch, cases = work.batches.get(batch_id), work.batches.cases(batch_id)
    made = [case for case in cases if case.state is CaseState.MADE]
    for done, case in enumerate(made):
        told("Writing", done, len(made))
        _write_case(services.blobs, case, out / folder_of(case))
    manifest = manifest_of(batch, cases)
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    _write(out / MANIFEST, text.encode())
    return manifest


def folder_of(case: BatchCase) -> str:
    """Return the name of a case's folder: its number and its label, made safe."""
    label = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in Path(case.label).stem)
    return f"{case.number:05d}-{label.strip('-')[:60] or 'case'}"


def _case(case: BatchCase) -> dict[str, object]:
    entry: dict[str, object] = {"number": case.number, "label": case.label, "state": case.state.value}
    if case.reason:
        entry["reason"] = case.reason
    if case.state is CaseState.MADE:
        entry["folder"] = folder_of(case)
        entry["files"] = [
            {"name": file.name, "sha256": file.sha256, "size_bytes": file.size_bytes} for file in case.files
        ]
    return entry


def _write_case(blobs: BlobStore, case: BatchCase, folder: Path) -> None:
    for file in case.files:
        path = folder / file.name
        if not path.is_file() or path.stat().st_size != file.size_bytes:
            _write(path, blobs.get(file.sha256))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.writing")
    temporary.write_bytes(content)
    temporary.replace(path)
