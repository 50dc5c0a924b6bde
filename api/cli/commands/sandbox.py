"""`courtpacket sandbox`: a court to file with, on this machine."""

import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from api.cli.commands.schemas import home
from efiling.courts import load_court
from efiling.ecf import schemas
from efiling.errors import CredentialsFault
from efiling.sandbox import BUILT_IN, SandboxServer, read_scripts
from efiling.sandbox.guard import Guard

PASSWORD = "COURTPACKET_SANDBOX_PASSWORD"  # noqa: S105 - the variable's name
"""Where the filer's password is taken from, unless a file is given: never from the command line."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sandbox")(_sandbox)


def _sandbox(
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes any free one.")] = 8640,
    script: Annotated[Path | None, typer.Option(help="A clerk's script, YAML.")] = None,
    court: Annotated[str, typer.Option(help="The profile whose limits and codes apply.")] = "sandbox",
    user: Annotated[str, typer.Option(help="The e-mail address of the one filer who may log in.")] = "",
    password_file: Annotated[
        Path | None, typer.Option(help=f"The filer's password; else {PASSWORD} has it.")
    ] = None,
    trust: Annotated[
        list[Path] | None, typer.Option(help="A certificate (PEM) that may sign; may be given again.")
    ] = None,
) -> None:
    """Run a court that takes filings, lets a scripted clerk review them, and calls back."""
    scripts, use = read_scripts(script) if script else (BUILT_IN, ("accept",))
    folder = schemas.folder(home())
    checks = {version: schemas.schema(folder, version) for version in schemas.installed(home())}
    guard = guard_of(user, password_file, trust or [])
    server = SandboxServer(
        load_court(court),
        port=port,
        scripts=scripts,
        use=use,
        schemas=checks,
        published=folder,
        guard=guard,
    )
    with server:
        for line in _lines(server, tuple(checks)):
            typer.echo(line)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            typer.echo("Stopped.")


def _lines(server: SandboxServer, versions: tuple[str, ...]) -> list[str]:
    """What an operator has to know of a court that runs."""
    checked = (
        f"checked against ECF {' and '.join(versions)}" if versions else "not checked: no schemas installed"
    )
    lines = [
        f"Sandbox court at {server.url} (messages {checked}).",
        f"ECF 4 Filing Review: {server.filing_review_url}",
        f"ECF 5 Filing Review: {server.filing_review_url_5}",
    ]
    if server.guard is not None:
        lines.append(f"Filers log in at {server.user_service_url}")
    if server.guard is not None and server.guard.trusted:
        lines.append(f"{len(server.guard.trusted)} certificate(s) may sign; nothing else is taken.")
    if versions:
        lines.append("Each service describes itself at its address with ?wsdl.")
    return [*lines, "Stop it with Ctrl-C."]


def guard_of(user: str, password_file: Path | None, trust: list[Path]) -> Guard | None:
    """Return who may speak to the court: a filer with a log-in, certificates, both, or None for everybody.

    Raises:
        CredentialsFault: a file cannot be read, a log-in has no password, or certificates have no filer.
    """
    if not user and not trust:
        return None
    if not user:
        raise CredentialsFault("A court that checks signatures knows its filers; give --user, too.")
    password = _password(password_file)
    if not password:
        raise CredentialsFault(f"The filer needs a password: give --password-file, or set {PASSWORD}.")
    trusted = frozenset(_fingerprint(path) for path in trust)
    return Guard(users={user: password}, trusted=trusted, clock=lambda: datetime.now(UTC))


def _password(file: Path | None) -> str:
    if file is None:
        return os.environ.get(PASSWORD, "")
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise CredentialsFault(f"{file.name} cannot be read as a password.") from None


def _fingerprint(path: Path) -> str:
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        raise CredentialsFault(f"{path.name} is no certificate (PEM).") from None
    return certificate.fingerprint(SHA256()).hex()
