"""`courtpacket templates lint` on folders and on a Word file that is not yet in one."""

import json
from pathlib import Path

import pytest

from tests.api.cli.command import Ran, courtpacket
from tests.assembly.render.lint.word_file import word_file


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.docx"
    path.write_bytes(
        word_file("Number {{ case.numbr }}", "{{ children | map(attribute=‘name’) | join_and }}")
    )
    return path


@pytest.fixture
def lint(capsys, monkeypatch):
    def run(*words: str) -> Ran:
        return courtpacket(capsys, monkeypatch, "templates", "lint", *words)

    return run


def test_one_document_type_is_checked_alone(lint):
    ran = lint("us-ca/summons-and-complaint")
    assert (ran.code, ran.out) == (0, "1 checked, 0 with faults.\n")


def test_a_word_file_is_checked_and_its_quotation_marks_are_mended(lint, draft):
    before = lint(str(draft), "--json")
    name, curly = json.loads(before.out)["flaws"][str(draft)]
    assert before.code == 1
    assert (name["place"], name["severity"]) == ("the text, paragraph 1", "block")
    assert (curly["place"], curly["severity"]) == ("the text, paragraph 2", "warn")
    after = lint(str(draft), "--fix")
    assert after.code == 1
    assert "there is no fact 'case.numbr'" in after.out
    assert "Did you mean 'case.number'?" in after.out
    assert "curly" not in after.out


def test_a_file_that_is_no_word_file_is_refused(lint, tmp_path):
    path = tmp_path / "x.docx"
    path.write_bytes(b"%PDF-1.7")
    ran = lint(str(path))
    assert ran.code == 1
    assert "not a Word file" in ran.err


def test_an_unknown_id_is_wrong_use(lint):
    assert lint("us-ca/nothing").code == 2
    assert lint("us-ca/summons-and-complaint", "--fix").code == 2
