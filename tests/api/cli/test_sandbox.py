"""`courtpacket sandbox`: who may speak to the court, and what it says when it starts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from api.cli.commands.sandbox import PASSWORD, guard_of
from efiling.courts import load_court
from efiling.errors import CredentialsFault, NotAuthenticated
from efiling.transport.connect import Connection, open_court
from efiling.transport.credentials import Credentials
from tests.api.cli.command import courtpacket
from tests.efiling.papers import envelope
from tests.efiling.transport.test_ecf4 import START
from tests.efiling.transport.test_security import identity

EMAIL = "filer@example.test"


class TestGuard:
    def test_without_options_everybody_may_file(self) -> None:
        assert guard_of("", None, []) is None

    def test_a_filer_and_the_certificates_that_may_sign(self, tmp_path: Path) -> None:
        certificate = identity().certificate
        (tmp_path / "ours.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        (tmp_path / "password").write_text("s3cret\n")
        guard = guard_of(EMAIL, tmp_path / "password", [tmp_path / "ours.pem"])
        assert guard is not None
        assert guard.users == {EMAIL: "s3cret"}
        assert guard.trusted == {certificate.fingerprint(SHA256()).hex()}

    @pytest.mark.parametrize(
        ("words", "fault"),
        [
            (("--user", EMAIL), "needs a password"),
            (("--user", EMAIL, "--password-file", "none"), "none cannot be read as a password"),
            (("--trust", "none"), "give --user, too"),
        ],
    )
    def test_what_is_missing_is_said_in_a_line(
        self,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        words: tuple[str, ...],
        fault: str,
    ) -> None:
        ran = courtpacket(capsys, monkeypatch, "sandbox", "--port", "0", *words)
        assert ran.code != 0
        assert fault in ran.err

    def test_a_certificate_that_is_none_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(PASSWORD, "s3cret")
        (tmp_path / "x.pem").write_text("hello")
        with pytest.raises(CredentialsFault, match=r"x\.pem is no certificate"):
            guard_of(EMAIL, None, [tmp_path / "x.pem"])


class TestRunning:
    @pytest.fixture
    def address(self, tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
        """Start the command on any port; give its address and all that it said."""
        environment = {**os.environ, PASSWORD: "s3cret", "COURTPACKET_HOME": str(tmp_path)}
        command = [sys.executable, "-u", "-c", "from api.cli.main import run; run()", "sandbox"]
        said = []
        with subprocess.Popen(
            [*command, "--port", "0", "--user", EMAIL],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                said.append(line.strip())
                if line.startswith("Stop it"):
                    break
            try:
                yield said[0].split(" at ")[1].split(" ")[0], said
            finally:
                process.terminate()

    def test_it_takes_filings_from_whom_it_knows(self, address: tuple[str, list[str]]) -> None:
        url, said = address
        assert any("Filers log in at" in line for line in said)
        assert "s3cret" not in "".join(said)
        with httpx.Client() as http:
            for password in ("s3cret", "wrong"):
                connection = Connection(
                    location="sandbox:main",
                    filing_review=f"{url}ecf4/FilingReviewMDEPort.svc",
                    callback_url="",
                    user_service=f"{url}EFMUserService.svc",
                    credentials=Credentials(EMAIL, password),
                )
                court = open_court(load_court("sandbox"), connection, http=http, clock=lambda: START)
                if password == "wrong":
                    with pytest.raises(NotAuthenticated):
                        court.review_filing(envelope())
                else:
                    assert court.review_filing(envelope()).filing_ids
