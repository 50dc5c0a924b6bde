"""Taking facts in and checking them against a packet."""

import hashlib

from api.accounts.account import Account, Act
from api.errors import RequestRefused
from api.facts.store import StoredFacts
from api.ids import FactsId
from api.services import Services
from api.storage.audit import AuditAct
from assembly.intake import facts_json, read_facts
from assembly.model.facts import Facts
from assembly.model.finding import Finding


def take_in(services: Services, account: Account, raw: bytes, *, key: str = "") -> StoredFacts:
    """Store the facts of a case and return where they are.

    The same key with the same bytes returns what it returned the first time.

    Raises:
        FactsRejected: with every fault.
        RequestRefused: signatures came with them; those are given on approval.
        KeyUsedAgain: the key came with other facts before.
    """
    facts = read_facts(raw)
    if facts.signatures:
        raise RequestRefused(
            "Facts bear no signatures: papers are signed when they are approved. Leave them out."
        )
    return _store(services, account, facts, hashlib.sha256(raw).hexdigest(), key)


def take_in_signed(services: Services, account: Account, raw: bytes) -> StoredFacts:
    """Store the facts of a packet that was made elsewhere, with the signatures that its papers bear.

    Raises:
        FactsRejected: with every fault.
    """
    return _store(services, account, read_facts(raw), hashlib.sha256(raw).hexdigest(), "")


def _store(services: Services, account: Account, facts: Facts, request: str, key: str) -> StoredFacts:
    account.require(Act.PREPARE)
    name = services.blobs.put(facts_json(facts))
    with services.database.unit_of_work() as work:
        if key and (earlier := work.facts.answered(account.id, key, request)):
            return work.facts.get(FactsId(earlier))
        stored = work.facts.add(name, account.id)
        if key:
            work.facts.remember(account.id, key, request, stored.id)
        work.record(AuditAct(actor=account.id, act="facts.taken_in", subject=stored.id, after=name))
        return stored


def read_stored(services: Services, facts_id: FactsId) -> Facts:
    """Return stored facts.

    Raises:
        NotFound: there are none of that id.
    """
    with services.database.unit_of_work() as work:
        stored = work.facts.get(facts_id)
    return read_facts(services.blobs.get(stored.sha256))


def check(services: Services, account: Account, facts_id: FactsId, recipe: str) -> tuple[Finding, ...]:
    """Return every finding of the rules for this packet and these facts. Writes nothing.

    Raises:
        NotFound: there are no such facts.
        UnknownName: there is no such packet.
    """
    account.require(Act.LOOK)
    facts = read_stored(services, facts_id)
    return services.assembler.validate(facts, recipe)
