"""The same form filled as other tools fill it: set the fields, make appearances, flatten, write."""

import io
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdf

Filler = Callable[[bytes, Mapping[str, str], Path], None]


def with_pikepdf(blank: bytes, values: Mapping[str, str], out: Path) -> None:
    """Fill and flatten with pikepdf alone (qpdf's flattening inside it)."""
    pdf = _filled(blank, values)
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    pdf.save(out)


def with_pikepdf_and_pdftk(blank: bytes, values: Mapping[str, str], out: Path) -> None:
    """Fill with pikepdf and flatten with pdftk, as docassemble does."""
    filled = out.with_suffix(".filled.pdf")
    pdf = _filled(blank, values)
    pdf.generate_appearance_streams()
    pdf.save(filled)
    subprocess.run(["pdftk", filled, "output", out, "flatten"], check=True)
    filled.unlink()


def with_pypdf(blank: bytes, values: Mapping[str, str], out: Path) -> None:
    """Fill and flatten with pypdf."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values), auto_regenerate=False, flatten=True)
    writer.remove_annotations(subtypes="/Widget")
    writer.write(out)


def fillers() -> dict[str, Filler]:
    """Return the ways that this machine has."""
    found: dict[str, Filler] = {"pikepdf fill + flatten": with_pikepdf, "pypdf fill + flatten": with_pypdf}
    if shutil.which("pdftk"):
        found["pikepdf fill + pdftk flatten"] = with_pikepdf_and_pdftk
    return found


def _filled(blank: bytes, values: Mapping[str, str]) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(blank))
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            holder = annotation if "/T" in annotation else annotation.get("/Parent", annotation)
            name = str(holder.get("/T", ""))
            if name not in values:
                continue
            if holder.get("/FT") == "/Btn":
                if "/" + values[name] in annotation.get("/AP", {}).get("/N", {}):
                    annotation.AS = pikepdf.Name("/" + values[name])
                    holder.V = pikepdf.Name("/" + values[name])
            else:
                holder.V = pikepdf.String(values[name])
    return pdf
