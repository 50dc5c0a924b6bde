"""Papers whose source is an HTML template: forms and letters of our own layout."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import cast

from jinja2 import Template, TemplateError, TemplateSyntaxError
from lxml import etree, html

from assembly.catalog import DocumentType
from assembly.errors import TemplateFault
from assembly.render.environment import environment
from assembly.render.html_trace import trace
from assembly.render.marks import BLANK, CHECKED, UNCHECKED
from assembly.render.paper import lay_out
from assembly.render.rendered import Rendered

ENVIRONMENT = environment()
DRAWN = {
    CHECKED: '<span class="box">X</span>',
    UNCHECKED: '<span class="box empty"></span>',
    BLANK: '<span class="blank"></span>',
}


def render(document: DocumentType, context: Mapping[str, object], *, prepared_on: date) -> Rendered:
    """Return a document made from its HTML template.

    Raises:
        TemplateFault: a tag is broken or names what is not there; the line is named.
        UnprintableText: a value has a character that no font has.
    """
    filled = fill(document.source, context)
    title = str(getattr(context.get("document"), "title", document.title))
    pages = lay_out(
        filled,
        title=title,
        language=document.language,
        stylesheet=document.stylesheet,
        prepared_on=prepared_on,
    )
    return Rendered(
        pdf=pages.pdf,
        pages=pages.pages,
        docx=None,
        official=document.form is None or not document.form.mandatory,
        trace=partial(trace, document, context, pages),
    )


def fill(path: Path, context: Mapping[str, object]) -> etree._Element:
    """Return a template filled, as one `main` element.

    Raises:
        TemplateFault: a tag is broken or names what is not there.
    """
    source = path.read_text(encoding="utf-8")
    try:
        filled = _compiled(path, path.stat().st_mtime_ns).render(context)
    except (TemplateError, TypeError, ValueError, AttributeError, KeyError, ArithmeticError) as error:
        raise _fault(path, source, error) from error
    return as_body(filled)


def as_body(filled: str) -> etree._Element:
    """Return the text of a filled template as one `main` element, its boxes and blanks drawn."""
    for sign, drawn in DRAWN.items():
        filled = filled.replace(sign, drawn)
    return cast(etree._Element, html.fragment_fromstring(filled, create_parent="main"))


@lru_cache(maxsize=256)
def _compiled(path: Path, _changed: int) -> Template:
    return ENVIRONMENT.from_string(path.read_text(encoding="utf-8"))


def _fault(path: Path, source: str, error: Exception) -> TemplateFault:
    line = error.lineno if isinstance(error, TemplateSyntaxError) else _line_of(error)
    near = source.splitlines()[line - 1].strip() if 0 < line <= source.count("\n") + 1 else ""
    return TemplateFault(
        f"{path.parent.name}/{path.name}",
        f"line {line}",
        near[:120],
        f"a tag cannot be filled ({error}).",
        "Mend the tag in the template.",
    )


def _line_of(error: Exception) -> int:
    """Return the line of the template in which filling stopped; Jinja keeps it in the traceback."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
