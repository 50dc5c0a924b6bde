"""The door of the check before approval for workers."""

from api.ids import PacketId
from api.jobs.task import Task
from api.packets.service import CHECK
from api.preflight.asking import check_and_approve
from api.services import Services


def _check(services: Services, packet_id: str) -> None:
    check_and_approve(services, PacketId(packet_id))


TASKS = (Task(CHECK, _check),)
