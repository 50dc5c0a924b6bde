"""Begins a mapping for a form that nobody has mapped yet: every field of the blank, bound where its label is plain.

What is written is a whole `form.yaml` that can be read and filled at once; a field that is bound to
nothing is left to somebody to be named.
"""

import re
from collections.abc import Iterator

from assembly.render.forms.blank import Blank, BlankField, FieldKind
from assembly.render.forms.fingerprint import page_digests

LABEL = 80  # letters of a label that are shown
UNBOUND = "{left_to: nobody yet}"
ON_SCREEN = re.compile(r"print|save|reset|clear|warning|submit", re.IGNORECASE)
# The labels of captions, the same on nearly all court forms, and the values that they ask for.
KNOWN_LABELS = (
    (r"case (number|no)", "case.number"),
    (r"(petitioner|plaintiff)", "case.petitioner"),
    (r"(respondent|defendant)", "case.respondent"),
    (r"other (parent|party)", "case.other_parent"),
    (r"(state )?bar (number|no)", "agency.attorney.bar_number"),
    (r"firm name", "agency.name"),
    (r"attorney for", "agency.attorney_for"),
    (r"superior court of california, county of", "court.county"),
    (r"branch name", "court.branch"),
    (r"city and zip code", "court.address.city_line"),
)


def skeleton(blank: Blank, *, form: str, title: str, printed: str) -> str:
    """Return the text of a `form.yaml` for a blank; `printed` is its edition as the footer has it."""
    prefix = _common_prefix([name for name, found in _bound(blank)])
    digests = ", ".join(page_digests(blank.raw))
    lines = [
        f"blank: {form}",
        f"title: {_quoted(title)}",
        "edition:",
        f"  printed: {_quoted(printed)}",
        f"  page_digests: [{digests}]",
    ]
    if prefix:
        lines.append(f"prefix: {_quoted(prefix)}")
    if hidden := sorted(set(_screen_only(blank))):
        lines.append(f"screen_only: [{', '.join(map(_quoted, hidden))}]")
    lines += ["caption:", "  Case number: case.number", "fields:"]
    page = -1
    for name, found in _bound(blank):
        if found.widgets[0].page != page:
            page = found.widgets[0].page
            lines.append(f"  # Page {page + 1}")
        lines.append(f"  {_quoted(name[len(prefix) :])}: {_binding(found)}  # {_described(found)}")
    return "\n".join(lines) + "\n"


def describe(blank: Blank) -> tuple[dict[str, object], ...]:
    """Return each field of a blank in plain values: where it stands, what it takes, and what it is called.

    Rectangles are left, bottom, right, top in points from the lower left corner of the page's own space.
    """
    return tuple(
        {
            "field": found.name,
            "kind": found.kind.value,
            "label": found.label,
            "lines": "several" if found.multiline else "one",
            "text_size": found.size,
            "alignment": ("left", "centre", "right")[found.alignment if found.alignment in (1, 2) else 0],
            "cells": found.cells,
            "choices": [shown for _, shown in found.options],
            "places": [
                {
                    "page": widget.page + 1,
                    "rectangle": [round(edge, 1) for edge in widget.rectangle],
                    "marked_by": widget.on,
                }
                for widget in found.widgets
            ],
        }
        for found in blank.fields.values()
    )


def _bound(blank: Blank) -> Iterator[tuple[str, BlankField]]:
    """Yield the fields that a mapping must bind, page by page in the order of the file."""
    fields = [(name, found) for name, found in blank.fields.items() if found.kind is not FieldKind.BUTTON]
    yield from sorted(fields, key=lambda entry: entry[1].widgets[0].page)


def _common_prefix(names: list[str]) -> str:
    """Return the first part of the names with its dot, where all have the same; it need not be repeated."""
    firsts = {name.partition(".")[0] for name in names}
    return f"{firsts.pop()}." if len(firsts) == 1 and all("." in name for name in names) else ""


def _screen_only(blank: Blank) -> Iterator[str]:
    for name, found in blank.fields.items():
        last = name.rsplit(".", 1)[-1].partition("[")[0]
        if found.kind is FieldKind.BUTTON and ON_SCREEN.search(f"{last} {found.label}"):
            yield last


def _binding(found: BlankField) -> str:
    if found.kind is not FieldKind.TEXT:
        return UNBOUND
    label = found.label.strip().casefold()
    known = (path for pattern, path in KNOWN_LABELS if re.match(pattern, label))
    path = next(known, "")
    return f"{{text: {path}}}" if path else UNBOUND


def _described(found: BlankField) -> str:
    words = [found.kind.value]
    if found.multiline:
        words.append("several lines")
    if found.cells:
        words.append(f"{found.cells} cells")
    if found.kind in (FieldKind.RADIO, FieldKind.CHECK) and len(found.widgets) > 1:
        words.append("one of " + ", ".join(widget.on for widget in found.widgets))
    if found.options:
        words.append("one of " + ", ".join(shown for _, shown in found.options))
    label = " ".join(found.label.split())[:LABEL]
    return ", ".join(words).replace("\n", " ") + (f": {label}" if label else "")


def _quoted(text: str) -> str:
    """Return a text as YAML takes it whatever is in it."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
