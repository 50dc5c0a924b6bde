"""The checks on the bytes of a paper: each spoiled file trips its own check and no other; near misses pass.

The pairs follow the test ideas of the researched pre-flight parameters, which take them from court rules:
Cal. Rules of Court, rules 1.201, 2.100-2.119, 2.256; UTCR 2.010, 2.130, 21.040.
"""

from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from efiling.courts import CourtProfile, Fact, How, load_court
from efiling.preflight import Kind, Matter, Outcome, Paper, Private, Report, preflight
from tests.efiling.preflight.papers import BODY, annotate, clean, draw, spoiled

TODAY = date(2026, 11, 22)
NOTHING = Private()


def court(**facts: object) -> CourtProfile:
    """The sandbox court with firm facts in place of its own (double underscores stand for dots)."""
    profile = load_court("sandbox")
    kept = {
        "confidential.identifiers": {"ssn": "last4"},
        "pdf.page_size_pt": [612, 792],
        "pdf.hyperlinks": {"internal": "allowed", "external": "forbidden"},
    }
    kept |= {name.replace("__", "."): value for name, value in facts.items()}
    return replace(profile, facts={key: Fact(key=key, value=v, how=How.INVENTED) for key, v in kept.items()})


def check(
    raw: bytes,
    *,
    name: str = "paper.pdf",
    private: Private = NOTHING,
    profile: CourtProfile | None = None,
    **paper: object,
) -> Report:
    papers = (Paper(name, raw, **{"title": "Declaration", **paper}),)  # type: ignore[arg-type]
    return preflight(Matter(papers=papers, court=profile or court(), today=TODAY, private=private))


def tripped(report: Report) -> list[str]:
    """The names of the checks that found something."""
    return [result.name for result in report.results if result.evidence]


def test_a_clean_paper_passes_every_check() -> None:
    report = check(clean())
    assert tripped(report) == []
    assert not report.blocks
    assert report.hashes[0][0] == "paper.pdf"


def blank_page(file: pikepdf.Pdf) -> None:
    file.add_blank_page(page_size=(612, 792))


def same_page_twice(file: pikepdf.Pdf) -> None:
    file.pages.append(file.pages[0])


def attached_file(file: pikepdf.Pdf) -> None:
    file.attachments["notes.txt"] = b"private"


def opening_script(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def opening_on_page_one(file: pikepdf.Pdf) -> None:
    file.Root.OpenAction = Array([file.pages[0].obj, Name.Fit])


def hidden_field(file: pikepdf.Pdf) -> None:
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("x"), F=2, Rect=Array([0, 0, 1, 1])
    )
    place = file.make_indirect(widget)
    file.Root.AcroForm = Dictionary(Fields=Array([place]))
    file.pages[0].obj["/Annots"] = Array([place])


def author(file: pikepdf.Pdf) -> None:
    file.docinfo["/Author"] = String("j.worker")


def a4(file: pikepdf.Pdf) -> None:
    file.pages[0].mediabox = Array([0, 0, 595, 842])


def a_hair_smaller(file: pikepdf.Pdf) -> None:
    file.pages[0].mediabox = Array([0, 0, 611.9, 792])


def turned(file: pikepdf.Pdf) -> None:
    file.pages[0].rotate(180, relative=False)


def dead_bookmark(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem("Exhibit A", None))


TEXT_AT = b"BT /Plain 12 Tf 100 300 Td (123-45-6789) Tj ET"


