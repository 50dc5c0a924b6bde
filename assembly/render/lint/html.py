"""Lint of an HTML template: its tags and names, by line."""

from collections.abc import Mapping

from jinja2 import TemplateSyntaxError

from assembly.render.lint.flaw import Flaw
from assembly.render.lint.kinds import Kind, fact_kinds
from assembly.render.lint.names import ENVIRONMENT, unknown_names


def lint_html(source: str, *, computed: Mapping[str, Kind] | None = None) -> tuple[Flaw, ...]:
    """Return what is wrong with an HTML template; where a tag is broken, the first that is."""
    try:
        ENVIRONMENT.compile(source)
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError as error:
        return (_at(source, error.lineno, f"a tag is broken: {error.message}", ""),)
    return tuple(
        _at(
            source,
            unknown.line,
            f"there is no fact {unknown.name!r}.",
            f"Did you mean {unknown.nearest!r}?" if unknown.nearest else "See the list of facts.",
        )
        for unknown in unknown_names(tree, {**fact_kinds(), **(computed or {})})
    )


def _at(source: str, line: int, problem: str, remedy: str) -> Flaw:
    lines = source.splitlines() or [""]
    return Flaw(
        place=f"line {line}",
        problem=problem,
        remedy=remedy,
        text=lines[min(line, len(lines)) - 1].strip()[:120],
        paragraph=line,
    )
