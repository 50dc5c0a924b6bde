"""Says PDF/A of an exhibit where a checker of its own has found that it is, and nothing where it is not.

The checker (pikepdf.pdfa) approves only what it knows to conform: a refusal may be a false alarm,
an approval is not. It knows level B alone, so no higher level is ever claimed here.
"""

import warnings
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream, String

from assembly import xmp
from assembly.bundle.properties import give_output_intent

_LEVEL = ("2", "B")

MOST_CHECKED_PAGES = 150
"""The check takes a tenth of a second a page; nobody waits for that to claim PDF/A of a whole file box."""


def claim_archive(pdf: Pdf, *, title: str, language: str = "en-US") -> bytes:
    """Return the bytes of a PDF with its title, and with the claim of PDF/A-2b where it is true.

    A file of more than 150 pages is not checked, and so claims nothing.
    """
    for key in ("/Metadata", "/OutputIntents"):
        if key in pdf.Root:
            del pdf.Root[key]
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(title)))
    plain = _saved(pdf, title, language, claim=False)
    if len(pdf.pages) > MOST_CHECKED_PAGES:
        return plain
    give_output_intent(pdf)
    claimed = _saved(pdf, title, language, claim=True)
    return plain if archive_faults(claimed) else claimed


def archive_faults(pdf: bytes) -> tuple[str, ...]:
    """Return what keeps a PDF from being PDF/A-2b, whatever it says of itself; empty where nothing does."""
    from pikepdf import pdfa

    with pikepdf.open(BytesIO(pdf), inherit_page_attributes=False) as opened:
        # The checker takes no description of PDF/UA, which PDF/A allows; what is not metadata is checked.
        title = str(opened.docinfo.get("/Title", ""))
        opened.Root.Metadata = _metadata(opened, title, str(opened.Root.get("/Lang", "")), claim=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            report = pdfa.check(opened, "2b")
    return tuple(f"{found.rule} {found.where}: {found.message}" for found in report.findings)


def _saved(pdf: Pdf, title: str, language: str, *, claim: bool) -> bytes:
    pdf.Root.Metadata = _metadata(pdf, title, language, claim=claim)
    out = BytesIO()
    pdf.save(out, deterministic_id=True, min_version="1.7", fix_metadata_version=False, encryption=False)
    return out.getvalue()


def _metadata(pdf: Pdf, title: str, language: str, *, claim: bool) -> pikepdf.Object:
    told = xmp.packet(title, language, archive=_LEVEL if claim else None)
    return pdf.make_indirect(Stream(pdf, told, Type=Name.Metadata, Subtype=Name.XML))
