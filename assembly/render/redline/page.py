"""The redline as a page: what went is struck through, what came is underlined, each with its own colour."""

from collections.abc import Sequence
from copy import copy

from lxml import etree
from lxml.html import Element

from assembly.render.redline.align import Fate, Pair, Stretch, stretches
from assembly.render.redline.change import Change, ChangeKind, Comment
from assembly.render.redline.units import Unit, Word

TAGS = {Fate.GONE: "del", Fate.NEW: "ins"}


def page(
    compared: Sequence[Pair], changes: Sequence[Change], comments: Sequence[Comment], head: str
) -> etree._Element:
    """Return both drafts in one text, under a heading that counts what changed."""
    main: etree._Element = Element("main")
    etree.SubElement(main, "h1").text = "Comparison of two drafts"
    etree.SubElement(main, "p", {"class": "which"}).text = head
    etree.SubElement(main, "p", {"class": "count"}).text = _count(changes, comments)
    table: etree._Element | None = None
    number: tuple[str, int] | None = None
    for pair in compared:
        unit = pair.new or pair.old
        if unit is None:
            continue
        if unit.tag != "tr":
            table = number = None
            main.append(_paragraph(pair, unit))
            continue
        standing = ("new" if pair.new else "old", unit.table)
        if table is None or (pair.new and standing != number):
            table = etree.SubElement(main, "table")
            number = standing if pair.new else number
        table.append(_row(pair))
    _list_comments(main, comments)
    return main


def _paragraph(pair: Pair, unit: Unit) -> etree._Element:
    made: etree._Element = Element("p", {"class": _class(pair, unit.attributes["class"])})
    _fill(made, _of(pair, 0))
    return made


def _row(pair: Pair) -> etree._Element:
    unit = pair.new or pair.old
    row: etree._Element = Element("tr", {"class": _class(pair, "")})
    for place in range(len(unit.cells) if unit else 0):
        _fill(etree.SubElement(row, "td"), _of(pair, place))
    return row


def _of(pair: Pair, cell: int) -> list[Stretch]:
    if pair.old is None and pair.new is not None:
        return [Stretch(Fate.NEW, pair.new.cells[cell])]
    if pair.new is None and pair.old is not None:
        return [Stretch(Fate.GONE, pair.old.cells[cell])]
    if pair.old is None or pair.new is None:
        return []
    return stretches(pair.old.cells[cell], pair.new.cells[cell])


def _class(pair: Pair, own: str) -> str:
    same = pair.old is not None and pair.new is not None and pair.old.key == pair.new.key
    return " ".join(part for part in (own, "" if same else "changed") if part)


def _fill(holder: etree._Element, told: Sequence[Stretch]) -> None:
    for stretch in told:
        inside = holder if stretch.fate is Fate.KEPT else etree.SubElement(holder, TAGS[stretch.fate])
        for word in stretch.words:
            _append(inside, word)


def _append(holder: etree._Element, word: Word) -> None:
    if word.drawn is not None:
        holder.append(copy(word.drawn))
    elif word.style:
        last = holder[-1] if len(holder) else None
        if last is not None and last.tag == "span" and last.get("style") == word.style and not last.tail:
            last.text = (last.text or "") + word.text
        else:
            etree.SubElement(holder, "span", {"style": word.style}).text = word.text
    elif len(holder):
        holder[-1].tail = (holder[-1].tail or "") + word.text
    else:
        holder.text = (holder.text or "") + word.text


def _count(changes: Sequence[Change], comments: Sequence[Comment]) -> str:
    counted = [
        f"{sum(change.kind is kind for change in changes)} {kind.value}"
        for kind in ChangeKind
        if any(change.kind is kind for change in changes)
    ]
    told = ", ".join(counted) if counted else "No word was changed"
    return f"{told}.{_commented(comments)} Looks alone are not compared."


def _commented(comments: Sequence[Comment]) -> str:
    return f" {len(comments)} comment{'s' * (len(comments) != 1)}." if comments else ""


def _list_comments(main: etree._Element, comments: Sequence[Comment]) -> None:
    if not comments:
        return
    etree.SubElement(main, "h2").text = "Comments"
    for comment in comments:
        on = f" (on “{comment.about[:80]}”)" if comment.about else ""
        who = f"{comment.author}: " if comment.author else ""
        etree.SubElement(main, "p", {"class": "comment"}).text = f"{comment.number}. {who}{comment.text}{on}"
