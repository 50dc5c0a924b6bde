"""A person's answer to what no fact and no page can show: kept with the facts, by name and date."""

from dataclasses import replace

from api.accounts.account import Account, Act
from api.errors import NotFound
from api.facts.service import read_stored, take_in
from api.ids import JobId, PacketId
from api.packets.service import rebuild
from api.services import Services
from assembly.intake import facts_json
from assembly.model.attestation import Attestation
from assembly.model.finding import Severity


def answer_question(
    services: Services, account: Account, packet_id: PacketId, rule: str, *, met: bool, note: str = ""
) -> JobId:
    """Keep an answer with the facts of a packet and make the packet anew.

    `met` says whether what the law asks for is so; an answer of no stands against the packet as
    the rule's own finding. A later answer to the same question takes the place of the earlier.

    Raises:
        NotFound: there is no such packet, or it asks no such question.
        PacketNotReady: a filing of the packet is with the court.
    """
    account.require(Act.PREPARE)
    with services.database.unit_of_work() as work:
        packet = work.packets.get(packet_id)
    asked = {finding["rule"] for finding in packet.findings if finding["severity"] == Severity.ATTEST}
    if rule not in asked:
        raise NotFound("question", f"{rule} in packet {packet_id}")
    facts = read_stored(services, packet.facts_id)
    told = Attestation(rule=rule, answer=met, who=account.name, when=services.clock().date(), note=note)
    others = tuple(earlier for earlier in facts.attestations if earlier.rule != rule)
    kept = take_in(services, account, facts_json(replace(facts, attestations=(*others, told), signatures=())))
    return rebuild(services, account, packet_id, kept.id)
