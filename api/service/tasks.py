"""The door of the service of process for workers."""

from api.ids import FilingId
from api.jobs.task import Task
from api.service import planning
from api.services import Services


def _update(services: Services, filing_id: str) -> None:
    planning.update(services, FilingId(filing_id))


TASKS = (Task(planning.SERVICE_UPDATE, _update, gives_up=False),)
