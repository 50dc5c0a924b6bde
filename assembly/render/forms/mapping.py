"""Reads `form.yaml`: which value goes into which field of a form.

A mapping names every field of the form that it was made for. Each field has one binding:

    DocumentDate: {text: iwo.date | short_date}
    SendingAgency: {choose: iwo.sender, marks: {agency: CSE, court: Court}}
    SendEmployeeCopyIndicator: {check: iwo.send_employee_copy}
    Married: {check: obligor.status, is: married}
    TerminationDate: {left_to: employer}

A text may name the baselines of the ruled lines it is written on (`baselines`, points from the
page's foot), its size (`size`), how far it stays from the field's left and right edge (`inset`, points),
and what it is called on the addendum (`label`). `rows` binds the entries of a list to numbered fields,
`lines` the lines of an address or of a long text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from assembly.errors import TemplateFault
from assembly.render.forms.values import Reader, compile_reader

BINDINGS = ("text", "check", "choose", "left_to")


class BindingKind(StrEnum):
    """What a binding does with its value."""

    TEXT = "text"
    CHECK = "check"
    CHOOSE = "choose"
    LEFT_TO = "left_to"


@dataclass(frozen=True, slots=True)
class Binding:
    """How one field gets its value. `marks` turns a value into the on-value of a button."""

    field: str
    kind: BindingKind
    read: Reader | None = None
    label: str = ""
    expected: str | None = None
    marks: tuple[tuple[str, str], ...] = ()
    baselines: tuple[float, ...] = ()
    size: float = 0.0
    inset: float = 0.0
    share: tuple[int, int] = (0, 1)
    key: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list that fills numbered rows; what is beyond the last row goes to the addendum.

    `last` is the field that then points there; `columns` are label and reader of one entry's
    values, and for a box the value that marks it.
    """

    of: Reader
    path: str
    count: int
    last: str
    label: str
    columns: tuple[tuple[str, Reader, str | None], ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition of the official blank: what is printed on it, and the digest of each page's words."""

    printed: str
    page_digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormMapping:
    """A form's mapping. `blank` is the id under which the official form is installed.

    `rendition` is our own layout, used where the blank is not installed; None where there is none.
    `facts` says for a name that is worked out, or the beginning of several, which facts are behind it.
    """

    blank: str
    title: str
    edition: Edition
    rendition: Path | None
    bindings: tuple[Binding, ...]
    caption: tuple[tuple[str, Reader], ...]
    place: str
    source: Path
    rows: tuple[Rows, ...] = ()
    screen_only: frozenset[str] = frozenset()
    caption_paths: tuple[str, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The names of the fields that the mapping knows."""
        return frozenset(binding.field for binding in self.bindings)


@lru_cache(maxsize=64)
def read_mapping(path: Path) -> FormMapping:
    """Return the mapping in a `form.yaml`.

    Raises:
        TemplateFault: it is not well formed; the message names the field.
    """
    place = f"{path.parent.name}/{path.name}"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise TemplateFault(place, "the whole file", "", "is not YAML.", str(error)) from error
    try:
        return _mapping(content, path, place)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TemplateFault(
            place, "the whole file", str(error), "is not well formed.", "Mend the entry."
        ) from error


def _mapping(content: Mapping[str, Any], path: Path, place: str) -> FormMapping:
    edition = content["edition"]
    prefix = str(content.get("prefix", ""))
    bindings = [_binding(prefix + str(name), raw, place) for name, raw in content["fields"].items()]
    for raw in content.get("rows", []):
        bindings += _row_bindings(prefix, raw, place)
    for raw in content.get("lines", []):
        bindings += _lines(prefix, raw, place)
    _refuse_repeated([binding.field for binding in bindings], place)
    rendition = content.get("rendition")
    return FormMapping(
        blank=str(content["blank"]),
        title=str(content["title"]),
        edition=Edition(str(edition["printed"]), tuple(edition["page_digests"])),
        rendition=path.parent / str(rendition) if rendition else None,
        bindings=tuple(bindings),
        caption=tuple(
            (str(label), compile_reader(str(text), place)) for label, text in content["caption"].items()
        ),
        place=place,
        source=path,
        rows=tuple(_rows(prefix, raw, place) for raw in content.get("rows", [])),
        screen_only=frozenset(str(name) for name in content.get("screen_only", [])),
        caption_paths=tuple(_path(str(text)) for text in content["caption"].values()),
        facts=tuple(
            (str(name), tuple(str(fact) for fact in behind))
            for name, behind in content.get("facts", {}).items()
        ),
    )


def _binding(name: str, raw: Mapping[str, Any], place: str, **more: Any) -> Binding:
    kinds = [kind for kind in BINDINGS if kind in raw]
    strange = raw.keys() - {*BINDINGS, "is", "marks", "baselines", "size", "inset", "label"}
    if len(kinds) != 1 or strange:
        raise TemplateFault(
            place, name, str(dict(raw)), "is not one binding.", f"Use one of {', '.join(BINDINGS)}."
        )
    kind = BindingKind(kinds[0])
    return Binding(
        field=name,
        kind=kind,
        key=f"{raw[kind]}#{more.get('share', '')}",
        path="" if kind is BindingKind.LEFT_TO else _path(str(raw[kind])),
        read=None if kind is BindingKind.LEFT_TO else compile_reader(str(raw[kind]), f"{place}: {name}"),
        label=str(raw.get("label", "")),
        expected=str(raw["is"]) if "is" in raw else None,
        marks=tuple((str(key), str(on)) for key, on in raw.get("marks", {}).items()),
        baselines=tuple(float(y) for y in raw.get("baselines", ())),
        size=float(raw.get("size", 0)),
        inset=float(raw.get("inset", 0)),
        **more,
    )


def _path(text: str) -> str:
    """Return the dotted name of a value without its formats."""
    return text.partition("|")[0].strip()


def _row_bindings(prefix: str, raw: Mapping[str, Any], place: str) -> list[Binding]:
    """Return the bindings of a list: entry n of `of` goes into the fields of row n.

    A column is a value of the entry, or a binding of its own; `""` is the entry itself.
    """
    bindings = []
    for number, fields in enumerate(raw["fields"]):
        for name, (column, bound) in zip(fields, raw["columns"].items(), strict=True):
            entry = dict(bound) if isinstance(bound, dict) else {"text": bound}
            kind = next(kind for kind in BINDINGS if kind in entry)
            entry[kind] = f"{raw['of']}.{number}.{entry[kind]}".rstrip(".")
            bindings.append(_binding(prefix + str(name), entry | {"label": f"{column} {number + 1}"}, place))
    return bindings


def _rows(prefix: str, raw: Mapping[str, Any], place: str) -> Rows:
    columns = []
    for column, bound in raw["columns"].items():
        entry = dict(bound) if isinstance(bound, dict) else {"text": bound}
        text = next(entry[kind] for kind in BINDINGS if kind in entry)
        reader = compile_reader(f"entry.{text}".rstrip("."), place)
        columns.append((str(column), reader, str(entry["is"]) if "is" in entry else None))
    return Rows(
        of=compile_reader(str(raw["of"]), place),
        path=_path(str(raw["of"])),
        count=len(raw["fields"]),
        last=prefix + str(raw["fields"][-1][0]),
        label=str(raw.get("label") or ", ".join(raw["columns"])),
        columns=tuple(columns),
    )


def _lines(prefix: str, raw: Mapping[str, Any], place: str) -> list[Binding]:
    """Return the bindings of lines shared out among fields; the last field takes all that are left."""
    fields = [prefix + str(name) for name in raw["fields"]]
    bound = {"text": raw["of"], "label": raw.get("label", "")}
    return [_binding(name, bound, place, share=(number, len(fields))) for number, name in enumerate(fields)]


def _refuse_repeated(names: list[str], place: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise TemplateFault(place, ", ".join(twice), "", "is bound more than once.", "Keep one binding.")
