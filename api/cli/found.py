"""The group of commands that are found in `api.cli.commands`: one file each, imported when it is called.

The list of commands is made from the files' names and first lines, read and not run: `courtpacket --help`
loads none of them.
"""

import ast
import importlib
import logging
import pkgutil
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from api.cli import commands


class Found(TyperGroup):
    """A group whose commands are the modules of a package; each is named as its file, with hyphens."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for path in sorted(Path(place) for place in commands.__path__):
            for module in sorted(pkgutil.iter_modules([str(path)]), key=lambda found: found.name):
                name, about = module.name.replace("_", "-"), _about(path / f"{module.name}.py")
                self.add_command(TyperCommand(name, help=about))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return what is to be run: the command that was only named until now is imported."""
        name, named, rest = super().resolve_command(ctx, args)
        return name, _loaded(named.name) if named is not None and named.name else named, rest


def _about(path: Path) -> str:
    """Return what a command's file says of it: its first line behind the command's own name."""
    first = (ast.get_docstring(ast.parse(path.read_bytes())) or "").partition("\n")[0]
    words = first.partition(": ")[2]
    return words[:1].upper() + words[1:]


def _loaded(name: str) -> Any:
    from api.logs import configure_logs

    configure_logs(as_json=False, level=logging.ERROR)
    holder = typer.Typer(pretty_exceptions_enable=False)
    importlib.import_module(f"{commands.__name__}.{name.replace('-', '_')}").register(holder)
    return get_group(holder).commands[name]
