"""A paper set in lines looks as WeasyPrint lays it out: each word of each example on the same spot of the same page."""

import pytest

from assembly.render import lines
from assembly.render.laid_out import LaidOut
from assembly.render.lines import Elsewhere, set_in_lines
from tests.assembly.render.lines.both import apart, words
from tests.templates.test_examples import EXAMPLES, make, read_case

ON_NUMBERED_PAPER = [
    example
    for example in EXAMPLES
    if (sheet := example.values[0].stylesheet) is not None and "--grid" in sheet.read_text()
]
NOT_SET = {"", "letters of another writing"}


@pytest.mark.parametrize(("kind", "path"), ON_NUMBERED_PAPER)
def test_every_word_stands_where_weasyprint_puts_it(kind, path, monkeypatch):
    reasons: list[str] = []

    def noted(*args: object, **named: object) -> LaidOut:
        try:
            made = set_in_lines(*args, **named)
        except Elsewhere as reason:
            reasons.append(str(reason))
            raise
        reasons.append("")
        return made

    def refused(*_args: object, **_named: object) -> LaidOut:
        raise Elsewhere("a test")

    facts = read_case(path.name.removesuffix(".expected.txt"))
    monkeypatch.setattr(lines, "set_in_lines", noted)
    mine = make(kind, facts)
    assert len(reasons) == 1
    assert reasons[0] in NOT_SET
    if not reasons[0]:
        monkeypatch.setattr(lines, "set_in_lines", refused)
        other = make(kind, facts)
        assert mine.pages == other.pages
        assert apart(words(mine.pdf), words(other.pdf)) == ""
