"""`courtpacket courts`, `schemas` and `sandbox`: what they print and how they leave."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import build
from efiling.errors import EfilingError


def run(*words: str) -> Result:
    return CliRunner().invoke(build(), list(words))


class TestCourts:
    def test_the_list_says_how_each_is_reached(self) -> None:
        lines = {line.split()[0]: line for line in run("courts", "list").output.splitlines()}
        assert "by message" in lines["us-or-multnomah"]
        assert "paper or portal" in lines["us-ca-sacramento"]
        assert "us-ca" not in lines

    def test_show_gives_every_fact_its_source_and_the_questions(self) -> None:
        output = run("courts", "show", "us-ca-santa-clara").output
        assert "limits.document_bytes: 25000000 bytes  [summary: Green Filing" in output
        assert output.index("To ask the court:") < output.index("efiling.governmental_child_support")

    def test_json_is_one_value(self) -> None:
        shown = json.loads(run("courts", "show", "us-or-washington", "--json").output)
        fact = shown["facts"]["limits.document_bytes"]
        assert (fact["value"], fact["enforcement"], fact["layer"]) == (25_000_000, "block", "us-or")
        assert len(json.loads(run("courts", "list", "--json").output)) > 15

    def test_an_unknown_court_is_wrong_use(self) -> None:
        result = run("courts", "show", "us-xx-nowhere")
        assert result.exit_code == 2
        assert "There is no court profile named 'us-xx-nowhere'" in result.output


class TestSchemas:
    def test_what_was_installed_is_listed(
        self, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path / "home"))
        assert "No schemas are installed." in run("schemas", "list").output
        archive = shutil.make_archive(str(tmp_path / "set"), "zip", shared / "ecf" / "ecf4")
        assert run("schemas", "install", archive).output.startswith("Installed ECF 4 in ")
        assert json.loads(run("schemas", "list", "--json").output)["versions"] == ["4"]

    def test_a_folder_without_schemas_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path / "home"))
        result = run("schemas", "install", str(tmp_path))
        assert isinstance(result.exception, EfilingError)
        assert not (tmp_path / "home" / "schemas").exists()


class TestSandbox:
    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("- {do: lose}", "'lose' is nothing that a clerk does"),
            ("use: nobody", "uses 'nobody'"),
            ("just words", "neither a list"),
            ("a: [", "not YAML"),
        ],
    )
    def test_a_bad_script_is_told_before_anything_starts(self, tmp_path: Path, text: str, fault: str) -> None:
        script = tmp_path / "clerk.yaml"
        script.write_text(text)
        result = run("sandbox", "--port", "0", "--script", str(script))
        assert isinstance(result.exception, EfilingError)
        assert fault in str(result.exception)
