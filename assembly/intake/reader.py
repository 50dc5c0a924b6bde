"""The reader of facts: JSON in, one frozen value out, or every fault at once."""

from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, cast

from assembly.errors import FactsRejected, Fault
from assembly.intake.checks import faults_of
from assembly.intake.formats import Format, format_of
from assembly.intake.leaves import NotThisKind, kind_of, read_leaf
from assembly.intake.shape import LEAVES, FieldShape, fields_of, is_choice, is_leaf, item_type
from assembly.intake.strict_json import JsonObject, parse
from assembly.model.facts import Facts

MAX_ITEMS = 10_000
MAX_FAULTS = 200
T = TypeVar("T")


def read_facts(raw: bytes) -> Facts:
    """Read the facts of one case from JSON.

    Raises:
        FactsRejected: with every fault (at most 200) as a JSON pointer, what is wrong and what
            is expected, in the order of the model.
    """
    return read_value(Facts, raw)


def read_value(shape: type[T], raw: bytes) -> T:
    """Read any value of the model, such as the inputs of a calculation, from JSON.

    Raises:
        FactsRejected: as `read_facts` does.
    """
    reading = Reading()
    found = reading.value(shape, parse(raw), "")
    if reading.faults:
        raise FactsRejected(reading.faults[:MAX_FAULTS])
    return cast(T, found)


@cache
def plan(cls: type) -> tuple[tuple[FieldShape, Format | None], ...]:
    """Return every field of a model class with its format, in the order of the class."""
    return tuple((field, format_of(cls, field.name, field.type)) for field in fields_of(cls))


@cache
def known_names(cls: type) -> frozenset[str]:
    """Return the names of the fields of a model class."""
    return frozenset(field.name for field in fields_of(cls))


class Reading:
    """One pass over one JSON text: gathers faults and goes on."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def value(self, cls: type, raw: object, pointer: str) -> object:
        """Return `raw` as a class of the model; where it cannot be, note the faults and return None."""
        if not isinstance(raw, JsonObject):
            return self._note(pointer, f"is {kind_of(raw)}", "an object")
        before = len(self.faults)
        self._refuse_strange_names(cls, raw, pointer)
        given = {}
        for field, form in plan(cls):
            if field.name in raw:
                given[field.name] = self._field(field, form, raw[field.name], f"{pointer}/{field.name}")
            elif not field.optional:
                self._note(f"{pointer}/{field.name}", "is missing", _described(field.type))
        if len(self.faults) > before:
            return None
        value = cls(**given)
        for fault in faults_of(value):
            self._note(pointer + fault.pointer, fault.problem, fault.expected)
        return value

    def _field(self, field: FieldShape, form: Format | None, raw: object, pointer: str) -> object:
        if raw is None and field.nullable:
            return None
        if field.items is not None:
            return self._items(field.items, raw, pointer)
        value = self._single(field.type, raw, pointer)
        if form and value is not None:
            for problem in form.faults(value):
                self._note(pointer, problem, form.expected)
        return value

    def _items(self, shape: Any, raw: object, pointer: str) -> object:
        if not isinstance(raw, list):
            return self._note(pointer, f"is {kind_of(raw)}", "a list")
        if len(raw) > MAX_ITEMS:
            return self._note(pointer, f"has {len(raw):,} items", f"at most {MAX_ITEMS:,} items")
        return tuple(self._single(shape, item, f"{pointer}/{place}") for place, item in enumerate(raw))

    def _single(self, shape: Any, raw: object, pointer: str) -> object:
        if not is_leaf(shape):
            return self.value(shape, raw, pointer)
        try:
            return read_leaf(shape, raw)
        except NotThisKind as error:
            return self._note(pointer, error.problem, error.expected)

    def _refuse_strange_names(self, cls: type, raw: JsonObject, pointer: str) -> None:
        if not raw.repeated and all(name in known_names(cls) for name in raw):
            return
        known = [field.name for field in fields_of(cls)]
        for name in raw.repeated:
            self._note(f"{pointer}/{escaped(name)}", "is written more than once", "each name once")
        for name in raw:
            if name not in known:
                near = get_close_matches(name, known, n=1) or [f"one of {', '.join(known)}"]
                self._note(f"{pointer}/{escaped(name)}", "is not a fact that is known here", near[0])

    def _note(self, pointer: str, problem: str, expected: str) -> object:
        """Keep the fault and return None, what stands for a value that could not be read."""
        self.faults.append(Fault(pointer, problem, expected))
        return None


def escaped(name: str) -> str:
    """Return a name as it stands in a JSON pointer (RFC 6901, section 3)."""
    return name.replace("~", "~0").replace("/", "~1")


def _described(shape: Any) -> str:
    if item_type(shape) is not None:
        return "a list"
    if is_choice(shape):
        return f"one of {', '.join(choice.value for choice in shape)}"
    words = {"str": "text", "bool": "true or false", "int": "a whole number", "Decimal": "an amount"}
    return words.get(shape.__name__, f"a {shape.__name__}" if shape in LEAVES else "an object")
