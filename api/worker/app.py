"""The Celery application: one task for every task of the service, and the sweeper's beat."""

from collections.abc import Callable
from threading import Lock

from celery import Celery
from kombu.exceptions import KombuError

from api.courts.tasks import plan_refreshes
from api.filings.watch import take_up
from api.ids import JobId
from api.jobs.service import run_job, sweep
from api.jobs.task import tasks
from api.services import Services, open_services
from api.settings import Settings
from api.worker.broker import broker_settings

QUEUE = "courtpacket"
CONFIRM_SECONDS = 5.0
ONCE = {"max_retries": 1, "interval_start": 0}
"""A connection that broke while it was idle is made anew, once."""
SWEEP = "courtpacket.sweep"


def make_app(settings: Settings) -> Celery:
    """Return the application for these settings. Opens no connection and no database."""
    app = Celery("courtpacket")
    app.conf.update(
        **broker_settings(settings),
        task_default_queue=QUEUE,
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=False,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,  # a worker waits for its broker as long as it takes
        broker_pool_limit=4,
        enable_utc=True,
        beat_schedule_filename=str(settings.home / "beat"),
        beat_schedule={SWEEP: {"task": SWEEP, "schedule": settings.sweep_seconds}},
    )
    opened = _Opened(settings, app)

    def do(job_id: str) -> None:
        run_job(opened.services(), JobId(job_id))

    def look_for_lost_jobs() -> None:
        sweep(opened.services())
        take_up(opened.services())
        plan_refreshes(opened.services())

    for name in tasks():
        app.task(name=name, shared=False)(do)
    app.task(name=SWEEP, shared=False)(look_for_lost_jobs)
    return app


def queue_of(app: Celery) -> Callable[[str, JobId], None]:
    """Return the function that puts a job into the queue of this application.

    It raises ConnectionError where the queue is away, and does not wait for it to come back.
    """

    connection = app.connection_for_write()  # opens nothing; it knows what its errors are called
    away = (KombuError, *connection.connection_errors, *connection.channel_errors)

    def enqueue(task: str, job_id: JobId) -> None:
        try:
            app.send_task(task, args=[job_id], retry=True, retry_policy=ONCE, confirm_timeout=CONFIRM_SECONDS)
        except away as error:
            raise ConnectionError(type(error).__name__) from None

    return enqueue


class _Opened:
    """This process's services, opened when a worker child first needs them: after the fork."""

    def __init__(self, settings: Settings, app: Celery) -> None:
        self._settings, self._app = settings, app
        self._lock = Lock()
        self._services: Services | None = None

    def services(self) -> Services:
        with self._lock:
            if self._services is None:
                self._services = open_services(self._settings, enqueue=queue_of(self._app))
            return self._services
