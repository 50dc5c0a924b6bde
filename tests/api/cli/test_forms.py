"""`courtpacket forms list` and `install`."""

import json
from pathlib import Path

import pypdfium2
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


def test_fill_one_form_from_facts(run, shared, tmp_path):
    out = tmp_path / "fl-190.pdf"
    facts = Path(__file__).parents[3] / "templates" / "_cases" / "alameda-withholding.facts.json"
    assert isinstance(run("fill", "fl-190", str(facts), "--out", str(out)).exception, BlankRefused)
    assert not out.exists(), "nothing is left behind"
    run("install", "fl-190", str(shared / "forms" / "FL-190.pdf"))
    done = json.loads(run("fill", "fl-190", str(facts), "--out", str(out), "--json").stdout)
    assert done["official"] is True
    with pypdfium2.PdfDocument(out) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "24-FS-110482" in text
    assert "County of Alameda" in text


def test_fill_without_the_blank_says_that_it_is_not_official(run, tmp_path):
    facts = Path(__file__).parents[3] / "templates" / "_cases" / "alameda-withholding.facts.json"
    done = run("fill", ID, str(facts), "--out", str(tmp_path / "iwo.pdf"))
    assert "not the official form" in done.stdout
