"""Blocks: that each is closed, in its order, and does not cross a paragraph, a cell, a row or a table."""

from collections.abc import Iterator, Sequence

from lxml import etree

from assembly.render.lint.flaw import Flaw
from assembly.render.lint.tags import CLOSING, MIDDLES, Tag
from assembly.render.word.ooxml import W, text_of

HOLDERS = {"p": "paragraphs", "tr": "rows", "tc": "cells"}


def check_blocks(tags: Sequence[Tag]) -> Iterator[Flaw]:
    """Yield what is wrong with the blocks of a part, whose tags come in the order in which they stand."""
    open_blocks: list[Tag] = []
    for tag in tags:
        if tag.opens:
            open_blocks.append(tag)
        elif tag.word in MIDDLES:
            yield from _check_middle(tag, open_blocks)
        elif tag.word.startswith("end"):
            yield from _close(tag, open_blocks)
    for tag in open_blocks:
        yield tag.flaw(f"the {tag.word} is never closed.", f"Add {{%{tag.level} end{tag.word} %}}.")


def check_levels(tags: Sequence[Tag]) -> Iterator[Flaw]:
    """Yield what stands beside a tag that takes the place of its paragraph, row or cell, and would be lost."""
    seen: set[etree._Element] = set()
    for tag in tags:
        holder = {"p": tag.paragraph.element, "tr": tag.paragraph.row, "tc": None}.get(tag.level)
        if tag.level in ("tr", "tc") and tag.paragraph.row is None:
            yield tag.flaw(f"{{%{tag.level} stands outside of a table.", "Use {%p, or put it into a row.")
            continue
        if holder is None:
            continue
        if holder in seen:
            yield tag.flaw(
                f"two tags that stand for {HOLDERS[tag.level]} share one.", "Give each one of its own."
            )
            continue
        seen.add(holder)
        beside = _beside(tag)
        if beside:
            yield tag.flaw(
                f"the text {beside[:40]!r} beside a {{%{tag.level} tag is not printed.",
                f"Such a tag takes the place of its whole {'row' if tag.level == 'tr' else 'paragraph'}.",
            )


def _check_middle(tag: Tag, open_blocks: Sequence[Tag]) -> Iterator[Flaw]:
    if not open_blocks or open_blocks[-1].word not in ("if", "for"):
        yield tag.flaw(f"{tag.word} stands outside of an if.", "Delete it, or open the if before it.")
    else:
        yield from _check_crossing(open_blocks[-1], tag)


def _close(tag: Tag, open_blocks: list[Tag]) -> Iterator[Flaw]:
    wanted = tag.word.removeprefix("end")
    if not any(block.word == wanted for block in open_blocks):
        yield tag.flaw(f"{tag.word} closes nothing.", f"Delete it, or open the {wanted} before it.")
        return
    while open_blocks[-1].word != wanted:
        inner = open_blocks.pop()
        yield inner.flaw(
            f"the {inner.word} is not closed before {tag.word} ({tag.paragraph.place}).",
            f"Add {{%{inner.level} end{inner.word} %}} before it.",
        )
    yield from _check_crossing(open_blocks.pop(), tag)


def _check_crossing(opened: Tag, tag: Tag) -> Iterator[Flaw]:
    """Yield a flaw where what opens and what closes a block do not stand on the same level of the file."""
    where = f"{opened.word} in {opened.paragraph.place}"
    if opened.level != tag.level:
        yield tag.flaw(
            f"{tag.word} is written {{%{tag.level}, the {where} {{%{opened.level}.", "Write both alike."
        )
    elif opened.level in ("", "r") and opened.paragraph.element is not tag.paragraph.element:
        yield from _across(opened, tag, where)
    elif opened.level == "p" and opened.paragraph.holder is not tag.paragraph.holder:
        yield tag.flaw(
            f"the block that opens with {where} crosses cells.", "Open and close it in the same cell."
        )
    elif opened.level == "tr" and opened.paragraph.table is not tag.paragraph.table:
        yield tag.flaw(
            f"the block that opens with {where} crosses tables.", "Open and close it in the same table."
        )
    elif opened.level == "tc" and opened.paragraph.row is not tag.paragraph.row:
        yield tag.flaw(f"the block that opens with {where} crosses rows.", "Use {%tr for rows.")


def _across(opened: Tag, tag: Tag, where: str) -> Iterator[Flaw]:
    """Yield the flaw of a block inside of text that ends in another paragraph, cell or row."""
    one, other = opened.paragraph, tag.paragraph
    if one.row is not other.row and one.table is other.table:
        remedy = f"Give both tags a row of their own and write {{%tr {opened.word} … {CLOSING['{%']}."
        yield tag.flaw(f"the block that opens with {where} crosses rows.", remedy)
    elif one.holder is not other.holder:
        yield tag.flaw(
            f"the block that opens with {where} crosses cells.", "Open and close it in the same cell."
        )
    else:
        remedy = f"Give both tags a paragraph of their own and write {{%p {opened.word} … {CLOSING['{%']}."
        yield tag.flaw(f"the block that opens with {where} crosses paragraphs.", remedy)


def _beside(tag: Tag) -> str:
    own = tag.paragraph
    text = own.text[: tag.start] + own.text[tag.end :]
    if tag.level == "tr" and own.row is not None:
        text += "".join(text_of(cell) for cell in own.row.iter(W.p) if cell is not own.element)
    return text.strip()
