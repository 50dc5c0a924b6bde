"""JSON without its traps: size, depth, repeated names and fractions are looked at, not guessed."""

import json
from collections import Counter

from assembly.errors import FactsRejected, Fault

MAX_BYTES = 5_000_000
MAX_DIGITS = 15


class JsonObject(dict[str, object]):
    """A JSON object that remembers which of its names were written more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated: tuple[str, ...] = ()
        if len(pairs) > len(self):
            counts = Counter(name for name, _ in pairs)
            self.repeated = tuple(name for name, count in counts.items() if count > 1)


class JsonFraction(str):
    """A JSON number with a fraction or an exponent, as written; facts have none."""

    __slots__ = ()


def parse(raw: bytes) -> object:
    """Return the JSON value in `raw`; objects come as `JsonObject`, fractions as `JsonFraction`.

    Raises:
        FactsRejected: over 5 MB, not UTF-8, nested deeper than Python's stack, a number of
            more than 15 digits, or not JSON (the fault names line and column).
    """
    if len(raw) > MAX_BYTES:
        raise _refused(f"the facts are {len(raw):,} bytes", f"at most {MAX_BYTES:,} bytes")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"byte {error.start + 1:,} is not UTF-8", "text in UTF-8") from error
    try:
        return json.loads(
            text,
            object_pairs_hook=JsonObject,
            parse_float=JsonFraction,
            parse_int=_integer,
            parse_constant=JsonFraction,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _refused(f"{place}: {error.msg.lower()}", "JSON, as in the example cases") from error
    except RecursionError as error:
        raise _refused("the facts are nested too deeply", "no more levels than the model has") from error


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _refused(f"a number has {len(text):,} digits", f"at most {MAX_DIGITS} digits")
    return int(text)


def _refused(problem: str, expected: str) -> FactsRejected:
    return FactsRejected([Fault("", problem, expected)])
