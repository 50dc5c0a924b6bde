"""What can be mended without a person is mended, checked again, and nothing else is touched."""

import io
from collections.abc import Callable
from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from api.preflight.hands import face, split_hand
from efiling.preflight import Matter, Outcome, Paper, repair
from efiling.preflight.repair import keeps_words, plain_name
from tests.efiling.preflight.papers import annotate, clean, draw, spoiled
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


def bare_font(name: str = "Helvetica", **more: object) -> Callable[[pikepdf.Pdf], None]:
    """Words in a font that the file names and does not hold."""

    def spoil(file: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), **more)
        file.pages[0].Resources.Font["/Bare"] = file.make_indirect(font)
        file.pages[0].contents_add(
            b"BT /Bare 12 Tf 100 300 Td (Se\\361or Nu\\361ez owes $450.00) Tj ET", prepend=False
        )

    return spoil


class TestFonts:
    """ISO 32000-1, 9.6.2.2: the standard fonts need not be in a file; courts want them there."""

    def outcome(self, raw: bytes) -> tuple[Matter, Outcome]:
        mended, report = repair(matter(raw), face=face)
        (result,) = [result for result in report.results if result.number == 27]
        return mended, result.outcome

    @pytest.mark.parametrize(
        "name",
        ["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-BoldItalic", "Arial,Bold", "TimesNewRomanPSMT"],
    )
    def test_a_well_known_face_is_put_in_and_the_words_stay(self, name: str) -> None:
        raw = spoiled(clean(), bare_font(name, Encoding=Name.WinAnsiEncoding))
        before = Paper("a.pdf", raw).pdf.pages[0]
        mended, outcome = self.outcome(raw)
        assert outcome is Outcome.REPAIRED
        after = mended.papers[0].pdf.pages[0]
        assert after.text == before.text
        assert "Señor Nuñez owes $450.00" in after.text
        wide = [[t.rect[2] - t.rect[0] for t in p.texts if "owes" in t.text] for p in (before, after)]
        assert wide[0] == pytest.approx(wide[1], abs=1.5)

    def test_differences_of_an_encoding_are_kept(self) -> None:
        differences = Dictionary(Type=Name.Encoding, Differences=Array([0o361, Name("/oacute")]))
        mended, outcome = self.outcome(spoiled(clean(), bare_font(Encoding=differences)))
        assert outcome is Outcome.REPAIRED
        assert "Seóor Nuóez" in mended.papers[0].pdf.pages[0].text

    @pytest.mark.parametrize(
        ("name", "more"),
        [
            pytest.param("Symbol", {}, id="a symbol font"),
            pytest.param("Wingdings", {}, id="pictures"),
            pytest.param("Courier", {"Encoding": Name.WinAnsiEncoding}, id="no face of ours is as wide"),
            pytest.param("Helvetica", {"Encoding": Name("/Custom")}, id="an encoding of its own"),
            pytest.param(
                "Helvetica",
                {
                    "Encoding": Name.WinAnsiEncoding,
                    "FirstChar": 65,
                    "LastChar": 66,
                    "Widths": Array([100, 900]),
                },
                id="other widths",
            ),
        ],
    )
    def test_what_has_no_sure_answer_is_left_with_what_to_do(
        self, name: str, more: dict[str, object]
    ) -> None:
        raw = spoiled(clean(), bare_font(name, **more))
        _, report = repair(matter(raw), face=face)
        (result,) = [result for result in report.results if result.number == 27]
        assert result.outcome is Outcome.BLOCK
        assert "print the document anew" in result.remedy

    def test_without_a_face_nothing_is_done(self) -> None:
        raw = spoiled(clean(), bare_font(Encoding=Name.WinAnsiEncoding))
        assert repair(matter(raw))[0].papers[0].raw == raw


