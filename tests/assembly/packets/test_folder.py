"""A folder is written whole or not at all, and never over something that is not ours."""

from pathlib import Path

import pytest

from assembly.errors import DocumentRefused
from assembly.packets.folder import refuse_foreign, write_folder

MANIFEST = b'{"schema": "courtpacket-manifest/1", "packet": {"recipe": "zz/do"}}'


class TestWriteFolder:
    def test_takes_the_place_of_an_earlier_packet(self, tmp_path: Path) -> None:
        out = tmp_path / "a" / "out"
        write_folder(out, {"one.pdf": b"1"})
        write_folder(out, {"two.pdf": b"2"})
        assert [path.name for path in out.iterdir()] == ["two.pdf"]
        assert [path.name for path in out.parent.iterdir()] == ["out"]

    def test_only_its_owner_may_read_it(self, tmp_path: Path) -> None:
        write_folder(tmp_path / "out", {"facts.json": b"{}"})
        assert (tmp_path / "out" / "facts.json").stat().st_mode & 0o077 == 0

    def test_a_failure_leaves_nothing_behind(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        write_folder(out, {"one.pdf": b"1"})
        with pytest.raises(OSError, match="No such file"):
            write_folder(out, {"two.pdf": b"2", "missing/three.pdf": b"3"})
        assert [path.name for path in out.iterdir()] == ["one.pdf"]
        assert [path.name for path in tmp_path.iterdir()] == ["out"]


class TestRefuseForeign:
    def test_an_empty_folder_and_none_are_fine(self, tmp_path: Path) -> None:
        refuse_foreign(tmp_path, "zz/do")
        refuse_foreign(tmp_path / "new", "zz/do")

    def test_an_earlier_packet_of_the_recipe_is_fine(self, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_bytes(MANIFEST)
        refuse_foreign(tmp_path, "zz/do")

    def test_a_packet_of_another_recipe_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "manifest.json").write_bytes(MANIFEST)
        with pytest.raises(DocumentRefused, match="holds no earlier zz/other packet"):
            refuse_foreign(tmp_path, "zz/other")

    def test_foreign_files_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.docx").write_bytes(b"years of work")
        with pytest.raises(DocumentRefused, match="is not empty"):
            refuse_foreign(tmp_path, "zz/do")

    def test_a_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "out").write_bytes(b"")
        with pytest.raises(DocumentRefused, match="is a file"):
            refuse_foreign(tmp_path / "out", "zz/do")
