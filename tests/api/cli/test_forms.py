"""`courtpacket forms list` and `install`."""

import json

import pytest
from typer.testing import CliRunner

from api.cli.main import build
from assembly.errors import BlankRefused, UnknownName

ID = "us-income-withholding-order"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path / "home"))
    return lambda *words: CliRunner().invoke(build(), ["forms", *words])


def state(run):
    found = json.loads(run("list", "--json").stdout)["forms"]
    return {form["id"]: form["installed"] for form in found}[ID]


def test_install_then_listed(run, shared):
    assert state(run) is False
    done = run("install", ID, str(shared / "forms" / f"{ID}.pdf"))
    assert done.exit_code == 0
    assert "OMB 0970-0154" in done.stdout
    assert state(run) is True
    assert "installed" in run("list").stdout


def test_another_form_is_refused_and_nothing_is_kept(run, shared):
    refused = run("install", ID, str(shared / "forms" / "FL-190.pdf"))
    assert isinstance(refused.exception, BlankRefused)
    assert state(run) is False


def test_an_unknown_form(run, tmp_path):
    refused = run("install", "fl-999", str(tmp_path / "x.pdf"))
    assert isinstance(refused.exception, UnknownName)
