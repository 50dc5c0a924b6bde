"""The doors of the filing services for workers."""

from api.filings import asking, callback, fetching, service
from api.ids import FilingId
from api.jobs.task import Task
from api.services import Services


def _submit(services: Services, filing_id: str) -> None:
    service.submit(services, FilingId(filing_id))


def _ask(services: Services, filing_id: str) -> None:
    asking.ask(services, FilingId(filing_id))


def _read_callback(services: Services, number: str) -> None:
    callback.read(services, int(number))


def _fetch_copies(services: Services, filing_id: str) -> None:
    fetching.fetch_copies(services, FilingId(filing_id))


TASKS = (
    Task(service.SUBMIT, _submit, gives_up=False),
    Task(asking.ASK, _ask, gives_up=False),
    Task(asking.READ_CALLBACK, _read_callback, gives_up=False),
    Task(fetching.FETCH, _fetch_copies, gives_up=False),
)
