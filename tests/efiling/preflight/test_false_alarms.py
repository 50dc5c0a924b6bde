"""Clean files that other programs make give no block, before or after the repairs that need no person.

The corpus follows the researched list: official blanks filled and flattened, scans with recognised words, names
in Spanish and Vietnamese, wide sheets as exhibits, and the properties that word processors write.
"""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw

from api.preflight.hands import face
from efiling.courts import load_court
from efiling.preflight import Kind, Matter, Paper, Report, preflight, repair
from tests.efiling.preflight.papers import BODY, clean, spoiled

TODAY = date(2026, 11, 22)
COURTS = ["us-ca-santa-clara", "us-or-multnomah"]


def blocks(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (result.name, tuple(evidence.problem for evidence in result.evidence))
        for result in report.results
        if result.blocks
    ]


def matter(raw: bytes, court: str, **paper: object) -> Matter:
    made = Paper("paper.pdf", raw, title="Paper", **paper)  # type: ignore[arg-type]
    return Matter(papers=(made,), court=load_court(court), today=TODAY)


@pytest.mark.parametrize("court", COURTS[:1])
@pytest.mark.parametrize("blank", ["FL-115", "FL-150", "FL-165", "FL-190", "FL-342"])
def test_an_official_blank_filled_and_flattened(shared: Path, blank: str, court: str) -> None:
    raw = (shared / "forms" / f"{blank}.pdf").read_bytes()

    def fill(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            for note in page.obj.get("/Annots", Array()):
                if note.get("/FT") == Name.Tx and "/V" not in note:
                    note.V = String("Núñez 450.00")
                    if "/AP" in note:
                        del note["/AP"]

    _, report = repair(matter(spoiled(raw, fill), court, kind=Kind.FORM), face=face)
    # FL-165 sets its fields in Courier, for which there is no face of ours: print it anew or fill it here.
    courier = [("fonts", ("The font CourierStd is not in the file.",))]
    assert blocks(report) == (courier if blank == "FL-165" else [])


def scanned(pages: int) -> bytes:
    """Pages of a scan with their words recognised, each with a seal and another number."""
    file = pikepdf.new()
    font = file.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(1, pages + 1):
        image = Image.new("L", (1700, 2200), 250)
        pen = ImageDraw.Draw(image)
        pen.text((300, 600), f"Pay statement number {number}", fill=20, font_size=40)
        pen.ellipse((1200, 1700, 1500, 2000), outline=60, width=8)
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=40)
        file.add_blank_page(page_size=(612, 792))
        page = file.pages[-1]
        picture = file.make_stream(
            packed.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=1700, Height=2200,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode,
        )  # fmt: skip
        page.Resources = Dictionary(XObject=Dictionary(Im=picture), Font=Dictionary(F=font))
        page.Contents = file.make_stream(
            b"q 612 0 0 792 0 0 cm /Im Do Q BT 3 Tr /F 14 Tf 108 564 Td "
            b"(Pay statement number %d of the employee, with all that he was paid) Tj ET" % number
        )
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_an_exhibit_of_sixty_scanned_pages() -> None:
    _, report = repair(matter(scanned(60), COURTS[0], kind=Kind.EXHIBIT), face=face)
    assert blocks(report) == []


NAMES = (
    "María José Ñuñez-Güell de la Peña and Đặng Thị Hồng Nhung, child Nguyễn Phúc Ân, and O’Brien-Müller, "
    "born in León; Señora Peña lives at home with her children."
)


@pytest.mark.parametrize("court", COURTS)
def test_names_in_spanish_and_vietnamese(court: str) -> None:
    assert blocks(preflight(matter(clean(f"<p>{NAMES}</p><p>{BODY}</p>"), court))) == []


def sheet() -> bytes:
    rows = "".join(
        f"<tr><td>2026-{m:02}-01</td><td>$450.00</td><td>${m * 450}.00</td></tr>" for m in range(1, 13)
    )
    return clean(f"<table>{rows}</table>", style="@page{size:letter landscape;margin:1in}")


@pytest.mark.parametrize("court", COURTS)
def test_a_wide_sheet_as_an_exhibit(court: str) -> None:
    assert blocks(preflight(matter(sheet(), court, kind=Kind.EXHIBIT))) == []


WRITERS = {
    "Word": {
        "Producer": "Microsoft® Word for Microsoft 365",
        "Creator": "Microsoft® Word",
        "Author": "J. Worker",
    },
    "LibreOffice": {"Producer": "LibreOffice 24.2", "Creator": "Writer"},
    "macOS": {"Producer": "macOS Version 15.1 Quartz PDFContext", "Creator": "Pages", "Keywords": "support"},
    "a scanner": {"Producer": "KM_C360i", "Creator": "KMBT", "Subject": "scan"},
}


@pytest.mark.parametrize("court", COURTS)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_properties_of_a_word_processor_are_mended(writer: str, court: str) -> None:
    def write(file: pikepdf.Pdf) -> None:
        for key, text in WRITERS[writer].items():
            file.docinfo[f"/{key}"] = String(text)

    mended, report = repair(matter(spoiled(clean(), write), court))
    assert blocks(report) == []
    assert "J. Worker" not in "".join(mended.papers[0].pdf.information.values())
