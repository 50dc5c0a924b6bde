"""What is not encrypted on disk is at least closed to other people of the machine."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.filings.journal import CONFORMED, open_journal
from api.private_folder import make_private
from api.storage.engine import open_engine
from api.storage.migrate import migrate
from assembly.packets.folder import FILING_JOURNAL


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """A machine where new files are open to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


class TestJournal:
    def test_its_folder_and_database_are_the_owners_alone(self, tmp_path: Path) -> None:
        with open_journal(tmp_path) as journal:
            journal.services.blobs.put(b"%PDF-1.7 a paper")
            home = tmp_path / FILING_JOURNAL
            assert mode(home) == 0o700
            files = [path for path in home.rglob("*") if path.is_file()]
            assert {path.name.partition(".")[2][:7] for path in files} >= {"sqlite3"}
            assert {mode(path) for path in files if path.parent == home} == {0o600}

    def test_one_that_was_open_is_closed(self, tmp_path: Path) -> None:
        home = tmp_path / FILING_JOURNAL
        home.mkdir(mode=0o755)
        old = home / "journal.sqlite3"
        old.touch(mode=0o644)
        with open_journal(tmp_path):
            assert (mode(home), mode(old)) == (0o700, 0o600)


def test_a_new_database_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite3"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    assert {mode(found) for found in tmp_path.iterdir()} == {0o600}


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "shared.txt"
    outside.touch(mode=0o644)
    folder = tmp_path / CONFORMED
    folder.mkdir()
    (folder / "link").symlink_to(outside)
    make_private(folder)
    assert (mode(folder), mode(outside)) == (0o700, 0o644)
