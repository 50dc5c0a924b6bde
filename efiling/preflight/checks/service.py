"""Who is served and how, and whether the certificate says the same (32).

Source: Cal. Rules of Court, rules 2.251, 2.253(b)(3); UTCR 21.100; ORCP 7, 9; RFC 5321 section 4.1.2.
"""

import re
from collections.abc import Iterator, Sequence

from assembly.model.likeness import letters_of
from efiling.preflight.known import Served
from efiling.preflight.matter import Matter
from efiling.preflight.registry import check
from efiling.preflight.report import Evidence, Grade, Unchecked
from efiling.preflight.subject import Paper

EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
LONGEST_EMAIL = 254
ELECTRONIC = {"electronic", "email", "efiling_system"}
CERTIFICATES = {"proof_of_service", "certificate_of_service", "return_of_service"}
PROCESS = {"summons", "summons_and_complaint", "petition"}
"""Papers that bring a party under the court's power; by filing code."""


@check(
    32,
    "service",
    Grade.BLOCK,
    "Give every party a method that the rule allows, and make the certificate name the same people.",
)
def service(matter: Matter) -> Iterator[Evidence | Unchecked]:
    """Every party is served in a way that is allowed, can be reached so, and is named in the certificate."""
    yield from _message_contacts(matter)
    if matter.service is None:
        yield Unchecked(reason="nobody has written down how the parties are served")
        return
    for party in matter.service:
        yield from _reached(matter, party)
    for paper in matter.readable():
        if paper.filing_code in CERTIFICATES:
            yield from _certified(paper, matter.service)


def _reached(matter: Matter, party: Served) -> Iterator[Evidence]:
    if party.excused:
        return
    if not party.method:
        yield Evidence(document="", problem="A party has no method of service.", text=party.name)
        return
    if party.method not in ELECTRONIC:
        return
    if not party.email and party.method != "efiling_system":
        yield Evidence(
            document="",
            problem="A party is served electronically and has no address for it.",
            text=party.name,
        )
    elif party.email and not is_email(party.email):
        yield Evidence(
            document="",
            problem="The e-mail address of a party is not one.",
            text=party.name,
        )
    rule = matter.limit("service.self_represented")
    if rule == "consent_required" and not party.represented and not party.consented:
        yield Evidence(
            document="",
            problem="A party without an attorney is served electronically and has not agreed to it.",
            text=party.name,
        )
    if (
        party.party
        and _forbids_process(matter)
        and any(paper.filing_code in PROCESS for paper in matter.papers)
    ):
        yield Evidence(
            document="",
            problem="Electronic service does not bring a party under the court's power; serve the summons in person.",
            text=party.name,
        )


def _forbids_process(matter: Matter) -> bool:
    barred = matter.part("service.e_service", "not_for")
    return isinstance(barred, Sequence) and bool({"ORCP_7", "process", "personal_service"} & set(barred))


def _certified(paper: Paper, parties: Sequence[Served]) -> Iterator[Evidence]:
    """Yield the parties that a certificate leaves out, where more than one is served or none is named."""
    words = letters_of(" ".join(page.text for page in paper.own_pages))
    named = [party for party in parties if letters_of(party.name) in words]
    wanted = [party for party in parties if not party.excused]
    for party in wanted:
        if party not in named:
            yield Evidence(
                document=paper.name,
                problem="The certificate of service does not name a party that is served.",
                page=1,
                text=party.name,
            )


def _message_contacts(matter: Matter) -> Iterator[Evidence]:
    """Yield what is wrong with the contacts and addresses in the message itself."""
    if matter.envelope is None:
        return
    parties = {party.ref for party in matter.envelope.parties}
    for contact in matter.envelope.service_contacts:
        if contact.party not in parties:
            yield Evidence(
                document="", problem="A service contact of the message stands for nobody in the case."
            )
    holders: Sequence[object] = (*matter.envelope.parties, *matter.envelope.attorneys)
    for holder in holders:
        email = getattr(holder, "email", "")
        if email and not is_email(email):
            yield Evidence(document="", problem="The message has an e-mail address that is not one.")
    if matter.part("service.own_contact", "first_filing") == "required" and not _own_contact(matter):
        yield Evidence(
            document="",
            problem="The filer's own service contact is missing; the first filing must give it.",
        )


def _own_contact(matter: Matter) -> bool:
    envelope = matter.envelope
    if envelope is None or not envelope.case.is_new:
        return True
    return bool(envelope.service_contacts) or any(attorney.email for attorney in envelope.attorneys)


def is_email(text: str) -> bool:
    """Say whether a text is an address that mail can go to, by its form alone."""
    local = text.partition("@")[0]
    return (
        len(text) <= LONGEST_EMAIL
        and EMAIL.fullmatch(text) is not None
        and ".." not in text
        and not local.startswith(".")
        and not local.endswith(".")
    )
