"""Lint of a Word template: every part with tags, paragraph by paragraph."""

import re
from collections.abc import Mapping, Sequence

from jinja2 import TemplateError, TemplateSyntaxError

from assembly.model.finding import Severity
from assembly.render.lint.blocks import check_blocks, check_levels
from assembly.render.lint.changes import check_settled
from assembly.render.lint.flaw import Flaw
from assembly.render.lint.kinds import Kind, fact_kinds
from assembly.render.lint.looks import check_looks
from assembly.render.lint.names import ENVIRONMENT, unknown_names
from assembly.render.lint.places import Paragraph, paragraphs
from assembly.render.lint.tags import BARE_WORDS, CELL_WORDS, Tag, check_tag, read_tags
from assembly.render.word.package import MAIN, open_package, parse_part

FILLED_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def lint_word(raw: bytes, *, computed: Mapping[str, Kind] | None = None) -> tuple[Flaw, ...]:
    """Return everything that is wrong with a Word template, part by part from top to bottom.

    `computed` are names that the template has beside the facts.

    Raises:
        DocumentRefused: it is not a Word file that can be read.
    """
    parts = open_package(raw)
    known = {**fact_kinds(), **(computed or {})}
    styles = parse_part(parts, "word/styles.xml") if "word/styles.xml" in parts else None
    flaws: list[Flaw] = []
    for name in sorted(filter(FILLED_PARTS.fullmatch, parts), key=lambda name: (name != MAIN, name)):
        label = "the text" if name == MAIN else name.removeprefix("word/").removesuffix(".xml")
        found = list(paragraphs(parse_part(parts, name), label))
        flaws += check_settled(found)
        flaws += _tags(found, known)
        if name == MAIN:  # headers and footers are the layout's own
            flaws += check_looks(found, styles)
    return tuple(flaws)


def _tags(found: Sequence[Paragraph], known: Mapping[str, Kind]) -> list[Flaw]:
    flaws: list[Flaw] = []
    tags: list[Tag] = []
    for paragraph in found:
        here, wrong = read_tags(paragraph)
        tags += here
        flaws += wrong
        for tag in here:
            flaws += check_tag(tag)
    flaws += check_levels(tags)
    flaws += check_blocks(tags)
    if not any(flaw.severity is Severity.BLOCK for flaw in flaws):
        flaws += _names(found, tags, known)
    return sorted(flaws, key=lambda flaw: flaw.paragraph)


def _names(found: Sequence[Paragraph], tags: Sequence[Tag], known: Mapping[str, Kind]) -> list[Flaw]:
    """Return the unknown names; the tags alone are read, each on the line of its paragraph's number."""
    lines: list[list[str]] = [[] for _ in found]
    for tag in tags:
        if tag.word not in BARE_WORDS | CELL_WORDS and tag.opening != "{#":
            lines[tag.paragraph.number - 1].append(" ".join(tag.source.split()))
    try:
        tree = ENVIRONMENT.parse("\n".join("".join(line) for line in lines))
    except TemplateSyntaxError as error:
        place = found[min(error.lineno, len(found)) - 1]
        return [place.flaw(0, 0, f"a tag is broken: {error.message}")]
    except TemplateError as error:
        return [found[0].flaw(0, 0, f"the tags can't be read: {error}")]
    return [
        _unknown(found[unknown.line - 1], unknown.name, unknown.nearest)
        for unknown in unknown_names(tree, known)
    ]


def _unknown(paragraph: Paragraph, name: str, nearest: str) -> Flaw:
    last = name.rpartition(".")[2]
    spelt = re.search(rf"\b{re.escape(last)}\b", paragraph.text)
    start = spelt.start() if spelt else 0
    return paragraph.flaw(
        start,
        start + len(last),
        f"there is no fact {name!r}.",
        f"Did you mean {nearest!r}?" if nearest else "See the list of facts.",
    )
