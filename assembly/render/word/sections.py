"""What a text is made of: its blocks, and the sections that they are in."""

from collections.abc import Iterator

from lxml import etree

from assembly.render.word.ooxml import CHOICES, W, chosen, points, value

WRAPPERS = {W.sdtContent, W.customXml, W.ins, W.moveTo}
TEXT_WIDTH = 468.0  # points: letter paper with margins of an inch


def blocks_in(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs, tables and names between them, going into content controls and the like."""
    for child in holder:
        if child.tag in (W.p, W.tbl, W.bookmarkStart):
            yield child
        elif child.tag == W.sdt:
            content = child.find(W.sdtContent)
            if content is not None:
                yield from blocks_in(content)
        elif child.tag == CHOICES:
            branch = chosen(child)
            if branch is not None:
                yield from blocks_in(branch)
        elif child.tag in WRAPPERS:
            yield from blocks_in(child)


def section_starts(root: etree._Element) -> dict[etree._Element, bool]:
    """Return the paragraphs that end a section, and whether the next section begins on a new page.

    How a section begins is said by its own properties, which stand at its end (ECMA-376 Part 1, 17.6.22).
    """
    ends: dict[etree._Element, bool] = {}
    before: etree._Element | None = None
    for section in root.iter(W.sectPr):
        if before is not None:
            ends[before] = value(section.find(W.type)) not in ("continuous", "nextColumn")
        holder = section.getparent()
        before = holder.getparent() if holder is not None and holder.tag == W.pPr else None
    return ends


def papers(root: etree._Element) -> tuple[bool, dict[etree._Element, bool]]:
    """Return whether a text begins on paper laid across (landscape), and whether it goes on so after each end of a section."""
    is_across, after = False, dict[etree._Element, bool]()
    before: etree._Element | None = None
    for place, section in enumerate(root.iter(W.sectPr)):
        across = _is_across(section)
        if place == 0:
            is_across = across
        if before is not None:
            after[before] = across
        holder = section.getparent()
        before = holder.getparent() if holder is not None and holder.tag == W.pPr else None
    return is_across, after


def _is_across(section: etree._Element) -> bool:
    page = section.find(W.pgSz)
    return (points(page, "w") or 0.0) > (points(page, "h") or 0.0)


def text_width_of(root: etree._Element) -> float:
    """Return how wide Word's own column is, in points; the widths of tables are shares of it."""
    section = next(iter(root.iter(W.sectPr)), None)
    if section is None:
        return TEXT_WIDTH
    page, margins = section.find(W.pgSz), section.find(W.pgMar)
    wide = points(page, "w") or 612.0
    return max(wide - (points(margins, "left") or 0.0) - (points(margins, "right") or 0.0), TEXT_WIDTH / 4)
