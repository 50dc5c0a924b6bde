"""Renders a document type of the engine `pdf_form`.

Where the official blank is installed it is filled; else our own rendition is, which says on its
face that it is not the official form.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from assembly.catalog import DocumentType
from assembly.errors import BlankRefused
from assembly.render.forms.blank import read_blank
from assembly.render.forms.fill import Filled, fill
from assembly.render.forms.fingerprint import check_edition
from assembly.render.forms.library import current_library
from assembly.render.forms.mapping import FormMapping, read_mapping
from assembly.render.forms.output import write_case
from assembly.render.forms.prepared import PreparedForm, prepare
from assembly.render.forms.rendition import lay_out
from assembly.render.rendered import Rendered
from assembly.render.traced import Sources, TracedValue


def render(document: DocumentType, context: Mapping[str, Any], *, prepared_on: date) -> Rendered:
    """Return the filled and flattened form.

    Raises:
        BlankRefused: the installed blank is not the mapped edition, or none is installed and the
            form has no rendition of ours.
        UnprintableText: a value has a character that no font has.
    """
    return render_form(document.source, context, title=_title(document, context), prepared_on=prepared_on)


def render_form(source: Path, names: Mapping[str, Any], *, title: str, prepared_on: date) -> Rendered:
    """Return the form of a `form.yaml` filled with what stands under `names`, and flattened.

    Raises:
        BlankRefused, UnprintableText: as `render`.
    """
    form = prepared_form(source)
    filled = fill(form, names)
    pdf = finish(form, filled, title=title, prepared_on=prepared_on)
    return Rendered(
        pdf=pdf,
        pages=len(filled.contents),
        docx=None,
        official=form.official,
        trace=partial(_trace, form, names),
    )


def _trace(form: PreparedForm, names: Mapping[str, Any], sources: Sources) -> tuple[TracedValue, ...]:
    from assembly.render.forms.trace import trace  # nobody asks for it in a run of thousands

    return trace(form, names, sources)


def prepared_form(source: Path) -> PreparedForm:
    """Return the form of a `form.yaml`, made ready once per process and blank."""
    mapping = read_mapping(source)
    path = current_library().path(mapping.blank)
    try:
        state = path.stat()
    except FileNotFoundError:
        return _rendition(source)
    return _official(source, path, state.st_mtime_ns, state.st_size)


def finish(form: PreparedForm, filled: Filled, *, title: str, prepared_on: date) -> bytes:
    """Return the file of a filled form."""
    extra = len(filled.contents) - len(form.blank.page_sizes)
    background = form.background(filled.setting.fonts, extra)
    han = "".join(sorted(filled.setting.han))
    tags = filled.addendum_tags
    return write_case(background, filled.contents, title=title, prepared_on=prepared_on, han=han, tags=tags)


@lru_cache(maxsize=32)
def _official(source: Path, path: Path, _modified: int, _size: int) -> PreparedForm:
    mapping = read_mapping(source)
    blank = read_blank(path.read_bytes())
    check_edition(mapping, blank)
    return prepare(mapping, blank, official=True)


@lru_cache(maxsize=32)
def _rendition(source: Path) -> PreparedForm:
    mapping = read_mapping(source)
    if mapping.rendition is None:
        raise _not_installed(mapping)
    return prepare(mapping, read_blank(lay_out(mapping.rendition)), official=False)


def _not_installed(mapping: FormMapping) -> BlankRefused:
    return BlankRefused(
        f"{mapping.title} is only filled into the official blank, which is not installed. "
        f"Fetch {mapping.edition.printed} and run: courtpacket forms install {mapping.blank} FILE.pdf"
    )


def _title(document: DocumentType, context: Mapping[str, Any]) -> str:
    return str(getattr(context.get("document"), "title", document.title))
