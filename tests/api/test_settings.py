"""What an office has installed must reach every process that works for it."""

from pathlib import Path

import pytest

from api.settings import Settings
from api.worker.run import _environment


def test_blanks_and_schemas_lie_in_the_offices_home(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    assert (settings.forms, settings.schemas) == (tmp_path / "forms", tmp_path)


def test_a_worker_in_another_home_still_finds_the_offices_blanks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Settings(home=tmp_path / "office")
    batch = Settings.model_validate(
        office.model_dump() | {"home": tmp_path / "run", "database_url": "", "broker_url": ""}
    )
    for name, text in _environment(batch).items():
        monkeypatch.setenv(name, text)
    worker = Settings()
    assert worker.home == tmp_path / "run"
    assert worker.forms == tmp_path / "office" / "forms"
    assert worker.schemas == tmp_path / "office"
