"""Refuses a draft on which someone has still to decide: tracked changes, comments, fields that nobody filled in."""

from collections.abc import Iterator, Mapping

from lxml import etree

from assembly.errors import DocumentRefused
from assembly.render.word.naming import Places, is_read, listed
from assembly.render.word.ooxml import W, switched_on, text_of
from assembly.render.word.package import parse_part

DELETED = getattr(W, "del")
CHANGES = {
    W.ins: "an insertion",
    DELETED: "a deletion",
    W.moveTo: "moved text",
    W.moveFrom: "moved text",
    W.rPrChange: "a changed look of letters",
    W.pPrChange: "a changed look of a paragraph",
    W.sectPrChange: "a changed section",
    W.tblPrChange: "a changed table",
    W.tblGridChange: "a changed table",
    W.tblPrExChange: "a changed table",
    W.trPrChange: "a changed table row",
    W.tcPrChange: "a changed table cell",
    W.numberingChange: "a changed list number",
    W.cellIns: "an inserted table cell",
    W.cellDel: "a deleted table cell",
    W.cellMerge: "merged table cells",
    W.commentRangeStart: "a comment",
    W.commentReference: "a comment",
}
STORIES = {"word/footnotes.xml": "footnotes", "word/endnotes.xml": "endnotes"}
NOTHING: Mapping[str, str] = {}


def refuse_unfinished(
    root: etree._Element, parts: Mapping[str, bytes], beside: Mapping[str, str] = NOTHING
) -> None:
    """Refuse a text with tracked changes, comments or unfilled fields: nobody has said which words are meant.

    `beside` are parts that are printed too, with what each is called.

    Raises:
        DocumentRefused: naming each, with its paragraph.
    """
    found = list(_found(root, ""))
    for name, story in {**STORIES, **beside}.items():
        if name in parts:
            found += _found(parse_part(parts, name), story)
    if found:
        raise DocumentRefused(
            f"The Word file still has {listed(found)}. Accept or reject every change, remove the comments and fill in "
            "what is open, then save the file again. `courtpacket redline FILE.docx --out CHANGES.pdf` shows the changes "
            "and comments."
        )


def change_name(element: etree._Element) -> str:
    """Return what an open change or comment is called."""
    holder = element.getparent()
    if element.tag in (W.ins, DELETED) and holder is not None:
        if holder.tag == W.rPr:
            return "a changed paragraph mark"
        if holder.tag == W.trPr:
            return "an inserted table row" if element.tag == W.ins else "a deleted table row"
    return CHANGES[element.tag]


def _found(root: etree._Element, story: str) -> Iterator[tuple[str, str]]:
    places = Places(root, story)
    for element in root.iter(*CHANGES, W.showingPlcHdr):
        if not is_read(element):
            continue
        if element.tag == W.showingPlcHdr:
            control = _control(element)
            if switched_on(element) and control is not None and text_of(control).strip():
                yield "a field that is not filled in", f"{text_of(control).strip()[:40]!r}"
            continue
        yield change_name(element), places.of(element)


def _control(mark: etree._Element) -> etree._Element | None:
    properties = mark.getparent()
    holder = properties.getparent() if properties is not None else None
    return holder.find(W.sdtContent) if holder is not None else None
