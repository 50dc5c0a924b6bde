"""Recognises the edition of a blank by its fields and its printed words.

Copies of one edition differ byte for byte (restrictions lifted, saved again), so the file's own
digest says nothing. What must agree is the set of fields and the words on every page.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import pypdfium2

from assembly.errors import BlankRefused
from assembly.model.pdfium_turn import in_turn
from assembly.render.forms.blank import Blank, FieldKind
from assembly.render.forms.mapping import FormMapping

SHOWN = 6


@in_turn
def page_digests(raw: bytes) -> tuple[str, ...]:
    """Return for each page the first 16 hexadecimal digits of the SHA-256 of its words without spaces."""
    return tuple(hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16] for text in _page_texts(raw))


def check_edition(mapping: FormMapping, blank: Blank) -> None:
    """Refuse a blank that is not the edition that a mapping was made for.

    Raises:
        BlankRefused: naming the fields and pages that differ, and what to do.
    """
    differences = list(_differences(mapping, blank))
    if differences:
        raise BlankRefused(
            f"This is not the edition of {mapping.title} that is mapped ({mapping.edition.printed}). "
            f"{' '.join(differences)} Fetch that edition, or update the product to one that maps yours."
        )


def _differences(mapping: FormMapping, blank: Blank) -> Iterator[str]:
    fillable = {name for name, found in blank.fields.items() if found.kind is not FieldKind.BUTTON}
    missing, strange = sorted(mapping.fields - blank.fields.keys()), sorted(fillable - mapping.fields)
    if missing:
        yield f"Missing fields ({len(missing)}): {_some(missing)}."
    if strange:
        yield f"Unknown fields ({len(strange)}): {_some(strange)}."
    expected, found = mapping.edition.page_digests, page_digests(blank.raw)
    if len(expected) != len(found):
        yield f"It has {len(found)} page(s), not {len(expected)}."
        return
    pages = [
        str(n) for n, pair in enumerate(zip(expected, found, strict=True), start=1) if pair[0] != pair[1]
    ]
    if pages:
        yield f"The printed words differ on page {', '.join(pages)}."


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" and others" if len(names) > SHOWN else "")


def _page_texts(raw: bytes) -> Iterator[str]:
    document: Any = pypdfium2.PdfDocument(raw)
    try:
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            yield text_page.get_text_range()
            text_page.close()
            page.close()
    finally:
        document.close()
