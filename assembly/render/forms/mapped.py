"""Finds every form that a document type is filled into."""

from assembly.catalog import Catalog, Engine
from assembly.render.forms.mapping import FormMapping, read_mapping


def mapped_forms(catalog: Catalog) -> tuple[FormMapping, ...]:
    """Return the mapping of each form once, by id.

    Raises:
        TemplateFault: a mapping is not well formed.
    """
    sources = [kind.source for kind in catalog.document_types() if kind.engine is Engine.PDF_FORM]
    found = {mapping.blank: mapping for mapping in map(read_mapping, sources)}
    return tuple(found[blank] for blank in sorted(found))
