"""Whether a service that a server reports can be proved, when it was complete, and what it started.

Source: Code Civ. Proc. §§ 414.10-417.10, 1005(b), 1013; ORCP 7 D-F, 9 B; UTCR 2.020; each as the rule of
`service_rules.yaml` that governs the paper cites it.
"""

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from assembly.model.finding import Finding, Severity
from assembly.model.service import Service, ServiceMethod
from assembly.model.value import value
from assembly.rules.calendars import Calendar
from assembly.rules.deadlines import Deadline, DeadlineLaw, deadline
from assembly.rules.service_rules import Manner, ServiceRule
from assembly.rules.steps import Step

# Our manners of service under the names that tables of added days use, the closest first.
_TABLE_NAMES = {
    ServiceMethod.MAIL: ("mail", "mail_in_state", "regular_mail_in_state"),
    ServiceMethod.CERTIFIED_MAIL: ("certified_mail", "mail"),
    ServiceMethod.DELIVERY_CONFIRMATION: ("certified_mail", "mail"),
    ServiceMethod.OUT_OF_STATE_MAIL: ("mail_out_of_state", "mail"),
    ServiceMethod.EMAIL: ("email", "electronic"),
    ServiceMethod.EFILING_SYSTEM: ("electronic",),
    ServiceMethod.ELECTRONIC: ("electronic",),
    ServiceMethod.FAX: ("fax",),
}


@value
class Expected:
    """What a proof is held against.

    `names` are all names of the person who was to be served, `parties` the names of every party,
    `papers` the titles of the papers that were filed. `filed_on` is the court's date of filing and
    `today` the day of the check, both in the court's zone.
    """

    names: tuple[str, ...]
    parties: tuple[str, ...]
    papers: tuple[str, ...]
    filed_on: date
    today: date
    hearing: date | None = None


