"""Finds the court folders and reads each with the layers that it inherits."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from efiling.courts.codes import Code, CodeSet
from efiling.courts.profile import CourtProfile, Fact, How, Source
from efiling.errors import ProfileFault, UnknownCourt

ROOT = Path(__file__).parent
POLICY = "policy.yaml"
STATE_LAYER = re.compile(r"us-[a-z]{2}")
_FACT_KEYS = frozenset({"value", "how", "src", "unit"})


def court_ids(root: Path = ROOT) -> tuple[str, ...]:
    """Return the ids of every court that has a folder, state layers left out."""
    return tuple(name for name in _folders(root) if not STATE_LAYER.fullmatch(name))


@cache
def load_court(court: str, root: Path = ROOT) -> CourtProfile:
    """Return the profile of a court: county over state, key by key.

    A key that ends in `_add` appends to the list that is inherited. An unknown never hides
    what the state's layer knows.

    Raises:
        UnknownCourt: there is no such folder.
        ProfileFault: a file cannot be read; all faults of it are listed.
    """
    if court not in _folders(root):
        raise UnknownCourt(court, court_ids(root))
    layers = _layers(court, root)
    facts: dict[str, Fact] = {}
    codes: dict[str, CodeSet] = {}
    for layer in reversed(layers):
        for key, fact in _facts(layer).items():
            _merge(facts, key, fact)
        codes |= _codes(layer)
    own = layers[0]
    return CourtProfile(
        id=court,
        name=str(own.get("name", court)),
        edition=str(own["edition"]),
        status=str(own["status"]),
        facts=MappingProxyType(facts),
        codes=MappingProxyType(codes),
        layers=tuple(str(layer["id"]) for layer in layers),
    )


def _folders(root: Path) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{POLICY}")))


def _layers(court: str, root: Path) -> list[Mapping[str, object]]:
    layers: list[Mapping[str, object]] = []
    name: object = court
    while name:
        if any(layer["id"] == name for layer in layers):
            raise ProfileFault(court, [f"it inherits from itself by way of {name}"])
        layers.append(_read(root / str(name) / POLICY))
        name = layers[-1].get("inherits")
    return layers


def _read(path: Path) -> Mapping[str, object]:
    court = path.parent.name
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProfileFault(court, [f"it inherits from {court}, which has no {POLICY}"]) from None
    except yaml.YAMLError as error:
        raise ProfileFault(court, [f"{POLICY} is not YAML: {error}"]) from None
    if not isinstance(found, dict):
        raise ProfileFault(court, [f"{POLICY} is not a mapping"])
    faults = [
        f"{key} is missing" for key in ("id", "edition", "status", "sources", "facts") if key not in found
    ]
    if found.get("id") != court:
        faults.append(f"its id is {found.get('id')!r}, not the name of its folder")
    faults += [] if faults else _faults_of_facts(found)
    if faults:
        raise ProfileFault(court, faults)
    return found


def _faults_of_facts(found: Mapping[str, object]) -> list[str]:
    facts, sources = found["facts"], found["sources"]
    if not isinstance(facts, dict) or not isinstance(sources, dict):
        return ["facts and sources must be mappings"]
    faults = []
    for key, fact in facts.items():
        if not isinstance(fact, dict) or "value" not in fact:
            faults.append(f"{key} has no value; null says that it is unknown")
            continue
        how = fact.get("how")
        if how not in tuple(How):
            faults.append(f"{key}: how is {how!r}; it is one of {', '.join(How)}")
        elif how != How.UNKNOWN and how != How.INVENTED and not fact.get("src"):
            faults.append(f"{key} names no source")
        elif how == How.UNKNOWN and fact["value"] is not None:
            faults.append(f"{key} has a value and is called unknown")
        faults += [
            f"{key}: there is no source {name!r}" for name in fact.get("src", []) if name not in sources
        ]
    return faults


def _facts(layer: Mapping[str, object]) -> dict[str, Fact]:
    sources = {name: _source(found) for name, found in _mapping(layer["sources"]).items()}
    return {
        key: Fact(
            key=key,
            value=fact["value"],
            how=How(str(fact["how"])),
            sources=tuple(sources[str(name)] for name in _list(fact.get("src"))),
            unit=str(fact.get("unit", "")),
            layer=str(layer["id"]),
            extra=MappingProxyType({name: part for name, part in fact.items() if name not in _FACT_KEYS}),
        )
        for key, fact in _mapping(layer["facts"]).items()
    }


def _source(found: Mapping[str, object]) -> Source:
    read_on, dated = found.get("read_on"), found.get("dated")
    return Source(
        name=str(found["name"]),
        kind=str(found["kind"]),
        dated="" if dated is None else str(dated),
        read_on=read_on if isinstance(read_on, date) else None,
    )


def _merge(facts: dict[str, Fact], key: str, fact: Fact) -> None:
    base = key.removesuffix("_add")
    inherited = facts.get(base)
    if base != key and inherited is not None and isinstance(inherited.value, list):
        both = [*inherited.value, *_list(fact.value)]
        facts[base] = Fact(
            key=base,
            value=both,
            how=fact.how,
            sources=(*inherited.sources, *fact.sources),
            layer=fact.layer,
        )
    elif fact.known or inherited is None or not inherited.known:
        facts[base] = (
            fact
            if base == key
            else Fact(key=base, value=fact.value, how=fact.how, sources=fact.sources, layer=fact.layer)
        )


def _codes(layer: Mapping[str, object]) -> dict[str, CodeSet]:
    return {
        name: CodeSet(
            name=name,
            rows=tuple(_code(row) for row in _list(found.get("rows", []))),
            ours=MappingProxyType({str(w): str(c) for w, c in _mapping(found.get("ours", {})).items()}),
            otherwise=str(found.get("otherwise", "")),
            expected_names=tuple(str(expected) for expected in _list(found.get("expected_names"))),
            version=str(layer["edition"]),
        )
        for name, found in _mapping(layer.get("codes", {})).items()
    }


def _code(row: object) -> Code:
    columns = {str(key): _plain(part) for key, part in _mapping(row).items()}
    return Code(code=columns.pop("code"), name=columns.pop("name").strip(), columns=MappingProxyType(columns))


def _plain(part: object) -> str:
    return str(part).lower() if isinstance(part, bool) else str(part)


def _mapping(found: object) -> dict[str, dict[str, object]]:
    return found if isinstance(found, dict) else {}


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []
