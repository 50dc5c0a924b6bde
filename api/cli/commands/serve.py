"""`courtpacket serve`: web, API and workers in one."""

import socket
from typing import Annotated
from urllib.parse import urlsplit

import typer
import uvicorn

from api.accounts.service import first_token
from api.app import make_api
from api.errors import SettingsRefused
from api.logs import bridle_libraries, configure_logs
from api.services import open_services
from api.settings import Settings
from api.worker.app import make_app, queue_of
from api.worker.run import worker_process


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(_serve)


def _serve(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
) -> None:
    """Serve pages and API, and work: everything in one process tree, until interrupted."""
    settings = Settings()
    settings.host, settings.port = host or settings.host, settings.port if port is None else port
    configure_logs(as_json=settings.log_json)
    bridle_libraries()
    listening = _listen(settings)
    settings.port = listening.getsockname()[1]
    if "public_url" not in settings.model_fields_set:
        settings.public_url = f"http://{settings.host}:{settings.port}"
    settings.trusted_hosts = (
        *settings.trusted_hosts,
        urlsplit(settings.public_url).hostname or settings.host,
    )
    services = open_services(settings, enqueue=queue_of(make_app(settings)))
    _tell(settings, first_token(services))
    config = uvicorn.Config(
        make_api(services),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    with worker_process(settings, concurrency=settings.workers, beat=True):
        uvicorn.Server(config).run(sockets=[listening])
    services.close()


def _listen(settings: Settings) -> socket.socket:
    found = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((settings.host, settings.port))
    except OSError as error:
        found.close()
        why = error.strerror or str(error)
        raise SettingsRefused(
            f"Port {settings.port} cannot be used ({why}). Choose another with --port."
        ) from None
    found.listen(128)
    return found


def _tell(settings: Settings, token: str | None) -> None:
    typer.echo(f"Courtpacket is at {settings.public_url}; its data is in {settings.home}.")
    if token is not None:
        typer.echo("This is the first start. Sign in as admin with this token; it is shown this once:")
        typer.echo(f"    {token}")
    typer.echo("Stop it with Ctrl+C.")
