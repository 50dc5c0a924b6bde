"""A paper set in lines looks as WeasyPrint lays it out: each word of each example on the same spot of the same page."""

import copy
from typing import NoReturn

import pytest
from lxml import etree

from assembly.render import lines
from assembly.render.laid_out import LaidOut
from assembly.render.lines import Elsewhere, set_in_lines
from assembly.render.paper import lay_out_generally
from tests.assembly.render.lines.both import CALIFORNIA, DAY, LETTER, OREGON, apart, words
from tests.templates.test_examples import EXAMPLES, make, read_case

PLAIN_LAYOUTS = (CALIFORNIA.name, OREGON.name, LETTER.name)
SET_IN_LINES = [
    example
    for example in EXAMPLES
    if (sheet := example.values[0].stylesheet) is not None and sheet.name in PLAIN_LAYOUTS
]
LEFT_TO_WEASYPRINT = {
    "letters of another writing",
    "a word wider than its line",  # for which WeasyPrint makes its column wider
}


class Taken(Exception):
    """A paper is not laid out while its example is made: only its text is wanted."""


@pytest.fixture(scope="module")
def text_of():
    """Return a function that gives what an example hands over to be set in lines."""
    taken: list[dict[str, object]] = []

    def take(body: object, **given: object) -> NoReturn:
        taken.append({"body": body, **given})
        raise Taken

    def text(kind, path):
        facts = read_case(path.name.removesuffix(".expected.txt"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(lines, "set_in_lines", take)
            with pytest.raises(Taken):
                make(kind, facts)
        return taken.pop()

    return text


def lines_or_reason(body: etree._Element, given: dict[str, object]) -> tuple[LaidOut | None, str]:
    """Return a paper as set in lines, or why it was left to WeasyPrint."""
    try:
        return set_in_lines(body, **given), ""
    except Elsewhere as reason:
        return None, str(reason)


@pytest.mark.parametrize(("kind", "path"), SET_IN_LINES)
def test_every_word_stands_where_weasyprint_puts_it(kind, path, text_of):
    # One title for all, so that what stands on every page besides the text is laid out once.
    given = text_of(kind, path) | {"title": "A Paper", "prepared_on": DAY}
    body = given.pop("body")
    mine, left_because = lines_or_reason(copy.deepcopy(body), given)
    if mine is None:
        assert left_because in LEFT_TO_WEASYPRINT
        return
    other = lay_out_generally(
        body, title="A Paper", language=kind.language, stylesheet=kind.stylesheet, prepared_on=DAY
    )
    assert mine.pages == other.pages
    assert apart(words(mine.pdf), words(other.pdf)) == ""
