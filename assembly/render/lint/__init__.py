"""Reads a template the way the engines will, and says everything that is wrong with it, at its place.

Nothing here changes a template, but for `straighten_quotes`, which mends quotation marks inside tags.
"""

from assembly.render.lint.document import lint_document
from assembly.render.lint.flaw import Flaw
from assembly.render.lint.html import lint_html
from assembly.render.lint.quotes import straighten_quotes
from assembly.render.lint.word import lint_word

__all__ = ["Flaw", "lint_document", "lint_html", "lint_word", "straighten_quotes"]
