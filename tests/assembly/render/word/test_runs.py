"""Looks of runs and paragraphs, signs, languages and directions, as they reach the page.

Source: ECMA-376 Part 1, 17.3.2 (run properties), 17.3.1 (paragraph properties), 17.7.3 (toggle properties).
"""

import io
import itertools

import pikepdf
import pytest

from assembly.errors import DocumentRefused
from assembly.render.word.conserve import conserve
from tests.assembly.render.word.ooxml_file import (
    LETTER,
    PAPER,
    html_of,
    laid_out,
    ooxml_file,
    page_texts,
    paragraph,
    run,
    stretches_of,
    text,
)

STRONG = (
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:b/></w:rPr></w:style>'
)


def css_of(properties: str, **xml: str) -> str:
    """Return the inline style of a run with properties."""
    made = html_of(ooxml_file(paragraph(extra=text("words", properties)), **xml))
    return next((span.get("style") or "" for span in made.iter("span", "a")), "")


class TestLetters:
    @pytest.mark.parametrize(
        ("properties", "css"),
        [
            ("<w:b/>", "font-weight:bold"),
            ("<w:i/>", "font-style:italic"),
            ('<w:u w:val="single"/>', "text-decoration:underline"),
            ('<w:u w:val="double"/>', "text-decoration:underline double"),
            ("<w:strike/>", "text-decoration:line-through"),
            ("<w:dstrike/>", "text-decoration:line-through double"),
            ("<w:caps/>", "text-transform:uppercase"),
            ("<w:smallCaps/>", "font-variant-caps:small-caps"),
            ('<w:vertAlign w:val="superscript"/>', "vertical-align:super;font-size:65%;line-height:0"),
            ('<w:vertAlign w:val="subscript"/>', "vertical-align:sub;font-size:65%;line-height:0"),
            ('<w:position w:val="6"/>', "vertical-align:3pt;line-height:0"),
            ('<w:sz w:val="28"/>', "font-size:14pt"),
            ('<w:highlight w:val="yellow"/>', "background-color:#ffff00"),
            ('<w:shd w:val="clear" w:fill="EEEEEE"/>', "background-color:#eeeeee"),
            ('<w:spacing w:val="40"/>', "letter-spacing:2pt"),
            ('<w:b w:val="0"/>', "font-weight:normal"),
        ],
    )
    def test_what_is_set_directly_is_kept(self, properties, css):
        assert css_of(properties) == css

    @pytest.mark.parametrize(
        "properties", ['<w:color w:val="FF0000"/>', '<w:rFonts w:ascii="Comic Sans MS"/>']
    )
    def test_colour_and_typeface_are_the_layouts(self, properties):
        assert css_of(properties) == ""

    def test_a_dark_shading_would_hide_black_letters(self):
        assert css_of('<w:shd w:val="clear" w:fill="1F3864"/>') == ""

    def test_a_character_style_is_kept(self):
        assert css_of('<w:rStyle w:val="Strong"/>', styles=STRONG) == "font-weight:bold"

    def test_a_character_style_reverses_what_its_paragraph_style_has_switched_on(self):
        """17.7.3: a toggle that is on twice along the styles is off."""
        body = paragraph(
            properties='<w:pStyle w:val="Loud"/>', extra=text("soft", '<w:rStyle w:val="Strong"/>')
        )
        made = html_of(ooxml_file(body, styles=STRONG)).find(".//p")
        assert "font-weight:bold" in made.get("style")
        assert made.find("span").get("style") == "font-weight:normal"

    def test_pieces_of_one_look_that_word_keeps_apart_are_put_together(self):
        body = paragraph(extra="".join(text(piece, "<w:b/>") for piece in ("one ", "word ", "more")))
        assert [span.text for span in html_of(ooxml_file(body)).iter("span")] == ["one word more"]

    def test_several_blanks_stay_as_many(self):
        assert html_of(ooxml_file(paragraph("a     b"))).find(".//p").text == "a\u00a0\u00a0\u00a0\u00a0 b"