def check_proof(
    service: Service, rule: ServiceRule, *, expected: Expected, law: DeadlineLaw, calendar: Calendar
) -> tuple[Finding, ...]:
    """Return all that speaks against proving a service, what blocks first.

    Messages name no person, so that they may stand in a log or a page's title.
    """
    manner = rule.manner(service.method)
    found = [
        *_manner_faults(service, rule, manner),
        *_server_faults(service, rule, expected),
        *_person_faults(service, expected),
        *_paper_faults(service, expected, rule),
        *_date_faults(service, rule, expected, calendar),
        *_hearing_faults(service, rule, expected, law, calendar),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def completed_on(service: Service, rule: ServiceRule, *, law: DeadlineLaw) -> date | None:
    """Return the day on which the law counts a service as done; None where a date for it is missing."""
    manner = rule.manner(service.method)
    start = getattr(service, manner.complete) if manner else service.completed_on
    if not isinstance(start, date):
        return None
    return deadline(manner.after, start, law=law).due if manner and manner.after else start


def started(
    service: Service, rule: ServiceRule, *, law: DeadlineLaw, calendar: Calendar
) -> tuple[Deadline, ...]:
    """Return the time limits that a complete service starts, and the day from which a default may be asked for.

    The method of service adds its days where the limit has a table of them.
    """
    done = completed_on(service, rule, law=law)
    if done is None:
        return ()
    found = [
        deadline(name, done, law=law, service=_table_name(service.method, name, done, law), calendar=calendar)
        for name in rule.starts
    ]
    ends = next((limit for limit in found if limit.rule == rule.default_after), None)
    return (*found, _default_from(rule, ends, calendar)) if ends else tuple(found)


def last_day_to_serve(
    service: Service, rule: ServiceRule, hearing: date, *, law: DeadlineLaw, calendar: Calendar
) -> Deadline | None:
    """Return the last day to serve papers for a hearing, by the slowest manner in which anybody is served.

    None where the rule counts no days back from a hearing, or none for this manner.
    """
    if not rule.hearing:
        return None
    state = law.jurisdiction.rpartition("-")[2].upper()
    names = set()
    for recipient in service.recipients:
        manner = (recipient.method or service.method).value
        outside = recipient.address is not None and recipient.address.state not in ("", state)
        names.add((rule.hearing_outside.get(manner) if outside else None) or rule.hearing_as.get(manner, ""))
    days = [
        deadline(rule.hearing, hearing, law=law, service=name, calendar=calendar) for name in names if name
    ]
    return min(days, key=lambda day: day.due, default=None)


def _default_from(rule: ServiceRule, ends: Deadline, calendar: Calendar) -> Deadline:
    day = calendar.on_or_after(ends.due + timedelta(days=1))
    shown = f"{day:%A, %B} {day.day}, {day.year}"
    return Deadline(
        rule="default_from",
        title=rule.default_title,
        citation=rule.default_citation,
        start=ends.due,
        due=day,
        verified=ends.verified,
        steps=(
            Step(
                line="1",
                label=f"The first open day after the time to respond ended: {ends.title}",
                formula="",
                result=shown,
                citation=rule.default_citation,
            ),
        ),
    )


def _table_name(method: ServiceMethod, limit: str, on: date, law: DeadlineLaw) -> str:
    table = law.services.get(law.rule(limit, on).service, {})
    return next((name for name in _TABLE_NAMES.get(method, ("personal",)) if name in table), "")


def _manner_faults(service: Service, rule: ServiceRule, manner: Manner | None) -> Iterator[Finding]:
    if manner is None:
        allowed = ", ".join(one.method.value.replace("_", " ") for one in rule.methods)
        closed = service.method.value in rule.not_by
        yield _finding(
            "manner",
            f"{rule.title} cannot be served in this manner: {service.method.value.replace('_', ' ')}."
            if closed
            else f"No rule that we hold allows {service.method.value.replace('_', ' ')} for this paper.",
            remedy=f"Serve it again: {allowed}.",
            citation=rule.citation,
            pointer="/service/method",
            severity=Severity.BLOCK if closed else Severity.WARN,
        )
        return
    if not manner.verified:
        yield _finding(
            "manner",
            "The text that allows this manner of service was not read; confirm it.",
            citation=manner.citation,
            pointer="/service/method",
            severity=Severity.UNVERIFIED,
        )
    for name in manner.needs:
        if not getattr(service, name):
            yield _finding(
                f"needs_{name}",
                f"The proof does not say: {_NEEDS.get(name, name.replace('_', ' '))}.",
                remedy="Ask the server and add it.",
                citation=manner.citation,
                pointer=f"/service/{name}",
            )
    if (
        service.method is ServiceMethod.SUBSTITUTED
        and not service.military_facts
        and rule.id.startswith("us-ca")
    ):
        yield _finding(
            "diligence",
            "Substituted service in California rests on a declaration of diligence: days, times, results.",
            remedy="Have the server sign one and file it with the proof.",
            citation="Code Civ. Proc. § 415.20(b)",
            severity=Severity.WARN,
        )


_NEEDS = {
    "place": "where the papers were served or mailed",
    "received_by": "who took the papers",
    "receiver_described": "how that person is related to the one served",
    "follow_up_mailed_on": "when the copy was mailed after the papers were left",
    "acknowledged_on": "when the acknowledgment was signed",
    "mailed_on": "when it was mailed",
    "tracking": "the number of the mailed article",
    "completed_on": "when the last publication was",
    "court_order_text": "which order of the court allowed it",
}


def _server_faults(service: Service, rule: ServiceRule, expected: Expected) -> Iterator[Finding]:
    asks, server = rule.server, service.server
    if asks is None:
        return
    severity = Severity.BLOCK if asks.verified else Severity.WARN
    is_party = server.party_to_case or _bare(server.name) in {_bare(name) for name in expected.parties}
    told = (
        (asks.party is False and is_party, "party", "The server is a party to the case."),
        (
            asks.works_for_party is False and server.works_for_party and not service.sheriff,
            "works_for_party",
            "The server works for a party.",
        ),
        (
            asks.attorney_for_party is False and server.attorney_for_party,
            "attorney_for_party",
            "The server is a party's attorney.",
        ),
        (asks.adult and server.adult is False, "age", "The server is under 18."),
    )
    for broken, name, message in told:
        if broken:
            yield _finding(
                f"server_{name}",
                message,
                remedy="The papers must be served again by somebody who may serve; this proof cannot be filed.",
                citation=asks.citation,
                pointer="/service/server",
                severity=severity,
            )
    if asks.adult and server.adult is None and not service.sheriff:
        yield _finding(
            "server_age_not_said",
            "Nobody has said whether the server is 18 or older; the proof declares it.",
            remedy="Ask the server.",
            citation=asks.citation,
            pointer="/service/server/adult",
        )


def _person_faults(service: Service, expected: Expected) -> Iterator[Finding]:
    wanted = {_bare(name) for name in expected.names}
    if not any(_bare(recipient.name) in wanted for recipient in service.recipients):
        yield _finding(
            "person",
            "The person served is not the person whom this service is for, letter for letter.",
            remedy="See whether the server has the right person, and write the name as the case has it.",
            pointer="/service/recipients",
        )


def _paper_faults(service: Service, expected: Expected, rule: ServiceRule) -> Iterator[Finding]:
    listed = {_bare(title) for title in service.documents}
    missing = [title for title in expected.papers if _bare(title) not in listed]
    if missing:
        yield _finding(
            "papers",
            f"The proof does not list every paper that was filed: {'; '.join(missing)}.",
            remedy="Ask the server which papers were served; list them by their exact titles.",
            citation=rule.proof_citation,
            pointer="/service/documents",
        )


def _date_faults(
    service: Service, rule: ServiceRule, expected: Expected, calendar: Calendar
) -> Iterator[Finding]:
    on = service.served_on or service.mailed_on
    if on is None:
        yield _finding("date", "The proof gives no date of service.", pointer="/service/served_on")
        return
    if on < expected.filed_on:
        yield _finding(
            "before_filing",
            "The papers were served before the court filed them; only stamped copies are served.",
            remedy="Serve the stamped copies.",
            citation=rule.citation,
            pointer="/service/served_on",
            severity=Severity.BLOCK if rule.is_process else Severity.WARN,
        )
    if on > expected.today:
        yield _finding("future", "The date of service has not come yet.", pointer="/service/served_on")
    if service.signed_on and service.signed_on < on:
        yield _finding(
            "signed_before", "The proof was signed before the service.", pointer="/service/signed_on"
        )
    follow_up = service.follow_up_mailed_on
    if follow_up and follow_up < on:
        yield _finding(
            "mailed_before_left",
            "The copy was mailed before the papers were left; it is mailed afterwards.",
            citation=rule.citation,
            pointer="/service/follow_up_mailed_on",
        )
    if not calendar.is_open(on):
        yield _finding(
            "closed_day",
            f"{on:%A}, {on:%B} {on.day}, {on.year} is a day on which the court is closed. "
            "See that the manner of service allows such a day.",
            citation=calendar.citation,
            pointer="/service/served_on",
            severity=Severity.WARN,
        )


def _hearing_faults(
    service: Service, rule: ServiceRule, expected: Expected, law: DeadlineLaw, calendar: Calendar
) -> Iterator[Finding]:
    if expected.hearing is None or service.served_on is None:
        return
    last = last_day_to_serve(service, rule, expected.hearing, law=law, calendar=calendar)
    if last is None:
        return
    if service.served_on > last.due:
        yield _finding(
            "too_late_for_hearing",
            f"Served too late for the hearing: the last day in this manner was {last.due:%B} {last.due.day}, {last.due.year}.",
            remedy="Ask the court for a later hearing, or for an order shortening time, and serve again.",
            citation=last.citation,
            pointer="/service/served_on",
            severity=Severity.BLOCK if last.verified else Severity.UNVERIFIED,
        )


def _finding(
    name: str,
    message: str,
    *,
    remedy: str = "",
    citation: str = "",
    pointer: str = "",
    severity: Severity = Severity.BLOCK,
) -> Finding:
    return Finding(
        rule=f"service.{name}",
        severity=severity,
        message=message,
        remedy=remedy,
        citation=citation,
        pointer=pointer,
    )


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())
