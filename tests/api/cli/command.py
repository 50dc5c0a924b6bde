"""Runs `courtpacket` as the user does: words in, exit code and both streams out, no trace ever."""

import sys
from dataclasses import dataclass

import pytest

from api.cli.main import run


@dataclass(frozen=True)
class Ran:
    """What a command printed and left with."""

    code: int
    out: str
    err: str


def courtpacket(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> Ran:
    """Run the command with these words; a trace on the error stream fails the test."""
    monkeypatch.setattr(sys, "argv", ["courtpacket", *words])
    with pytest.raises(SystemExit) as left:
        run()
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    code = left.value.code
    return Ran(code if isinstance(code, int) else 0 if code is None else 1, captured.out, captured.err)
