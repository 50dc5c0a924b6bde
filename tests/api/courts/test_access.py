"""What an office has for a court: found in its folder, its state's, or the environment; never shown."""

from dataclasses import asdict
from pathlib import Path

import pytest

from api.courts.access import read_access
from api.courts.identity import identity_of
from efiling.transport.security import Algorithm, Identity
from tests.api.courts.folder import PASSPHRASE, PASSWORD, p12, pem, plain, secret
from tests.efiling.transport.test_security import identity

LAYERS = ("us-or-lane", "us-or")


@pytest.fixture(scope="module")
def who() -> Identity:
    return identity()


class TestWhereAPartStands:
    def test_a_states_folder_serves_its_courts_and_a_courts_own_wins(self, tmp_path: Path) -> None:
        plain(tmp_path / "us-or", email="filer@example.test", location="statewide")
        plain(tmp_path / "us-or-lane", location="lane")
        found = read_access(tmp_path, LAYERS, {})
        assert (found.plain.email, found.plain.location) == ("filer@example.test", "lane")
        assert found.origins["email"].endswith("us-or/access.yaml")
        assert found.origins["location"].endswith("us-or-lane/access.yaml")

    def test_the_environment_wins_over_files(self, tmp_path: Path) -> None:
        plain(tmp_path / "us-or-lane", location="lane")
        secret(tmp_path / "us-or-lane" / "password", b"old\n")
        given = {
            "COURTPACKET_COURT_US_OR_LANE_LOCATION": "lane2",
            "COURTPACKET_COURT_US_OR_PASSWORD": PASSWORD,
        }
        found = read_access(tmp_path, LAYERS, given)
        assert found.plain.location == "lane2"
        assert found.secret_text("password") == PASSWORD
        assert found.origins["password"] == "COURTPACKET_COURT_US_OR_PASSWORD"

    def test_the_environment_may_name_a_secrets_file(self, tmp_path: Path) -> None:
        secret(tmp_path / "mounted", f"{PASSWORD}\n".encode(), 0o400)
        given = {"COURTPACKET_COURT_US_OR_LANE_PASSWORD_FILE": str(tmp_path / "mounted")}
        assert read_access(tmp_path / "none", LAYERS, given).secret_text("password") == PASSWORD

    def test_an_attorneys_id_is_found_by_bar_number_else_the_offices(self, tmp_path: Path) -> None:
        folder = tmp_path / "us-or-lane"
        folder.mkdir()
        (folder / "access.yaml").write_text("attorney: guid-office\nattorneys: {'891234': guid-adeyemi}\n")
        found = read_access(tmp_path, LAYERS, {})
        assert (found.attorney_id("891234"), found.attorney_id("1")) == ("guid-adeyemi", "guid-office")

    def test_nothing_there_is_no_fault(self, tmp_path: Path) -> None:
        found = read_access(tmp_path, LAYERS, {})
        assert (found.faults, found.origins, identity_of(found).identity) == ((), {}, None)


class TestFaults:
    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
    def test_a_secret_that_others_may_read_is_refused(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "us-or-lane" / "password"
        secret(path, PASSWORD.encode(), mode)
        found = read_access(tmp_path, LAYERS, {})
        assert found.faults == (f"{path} is open to others (mode {mode:o}); run: chmod 600 {path}",)
        assert "password" not in found.secrets

    def test_all_faults_are_told_at_once_and_none_repeats_a_value(self, tmp_path: Path) -> None:
        folder = tmp_path / "us-or-lane"
        folder.mkdir()
        (folder / "access.yaml").write_text(
            f"filing_review: ftp://{PASSWORD}\nalgorithm: md5\nfiling_revue: x\npassword: {PASSWORD}\n"
        )
        faults = "\n".join(read_access(tmp_path, LAYERS, {}).faults)
        for part in ("filing_review", "algorithm", "filing_revue", "password is a secret"):
            assert part in faults
        assert PASSWORD not in faults

    @pytest.mark.parametrize("text", ["[a, b]", "a: [", "\x00"])
    def test_a_file_that_is_no_mapping_is_named(self, tmp_path: Path, text: str) -> None:
        folder = tmp_path / "us-or-lane"
        folder.mkdir()
        (folder / "access.yaml").write_text(text)
        assert "access.yaml" in read_access(tmp_path, LAYERS, {}).faults[0]


class TestIdentity:
    @pytest.mark.parametrize("write", [pem, p12])
    def test_pem_and_pkcs_12_are_opened_with_their_passphrase(
        self, tmp_path: Path, who: Identity, write: object
    ) -> None:
        assert callable(write)
        write(tmp_path / "us-or-lane", who)
        plain(tmp_path / "us-or-lane", algorithm="sha256")
        found = identity_of(read_access(tmp_path, LAYERS, {})).identity
        assert found is not None
        assert (found.certificate, found.algorithm) == (who.certificate, Algorithm.SHA256)

    def test_a_key_alone_wants_its_certificate(self, tmp_path: Path, who: Identity) -> None:
        pem(tmp_path / "us-or-lane", who)
        (tmp_path / "us-or-lane" / "certificate.pem").unlink()
        (fault,) = identity_of(read_access(tmp_path, LAYERS, {})).faults
        assert "certificate is missing" in fault

    def test_anothers_key_does_not_fit(self, tmp_path: Path, who: Identity) -> None:
        pem(tmp_path / "us-or", identity())
        pem(tmp_path / "us-or-lane", who)
        (tmp_path / "us-or-lane" / "key.pem").unlink()
        assert "belongs to its key" in identity_of(read_access(tmp_path, LAYERS, {})).faults[0]

    def test_a_wrong_passphrase_is_told_without_it(self, tmp_path: Path, who: Identity) -> None:
        pem(tmp_path / "us-or-lane", who)
        secret(tmp_path / "us-or-lane" / "key-passphrase", PASSWORD.encode())
        (fault,) = identity_of(read_access(tmp_path, LAYERS, {})).faults
        assert "cannot be opened" in fault
        assert PASSWORD not in fault


def test_nothing_that_is_printed_shows_a_secret(tmp_path: Path, who: Identity) -> None:
    pem(tmp_path / "us-or-lane", who)
    secret(tmp_path / "us-or-lane" / "password", PASSWORD.encode())
    found = read_access(tmp_path, LAYERS, {})
    shown = f"{found} {found!r} {identity_of(found)!r} {asdict(found)['origins']}"
    assert "us-or-lane" in shown
    for text in (PASSWORD, PASSPHRASE, "PRIVATE KEY"):
        assert text not in shown
