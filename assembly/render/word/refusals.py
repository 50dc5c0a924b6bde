"""What a Word file may not hold if it is to be filed, and what the converter cannot carry over.

Everything is found before anything is laid out, and named with its paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.paper import LONGEST_PARAGRAPH
from assembly.render.word.ooxml import W, text_of
from assembly.render.word.package import parse_part
from assembly.render.word.properties import own_title

TRACKED = {W.ins: "an insertion", W.moveTo: "moved text"}
REMOVED = {W.moveFrom: "moved text", getattr(W, "del"): "a deletion"}
NOTES = {W.commentRangeStart: "a comment", W.commentReference: "a comment"}
UNSUPPORTED = {
    W.object: "an embedded object",
    W.altChunk: "an inserted foreign document",
    W.pict: "an old-style drawing",
    W.ruby: "reading marks (ruby)",
}
DRAWN_OBJECTS = ("/chart}", "/diagram}", "wordprocessingGroup", "wordprocessingCanvas")
NUMBERING = re.compile(r"\b(page|of|line)\b|\d+", re.IGNORECASE)
EQUATIONS = ("}oMath", "}oMathPara")
HEADINGS = re.compile(r"word/(header|footer)\d*\.xml")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SHOWN = 40


def refuse_unfinished(root: etree._Element) -> None:
    """Refuse a text with tracked changes or comments: nobody has said which words are meant.

    Raises:
        DocumentRefused: naming each, with its paragraph.
    """
    found = list(_found(root, {**TRACKED, **REMOVED, **NOTES}))
    if found:
        raise DocumentRefused(
            f"The Word file still has {_listed(found)}. Accept or reject every change and remove the comments, "
            "then save the file again. `courtpacket redline FILE.docx --out CHANGES.pdf` shows them."
        )


def refuse_unsupported(root: etree._Element, parts: Mapping[str, bytes]) -> None:
    """Refuse constructs that would be lost on the way to the page.

    Raises:
        DocumentRefused: naming each construct, with its paragraph.
    """
    found = list(_found(root, UNSUPPORTED))
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        drawn = any(part in tag for part in DRAWN_OBJECTS)
        if (drawn or tag.endswith(EQUATIONS)) and next(element.iterancestors(FALLBACK), None) is None:
            found.append(("a chart or drawing" if drawn else "an equation", _paragraph(root, element)))
    if "word/endnotes.xml" in parts and next(root.iter(W.endnoteReference), None) is not None:
        found.append(("endnotes", ""))
    if found:
        raise DocumentRefused(
            f"The Word file has what cannot be printed for the court: {_listed(found)}. Replace it with text or a picture."
        )


def refuse_endless(root: etree._Element) -> None:
    """Refuse a paragraph longer than any paper has, before anything is made of it.

    Raises:
        DocumentRefused: naming the paragraph.
    """
    for number, paragraph in enumerate(root.iter(W.p), start=1):
        length = sum(len(text.text or "") for text in paragraph.iter(W.t))
        if length > LONGEST_PARAGRAPH:
            raise DocumentRefused(
                f"Paragraph {number} has {length:,} characters; at most {LONGEST_PARAGRAPH:,} are laid out."
            )


def refuse_lost_headings(parts: Mapping[str, bytes], root: etree._Element, title: str) -> None:
    """Refuse headers and footers with words of their own: a court's layout prints its own in their place.

    The paper's title, words that the text has too, and page and line numbers may be there.

    Raises:
        DocumentRefused: naming the words that would be lost.
    """
    titles, body = (_plain(title), _plain(own_title(parts))), _plain(text_of(root))
    for name in sorted(filter(HEADINGS.fullmatch, parts)):
        for paragraph in parse_part(parts, name).iter(W.p):
            text = text_of(paragraph)
            left = _without(_plain(text), titles)
            if left and left not in body:
                raise DocumentRefused(
                    f"The {'header' if 'header' in name else 'footer'} of the Word file says {text.strip()[:SHOWN]!r}. "
                    "The court's layout prints its own header and footer: move the words into the text, or delete them."
                )


def _without(text: str, titles: Iterable[str]) -> str:
    """Return the words that are neither a title nor page and line numbers."""
    for title in filter(None, titles):
        text = f" {text} ".replace(f" {title} ", " ")
    return _plain(NUMBERING.sub(" ", text))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]", " ", text.lower()).split())


def _found(root: etree._Element, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for element in root.iter(*wanted):
        if next(element.iterancestors(FALLBACK), None) is not None:
            continue  # for old versions of Word; what is read is the choice beside it
        if (
            element.tag in (W.ins, getattr(W, "del"))
            and (holder := element.getparent()) is not None
            and holder.tag == W.rPr
        ):
            yield "a changed paragraph mark", _paragraph(root, element)
        else:
            yield wanted[element.tag], _paragraph(root, element)


def _paragraph(root: etree._Element, element: etree._Element) -> str:
    holder: etree._Element | None = element
    while holder is not None and holder.tag != W.p:
        holder = holder.getparent()
    if holder is None:
        holder = next(element.iter(W.p), None)
    if holder is None:
        return ""
    for number, paragraph in enumerate(root.iter(W.p), start=1):  # noqa: B007 - the number is what is wanted
        if paragraph is holder:
            break
    return f"paragraph {number}: {text_of(holder)[:SHOWN]!r}"


def _listed(found: list[tuple[str, str]]) -> str:
    unique = list(dict.fromkeys(found))
    shown = "; ".join(f"{what} ({where})" if where else what for what, where in unique[:8])
    more = f"; and {len(unique) - 8} more" if len(unique) > 8 else ""
    return shown + more
