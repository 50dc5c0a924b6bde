"""The content-addressed folder."""

from pathlib import Path

import pytest

from api.errors import BlobDamaged, NotFound
from api.storage.blobs import BlobStore

# SHA-256 of "abc", FIPS 180-2 appendix B.1.
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_blob_is_named_by_its_sha256(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    assert store.put(b"abc") == ABC
    assert store.get(ABC) == b"abc"
    assert store.has(ABC)


def test_storing_twice_leaves_one_file_and_nothing_half_written(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    store.put(b"abc")
    store.put(b"abc")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [ABC]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        BlobStore(tmp_path).put(b"abc")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_bytes_that_changed_on_disk_are_refused(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    store.put(b"abc")
    (tmp_path / ABC[:2] / ABC).write_bytes(b"abd")
    with pytest.raises(BlobDamaged):
        store.get(ABC)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "/" * 64])
def test_a_name_that_is_no_hash_is_never_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        BlobStore(tmp_path).get(name)
