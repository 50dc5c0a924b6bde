"""The sandbox court's cases, as its record of envelopes tells them."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from assembly.model.people import PersonName
from efiling.model import CaseId, Envelope, Organization, ServiceContact, ServiceList
from efiling.sandbox.records import EnvelopeRecord


def cases(envelopes: Iterable[EnvelopeRecord], wanted: Callable[[EnvelopeRecord], bool]) -> list[Envelope]:
    """Return the cases that are wanted, each as the envelope that opened it, with its numbers.

    Every party has an id of the court's, as parties do once a case is on file.
    """
    found: dict[str, Envelope] = {}
    for record in envelopes:
        if record.case_id not in found and wanted(record):
            case = replace(record.envelope.case, case_id=record.case_id, docket_number=record.docket_number)
            known = (
                replace(party, court_id=party.court_id or f"{record.case_id}-{party.ref}")
                for party in record.envelope.parties
            )
            found[record.case_id] = replace(record.envelope, case=case, parties=tuple(known))
    return list(found.values())


def has_party(record: EnvelopeRecord, name: PersonName | Organization) -> bool:
    """Whether somebody of a name is a party: by last name, and by first name where one is given."""
    return any(_is_named(party.name, name) for party in record.envelope.parties)


def _is_named(known: PersonName | Organization, wanted: PersonName | Organization) -> bool:
    if isinstance(known, PersonName) and isinstance(wanted, PersonName):
        first = not wanted.first or _plain(known.first) == _plain(wanted.first)
        return first and _plain(known.last) == _plain(wanted.last)
    return _plain(_full(known)) == _plain(_full(wanted))


def _full(name: PersonName | Organization) -> str:
    return name.full if isinstance(name, PersonName) else name.name


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def service_list(envelopes: Iterable[EnvelopeRecord], case_id: str) -> ServiceList:
    """Return whom the court serves in a case: every contact that a filing in it has named, once."""
    contacts: dict[str, ServiceContact] = {}
    for record in envelopes:
        if record.case_id == case_id:
            for contact in record.envelope.service_contacts:
                told = contact if contact.is_full else replace(contact, name=Organization(name="On record"))
                contacts.setdefault(contact.contact_id or told.email, told)
    return ServiceList(case_id=CaseId(case_id), contacts=tuple(contacts.values()))
