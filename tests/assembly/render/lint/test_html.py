"""HTML templates are read by line."""

from assembly.render.lint import lint_html
from assembly.render.lint.kinds import ANYTHING


def test_names_an_unknown_fact_with_its_line_and_the_nearest():
    (flaw,) = lint_html("<p>{{ case.number }}</p>\n<p>{{ agency.adress }}</p>")
    assert (flaw.place, flaw.remedy) == ("line 2", "Did you mean 'agency.address'?")
    assert flaw.text == "<p>{{ agency.adress }}</p>"


def test_names_a_broken_tag_with_its_line():
    (flaw,) = lint_html("<p>\n{% if order %}\n</p>{% endfor %}")
    assert flaw.place == "line 3"


def test_finds_nothing_in_a_sound_template():
    source = "{% set a = children | length %}{% for c in children %}{{ c.name.full }} {{ loop.index }}/{{ a }}{% endfor %}"
    assert lint_html(source + "{{ limits.net }}", computed={"limits": ANYTHING}) == ()