class TestHands:
    def test_text_recognition_is_used_where_it_is_given(self) -> None:
        picture = clean("<svg width=400 height=400><rect width=400 height=400 fill='#777'/></svg>")
        asked: list[str] = []

        def ocr(name: str, raw: bytes) -> bytes:
            asked.append(name)
            return spoiled(raw, draw(b"3 Tr BT /Plain 9 Tf 100 700 Td (recognised) Tj ET", font=True))

        mended, report = repair(matter(picture), ocr=ocr)
        assert asked == ["paper.pdf"]
        assert "searchable" in {result.name for result in report.of(Outcome.REPAIRED)}
        assert "recognised" in mended.papers[0].pdf.pages[0].text
        assert repair(matter(picture))[0].papers[0].raw == picture

    def test_a_paper_that_is_too_long_is_split(self) -> None:
        raw = clean(*(f"<p>Page {number} of the paper has words.</p>" for number in range(1, 14)))
        mended, report = repair(matter(raw, limits__pages_per_document=8), split=split_hand)
        assert [paper.name for paper in mended.papers] == ["paper-1-of-2.pdf", "paper-2-of-2.pdf"]
        assert [paper.pdf.page_count <= 8 for paper in mended.papers] == [True, True]
        assert "size" in {result.name for result in report.of(Outcome.REPAIRED)}
        words = " ".join(page.text for paper in mended.papers for page in paper.pdf.pages)
        assert all(f"Page {number} of the paper" in words for number in range(1, 14))

    def test_the_papers_are_put_into_the_courts_order(self) -> None:
        papers = tuple(
            Paper(f"{code}.pdf", clean(f"<p>The {code} has its words.</p>"), title=code, filing_code=code)
            for code in ("proof_of_service", "exhibit_list", "motion")
        )
        wanted = court(packet__order=["motion", "proof_of_service"])
        mended, report = repair(Matter(papers=papers, court=wanted, today=TODAY))
        assert [paper.filing_code for paper in mended.papers] == [
            "motion",
            "proof_of_service",
            "exhibit_list",
        ]
        assert [result.name for result in report.of(Outcome.REPAIRED)] == ["order"]

    def test_attachments_become_leads_where_the_court_takes_none(self) -> None:
        papers = tuple(
            Paper(
                f"{n}.pdf", clean(f"<p>Paper {n} has its words.</p>"), title=str(n), lead=not n, type_id="t/x"
            )
            for n in range(2)
        )
        mended, report = repair(
            Matter(papers=papers, court=court(packet__attachments="forbidden"), today=TODAY)
        )
        assert [paper.lead for paper in mended.papers] == [True, True]
        assert [result.name for result in report.of(Outcome.REPAIRED)] == ["attachment-role"]


def test_a_mend_that_would_lose_a_letter_is_not_taken() -> None:
    whole, cut = (
        Paper("a.pdf", clean("<p>Every letter counts.</p>")),
        Paper("a.pdf", clean("<p>Every letter</p>")),
    )
    assert keeps_words(cut, whole)
    assert not keeps_words(whole, cut)


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


def digitally_signed(file: pikepdf.Pdf) -> None:
    signature = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        ByteRange=Array([0, 9, 99, 9]),
        Contents=String("0" * 40),
    )
    annotate(Subtype=Name.Widget, FT=Name.Sig, T=String("signature"), V=signature)(file)
    file.Root.AcroForm = Dictionary(Fields=file.pages[0].obj.Annots, SigFlags=3)


def to_be_signed(file: pikepdf.Pdf) -> None:
    annotate(Subtype=Name.Widget, FT=Name.Sig, T=String("signature"))(file)
    file.Root.AcroForm = Dictionary(Fields=file.pages[0].obj.Annots)


@pytest.mark.parametrize(("spoil", "told"), [(digitally_signed, True), (to_be_signed, False)])
def test_a_digital_signature_is_not_lost_in_silence(spoil: Callable[[pikepdf.Pdf], None], told: bool) -> None:
    mended, report = repair(matter(spoiled(clean(), spoil)))
    (fields,) = [result for result in report.results if result.number == 19]
    assert not mended.papers[0].pdf.fields
    assert not fields.blocks
    assert (fields.outcome is Outcome.WARN) is told
    assert any("digital signature" in evidence.problem for evidence in fields.evidence) is told


def test_a_page_without_a_word_is_not_lost_either() -> None:
    two, one = clean("<p>Words.</p>", "<p></p>"), clean("<p>Words.</p>")
    assert not keeps_words(Paper("a.pdf", two), Paper("a.pdf", one))
    assert keeps_words(Paper("a.pdf", one), Paper("a.pdf", two))
