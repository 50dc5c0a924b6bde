"""What the pages show of the check of a packet before its approval, and of its certificate."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.packets.store import StoredPacket
from api.preflight.approval import check_of, is_being_checked, is_of_today
from api.preflight.store import AskedApproval, PacketCheck
from api.services import Services
from efiling.preflight import Outcome

PASSED = frozenset({Outcome.PASS, Outcome.REPAIRED})
BLOCKING = frozenset({Outcome.BLOCK, Outcome.NOT_RUN})
ASIDE = frozenset({Outcome.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class CheckView:
    """The newest check of a packet's bytes: `results` as its certificate has them, worst first.

    `under_way` while a worker looks, or is to; `of_today` while what was found still counts; `asked`
    is the approval that waits.
    """

    found: PacketCheck | None
    under_way: bool
    of_today: bool
    asked: AskedApproval | None
    results: Sequence[Mapping[str, Any]]

    @property
    def against(self) -> Sequence[Mapping[str, Any]]:
        """What a clerk would reject, where that stops the approval."""
        stops = self.found is not None and self.found.faults
        return [one for one in self.results if one["outcome"] in BLOCKING] if stops else ()

    @property
    def stops(self) -> bool:
        """Whether what was found today is in the way of the approval."""
        return self.of_today and self.found is not None and bool(self.found.faults)

    @property
    def to_look_at(self) -> Sequence[Mapping[str, Any]]:
        """What passed neither nor stands in the way: warnings, and what could not be checked."""
        left = {*BLOCKING, *PASSED, *ASIDE}
        return [one for one in self.results if one["outcome"] not in left]

    @property
    def passed(self) -> int:
        """How many checks passed."""
        return sum(one["outcome"] in PASSED for one in self.results)

    @property
    def looked(self) -> int:
        """How many checks were for papers such as these."""
        return sum(one["outcome"] not in ASIDE for one in self.results)

    @property
    def waits(self) -> bool:
        """Whether an approval was given and waits for a check that is under way."""
        return self.under_way and self.asked is not None


def check_view(services: Services, packet: StoredPacket) -> CheckView:
    """Return what is known of the bytes of a packet as it is."""
    with services.database.unit_of_work() as work:
        found = check_of(work, packet)
        under_way, asked = is_being_checked(work, packet.id), work.checks.asked(packet.id)
    if asked is not None and asked.packet_sha256 != packet.packet_sha256:
        asked = None
    results: Sequence[Mapping[str, Any]] = ()
    if found is not None and found.certificate_sha256:
        results = json.loads(services.blobs.get(found.certificate_sha256))["results"]
    of_today = found is not None and is_of_today(services, packet, found)
    return CheckView(found, under_way, of_today, asked, results)
