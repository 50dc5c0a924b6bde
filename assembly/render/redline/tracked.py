"""A draft with tracked changes as two texts: with every change rejected, and with every one accepted."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from assembly.render.redline.change import Comment
from assembly.render.word.ooxml import W, text_of, value

DELETED = getattr(W, "del")
PAST = (DELETED, W.moveFrom)
FUTURE = (W.ins, W.moveTo)
MARKS = (
    W.commentRangeStart, W.commentRangeEnd, W.commentReference, W.rPrChange, W.pPrChange, W.tblPrChange,
    W.trPrChange, W.tcPrChange, W.sectPrChange, W.numberingChange, W.moveFromRangeStart, W.moveFromRangeEnd,
    W.moveToRangeStart, W.moveToRangeEnd,
)  # fmt: skip


def accepted(root: etree._Element) -> etree._Element:
    """Return the text as it stands when every change is accepted and every comment removed."""
    return _settled(root, kept=FUTURE, dropped=PAST)


def rejected(root: etree._Element) -> etree._Element:
    """Return the text as it was before any tracked change, without comments."""
    return _settled(root, kept=PAST, dropped=FUTURE)


def comments(root: etree._Element, part: etree._Element | None) -> list[Comment]:
    """Return the comments of a text in order, with the words that each is on."""
    if part is None:
        return []
    about = {name: "".join(words) for name, words in _commented(root)}
    return [
        Comment(number, value(note, "author") or "", text_of(note), about.get(value(note, "id") or "", ""))
        for number, note in enumerate(part.iter(W.comment), start=1)
    ]


def _commented(root: etree._Element) -> Iterator[tuple[str, list[str]]]:
    open_now: dict[str, list[str]] = {}
    for node in root.iter(W.commentRangeStart, W.commentRangeEnd, W.t):
        name = value(node, "id") or ""
        if node.tag == W.commentRangeStart:
            open_now[name] = []
        elif node.tag == W.commentRangeEnd and name in open_now:
            yield name, open_now.pop(name)
        else:
            for words in open_now.values():
                words.append(node.text or "")
    yield from open_now.items()


def _settled(root: etree._Element, *, kept: tuple[str, ...], dropped: tuple[str, ...]) -> etree._Element:
    made = deepcopy(root)
    for paragraph in [p for p in made.iter(W.p) if _mark(p, dropped)]:
        _join_with_next(paragraph)
    for row in [row for row in made.iter(W.tr) if row.find(W.trPr) is not None]:
        properties = row.find(W.trPr)
        if properties is not None and any(properties.find(tag) is not None for tag in dropped):
            _remove(row)
    for node in list(made.iter(*dropped, *MARKS)):
        _remove(node)
    for node in list(made.iter(*kept)):
        _unwrap(node)
    for node in made.iter(W.delText):
        node.tag = W.t
    return made


def _mark(paragraph: etree._Element, tags: tuple[str, ...]) -> bool:
    """Whether the paragraph's own end is among the changes: it then runs on into the next."""
    return any(paragraph.find(f"{W.pPr}/{W.rPr}/{tag}") is not None for tag in tags)


def _join_with_next(paragraph: etree._Element) -> None:
    following = paragraph.getnext()
    if following is None or following.tag != W.p:
        return
    start = 1 if len(following) and following[0].tag == W.pPr else 0
    for offset, child in enumerate([c for c in paragraph if c.tag != W.pPr]):
        following.insert(start + offset, child)
    _remove(paragraph)


def _remove(node: etree._Element) -> None:
    holder = node.getparent()
    if holder is not None:
        holder.remove(node)


def _unwrap(node: etree._Element) -> None:
    holder = node.getparent()
    if holder is None:
        return
    place = holder.index(node)
    for offset, child in enumerate(list(node)):
        holder.insert(place + offset, child)
    holder.remove(node)
