"""Lint of a document type's source, by its engine."""

from assembly.catalog import DocumentType, Engine
from assembly.render.lint.flaw import Flaw
from assembly.render.lint.html import lint_html
from assembly.render.lint.kinds import ANYTHING
from assembly.render.lint.word import lint_word


def lint_document(document: DocumentType) -> tuple[Flaw, ...]:
    """Return what is wrong with the source of a document type; mappings of PDF blanks have none here.

    Raises:
        DocumentRefused: the Word file can't be read.
    """
    computed = dict.fromkeys(document.computes, ANYTHING)
    if document.engine in (Engine.DOCX, Engine.LIBREOFFICE):
        return lint_word(document.source.read_bytes(), computed=computed)
    if document.engine is Engine.HTML:
        return lint_html(document.source.read_text(encoding="utf-8"), computed=computed)
    return ()
