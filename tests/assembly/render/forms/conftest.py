"""A document type, a library with the official blank, and the words of a page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from assembly.intake import read_facts
from assembly.law import load_law
from assembly.render.forms import FormLibrary, library_in_use
from assembly.render.forms.mapping import read_mapping
from assembly.rules.withholding import WithholdingOrder, order

ROOT = Path(__file__).parents[4]
IWO = ROOT / "templates" / "us" / "income-withholding-order"


@pytest.fixture(scope="session")
def iwo_source() -> Path:
    return IWO / "form.yaml"


@pytest.fixture(scope="session")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "us-income-withholding-order.pdf").read_bytes()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, blank: bytes, iwo_source: Path) -> FormLibrary:
    library = FormLibrary(tmp_path_factory.mktemp("forms"))
    library.install(read_mapping(iwo_source), blank)
    return library


@pytest.fixture
def installed(library: FormLibrary) -> Iterator[None]:
    with library_in_use(library):
        yield


@pytest.fixture
def nothing_installed(tmp_path: Path) -> Iterator[None]:
    with library_in_use(FormLibrary(tmp_path / "none")):
        yield


@pytest.fixture(scope="session")
def iwo_of() -> Callable[[str], WithholdingOrder]:
    def made(slug: str) -> WithholdingOrder:
        path = ROOT / "templates" / "_cases" / f"{slug}.facts.json"
        return order(read_facts(path.read_bytes()), load_law())

    return made


@pytest.fixture(scope="session")
def words() -> Callable[[bytes], list[str]]:
    def read(pdf: bytes) -> list[str]:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
        finally:
            document.close()

    return read
