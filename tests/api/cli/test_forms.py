"""`courtpacket forms`: list, install, fill, inspect, skeleton."""

import json
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from api.cli.main import build
from assembly.errors import BlankRefused, DocumentRefused, UnknownName
from assembly.render.forms.blank import read_blank
from assembly.render.forms.fingerprint import check_edition
from assembly.render.forms.mapping import read_mapping

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


def test_inspect_shows_every_field_with_its_place(run, shared):
    found = json.loads(run("inspect", str(shared / "forms" / "FL-190.pdf"), "--json").stdout)
    assert len(found["fields"]) == 46, "the inventory of the blanks counts 46"
    number = next(field for field in found["fields"] if field["label"] == "CASE NUMBER:")
    assert (number["kind"], number["places"][0]["page"]) == ("text", 1)
    assert found["pages"] == [{"size": [612.0, 792.0], "turned": 0}]
    assert "46 field(s)" in run("inspect", str(shared / "forms" / "FL-190.pdf")).stdout


def test_inspect_refuses_what_is_no_form(run, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert isinstance(run("inspect", str(tmp_path / "x.pdf")).exception, DocumentRefused)


def test_a_skeleton_is_a_mapping_of_that_edition(run, shared, tmp_path):
    blank = shared / "forms" / "FL-190.pdf"
    done = run("skeleton", str(blank), "fl-190", "--out", str(tmp_path / "new"), "--edition", "Rev. 7/1/2026")
    assert "still to be bound" in done.stdout
    mapping = read_mapping(tmp_path / "new" / "form.yaml")
    check_edition(mapping, read_blank(blank.read_bytes()))
    assert mapping.screen_only >= {"Print", "Save"}
    bound = {binding.label or binding.key.partition("#")[0] for binding in mapping.bindings if binding.read}
    assert {"case.number", "court.county", "agency.attorney_for"} <= bound


def test_a_skeleton_overwrites_nothing(run, shared, tmp_path):
    (tmp_path / "form.yaml").write_text("mine", encoding="utf-8")
    refused = run("skeleton", str(shared / "forms" / "FL-190.pdf"), "fl-190", "--out", str(tmp_path))
    assert isinstance(refused.exception, DocumentRefused)
    assert (tmp_path / "form.yaml").read_text(encoding="utf-8") == "mine"


def test_a_skeleton_takes_no_path_for_an_id(run, shared, tmp_path):
    refused = run("skeleton", str(shared / "forms" / "FL-190.pdf"), "../x", "--out", str(tmp_path / "new"))
    assert isinstance(refused.exception, UnknownName)
