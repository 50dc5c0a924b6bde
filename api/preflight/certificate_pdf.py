"""The certificate of a pre-flight as a page for the attorney who approves."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from assembly.catalog.document_type import read_document_type
from assembly.errors import CatalogRejected
from assembly.render import render

FOLDER = Path("_reports") / "preflight-certificate"


def certificate_pdf(certificate: Mapping[str, object], *, root: Path, on: date) -> bytes:
    """Return the certificate's data as a PDF. `root` is the folder of templates, `on` the day it bears.

    Raises:
        CatalogRejected: the template of the certificate has faults.
    """
    document, faults = read_document_type(root / FOLDER, root)
    if faults:
        raise CatalogRejected(str(FOLDER), faults)
    return render(document, {"certificate": certificate}, prepared_on=on).pdf
