"""A real worker process whose only task notes its subject in a file: run as a module by the tests."""

import os
import sys
from pathlib import Path

from api.jobs import service
from api.jobs.task import Task
from api.services import Services
from api.settings import Settings
from api.worker import app
from api.worker.run import run_worker


def note(services: Services, subject: str) -> None:
    """Add a line to the notes, in one write so that processes do not mix their lines."""
    descriptor = os.open(services.settings.home / "notes", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{subject}\n".encode())
    os.close(descriptor)


if __name__ == "__main__":
    for module in (service, app):
        setattr(module, "tasks", lambda: {"test": Task("test", note)})  # noqa: B010 - a stand-in
    app.QUEUE = sys.argv[1]
    run_worker(Settings(home=Path(sys.argv[2])), concurrency=2, beat=True)
