"""The content-addressed folder."""

import base64
import errno
import hashlib
import os
import stat
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from api.errors import BlobDamaged, BlobLocked, NotFound, SettingsRefused
from api.services import open_blobs
from api.settings import Settings
from api.storage.blobs import BlobStore
from api.storage.keys import key_of, open_keys
from efiling.model import Content
from tests.api.cli.command import courtpacket

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


@pytest.mark.parametrize("left", [b"", b"the first ha", b"something else altogether"])
def test_storing_again_mends_what_the_disk_lost(tmp_path: Path, left: bytes) -> None:
    store = BlobStore(tmp_path)
    name = store.put(b"the first half and the second")
    (tmp_path / name[:2] / name).write_bytes(left)
    assert store.put(b"the first half and the second") == name
    assert store.get(name) == b"the first half and the second"


def test_a_name_is_on_the_disk_before_anything_refers_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[tuple[bool, int]] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        found = os.fstat(descriptor)
        flushed.append((stat.S_ISDIR(found.st_mode), found.st_ino))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    name = BlobStore(tmp_path).put(b"content")
    place = tmp_path / name[:2]
    assert flushed == [
        (False, (place / name).stat().st_ino),
        (True, place.stat().st_ino),
        (True, tmp_path.stat().st_ino),
    ]


@pytest.mark.parametrize(("owner", "act"), [(os, "fsync"), (Path, "replace")], ids=["flush", "rename"])
def test_a_full_or_broken_disk_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, act: str
) -> None:
    def broken(*arguments: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as disk:
        disk.setattr(owner, act, broken)
        with pytest.raises(OSError, match="Input/output error"):
            BlobStore(tmp_path).put(b"content")
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


class TestEncryption:
    """AES-256-GCM (NIST SP 800-38D): what lies on disk says nothing, and a changed bit is noticed."""

    TEXT = b"Ana Reyes, 123-45-6789, 12 Elm Street"
    OLD, NEW = key_of(b"\1" * 32), key_of(b"\2" * 32)

    def on_disk(self, root: Path) -> bytes:
        return b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())

    def test_the_disk_holds_nothing_of_the_content(self, tmp_path: Path) -> None:
        name = BlobStore(tmp_path, [self.OLD]).put(self.TEXT)
        assert name == hashlib.sha256(self.TEXT).hexdigest()
        for word in (b"Reyes", b"6789", b"Elm"):
            assert word not in self.on_disk(tmp_path)
        assert BlobStore(tmp_path, [self.OLD]).get(name) == self.TEXT

    def test_a_missing_key_is_refused_at_the_start(self, tmp_path: Path) -> None:
        BlobStore(tmp_path, [self.OLD]).put(self.TEXT)
        for keys in ([], [self.NEW]):
            with pytest.raises(SettingsRefused, match=self.OLD.id):
                BlobStore(tmp_path, keys)

    @pytest.mark.parametrize("place", [14, 25, 40, -1])
    def test_a_changed_byte_is_noticed(self, tmp_path: Path, place: int) -> None:
        store = BlobStore(tmp_path, [self.OLD])
        name = store.put(self.TEXT)
        path = tmp_path / name[:2] / name
        raw = bytearray(path.read_bytes())
        raw[place] ^= 1
        path.write_bytes(raw)
        with pytest.raises((BlobDamaged, BlobLocked)):
            store.get(name)

    def test_one_blob_cannot_stand_in_for_another(self, tmp_path: Path) -> None:
        store = BlobStore(tmp_path, [self.OLD])
        one, other = store.put(b"one"), store.put(b"two")
        (tmp_path / one[:2] / one).write_bytes((tmp_path / other[:2] / other).read_bytes())
        with pytest.raises(BlobDamaged):
            store.get(one)

    def test_what_was_stored_before_there_was_a_key_stays_readable(self, tmp_path: Path) -> None:
        name = BlobStore(tmp_path).put(self.TEXT)
        assert BlobStore(tmp_path, [self.OLD]).get(name) == self.TEXT

    def test_rotation_leaves_everything_readable_with_the_new_key_alone(self, tmp_path: Path) -> None:
        plain, sealed = BlobStore(tmp_path).put(b"plain"), BlobStore(tmp_path, [self.OLD]).put(self.TEXT)
        both = BlobStore(tmp_path, [self.NEW, self.OLD])
        assert both.get(sealed) == self.TEXT
        assert [both.encrypt_anew(), both.encrypt_anew()] == [2, 0]
        after = BlobStore(tmp_path, [self.NEW])
        assert (after.get(plain), after.get(sealed)) == (b"plain", self.TEXT)
        assert after.keys_in_use() == {self.NEW.id}


