"""On whom a paper is served and in which manner, by whom, and what its service starts: the law as data.

Source: each rule's own, kept in `assembly/law/<jurisdiction>/service_rules.yaml`.
"""

from collections.abc import Collection, Mapping
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from assembly.model.service import ServiceMethod
from assembly.model.value import value

LAW = Path(__file__).parents[1] / "law"


@value
class Manner:
    """One manner of service that a rule allows.

    `complete` names the date of the service on which it is complete, `after` the time limit that runs
    from that date before it is, `needs` what the proof must say, `adds_as` the name under which a
    notice period is lengthened.
    """

    method: ServiceMethod
    citation: str
    verified: bool
    complete: str
    after: str = ""
    needs: tuple[str, ...] = ()
    adds_as: str = ""


@value
class ServerRule:
    """Who may not serve. False: such a person may not; None: the rule does not ask."""

    citation: str
    verified: bool
    adult: bool = False
    party: bool | None = None
    works_for_party: bool | None = None
    attorney_for_party: bool | None = None


@value
class ServiceRule:
    """The service of one kind of paper.

    `persons` are obligor, obligee or employers. `starts` are time limits that begin when service
    is complete, `default_after` the one whose end opens the way to a default. `hearing` is the limit
    that runs back from a hearing, with the name of each method in its table, and in `hearing_outside`
    the name where the recipient's address is in another state. `not_by` are manners that a rule which
    was read excludes.
    """

    id: str
    title: str
    papers: tuple[str, ...]
    citation: str
    persons: tuple[str, ...]
    methods: tuple[Manner, ...]
    server: ServerRule | None = None
    proof_packet: str = ""
    proof_citation: str = ""
    starts: tuple[str, ...] = ()
    default_after: str = ""
    default_citation: str = ""
    default_title: str = ""
    hearing: str = ""
    hearing_as: Mapping[str, str] = field(default_factory=dict)
    hearing_outside: Mapping[str, str] = field(default_factory=dict)
    not_by: tuple[str, ...] = ()
    federal_limit: str = ""

    @property
    def is_process(self) -> bool:
        """Whether it brings a person before the court, so that it cannot be served before it is filed."""
        return bool(self.default_after or self.not_by)

    def manner(self, method: ServiceMethod) -> Manner | None:
        """Return what the rule says of a manner of service, or None where it does not name it."""
        return next((manner for manner in self.methods if manner.method is method), None)


@lru_cache(maxsize=8)
def load_service_rules(jurisdiction: str) -> tuple[ServiceRule, ...]:
    """Return the rules of a jurisdiction on service; none where none is encoded."""
    path = LAW / jurisdiction / "service_rules.yaml"
    if not path.is_file():
        return ()
    entry = cast(dict[str, object], yaml.safe_load(path.read_text(encoding="utf-8")))
    return tuple(_rule(rule) for rule in cast(list[dict[str, object]], entry["service_rules"]))


def rules_for(jurisdiction: str, papers: Collection[str]) -> tuple[ServiceRule, ...]:
    """Return the rules on the service of any of these document types."""
    return tuple(rule for rule in load_service_rules(jurisdiction) if set(rule.papers) & set(papers))


def _rule(entry: Mapping[str, object]) -> ServiceRule:
    server = cast("dict[str, object] | None", entry.get("server"))
    proof = cast(dict[str, object], entry.get("proof") or {})
    default = cast(dict[str, object], entry.get("default") or {})
    hearing = cast(dict[str, object], entry.get("hearing") or {})
    starts = cast(list[dict[str, object]], entry.get("starts") or [])
    names = cast(dict[str, object], hearing.get("as") or {})
    outside = cast(dict[str, object], hearing.get("outside") or {})
    return ServiceRule(
        id=str(entry["id"]),
        title=str(entry["title"]),
        papers=_words(entry["papers"]),
        citation=str(entry["citation"]),
        persons=_words(entry["persons"]),
        methods=tuple(_manner(manner) for manner in cast(list[dict[str, object]], entry["methods"])),
        server=_server(server) if server else None,
        proof_packet=str(proof.get("packet", "")),
        proof_citation=str(proof.get("citation", "")),
        starts=tuple(str(limit["deadline"]) for limit in starts),
        default_after=str(default.get("after", "")),
        default_citation=str(default.get("citation", "")),
        default_title=str(default.get("title", "")),
        hearing=str(hearing.get("deadline", "")),
        hearing_as={method: str(name) for method, name in names.items()},
        hearing_outside={method: str(name) for method, name in outside.items()},
        not_by=_words(entry.get("not_by")),
        federal_limit=str(entry.get("federal_limit", "")),
    )


def _manner(entry: Mapping[str, object]) -> Manner:
    return Manner(
        method=ServiceMethod(str(entry["method"])),
        citation=str(entry["citation"]),
        verified=bool(entry["verified"]),
        complete=str(entry["complete"]),
        after=str(entry.get("after", "")),
        needs=_words(entry.get("needs")),
        adds_as=str(entry.get("adds_as", "")),
    )


def _server(entry: Mapping[str, object]) -> ServerRule:
    def asked(name: str) -> bool | None:
        return bool(entry[name]) if name in entry else None

    return ServerRule(
        citation=str(entry["citation"]),
        verified=bool(entry["verified"]),
        adult=bool(entry.get("adult", False)),
        party=asked("party"),
        works_for_party=asked("works_for_party"),
        attorney_for_party=asked("attorney_for_party"),
    )


def _words(found: object) -> tuple[str, ...]:
    return tuple(str(word) for word in found) if isinstance(found, list) else ()
