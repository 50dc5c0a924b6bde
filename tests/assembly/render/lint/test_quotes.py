"""Mending curly quotation marks touches tags alone."""

import io

import docx

from assembly.render.lint import lint_word, straighten_quotes
from tests.assembly.render.lint.word_file import word_file


def texts(raw: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(raw)).paragraphs]


def test_puts_quotation_marks_straight_inside_tags_only():
    raw = word_file(["“So”\t{{ children | map(attribute=‘na", "me’) | join_and }} — ‘so’"])
    mended = straighten_quotes(raw)
    assert texts(mended) == ["“So”\t{{ children | map(attribute='name') | join_and }} — ‘so’"]
    assert lint_word(raw)
    assert not lint_word(mended)


def test_leaves_a_file_without_such_marks_as_it_was():
    raw = word_file("“So” {{ case.number }}")
    assert texts(straighten_quotes(raw)) == texts(raw)
    assert straighten_quotes(straighten_quotes(raw)) == straighten_quotes(raw)
