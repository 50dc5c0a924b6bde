"""Commands are found by looking, and each loads only what it needs."""

import pkgutil
import subprocess
import sys

import pytest

from api.cli import commands
from tests.api.cli.command import courtpacket

CASE = "templates/_cases/santa-clara-order-to-show-cause.facts.json"
DEADLINE = "docs/calc/deadline.json"
WEB = {"fastapi", "starlette", "uvicorn", "celery", "sqlalchemy", "alembic", "httpx", "argon2"}
PAGES = {"weasyprint", "docxtpl", "fontTools", "pypdf"}

NAMES = sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(commands.__path__))


def modules_after(*words: str) -> set[str]:
    """Return the packages that a process has loaded once it has run the command."""
    code = (
        "import sys\nfrom api.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit as left:\n    assert not left.code, left.code\n"
        "print('LOADED', *sorted(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in ran.stdout.rpartition("LOADED")[2].split()} | {
        name for name in ran.stdout.rpartition("LOADED")[2].split() if name.startswith("api.cli.commands.")
    }


@pytest.mark.parametrize(
    ("words", "unneeded", "loaded"),
    [
        (["--help"], WEB | PAGES | {"pikepdf", "lxml", "yaml", "structlog", "cel"}, set()),
        (["calc", "deadline", DEADLINE], WEB | PAGES | {"pikepdf", "lxml", "jinja2"}, {"calc"}),
        (["validate", CASE, "--packet", "us-ca/order-to-show-cause"], WEB | PAGES, {"validate"}),
        (["render", "--help"], WEB | {"weasyprint", "pikepdf"}, {"render"}),
    ],
)
def test_a_command_loads_itself_and_what_it_needs(words, unneeded, loaded):
    modules = modules_after(*words)
    assert modules & unneeded == set()
    found = {name.rpartition(".")[2] for name in modules if name.startswith("api.cli.commands.")}
    assert found == loaded


def test_help_lists_every_command_with_what_its_file_says_of_it(capsys, monkeypatch):
    shown = courtpacket(capsys, monkeypatch, "--help")
    names = set(NAMES)
    lines = [line.strip("│ ").split(None, 1) for line in shown.out.splitlines() if line.startswith("│")]
    listed = {line[0]: line[1] for line in lines if len(line) == 2 and line[0] in names}
    assert set(listed) == names
    assert listed["render"] == "An attorney's Word draft as the court's page."
    assert shown.code == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_named_as_its_file_and_says_what_it_does(name, capsys, monkeypatch):
    shown = courtpacket(capsys, monkeypatch, name, "--help")
    assert (shown.code, shown.err) == (0, "")
    assert f"courtpacket {name} [OPTIONS]" in " ".join(shown.out.replace("python -m pytest.", "").split())


def test_a_misspelt_command_is_answered_with_the_nearest(capsys, monkeypatch):
    said = courtpacket(capsys, monkeypatch, "rendr")
    assert said.code == 2
    assert "No such command 'rendr'. Did you mean 'render'?" in " ".join(said.err.split())
