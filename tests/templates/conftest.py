"""The Judicial Council's blanks, installed for every test of a document type."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assembly.catalog import load_catalog
from assembly.render.forms import FormLibrary, library_in_use
from assembly.render.forms.mapped import mapped_forms


@pytest.fixture(scope="session")
def blanks(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> FormLibrary:
    """The blanks of the forms that have no rendition of our own; the other forms are made with that."""
    library = FormLibrary(tmp_path_factory.mktemp("blanks"))
    for mapping in mapped_forms(load_catalog()):
        if mapping.rendition is None:
            library.install(mapping, (shared / "forms" / f"{mapping.blank.upper()}.pdf").read_bytes())
    return library


@pytest.fixture(autouse=True)
def installed_blanks(blanks: FormLibrary) -> Iterator[None]:
    """Render with the installed blanks inside the test only."""
    with library_in_use(blanks):
        yield
