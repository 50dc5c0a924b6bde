"""Starting workers: in this process, or as a child of the process that needs them."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from celery.platforms import SecurityWarning
from celery.signals import setup_logging

from api.errors import SettingsRefused
from api.logs import bridle_libraries
from api.settings import Settings
from api.storage.engine import open_engine
from api.storage.migrate import migrate
from api.worker.app import make_app

STOP_SECONDS = 20
SECONDS_TO_FINISH = 30.0
LOOK_AT_PARENT_SECONDS = 1.0


def run_worker(settings: Settings, *, concurrency: int, beat: bool, parent: int | None = None) -> None:
    """Work in this process and `concurrency` children until told to stop.

    A worker holds a lock on the home folder as long as any of its processes lives; the file
    tells whoever resumes a run that nothing works there any more.
    """
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = (settings.home / "worker.lock").open("a")
    fcntl.flock(lock, fcntl.LOCK_SH)
    engine = open_engine(settings.database_url)
    migrate(engine)
    engine.dispose()
    if parent is not None:
        threading.Thread(target=_stop_with, args=(parent,), daemon=True).start()
    arguments = ["worker", f"--concurrency={concurrency}", "--loglevel=error"]
    arguments += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    warnings.simplefilter("ignore", SecurityWarning)  # who runs it is the operator's choice
    setup_logging.connect(_leave_logs_alone)
    make_app(settings).worker_main(["--quiet", *arguments] + (["--beat"] if beat else []))


@contextmanager
def worker_process(
    settings: Settings, *, concurrency: int, beat: bool, log: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run workers in a child process for as long as the block lasts; what they say goes to `log`."""
    arguments = [
        sys.executable,
        "-m",
        "api.worker",
        "--concurrency",
        str(concurrency),
        "--parent",
        str(os.getpid()),
    ]
    environment = os.environ | _environment(settings)
    with ExitStack() as files:
        out = files.enter_context(log.open("ab")) if log else None
        child = subprocess.Popen(  # noqa: S603 - our own module
            arguments + (["--beat"] if beat else []), env=environment, stdout=out, stderr=out
        )
    try:
        yield child
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait_until_idle(home: Path, *, seconds: float) -> None:
    """Wait until no worker process lives that works in this home folder.

    Raises:
        SettingsRefused: one still does after `seconds`.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    end = time.monotonic() + seconds
    with (home / "worker.lock").open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise SettingsRefused(f"A worker is still busy in {home}. Stop it first.") from None
                time.sleep(0.1)
            else:
                return


def _environment(settings: Settings) -> dict[str, str]:
    """Return the settings that a child must share with us, as it reads them."""
    shared = {
        "HOME": str(settings.home),
        "OFFICE": str(settings.office_home),
        "DATABASE_URL": settings.database_url,
        "BROKER_URL": settings.broker_url,
        "JOB_LEASE_SECONDS": str(settings.job_lease_seconds),
        "SWEEP_SECONDS": str(settings.sweep_seconds),
        "PUBLIC_URL": settings.public_url,
        "TIME_ZONE": settings.time_zone.key,
    }
    if settings.templates is not None:
        shared["TEMPLATES"] = str(settings.templates)
    if settings.schemas is not None:
        shared["SCHEMAS"] = str(settings.schemas)
    if settings.forms is not None:
        shared["FORMS"] = str(settings.forms)
    if settings.courts is not None:
        shared["COURTS"] = str(settings.courts)
    if settings.key_file is not None:
        shared["KEY_FILE"] = str(settings.key_file)
    return {f"COURTPACKET_{name}": text for name, text in shared.items()}


def _leave_logs_alone(**_: object) -> None:
    """Keep Celery from setting up logs of its own, which would print what exceptions say."""
    bridle_libraries()


def _stop_with(parent: int) -> None:
    """Stop this worker when the process that started it is gone, however it went.

    A worker that does not finish its job in time is killed: the job's lease runs out and another takes it up.
    """
    while os.getppid() == parent:
        time.sleep(LOOK_AT_PARENT_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_FINISH)
    os.kill(os.getpid(), signal.SIGKILL)
