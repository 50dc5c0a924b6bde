"""Finds the engine of a document type; an engine is loaded when the first document asks for it."""

import importlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Protocol, cast

from assembly.catalog import DocumentType, Engine
from assembly.render.rendered import Rendered

_MODULES = {
    Engine.DOCX: "assembly.render.word",
    Engine.HTML: "assembly.render.html",
    Engine.PDF_FORM: "assembly.render.forms.engine",
    Engine.LIBREOFFICE: "assembly.render.office",
}


class Render(Protocol):
    """What every engine's module offers under the name `render`."""

    def __call__(
        self, document: DocumentType, context: Mapping[str, object], *, prepared_on: date
    ) -> Rendered: ...


def render(document: DocumentType, context: Mapping[str, object], *, prepared_on: date) -> Rendered:
    """Return the pages of a document. The same source and context give the same bytes.

    Raises:
        TemplateFault: the source can't be read or filled.
        UnprintableText: a value has a character that no font has.
        BlankRefused: the installed blank is not the edition that is mapped.
        ProgramMissing: the engine's program is not on this machine.
    """
    return _engine(document.engine)(document, context, prepared_on=prepared_on)


@cache
def _engine(engine: Engine) -> Render:
    return cast(Render, importlib.import_module(_MODULES[engine]).render)