class TestSigns:
    @pytest.mark.parametrize(
        ("font", "char", "printed"),
        [
            ("Symbol", "F0A7", None), ("Symbol", "F0B0", "°"), ("Symbol", "F061", "α"), ("Symbol", "F0D4", "™"),
            ("Wingdings", "F0FC", "✓"), ("Wingdings", "F0E0", "→"), ("Times New Roman", "00A7", "§"),
        ],
    )  # fmt: skip
    def test_a_symbol_is_printed_as_its_letter_or_named(self, font, char, printed):
        raw = ooxml_file(paragraph("Sign ", extra=run(f'<w:sym w:font="{font}" w:char="{char}"/>')))
        if printed is None:
            with pytest.raises(
                DocumentRefused, match=rf"a sign of the font {font} \(code {char}\).*paragraph 1"
            ):
                laid_out(raw)
        else:
            assert page_texts(laid_out(raw))[0].startswith(f"Sign {printed}")

    @pytest.mark.parametrize(("char", "boxes"), [("F0A8", "box empty"), ("F0FE", "box"), ("F0FD", "box")])
    def test_check_boxes_of_wingdings_are_drawn(self, char, boxes):
        raw = ooxml_file(paragraph("Box ", extra=run(f'<w:sym w:font="Wingdings" w:char="{char}"/>')))
        assert next(html_of(raw).iter("span")).get("class") == boxes
        laid_out(raw)

    def test_letters_typed_in_a_symbol_font_are_its_signs(self):
        typed = text("\uf0a8", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + text(" Yes")
        made = html_of(ooxml_file(paragraph(extra=typed)))
        assert next(made.iter("span")).get("class") == "box empty"

    def test_a_letter_of_a_symbol_font_that_has_no_sign_of_ours_is_named(self):
        typed = text("J", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')
        with pytest.raises(DocumentRefused, match=r"a sign of the font Wingdings \(code 004A\)"):
            laid_out(ooxml_file(paragraph(extra=typed)))

    def test_hyphens_that_must_not_or_may_break_the_line(self):
        body = paragraph(
            extra=run("<w:t>FL</w:t><w:noBreakHyphen/><w:t>420 sup</w:t><w:softHyphen/><w:t>port</w:t>")
        )
        assert "".join(html_of(ooxml_file(body)).find(".//p").itertext()) == "FL\u2011420 sup\u00adport"
        assert "support" in page_texts(laid_out(ooxml_file(body)))[0]


class TestHiddenText:
    HIDING = '<w:style w:type="character" w:styleId="H"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>'

    @pytest.mark.parametrize("properties", ["<w:vanish/>", '<w:rStyle w:val="H"/>'])
    def test_hidden_text_is_named_with_its_paragraph(self, properties):
        raw = ooxml_file(
            paragraph("Shown ") + paragraph("And ", extra=text("secret", properties)), styles=self.HIDING
        )
        with pytest.raises(DocumentRefused, match=r"hidden text \(paragraph 2: 'And secret'\)"):
            laid_out(raw)

    def test_the_mark_of_an_index_entry_hides_nothing(self):
        mark = (
            run('<w:fldChar w:fldCharType="begin"/>', "<w:vanish/>")
            + run('<w:instrText> XE "support" </w:instrText>', "<w:vanish/>")
            + run('<w:fldChar w:fldCharType="end"/>', "<w:vanish/>")
        )
        assert page_texts(laid_out(ooxml_file(paragraph("Child support", extra=mark))))[0].startswith(
            "Child support"
        )

    def test_what_a_style_hides_and_the_run_shows_is_printed(self):
        shown = text("shown", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>')
        assert page_texts(laid_out(ooxml_file(paragraph(extra=shown), styles=self.HIDING)))[0].startswith(
            "shown"
        )


class TestLanguages:
    SPANISH = '<w:lang w:val="es-US"/>'

    def test_spanish_words_are_tagged_as_spanish(self):
        body = paragraph("English. ", extra=text("Lo han demandado. " * 20, self.SPANISH))
        raw = ooxml_file(body)
        assert [a.get("lang") for a in html_of(raw).iter("a")] == ["es-US"]
        with pikepdf.open(io.BytesIO(laid_out(raw).pdf)) as pdf:
            tags = [
                o
                for o in pdf.objects
                if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"
            ]
            told = [(str(t.S), str(t.Lang)) for t in tags if "/Lang" in t]
        assert set(told) == {("/Span", "es-US")}
        assert len(told) >= 3  # once for each line

    def test_a_region_of_the_papers_own_language_is_no_other_language(self):
        made = html_of(ooxml_file(paragraph(extra=text("colour", '<w:lang w:val="en-GB"/>'))))
        assert not list(made.iter("a"))

    def test_links_stay_links(self):
        link = f'<w:hyperlink r:id="rLink">{text("en español", self.SPANISH)}</w:hyperlink>'
        raw = ooxml_file(
            paragraph(extra=link), relations={"rLink": ("hyperlink", "https://www.courts.ca.gov/")}
        )
        [made] = html_of(raw).iter("a")
        assert made.get("href") == "https://www.courts.ca.gov/"
        assert made.find("span").get("lang") == "es-US"


class TestRightToLeft:
    def test_a_right_to_left_paragraph_begins_at_the_right(self):
        raw = ooxml_file(paragraph("שלום עולם", properties="<w:bidi/>", run="<w:rtl/>"))
        assert html_of(raw).find(".//p").get("dir") == "rtl"
        [words] = [s for s in stretches_of(laid_out(raw)) if s.baseline < 700]
        assert words.right == pytest.approx(540, abs=1)

    @pytest.mark.parametrize(
        ("set_to", "css"), [("left", "right"), ("start", "right"), ("right", "left"), ("center", "center")]
    )
    def test_words_left_is_where_a_line_begins(self, set_to, css):
        made = html_of(ooxml_file(paragraph("שלום", properties=f'<w:bidi/><w:jc w:val="{set_to}"/>'))).find(
            ".//p"
        )
        assert f"text-align:{css}" in made.get("style")

    def test_indents_count_from_where_a_line_begins(self):
        made = html_of(ooxml_file(paragraph("שלום", properties='<w:bidi/><w:ind w:left="720"/>'))).find(
            ".//p"
        )
        assert "margin-right:36pt" in made.get("style")

    def test_letters_of_a_right_to_left_run_are_all_there(self):
        raw = ooxml_file(paragraph("Name: ", extra=text("שלום עולם", "<w:rtl/>") + text(" (Hebrew)")))
        words = page_texts(laid_out(raw))[0]  # read back in the order of the eye
        assert words.startswith("Name: עולם שלום")
        assert "Hebrew" in words

    def test_letters_that_are_not_all_there_are_found_out(self):
        with pytest.raises(DocumentRefused, match="does not have the same words"):
            conserve("before\nשלום עולם\nafter", "before םולש עולafter")
        conserve("before\n(שלום) עולם 12\nafter", "beforeעולם )שלום( 12after")

    def test_a_script_that_no_font_of_ours_has_is_named(self):
        from assembly.errors import UnprintableText

        with pytest.raises(UnprintableText, match="paragraph 1"):
            laid_out(ooxml_file(paragraph("مرحبا", properties="<w:bidi/>", run="<w:rtl/>")))


class TestParagraphs:
    @pytest.mark.parametrize(
        ("properties", "css"),
        [
            ('<w:jc w:val="both"/>', "text-align:justify"),
            ('<w:jc w:val="end"/>', "text-align:right"),
            ('<w:ind w:left="720" w:right="360" w:firstLine="200"/>', "margin-left:36pt;padding-left:0;margin-right:18pt;text-indent:10pt"),
            ('<w:ind w:start="1in" w:hanging="0.5in"/>', "margin-left:72pt;padding-left:0;text-indent:-36pt"),
            ("<w:keepNext/>", "break-after:avoid"),
            ("<w:keepLines/>", "break-inside:avoid"),
            ("<w:pageBreakBefore/>", "break-before:page"),
            ('<w:widowControl w:val="0"/>', "orphans:1;widows:1"),
            ('<w:shd w:val="clear" w:fill="DDDDDD"/>', "background-color:#dddddd"),
            ('<w:pBdr><w:bottom w:val="single" w:sz="8"/></w:pBdr>', "border-bottom:1pt solid black;margin-bottom:-1pt"),
            ('<w:ind w:left="-1440"/>', "margin-left:0pt;padding-left:0"),
        ],
    )  # fmt: skip
    def test_what_is_set_directly_is_kept(self, properties, css):
        assert html_of(ooxml_file(paragraph("words", properties=properties))).find(".//p").get("style") == css

    def test_neighbours_with_the_same_frame_share_it(self):
        frame = (
            "<w:pBdr>"
            + "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right"))
            + "</w:pBdr>"
        )
        first, middle, last = html_of(ooxml_file(paragraph("x", properties=frame) * 3)).iter("p")
        assert "border-top" in first.get("style")
        assert "border-bottom" not in first.get("style")
        assert "border-top" not in middle.get("style")
        assert "border-bottom" not in middle.get("style")
        assert "border-top" not in last.get("style")
        assert "border-bottom" in last.get("style")

    @pytest.mark.parametrize(
        ("spacing", "apart"),
        [('w:line="240" w:lineRule="auto"', 12), ('w:line="480" w:lineRule="auto"', 24),
         ('w:line="480" w:lineRule="exact"', 24), ('w:line="360" w:lineRule="auto"', 24)],
    )  # fmt: skip
    def test_what_word_double_spaces_keeps_to_the_numbered_lines(self, spacing, apart):
        """Cal. Rules of Court, rule 2.108: lines are one and one-half spaced or double spaced; quotations may be single."""
        words = (
            "Text that is long enough for two lines of its own on the paper of a court in California. " * 2
        )
        raw = ooxml_file(paragraph(words, properties=f"<w:spacing {spacing}/>"))
        lines = sorted(
            {
                round(s.baseline, 1)
                for s in stretches_of(laid_out(raw, PAPER))
                if s.left > 100 and s.baseline < 740
            }
        )
        assert lines[1] - lines[0] == pytest.approx(apart, abs=0.2)


class TestBreaks:
    def test_page_breaks_and_sections_begin_pages_where_word_does(self):
        section = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'
        body = (
            paragraph("one", extra=run('<w:br w:type="page"/>'))
            + paragraph("two", properties=section.format("nextPage"))
            + paragraph("still two", properties=section.format("continuous"))
            + paragraph("three")
            + section.format("nextPage")
        )
        texts = [words.split(" Page ")[0] for words in page_texts(laid_out(ooxml_file(body)))]
        assert texts == ["one", "two still two", "three"]

    def test_line_breaks_are_kept(self):
        raw = ooxml_file(
            paragraph("one", extra=run("<w:br/>") + text("two") + run("<w:cr/>") + text("three"))
        )
        lines = [s.baseline for s in stretches_of(laid_out(raw)) if s.baseline < 700]
        assert len(set(lines)) == 3


class TestTextWithoutAStyle:
    """What an attorney types in Word's Normal style: addresses keep together, running text is wide spaced."""

    def lines(self, raw: bytes, page: int = 0) -> list[float]:
        return sorted(
            {
                round(s.baseline, 1)
                for s in stretches_of(laid_out(raw, PAPER), page)
                if s.left > 100 and s.baseline < 740
            }
        )

    def test_an_address_is_single_spaced(self):
        lines = self.lines(ooxml_file("".join(paragraph(f"Line {n} of an address") for n in range(5))))
        assert [round(b - a, 1) for a, b in itertools.pairwise(lines)] == [12.0] * 4

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("Words of a declaration that go on and on. " * 20, id="a-long-paragraph"),
            pytest.param(
                "I have read the file in this matter, and I know what it says about every payment that was made.",
                id="two-lines",
            ),
            pytest.param("I am the attorney for the agency.", id="one-sentence"),
        ],
    )
    def test_running_text_is_double_spaced(self, text):
        """Cal. Rules of Court, rule 2.108: the lines must be one and one-half spaced or double spaced."""
        lines = self.lines(ooxml_file(paragraph(text) * 3))
        assert {round(b - a, 1) for a, b in itertools.pairwise(lines)} == {24.0}

    def test_a_long_text_leaves_no_page_half_empty(self):
        raw = ooxml_file("".join(paragraph(f"A short paragraph, number {n}.") for n in range(80)))
        pages = laid_out(raw, PAPER)
        assert pages.pages == 2
        assert len(self.lines(raw)) >= 44

    def test_a_page_break_among_them_does_not_drive_text_from_the_page_before(self):
        body = paragraph("one") + paragraph("two", extra=run('<w:br w:type="page"/>')) + paragraph("three")
        for stylesheet in (LETTER, PAPER):
            texts = page_texts(laid_out(ooxml_file(body), stylesheet))
            assert len(texts) == 2
            assert "one two" in texts[0]
            assert "three" in texts[1]


@pytest.mark.parametrize("stylesheet", [LETTER, PAPER])
def test_a_word_longer_than_a_line_goes_on_over_it(stylesheet):
    key = "3f9ac1" * 40
    pages = laid_out(ooxml_file(paragraph(f"See https://www.example.org/?key={key} now.")), stylesheet)
    assert f"key={key}now." in page_texts(pages)[0].replace(" ", "").replace("\u200b", "")
