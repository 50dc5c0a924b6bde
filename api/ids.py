"""Ids of what the service keeps: opaque, unguessable, safe in an address and a log."""

import secrets
from typing import NewType

FactsId = NewType("FactsId", str)
PacketId = NewType("PacketId", str)
JobId = NewType("JobId", str)
FilingId = NewType("FilingId", str)
BatchId = NewType("BatchId", str)
ServiceTaskId = NewType("ServiceTaskId", str)
AccountId = NewType("AccountId", str)
ExhibitId = NewType("ExhibitId", str)
OriginalId = NewType("OriginalId", str)
DraftId = NewType("DraftId", str)

# Crockford's alphabet: no letter that is read as a figure, and no vowel but A and E.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12


def new_id(prefix: str) -> str:
    """Return a fresh id such as `P-7F3K20QX9M4T`: 60 random bits behind the prefix."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


def new_facts_id() -> FactsId:
    """Return a fresh id of stored facts."""
    return FactsId(new_id("C"))


def new_packet_id() -> PacketId:
    """Return a fresh id of a packet."""
    return PacketId(new_id("P"))


def new_job_id() -> JobId:
    """Return a fresh id of a job."""
    return JobId(new_id("J"))


def new_filing_id() -> FilingId:
    """Return a fresh id of a filing; it is also our reference in every message to the court."""
    return FilingId(new_id("F"))


def new_batch_id() -> BatchId:
    """Return a fresh id of a batch."""
    return BatchId(new_id("R"))


def new_service_task_id() -> ServiceTaskId:
    """Return a fresh id of the service of papers on one person."""
    return ServiceTaskId(new_id("S"))


def new_exhibit_id() -> ExhibitId:
    """Return a fresh id of an exhibit of a packet."""
    return ExhibitId(new_id("E"))


def new_original_id() -> OriginalId:
    """Return a fresh id of a signed original of a packet."""
    return OriginalId(new_id("O"))


def new_draft_id() -> DraftId:
    """Return a fresh id of an edited Word draft."""
    return DraftId(new_id("W"))


def new_account_id() -> AccountId:
    """Return a fresh id of an account."""
    return AccountId(new_id("A"))
