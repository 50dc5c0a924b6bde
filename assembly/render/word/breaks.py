"""Where a page may end between the blocks of a text: what keeps together, what begins a page, what is empty."""

from lxml import etree

from assembly.render.word.ooxml import all_text
from assembly.render.word.paragraph_look import ParagraphLook

LONGEST_LINE = 200  # letters: some two lines of court paper


def is_prose(made: etree._Element, look: ParagraphLook) -> bool:
    """Whether a paragraph without a style of its own is running text, which courts want wide spaced.

    Source: Cal. Rules of Court, rule 2.108. Short lines, such as an address, keep together.
    """
    return look.is_wide_spaced or len(all_text(made)) > LONGEST_LINE


def begins_page(made: etree._Element) -> bool:
    """Whether a page begins with a paragraph, or within it."""
    return (
        "break-before:page" in (made.get("style") or "")
        or made.find(".//span[@class='page-break']") is not None
    )


def ends_page(made: etree._Element) -> bool:
    """Whether a page ends with a paragraph."""
    return "break-after:page" in (made.get("style") or "")


def break_after(made: etree._Element) -> None:
    """Make of a page break at the very end of a paragraph one after it: it leaves no empty line behind."""
    last = made[-1] if len(made) else None
    if (
        last is None
        or last.get("class") != "page-break"
        or (last.tail or "").strip()
        or not all_text(made).strip()
    ):
        return
    made.remove(last)
    own = made.get("style")
    made.set("style", f"{own + ';' if own else ''}break-after:page")


def has_content(element: etree._Element) -> bool:
    """Whether a paragraph has words, or anything that is drawn."""
    if all_text(element).strip():
        return True
    return any(
        child.get("class") in ("box empty", "blank", "page-break") or child.tag == "img"
        for child in element.iter()
    )
