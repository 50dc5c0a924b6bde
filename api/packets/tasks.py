"""The doors of the packet services for workers."""

from api.ids import PacketId
from api.jobs.task import Task
from api.packets import exhibits, service, signing
from api.services import Services


def _assemble(services: Services, packet_id: str) -> None:
    service.make(services, PacketId(packet_id))


def _sign(services: Services, packet_id: str) -> None:
    signing.make_signed(services, PacketId(packet_id))


TASKS = (
    Task(service.ASSEMBLE, _assemble),
    Task(signing.SIGN, _sign),
    Task(exhibits.RECOGNIZE, exhibits.recognize_text),
)
