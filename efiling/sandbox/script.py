"""What a scripted clerk does with an envelope, and when."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from assembly.model.value import value
from efiling.errors import EfilingError

REVIEWS = frozenset({"accept", "reject", "cancel", "defer"})
"""What the clerk may do with an envelope."""

FAULTS_BEFORE = frozenset({"http_503", "drop_before"})
"""What may go wrong before the envelope is taken: an answer of 503, or a line that breaks."""

FAULTS_AFTER = frozenset({"http_503_after", "drop_after", "garbage", "delay"})
"""What may go wrong after it was taken: 503, a broken line, nonsense, or a late answer."""

DOINGS = REVIEWS | FAULTS_BEFORE | FAULTS_AFTER
"""All that a step may do."""

CALLBACKS = frozenset({"once", "never", "twice", "before_receipt"})
"""How a review is reported."""

COPIES = frozenset({"inline", "url"})
"""How stamped copies are told."""

_CALLBACK_WORDS = {"1": "once", "2": "twice"}


class ScriptFault(EfilingError):
    """A clerk's script says what no clerk can do."""


@value
class Step:
    """One act of the clerk, `after_seconds` after the envelope arrived.

    `document` counts from one over all documents of the envelope; None means every one that has
    no act of its own. `copies` tells stamped copies by their address ("url") or sends their bytes
    ("inline"); `mtom` sends them beside the callback rather than in it.
    """

    after_seconds: float
    do: str
    document: int | None = None
    reason: str = ""
    comment: str = ""
    docket: str = ""
    stamp: bool = True
    callback: str = "once"
    callback_court: str = ""
    callback_filing: str = ""
    for_seconds: float = 0.0
    mtom: bool = False
    copies: str = "inline"


Script = tuple[Step, ...]

BUILT_IN: Mapping[str, Script] = {
    "accept": (Step(after_seconds=5, do="accept"),),
    "reject_one": (
        Step(after_seconds=5, do="reject", document=2, reason="R03", comment="Exhibit B is a picture"),
    ),
    "partial": (
        Step(after_seconds=5, do="accept", document=1),
        Step(after_seconds=6, do="reject", document=2, reason="R04"),
    ),
    "late_reject": (Step(after_seconds=5, do="reject", reason="R01"),),
    "silent": (Step(after_seconds=5, do="accept", callback="never"),),
    "slow": (Step(after_seconds=180, do="accept"),),
    "twice": (Step(after_seconds=5, do="accept", callback="twice"),),
    "before_receipt": (Step(after_seconds=0, do="accept", callback="before_receipt"),),
    "wrong_court_id": (Step(after_seconds=5, do="accept", callback_court="sandbox:other"),),
    "mtom": (Step(after_seconds=5, do="accept", mtom=True),),
    "copies_by_url": (Step(after_seconds=5, do="accept", copies="url"),),
    "unknown_filing": (Step(after_seconds=5, do="accept", callback_filing="random"),),
    "outage": (
        Step(after_seconds=0, do="http_503", for_seconds=90),
        Step(after_seconds=95, do="accept"),
    ),
    "defer": (Step(after_seconds=5, do="defer"), Step(after_seconds=60, do="accept")),
    "drop_before": (Step(after_seconds=0, do="drop_before"), Step(after_seconds=5, do="accept")),
    "drop_after": (Step(after_seconds=0, do="drop_after"), Step(after_seconds=5, do="accept")),
    "garbage": (Step(after_seconds=0, do="garbage"), Step(after_seconds=5, do="accept")),
    "http_503_after": (Step(after_seconds=0, do="http_503_after"), Step(after_seconds=5, do="accept")),
    "delay": (Step(after_seconds=0, do="delay", for_seconds=60), Step(after_seconds=5, do="accept")),
    "at_once": (Step(after_seconds=0, do="accept"),),
}
"""Clerks that everybody needs; `at_once` decides as soon as the receipt is out."""


def read_scripts(path: Path) -> tuple[Mapping[str, Script], tuple[str, ...]]:
    """Return the scripts of a file beside the built-in ones, and which to use, in order of arrival.

    The file is YAML: a list of steps, or a mapping of names to lists with `use`, a name or list of
    names; the last one serves for every envelope after.

    Raises:
        ScriptFault: it is no such file.
        OSError: it cannot be read.
    """
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ScriptFault(f"{path} is not YAML: {error}") from None
    if isinstance(found, list):
        return {**BUILT_IN, "file": read_script(found)}, ("file",)
    if not isinstance(found, dict):
        raise ScriptFault(f"{path} is neither a list of steps nor a mapping of scripts.")
    use = found.pop("use", None)
    named = found.pop("clerk_scripts", found)
    scripts = {**BUILT_IN, **{str(name): read_script(steps) for name, steps in named.items()}}
    order = [use] if isinstance(use, str) else use if isinstance(use, list) else list(named)[:1]
    if unknown := [name for name in order if name not in scripts]:
        raise ScriptFault(
            f"{path} uses {unknown[0]!r}, which is no script. Known: {', '.join(sorted(scripts))}."
        )
    return scripts, tuple(str(name) for name in order) or ("accept",)


def read_script(steps: object) -> Script:
    """Return the steps of one script.

    Raises:
        ScriptFault: with the first fault.
    """
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        raise ScriptFault("A script is a list of steps, each a mapping such as {after: 5s, do: accept}.")
    return tuple(_step(step) for step in steps)


def _step(found: Mapping[str, object]) -> Step:
    do, callback = str(found.get("do", "accept")), str(found.get("callback", "once"))
    callback = _CALLBACK_WORDS.get(callback, callback)
    if do not in DOINGS:
        raise ScriptFault(f"{do!r} is nothing that a clerk does. Known: {', '.join(sorted(DOINGS))}.")
    if callback not in CALLBACKS:
        raise ScriptFault(f"callback is {callback!r}. Known: {', '.join(sorted(CALLBACKS))}.")
    copies = str(found.get("copies", "inline"))
    if copies not in COPIES:
        raise ScriptFault(f"copies is {copies!r}. Known: {', '.join(sorted(COPIES))}.")
    document = found.get("document")
    return Step(
        after_seconds=_seconds(found.get("after", 0)),
        do=do,
        document=document if isinstance(document, int) else None,
        reason=str(found.get("reason", "")),
        comment=str(found.get("comment", "")),
        docket=str(found.get("docket", "")),
        stamp=bool(found.get("stamp", True)),
        callback=callback,
        callback_court=str(found.get("callback_court", "")),
        callback_filing=str(found.get("callback_filing", "")),
        for_seconds=_seconds(found.get("for", 0)),
        mtom=bool(found.get("mtom", False)),
        copies=copies,
    )


def _seconds(found: object) -> float:
    try:
        return max(0.0, float(str(found).removesuffix("s")))
    except ValueError:
        raise ScriptFault(f"{found!r} is no time in seconds, such as 5s.") from None
