"""Where a page may end between the blocks of a text: what keeps together, what begins a page, what is empty."""

from lxml import etree

from assembly.render.word.ooxml import all_text
from assembly.render.word.paragraph_look import ParagraphLook

LONGEST_SINGLE = 200  # letters: beyond some two lines not even single spacing set by hand is kept
LONGEST_LINE = 80  # letters: about a line of court paper
SENTENCE_WORDS = 6  # with a stop at their end, so many words are a sentence and no line of an address


def is_prose(made: etree._Element, look: ParagraphLook) -> bool:
    """Whether a paragraph without a style of its own is running text, which courts want wide spaced.

    Source: Cal. Rules of Court, rule 2.108. Short lines, such as an address, keep together, and so does
    what was set single spaced by hand, such as a short quotation.
    """
    text = all_text(made).strip()
    if look.is_wide_spaced or len(text) > LONGEST_SINGLE:
        return True
    if look.is_set_single:
        return False
    is_sentence = text.endswith((".", "?", "!")) and len(text.split()) >= SENTENCE_WORDS
    return is_sentence or len(text) > LONGEST_LINE


def begins_page(made: etree._Element) -> bool:
    """Whether a page begins with a paragraph, or within it."""
    return "break-before:page" in (made.get("style") or "") or any(
        span.get("class") == "page-break" for span in made.iter("span")
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
