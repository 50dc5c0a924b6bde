"""Page numbers in the text, as in a table of contents: worked out from the court's pages, not from Word's."""

from collections.abc import Callable, Mapping

from lxml import etree

from assembly.render.laid_out import LaidOut

PAGE_OF = "data-page-of"
HERE, ALL = "@here", "@all"
MOST_TRIES = 4


def with_page_numbers(body: etree._Element, lay_out: Callable[[etree._Element], LaidOut]) -> LaidOut:
    """Return the pages of a text in which every reference to a page has the number of the page it is about.

    The numbers may move the text, so it is laid out until they stay; a reference to nothing keeps its words.
    """
    name_places(body)
    pages = lay_out(body)
    for _ in range(MOST_TRIES):
        if not write_page_numbers(body, pages):
            break
        pages = lay_out(body)
    return pages


def name_places(body: etree._Element) -> None:
    """Give each reference to its own page a name by which its page is found."""
    for number, span in enumerate(_references(body)):
        if span.get(PAGE_OF) == HERE:
            span.set("id", f"here-{number}")


def write_page_numbers(body: etree._Element, pages: LaidOut) -> bool:
    """Write the numbers that a layout gives, and tell whether any is another than before."""
    references = _references(body)
    return bool(references) and _renew(references, pages.names, pages.pages)


def _references(body: etree._Element) -> list[etree._Element]:
    return [span for span in body.iter("span") if span.get(PAGE_OF)]


def _renew(references: list[etree._Element], names: Mapping[str, int], pages: int) -> bool:
    """Write each reference's number, and tell whether any of them is another than before."""
    changed = False
    for span in references:
        of = span.get(PAGE_OF) or ""
        number = pages if of == ALL else names.get(span.get("id") or "" if of == HERE else of)
        text = "".join(str(piece) for piece in span.itertext()).strip()
        if number is None or text == str(number):
            continue
        _write(span, str(number))
        changed = True
    return changed


def _write(span: etree._Element, number: str) -> None:
    """Put a number in the place of what a reference said, in the look of its first words."""
    first = next((part for part in span.iter() if (part.text or "").strip()), span)
    for part in list(span.iter()):
        if part is not first:
            part.text = None
        if part is not span:
            part.tail = None
    first.text = number
