"""The `courtpacket` command: finds its subcommands, and turns every failure into one clear message.

Exit codes: 0 done, 1 findings or refusal, 2 wrong use. A command leaves with `typer.Exit(code)`.
"""

import importlib
import logging
import pkgutil
import sys

import typer

from api.cli import commands
from api.errors import ServiceError
from api.logs import configure_logs
from assembly.errors import AssemblyError, UnknownName
from efiling.errors import EfilingError


def build() -> typer.Typer:
    """Return the command with every module of `api.cli.commands` registered on it; its logs are quiet."""
    configure_logs(as_json=False, level=logging.ERROR)
    app = typer.Typer(
        name="courtpacket",
        help="Make court packets of a support case, check them, file them, and bring the answer back.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
        importlib.import_module(f"{commands.__name__}.{module.name}").register(app)
    return app


def run() -> None:
    """Run the command line and leave with its exit code; no trace reaches the user."""
    try:
        build()()
    except UnknownName as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except (AssemblyError, EfilingError, ServiceError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
        sys.exit(2)
