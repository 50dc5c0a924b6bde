"""Who signs a paper: the places that its document type has, and the people of the case who may fill each."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from assembly.catalog import DocumentType
from assembly.catalog.document_type import Slot
from assembly.model.facts import Facts
from assembly.model.procedure import Declarant
from efiling.preflight.known import Signer

WITHOUT_OATH = (Slot.AGENCY_ATTORNEY, Slot.JUDICIAL_OFFICER, Slot.CLERK)


def signers_of(kind: DocumentType, facts: Facts) -> tuple[Signer, ...]:
    """Return who signs a paper of a type. The agency's attorney sends the filing and so is its filer.

    A sheriff's return is a certificate and no oath (ORCP 7 F(2)(a)).
    """
    return tuple(signer for slot in kind.signed_by for signer in _in(slot, kind, facts))


def _in(slot: Slot, kind: DocumentType, facts: Facts) -> Iterator[Signer]:
    attorney = facts.agency.attorney
    perjury = kind.perjury and slot not in WITHOUT_OATH
    if slot is Slot.AGENCY_ATTORNEY:
        yield Signer(slot=slot.value, names=(attorney.name,), bar_number=attorney.bar_number, filer=True)
    elif slot is Slot.PARTY:
        for name in dict.fromkeys((facts.obligor.name.full, facts.obligee.name.full)):
            yield Signer(slot=slot.value, names=(name,), perjury=perjury)
    else:
        names = _names(slot, facts)
        perjury = perjury and not (
            slot is Slot.SERVER and facts.service is not None and facts.service.sheriff
        )
        yield Signer(slot=slot.value, names=names, filer=names == (attorney.name,), perjury=perjury)


def _names(slot: Slot, facts: Facts) -> tuple[str, ...]:
    """Return everybody whom the facts name for a place; the paper prints one of them."""
    if slot is Slot.SERVER:
        servers = (facts.service.server.name if facts.service else "",)
        summons = (facts.summons_proof.server_name if facts.summons_proof else "",)
        return tuple(dict.fromkeys(name for name in (*servers, *summons) if name))
    if slot is not Slot.DECLARANT:
        return ()
    found = [declarant.name for declarant in _declarants(facts)]
    own = facts.income_declaration.declarant if facts.income_declaration else ""
    named = [name for name in (*found, own) if name]
    officers = (facts.ivd_case.officer_name, facts.agency.attorney.name)
    return tuple(dict.fromkeys(name for name in (named or officers) if name))


def _declarants(value: object) -> Iterator[Declarant]:
    if isinstance(value, Declarant):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _declarants(getattr(value, field.name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from _declarants(entry)
