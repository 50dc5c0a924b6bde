"""Finds every form that is mapped: of a document type, or a folder of its own that holds only the mapping."""

from assembly.catalog import Catalog
from assembly.render.forms.mapping import FormMapping, read_mapping


def mapped_forms(catalog: Catalog) -> tuple[FormMapping, ...]:
    """Return the mapping of each form once, by id.

    Raises:
        TemplateFault: a mapping is not well formed.
    """
    sources = sorted(catalog.root.glob("*/*/form.yaml"))
    found = {mapping.blank: mapping for mapping in map(read_mapping, sources)}
    return tuple(found[blank] for blank in sorted(found))
