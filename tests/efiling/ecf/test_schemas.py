"""Installing the official schemas: from a folder or a zip, all or nothing, nothing hostile."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from efiling.ecf import schemas
from efiling.errors import MessageInvalid, SchemasFault

DRIVER = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
<xs:element name="a" type="xs:int"/></xs:schema>"""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "published" / "base"
    folder.mkdir(parents=True)
    (folder / "ecf4-all.xsd").write_text(DRIVER)
    (folder / "notes.txt").write_text("not a schema")
    return folder.parent


class TestInstall:
    def test_the_official_set_is_installed_and_checks_messages(self, shared: Path, tmp_path: Path) -> None:
        assert schemas.install(shared / "ecf", tmp_path) == ("4", "5")
        assert schemas.installed(tmp_path) == ("4", "5")

    def test_from_a_zip(self, published: Path, tmp_path: Path) -> None:
        archive = tmp_path / "set.zip"
        with zipfile.ZipFile(archive, "w") as file:
            file.write(published / "base" / "ecf4-all.xsd", "v4/ecf4-all.xsd")
        assert schemas.install(archive, tmp_path / "home") == ("4",)

    def test_a_message_is_checked_without_showing_its_values(self, published: Path, tmp_path: Path) -> None:
        schemas.install(published, tmp_path / "home")
        checker = schemas.Schema(schemas.folder(tmp_path / "home"), "4")
        checker.check(etree.fromstring('<a xmlns="urn:t">1</a>'))
        with pytest.raises(MessageInvalid) as refusal:
            checker.check(etree.fromstring('<a xmlns="urn:t">Secret Name</a>'))
        assert "Secret" not in str(refusal.value)

    def test_what_was_installed_stays_when_the_new_set_is_broken(
        self, published: Path, tmp_path: Path
    ) -> None:
        home = tmp_path / "home"
        schemas.install(published, home)
        (published / "base" / "ecf4-all.xsd").write_text(DRIVER.replace("xs:int", "missing"))
        with pytest.raises(SchemasFault, match="does not compile"):
            schemas.install(published, home)
        assert (schemas.folder(home) / "base" / "ecf4-all.xsd").read_text() == DRIVER
        assert sorted(path.name for path in home.iterdir()) == ["schemas"]

    def test_nothing_of_use_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(SchemasFault, match=r"ecf4-all\.xsd"):
            schemas.install(tmp_path / "empty", tmp_path / "home")

    @pytest.mark.parametrize("name", ["../ecf4-all.xsd", "/etc/ecf4-all.xsd", "a/../../ecf4-all.xsd"])
    def test_a_zip_that_leads_out_of_its_folder_is_refused(self, tmp_path: Path, name: str) -> None:
        archive = tmp_path / "set.zip"
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr(name, DRIVER)
        with pytest.raises(SchemasFault, match="lead out"):
            schemas.install(archive, tmp_path / "home")

    def test_a_zip_bomb_is_refused_before_it_is_unpacked(self, tmp_path: Path) -> None:
        archive = tmp_path / "set.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("ecf4-all.xsd", b"\0" * (schemas.MAX_FILE_BYTES + 1))
        with pytest.raises(SchemasFault, match="more than a schema set"):
            schemas.install(archive, tmp_path / "home")

    def test_what_is_no_zip_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "set.zip"
        path.write_bytes(b"PK\x03\x04 nonsense")
        with pytest.raises(SchemasFault, match="not a zip"):
            schemas.install(path, tmp_path / "home")

    def test_without_schemas_the_remedy_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(SchemasFault, match="courtpacket schemas install"):
            schemas.Schema(schemas.folder(tmp_path), "4")
