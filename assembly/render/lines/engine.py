"""From the text of a paper to its finished PDF, without a general layout where none is needed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from assembly.render.laid_out import NOWHERE, LaidOut, Rect
from assembly.render.lines.blocks import rows
from assembly.render.lines.bookmarks import Bookmark
from assembly.render.lines.cascade import cascade
from assembly.render.lines.column import Column
from assembly.render.lines.document import FIRST_FURNITURE, Paper, written
from assembly.render.lines.drawing import Fonts, content
from assembly.render.lines.drawn import Tag
from assembly.render.lines.elsewhere import Elsewhere
from assembly.render.lines.furniture import furniture, sheets
from assembly.render.lines.pages import Page, paged
from assembly.render.lines.tag_tree import headings
from assembly.render.lines.text import Setting
from assembly.render.lines.typeface import level_for

NEVER_SHOWN = frozenset("\n\t\r\f")


def set_in_lines(
    body: etree._Element,
    *,
    css: str,
    folder: Path | None,
    grid: float,
    title: str,
    language: str,
    prepared_on: date,
) -> LaidOut:
    """Return the pages of a `main` element on paper whose numbered lines are `grid` points apart, 0 where it has none.

    Raises:
        Elsewhere: the paper or its stylesheet has what is not set in lines.
    """
    level = level_for(set("".join(map(str, body.itertext()))) - NEVER_SHOWN)
    if level is None:
        raise Elsewhere("letters of another writing")
    looks = cascade(css, folder)
    blank = sheets(css, folder)
    wide = blank[0].text[2] - blank[0].text[0]
    if any(abs(sheet.text[2] - sheet.text[0] - wide) > 0.01 for sheet in blank):
        raise Elsewhere("pages of several widths")
    root = Tag("Document")
    column = Column(Setting(looks, language, level), wide, grid, root)
    found = rows(body, looks.main(), column)
    pages = paged(found, lambda number: _height(blank[min(number, 1)].text))
    kept = [blank[min(number, 1)] for number in range(len(pages))]
    fonts = Fonts()
    titles = headings(root)
    drawn = [content(page, number, kept[number], fonts) for number, page in enumerate(pages)]
    pdf = written(
        Paper(
            title=title,
            language=language,
            prepared_on=prepared_on,
            sheets=kept,
            contents=[part for part, _ in drawn],
            furniture=furniture(
                css, folder, title=title, language=language, pages=len(pages), first=FIRST_FURNITURE
            ),
            fonts=fonts,
            tags=root,
            marks=[tags for _, tags in drawn],
            bookmarks=_bookmarks(titles, pages, [sheet.high - sheet.text[1] for sheet in kept]),
        )
    )
    return LaidOut(
        pdf=pdf,
        pages=len(pages),
        text_boxes=tuple(sheet.text for sheet in kept),
        repeated=tuple(_again(page, sheet.text) for page, sheet in zip(pages, kept, strict=True)),
        footnotes=(NOWHERE,) * len(pages),
    )


def _height(text: Rect) -> float:
    return text[3] - text[1]


def _again(page: Page, text: Rect) -> tuple[Rect, ...]:
    left, top, right, _ = text
    return tuple((left, top + at, right, top + at + block.high) for block, at in page.again)


def _bookmarks(titles: Sequence[Tag], pages: Sequence[Page], uppers: Sequence[float]) -> list[Bookmark]:
    """Return a bookmark for each heading that has words."""
    places: dict[int, tuple[int, float]] = {}
    for number, page in enumerate(pages):
        for block, top in page.blocks:
            for tag, _ in block.texts:
                places.setdefault(id(tag), (number, uppers[number] - top))
    return [
        Bookmark(tag.text, int(tag.name[1:]), *places[id(tag)])
        for tag in titles
        if tag.text and id(tag) in places
    ]
