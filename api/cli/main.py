"""The `courtpacket` command: finds its subcommands, and turns every failure into one clear message.

Exit codes: 0 done, 1 findings or refusal, 2 wrong use. A command leaves with `typer.Exit(code)`.
"""

import sys

import typer

from api.cli.found import Found
from api.errors import ServiceError
from assembly.errors import AssemblyError, UnknownName
from efiling.errors import EfilingError


def build() -> typer.Typer:
    """Return the command with every module of `api.cli.commands` on it; one is imported when it is called."""
    app = typer.Typer(
        cls=Found,
        name="courtpacket",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    app.callback()(_courtpacket)
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


def _courtpacket() -> None:
    """Make court packets of a support case, check them, file them, and bring the answer back."""
