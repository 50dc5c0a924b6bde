"""The grid of a table: rows, cells, and how far each cell reaches across and down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from assembly.render.word.ooxml import CHOICES, W, chosen, switched_on, value, whole

MOST_COLUMNS = 63  # Word's own limit
WRAPPERS = {W.customXml, W.ins, W.moveTo}


@dataclass
class Cell:
    """A cell where it begins: columns from `column`, `across` of them, and `down` rows; None is a gap without a cell."""

    element: etree._Element | None
    row: int
    column: int
    across: int = 1
    down: int = 1


def rows_of(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table, those in content controls too."""
    return list(_within(table, W.tr))


def cells_of(row: etree._Element) -> list[etree._Element]:
    """Return the cells of a row, those in content controls too."""
    return list(_within(row, W.tc))


def grid_of(rows: Sequence[etree._Element]) -> list[list[Cell]]:
    """Return for each row the cells that begin there; a cell merged downwards begins in its first row."""
    grid: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    for number, row in enumerate(rows):
        begun: list[Cell] = []
        column = _gap(row, W.gridBefore)
        if column:
            begun.append(Cell(None, number, 0, column))
        for element in cells_of(row):
            properties = element.find(W.tcPr)
            across = _count(properties.find(W.gridSpan) if properties is not None else None)
            beside = properties.find(W.hMerge) if properties is not None else None
            if beside is not None and value(beside) != "restart" and begun:
                begun[-1].across += across  # how old versions of Word merged cells across
                column += across
                continue
            merge = properties.find(W.vMerge) if properties is not None else None
            over = above.get(column)
            if merge is not None and value(merge) != "restart" and over is not None and over.across == across:
                over.down += 1
            else:
                cell = Cell(element, number, column, across)
                begun.append(cell)
                above = {place: c for place, c in above.items() if not column <= place < column + across}
                if merge is not None:
                    above[column] = cell
            column += across
        after = _gap(row, W.gridAfter)
        if after:
            begun.append(Cell(None, number, column, after))
        grid.append(begun)
    return grid


def is_head(row: etree._Element) -> bool:
    """Whether a row is repeated at the head of each page."""
    properties = row.find(W.trPr)
    return properties is not None and switched_on(properties.find(W.tblHeader))


def _within(holder: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag == W.sdt:
            content = child.find(W.sdtContent)
            if content is not None:
                yield from _within(content, tag)
        elif child.tag == CHOICES:
            branch = chosen(child)
            if branch is not None:
                yield from _within(branch, tag)
        elif child.tag in WRAPPERS:
            yield from _within(child, tag)


def _gap(row: etree._Element, tag: str) -> int:
    properties = row.find(W.trPr)
    found = whole(properties.find(tag)) if properties is not None else None
    return min(max(found or 0, 0), MOST_COLUMNS)


def _count(element: etree._Element | None) -> int:
    return min(max(whole(element) or 1, 1), MOST_COLUMNS)
