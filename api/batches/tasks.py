"""The door of the batch service for workers."""

from api.batches import service
from api.jobs.task import Task

TASKS = (Task(service.MAKE, service.make_case),)
