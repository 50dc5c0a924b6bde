"""`courtpacket redline`: two drafts in, a PDF and a list of changes out."""

import json
from pathlib import Path

from tests.api.cli.command import courtpacket
from tests.assembly.render.lint.word_file import word_file


def test_writes_the_pages_and_the_changes(capsys, monkeypatch, tmp_path: Path):
    old, new, out = tmp_path / "old.docx", tmp_path / "new.docx", tmp_path / "changes.pdf"
    old.write_bytes(word_file("Pay $100.00 a month."))
    new.write_bytes(word_file("Pay $150.00 a month."))
    words = ("redline", str(old), str(new), "--out", str(out), "--on", "2026-11-22")
    plain = courtpacket(capsys, monkeypatch, *words)
    assert plain.code == 0
    assert "paragraph 1: replaced '$100.00' by '$150.00'" in plain.out
    told = json.loads(courtpacket(capsys, monkeypatch, *words, "--json").out)
    assert told["changes"] == [
        {"kind": "replaced", "place": "paragraph 1", "before": "$100.00", "after": "$150.00"}
    ]
    assert out.read_bytes().startswith(b"%PDF")


def test_one_draft_alone_shows_its_tracked_changes(capsys, monkeypatch, tmp_path: Path):
    draft, out = tmp_path / "draft.docx", tmp_path / "changes.pdf"
    draft.write_bytes(word_file("Nothing is tracked here."))
    ran = courtpacket(capsys, monkeypatch, "redline", str(draft), "--out", str(out))
    assert (ran.code, ran.out) == (0, f"Wrote {out}: 1 page, 0 changes.\n")


def test_a_refused_draft_leaves_nothing_behind(capsys, monkeypatch, tmp_path: Path):
    draft, out = tmp_path / "draft.docx", tmp_path / "changes.pdf"
    draft.write_bytes(b"not a Word file")
    ran = courtpacket(capsys, monkeypatch, "redline", str(draft), "--out", str(out))
    assert ran.code == 1
    assert not out.exists()