@pytest.mark.parametrize(
    ("spoil", "trips"),
    [
        pytest.param(hidden_field, ["form-fields"], id="hidden empty field"),
        pytest.param(annotate(Subtype=Name.Redact), ["annotations"], id="redaction not applied"),
        pytest.param(
            annotate(Subtype=Name.Text, Contents=String("see me")), ["annotations"], id="sticky note"
        ),
        pytest.param(annotate(Subtype=Name.Link, Dest=Array([0, Name.Fit])), [], id="link inside"),
        pytest.param(
            annotate(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("mailto:a@example.com"))),
            ["active-content"],
            id="mail link",
        ),
        pytest.param(opening_script, ["active-content"], id="script on opening"),
        pytest.param(opening_on_page_one, [], id="opens on page one"),
        pytest.param(attached_file, ["active-content"], id="file attached"),
        pytest.param(author, ["metadata"], id="author named"),
        pytest.param(a4, ["page-geometry"], id="A4"),
        pytest.param(a_hair_smaller, [], id="611.9 wide"),
        pytest.param(turned, ["page-geometry"], id="upside down"),
        pytest.param(blank_page, ["odd-pages"], id="blank page"),
        pytest.param(same_page_twice, ["odd-pages"], id="page twice"),
        pytest.param(dead_bookmark, ["bookmarks"], id="dead bookmark"),
        pytest.param(draw(TEXT_AT, font=True), ["fonts"], id="font not embedded"),
        pytest.param(
            draw(TEXT_AT + b" 0 g 90 290 120 30 re f", font=True),
            ["hidden-text", "fonts"],
            id="black box over a number",
        ),
        pytest.param(
            draw(b"0 g 90 290 120 30 re f 1 g " + TEXT_AT, font=True),
            ["fonts"],
            id="white words on a dark bar",
        ),
        pytest.param(draw(b"1 g " + TEXT_AT, font=True), ["hidden-text", "fonts"], id="white on white"),
        pytest.param(draw(b"3 Tr " + TEXT_AT, font=True), ["hidden-text", "fonts"], id="ink switched off"),
        pytest.param(
            draw(b"BT /Plain 12 Tf 900 300 Td (123) Tj ET", font=True),
            ["hidden-text", "fonts"],
            id="outside the page",
        ),
    ],
)
def test_each_spoiled_file_trips_its_own_check(spoil, trips: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert tripped(check(spoiled(clean(), spoil))) == trips


class TestOpening:
    def test_a_password_blocks_and_nothing_else_is_claimed(self) -> None:
        locked = spoiled(clean(), lambda _: None, encryption=pikepdf.Encryption(owner="o", user="u", R=6))
        report = check(locked)
        assert tripped(report) == ["encryption"]
        assert report.blocks

    def test_owner_restrictions_are_found(self) -> None:
        restricted = spoiled(clean(), lambda _: None, encryption=pikepdf.Encryption(owner="o", user="", R=6))
        assert tripped(check(restricted)) == ["encryption"]

    def test_the_word_encrypt_in_the_text_is_no_encryption(self) -> None:
        assert tripped(check(clean(f"<p>/Encrypt {BODY}</p>"))) == []

    @pytest.mark.parametrize("raw", [b"", b"<html>", b"%PDF-1.7\n%%EOF", clean()[:900]])
    def test_what_is_no_pdf_is_unreadable_never_passed(self, raw: bytes) -> None:
        report = check(raw)
        assert "encryption" in tripped(report)
        assert report.blocks


class TestSize:
    def test_a_byte_and_a_page_either_side(self) -> None:
        raw = clean(BODY + "one", BODY + "two")
        fits = court(limits__document_bytes=len(raw), limits__pages_per_document=2)
        tight = court(limits__document_bytes=len(raw) - 1, limits__pages_per_document=1)
        assert tripped(check(raw, profile=fits)) == []
        assert len(check(raw, profile=tight).of(Outcome.BLOCK)[0].evidence) == 2

    def test_two_papers_that_fit_alone_may_not_fit_together(self) -> None:
        one, two = clean(BODY + "one"), clean(BODY + "two")
        papers = (Paper("a.pdf", one, title="A"), Paper("b.pdf", two, title="B"))
        largest, together = max(len(one), len(two)), len(one) + len(two)
        limits = {"limits__document_bytes": largest, "limits__envelope_bytes": together - 1}
        report = preflight(Matter(papers=papers, court=court(**limits), today=TODAY))
        assert tripped(report) == ["size"]

    def test_a_limit_known_only_from_hearsay_warns(self) -> None:
        profile = court(limits__document_bytes=10)
        heard = Fact(key="limits.document_bytes", value=10, how=How.SUMMARY)
        profile = replace(profile, facts={**profile.facts, heard.key: heard})
        report = check(clean(), profile=profile)
        assert [result.name for result in report.of(Outcome.WARN)] == ["size"]
        assert not report.blocks


class TestIdentifiers:
    own = Private(
        social_security=("123-45-6789",), accounts=("4417 1234 5678 9113",), birth_dates=("2015-03-04",)
    )

    @pytest.mark.parametrize(
        "text",
        ["123-45-6789", "123\u201345\u20136789", "123456789", "123 45 6789", "4417123456789113"],
    )
    def test_a_number_of_the_case_is_found_however_it_is_written(self, text: str) -> None:
        assert tripped(check(clean(f"<p>{BODY} {text}</p>"), private=self.own)) == ["identifiers"]

    def test_a_number_split_over_a_line_is_found(self) -> None:
        assert tripped(check(clean(f"<p>{BODY}</p><p>123-45-<br>6789</p>"), private=self.own)) == [
            "identifiers"
        ]

    def test_in_the_title_of_the_file_too(self) -> None:
        assert tripped(check(clean(title="Case of 123-45-6789"), private=self.own)) == ["identifiers"]

    def test_a_strange_number_needs_a_word_beside_it(self) -> None:
        assert tripped(check(clean(f"<p>SSN: 219-09-9999. {BODY}</p>"))) == ["identifiers"]
        assert tripped(check(clean(f"<p>Part 219-09-9999 of the stock. {BODY}</p>"))) == []

    @pytest.mark.parametrize(
        "text", ["xxx-xx-6789", "docket 123456780", "ZIP 95113-1234", "account ending 9113"]
    )
    def test_last_four_and_other_numbers_pass(self, text: str) -> None:
        assert tripped(check(clean(f"<p>{BODY} {text}</p>"), private=self.own)) == []

    def test_the_confidential_form_may_show_them(self) -> None:
        raw = clean(f"<p>123-45-6789 {BODY}</p>")
        assert tripped(check(raw, private=self.own, identifiers_allowed=True)) == []

    def test_a_birth_date_is_barred_where_the_court_says_so(self) -> None:
        raw = clean(f"<p>born March 4, 2015. {BODY}</p>")
        barred = court(confidential__identifiers=["ssn", "date_of_birth"])
        assert tripped(check(raw, private=self.own, profile=barred)) == ["identifiers"]
        assert tripped(check(raw, private=self.own)) == []


class TestProtectedAddress:
    hidden = Private(protected=("1482 Willow Bend Court", "(408) 555-0177", "maria@example.org"))

    @pytest.mark.parametrize(
        "text", ["1482 WILLOW BEND COURT", "1482 Willow<br>Bend Court", "408.555.0177", "Maria@Example.org"]
    )
    def test_whereabouts_are_found_in_any_dress(self, text: str) -> None:
        assert tripped(check(clean(f"<p>{BODY} {text}</p>"), private=self.hidden)) == ["protected-address"]

    def test_in_properties_and_file_name(self) -> None:
        assert tripped(check(clean(title="1482 Willow Bend Court"), private=self.hidden)) == [
            "protected-address"
        ]
        assert "protected-address" in tripped(
            check(clean(), name="1482 Willow Bend Court.pdf", private=self.hidden)
        )

    def test_another_house_of_the_street_passes(self) -> None:
        assert tripped(check(clean(f"<p>{BODY} 2 Willow Bend Court</p>"), private=self.hidden)) == []


class TestPleading:
    rule = court(layout__clerk_space_pt=[306, 72, 612, 216], layout__min_font_pt=12)
    low = "section{padding-top:2in}"

    def test_a_speck_in_the_clerks_space_blocks(self) -> None:
        raw = clean(style=self.low)
        assert tripped(check(raw, kind=Kind.PLEADING, profile=self.rule)) == []
        speck = spoiled(raw, draw(b"0 g 400 690 4 4 re f"))
        assert tripped(check(speck, kind=Kind.PLEADING, profile=self.rule)) == ["stamp-area"]
        assert tripped(check(speck, kind=Kind.FORM, profile=self.rule)) == []

    def test_small_print_warns(self) -> None:
        small = clean(style=self.low + "p{font-size:10pt}")
        report = check(small, kind=Kind.PLEADING, profile=self.rule)
        assert [result.name for result in report.of(Outcome.WARN)] == ["legibility"]
        assert (
            tripped(
                check(clean(style=self.low + "p{font-size:11.9pt}"), kind=Kind.PLEADING, profile=self.rule)
            )
            == []
        )


class TestWords:
    @pytest.mark.parametrize(
        "text", ["DRAFT", "{{ case.number }}", "to be filed TBD", "on XX/XX/2026", "Petitioner: None"]
    )
    def test_placeholders_block(self, text: str) -> None:
        assert tripped(check(clean(f"<p>{BODY}</p><p>{text}</p>"))) == ["placeholder"]

    @pytest.mark.parametrize(
        "text", ["a first draft of the contract", "None of the parties objects to it.", "the nanny"]
    )
    def test_ordinary_words_pass(self, text: str) -> None:
        assert tripped(check(clean(f"<p>{BODY}</p><p>{text}</p>"))) == []

    def test_a_party_who_is_named_so_passes(self) -> None:
        papers = (Paper("a.pdf", clean(f"<p>{BODY}</p><p>{{{{ 7*7 }}}}</p>"), title="A"),)
        named = Matter(papers=papers, court=court(), today=TODAY, party_names=("{{ 7*7 }}",))
        assert tripped(preflight(named)) == []

    def test_a_page_that_is_only_a_picture_is_not_searchable(self) -> None:
        picture = "<svg width=400 height=400><rect width=400 height=400 fill='#777'/></svg>"
        assert tripped(check(clean(picture))) == ["searchable"]


class TestNames:
    @pytest.mark.parametrize(
        ("name", "found"), [("a" * 46 + ".pdf", []), ("a" * 47 + ".pdf", ["names-titles"])]
    )
    def test_a_character_either_side(self, name: str, found: list[str]) -> None:
        assert tripped(check(clean(), name=name, profile=court(limits__filename_chars=50))) == found

    @pytest.mark.parametrize("name", ["a/b.pdf", "caf\u00e9.pdf", "x\u202efdp.exe", "paper.docx"])
    def test_strange_names(self, name: str) -> None:
        assert tripped(check(clean(), name=name)) == ["names-titles"]


def test_exhibits_need_bookmarks() -> None:
    pages = (f"<p>{BODY}</p>", f"<p>EXHIBIT A</p><p>{BODY}</p>")
    assert tripped(check(clean(*pages))) == ["bookmarks"]
    marked = clean(pages[0], f"<h1 style='font-size:12pt'>EXHIBIT A</h1><p>{BODY}</p>")
    assert tripped(check(marked)) == []


@pytest.mark.parametrize("blank", ["FL-115", "FL-150", "FL-190", "us-income-withholding-order"])
def test_official_blanks_trip_only_what_flattening_mends(shared, blank: str) -> None:  # type: ignore[no-untyped-def]
    raw = (shared / "forms" / f"{blank}.pdf").read_bytes()
    report = check(raw, kind=Kind.FORM)
    assert set(tripped(report)) <= {"form-fields", "active-content", "fonts", "metadata"}
    assert "form-fields" in tripped(report)


def test_words_inside_the_frame_of_a_table_are_not_hidden() -> None:
    frame = draw(b"0 g 90 90 400 600 re 91 91 398 598 re f*")
    assert "hidden-text" not in tripped(check(spoiled(clean(), frame)))


def test_words_hidden_on_one_page_are_one_piece_of_evidence() -> None:
    report = check(spoiled(clean(), draw(b"0 g 60 60 500 700 re f")))
    (result,) = [result for result in report.results if result.name == "hidden-text"]
    assert len(result.evidence) == 1


def test_the_rules_at_the_side_of_pleading_paper_are_not_in_the_clerks_space() -> None:
    space = court(layout__clerk_space_pt=[420, 50, 590, 126])
    ruled = spoiled(clean(style="section{padding-top:2in}"), draw(b"0 g 575 0 1.5 792 re f"))
    assert tripped(check(ruled, kind=Kind.PLEADING, profile=space)) == []