class TestKeys:
    def test_the_first_start_of_an_office_makes_a_key_that_nobody_else_may_read(self, tmp_path: Path) -> None:
        settings = Settings(home=tmp_path)
        name = open_blobs(settings).put(b"abc")
        assert settings.keys.stat().st_mode & 0o777 == 0o600
        assert open_blobs(settings).get(name) == b"abc"
        assert b"abc" not in (settings.blobs / name[:2] / name).read_bytes()

    def test_no_fresh_key_covers_up_that_one_is_missing(self, tmp_path: Path) -> None:
        settings = Settings(home=tmp_path)
        open_blobs(settings).put(b"abc")
        settings.keys.unlink()
        with pytest.raises(SettingsRefused, match="Put it back"):
            open_blobs(settings)
        assert not settings.keys.exists()

    @pytest.mark.parametrize(("text", "mode"), [("c2hvcnQ=\n", 0o600), ("not base64!\n", 0o600), ("", 0o644)])
    def test_a_file_that_is_open_or_holds_no_key_is_refused(
        self, tmp_path: Path, text: str, mode: int
    ) -> None:
        settings = Settings(home=tmp_path)
        settings.keys.write_text(text)
        settings.keys.chmod(mode)
        with pytest.raises(SettingsRefused):
            open_blobs(settings)

    def test_a_packets_own_folder_has_no_keys(self, tmp_path: Path) -> None:
        settings = Settings(home=tmp_path / "filing", office=tmp_path / "office")
        name = open_blobs(settings).put(b"abc")
        assert (settings.blobs / name[:2] / name).read_bytes() == b"abc"

    def test_a_key_that_is_in_use_is_not_dropped(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path))
        name = open_blobs(Settings()).put(b"abc")
        courtpacket(capsys, monkeypatch, "keys", "new")
        assert "0 keys were taken out, 2 stay" in courtpacket(capsys, monkeypatch, "keys", "drop").out
        assert open_blobs(Settings()).get(name) == b"abc"

    def test_the_commands_change_the_key(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path))
        name = open_blobs(Settings()).put(b"abc")
        first = open_keys(Settings().keys, make=False)
        assert courtpacket(capsys, monkeypatch, "keys", "new").code == 0
        assert len(open_keys(Settings().keys, make=False)) == 2
        assert "1 files were encrypted anew" in courtpacket(capsys, monkeypatch, "keys", "rotate").out
        assert "1 keys were taken out, 1 stay" in courtpacket(capsys, monkeypatch, "keys", "drop").out
        (left,) = open_keys(Settings().keys, make=False)
        assert left != first[0]
        assert open_blobs(Settings()).get(name) == b"abc"
        shown = courtpacket(capsys, monkeypatch, "keys", "list").out
        assert left.id in shown
        assert base64.b64encode(left.secret).decode() not in shown


class TestPieceByPiece:
    """Large blobs never are in memory as a whole; what is written and read is the same either way."""

    PIECE = bytes(range(256)) * 4096  # a mebibyte

    def content(self, count: int = 5) -> Content:
        whole = self.PIECE * count
        return Content(
            sha256=hashlib.sha256(whole).hexdigest(),
            size_bytes=len(whole),
            read=lambda: whole,
            stream=lambda: iter([self.PIECE] * count),
        )

    @pytest.fixture(params=[True, False], ids=["encrypted", "plain"])
    def store(self, request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
        return BlobStore(tmp_path, [key_of(b"\1" * 32)] if request.param else [])

    def test_reads_what_was_written_in_either_way(self, store: BlobStore) -> None:
        content = self.content()
        assert store.put_content(content) == content.sha256
        assert store.get(content.sha256) == content.read()
        assert b"".join(store.pieces(content.sha256)) == content.read()
        other = store.put(b"abc")
        assert b"".join(store.pieces(other)) == b"abc"

    def test_pieces_that_are_not_those_of_the_hash_are_not_stored(
        self, store: BlobStore, tmp_path: Path
    ) -> None:
        wrong = replace(self.content(), stream=lambda: iter([self.PIECE]))
        with pytest.raises(BlobDamaged):
            store.put_content(wrong)
        assert not store.has(wrong.sha256)

    @pytest.mark.parametrize("place", [0, 20, 60, -1])
    def test_no_piece_comes_of_a_blob_that_was_changed(
        self, store: BlobStore, tmp_path: Path, place: int
    ) -> None:
        name = store.put_content(self.content())
        path = tmp_path / name[:2] / name
        changed = bytearray(path.read_bytes())
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises((BlobDamaged, BlobLocked)):
            next(store.pieces(name))

    def test_one_that_was_cut_off_is_refused(self, store: BlobStore, tmp_path: Path) -> None:
        name = store.put(b"abc")
        path = tmp_path / name[:2] / name
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(BlobDamaged):
            next(store.pieces(name))

    def test_a_piece_is_what_is_in_memory(self, store: BlobStore) -> None:
        content = self.content(60)
        tracemalloc.start()
        try:
            name = store.put_content(replace(content, read=lambda: b""))
            for _ in store.pieces(name):
                pass
            assert tracemalloc.get_traced_memory()[1] < 8 << 20
        finally:
            tracemalloc.stop()
