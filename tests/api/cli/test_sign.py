"""`courtpacket sign`: who signs what, and the papers made anew with a typed signature."""

import json
from pathlib import Path

import pytest

from assembly.packets import read_packet
from tests.api.cli.command import courtpacket

CASE = Path(__file__).parents[3] / "templates" / "_cases" / "multnomah-establish.facts.json"
NAME = "Ingrid S. Halvorsen"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv("COURTPACKET_HOME", str(tmp_path / "home"))
    out = tmp_path / "packet"
    words = ("assemble", str(CASE), "--packet", "us-or/establish", "--out", str(out))
    assert courtpacket(capsys, monkeypatch, *words).code == 0
    return out


def test_the_attorneys_papers_are_signed_and_the_oath_is_left_for_ink(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """UTCR 21.090(1)-(3): the filer may type; a declarant who does not file may not."""
    before = read_packet(folder)
    ran = courtpacket(capsys, monkeypatch, "sign", str(folder), "--as", NAME, "--json")
    assert ran.code == 0
    answer = json.loads(ran.out)
    assert "us-or/petition-support-parentage" in answer["signed"]
    forms = {(place["paper"], place["slot"]): place["form"] for place in answer["places"]}
    assert forms["us-or/petition-support-parentage", "declarant"] == "ink"
    after = read_packet(folder)
    assert after.packet_sha256 != before.packet_sha256
    assert [document.pages for document in after.documents] == [
        document.pages for document in before.documents
    ]


def test_a_name_that_no_paper_prints_signs_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_packet(folder)
    ran = courtpacket(capsys, monkeypatch, "sign", str(folder), "--as", "Somebody Else")
    assert ran.code == 1
    assert f"The papers print {NAME}" in ran.err
    assert read_packet(folder) == before


def test_without_a_name_it_only_tells(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_packet(folder)
    ran = courtpacket(capsys, monkeypatch, "sign", str(folder))
    assert "Summons: agency attorney: typed (UTCR 21.090(1)-(2))" in ran.out
    assert "declarant, under oath: in ink" in ran.out
    assert read_packet(folder) == before
