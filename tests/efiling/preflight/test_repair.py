"""What can be mended without a person is mended, checked again, and nothing else is touched."""

import io
from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from efiling.preflight import Matter, Outcome, Paper, repair
from efiling.preflight.repair import plain_name
from tests.efiling.preflight.papers import annotate, clean, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court

TODAY = date(2026, 11, 22)


def matter(raw: bytes, *, name: str = "paper.pdf", **facts: object) -> Matter:
    return Matter(papers=(Paper(name, raw, title="Declaration"),), court=court(**facts), today=TODAY)


def script(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def attachment(file: pikepdf.Pdf) -> None:
    file.attachments["draft.docx"] = b"earlier words"


def author(file: pikepdf.Pdf) -> None:
    file.docinfo.Author = "J. Worker"
    with file.open_metadata() as xmp:
        xmp["dc:creator"] = ["J. Worker"]


def field(file: pikepdf.Pdf) -> None:
    annotate(
        Subtype=Name.Widget, FT=Name.Tx, T=String("amount"), V=String("450.00"), DA=String("/Helv 10 Tf 0 g")
    )(file)
    helvetica = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    file.Root.AcroForm = Dictionary(
        Fields=file.pages[0].obj.Annots,
        DR=Dictionary(Font=Dictionary(Helv=helvetica)),
        DA=String("/Helv 10 Tf 0 g"),
    )


def a4(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.MediaBox = Array([0, 0, 595, 842])


def upside_down(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.Rotate = 180


def dead_bookmark(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Nowhere", Array([Dictionary(Type=Name.Page), Name.Fit])))


@pytest.mark.parametrize(
    ("spoil", "check"),
    [
        pytest.param(script, "active-content", id="script"),
        pytest.param(attachment, "active-content", id="attached file"),
        pytest.param(
            annotate(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("mailto:a@example.org"))),
            "active-content",
            id="link to outside",
        ),
        pytest.param(author, "metadata", id="author"),
        pytest.param(a4, "page-geometry", id="A4"),
        pytest.param(upside_down, "page-geometry", id="upside down"),
        pytest.param(dead_bookmark, "bookmarks", id="dead bookmark"),
    ],
)
def test_the_check_that_tripped_came_out_as_repaired(spoil: object, check: str) -> None:
    mended, report = repair(matter(spoiled(clean(), spoil)))  # type: ignore[arg-type]
    outcomes = {result.name: result.outcome for result in report.results}
    assert outcomes[check] is Outcome.REPAIRED
    assert not report.blocks
    assert report.hashes[0][1] == mended.papers[0].pdf.sha256


def test_a_restriction_without_a_password_is_lifted() -> None:
    locked = spoiled(clean(), lambda file: None, encryption=pikepdf.Encryption(user="", owner="b"))
    mended, report = repair(matter(locked))
    assert {result.name for result in report.of(Outcome.REPAIRED)} == {"encryption"}
    assert not pikepdf.open(io.BytesIO(mended.papers[0].raw)).is_encrypted


def test_a_field_becomes_words_of_the_page() -> None:
    mended, report = repair(matter(spoiled(clean(), field)))
    assert "form-fields" in {result.name for result in report.of(Outcome.REPAIRED)}
    assert "450.00" in mended.papers[0].pdf.pages[0].text


def test_the_words_stay_as_they_were() -> None:
    before = Paper("paper.pdf", clean())
    mended, _ = repair(matter(spoiled(clean(), a4)))
    assert mended.papers[0].pdf.pages[0].text.split() == before.pdf.pages[0].text.split()


def test_a_clean_paper_keeps_its_bytes() -> None:
    raw = clean()
    mended, report = repair(matter(raw))
    assert mended.papers[0].raw == raw
    assert report.of(Outcome.REPAIRED) == []


def test_same_bytes_are_mended_into_the_same() -> None:
    raw = spoiled(clean(), author)
    assert repair(matter(raw))[0].papers[0].raw == repair(matter(raw))[0].papers[0].raw


def test_what_only_a_person_can_mend_is_left() -> None:
    noted = spoiled(clean(), annotate(Subtype=Name.Redact))
    mended, report = repair(matter(noted))
    assert mended.papers[0].raw == noted
    assert report.blocks


class TestPlainName:
    @pytest.mark.parametrize(
        ("name", "plain"),
        [
            pytest.param("01-summons.pdf", "01-summons.pdf", id="plain already"),
            pytest.param("Petición Ñuñez.pdf", "Peticion-Nunez.pdf", id="accents"),
            pytest.param("a/b:c.pdf", "a-b-c.pdf", id="separators"),
            pytest.param("\u202epdf.exe.pdf", "pdf-exe.pdf", id="turned around"),
            pytest.param("诉状.pdf", "document.pdf", id="nothing left"),
        ],
    )
    def test_plain_letters(self, name: str, plain: str) -> None:
        assert plain_name(name, matter(clean())) == plain

    def test_two_long_names_stay_two(self) -> None:
        limited = matter(clean(), limits__filename_chars=20)
        names = {
            plain_name(f"proof-of-service-by-mail-on-{who}.pdf", limited) for who in ("obligor", "obligee")
        }
        assert len(names) == 2
        assert all(len(name) <= 20 for name in names)
