"""List labels, held against what ECMA-376 Part 1, 17.9 says and the examples it gives, and what Word prints."""

import pytest

from assembly.errors import DocumentRefused
from assembly.render.word.formats import counted
from tests.assembly.render.word.ooxml_file import html_of, ooxml_file, paragraph


def level(place: int, text: str, form: str = "decimal", more: str = "") -> str:
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def listed(place: int = 0, number: int = 1, text: str = "x") -> str:
    return paragraph(
        text, properties=f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def labels(raw: bytes) -> list[str]:
    return [span.text or "" for span in html_of(raw).iter("span") if span.get("class") == "label"]


class TestFormats:
    """The values are those of 17.18.59 and of the figures that Word shows in its own list of formats."""

    @pytest.mark.parametrize(
        ("form", "written"),
        [
            ("decimal", {1: "1", 12: "12"}),
            ("decimalZero", {1: "01", 9: "09", 10: "10"}),
            ("upperRoman", {1: "I", 4: "IV", 9: "IX", 1990: "MCMXC"}),
            ("lowerRoman", {3: "iii", 14: "xiv", 49: "xlix"}),
            ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
            ("lowerLetter", {2: "b", 28: "bb"}),
            ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 22: "22nd"}),
            ("cardinalText", {1: "One", 14: "Fourteen", 21: "Twenty-one", 115: "One hundred fifteen"}),
            ("ordinalText", {1: "First", 2: "Second", 5: "Fifth", 12: "Twelfth", 20: "Twentieth", 21: "Twenty-first",
                             100: "One hundredth"}),
            ("hex", {10: "A", 31: "1F"}),
            ("chicago", {1: "*", 2: "†", 3: "‡", 4: "§", 5: "**"}),
            ("numberInDash", {1: "- 1 -"}),
            ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ],
    )  # fmt: skip
    def test_a_number_is_written_in_its_format(self, form, written):
        assert {number: counted(number, form) for number in written} == written

    def test_a_custom_format_gives_the_zeros(self):
        assert counted(7, "custom", "001, 002, 003, ...") == "007"

    def test_a_format_that_is_not_known_is_named(self):
        with pytest.raises(DocumentRefused, match="'hebrew1'"):
            counted(1, "hebrew1")


def style(name: str, numbering: str, based_on: str = "") -> str:
    on = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{on}'
        f"<w:pPr><w:numPr>{numbering}</w:numPr></w:pPr></w:style>"
    )


class TestLevelsOfStyles:
    """17.9.3 and 17.9.23: a level that is tied to the style, else what the style says, else what it is based on."""

    MANY = lists(level(0, "%1", more='<w:pStyle w:val="First"/>'), level(1, "%1.%2"))
    FIRST = style("First", '<w:numId w:val="1"/>')

    def test_a_style_that_sets_only_its_level_takes_the_list_of_the_style_that_it_is_based_on(self):
        styles = self.FIRST + style("Second", '<w:ilvl w:val="1"/>', based_on="First")
        body = "".join(
            paragraph("x", properties=f'<w:pStyle w:val="{name}"/>') for name in ("First", "Second") * 2
        )
        assert labels(ooxml_file(body, numbering=self.MANY, styles=styles)) == ["1", "1.1", "2", "2.1"]

    def test_a_level_that_is_tied_to_a_style_goes_before_what_the_style_says(self):
        styles = style("First", '<w:ilvl w:val="1"/><w:numId w:val="1"/>')
        body = paragraph("x", properties='<w:pStyle w:val="First"/>')
        assert labels(ooxml_file(body, numbering=self.MANY, styles=styles)) == ["1"]

    def test_a_paragraph_that_sets_only_its_list_keeps_the_level_of_its_style(self):
        styles = self.FIRST + style("Second", '<w:ilvl w:val="1"/>', based_on="First")
        own = paragraph("x", properties='<w:pStyle w:val="Second"/><w:numPr><w:numId w:val="1"/></w:numPr>')
        assert labels(ooxml_file(own, numbering=self.MANY, styles=styles)) == ["1.1"]


class TestLevels:
    def test_levels_count_under_each_other_and_restart(self):
        numbering = lists(level(0, "%1."), level(1, "%1.%2", "decimal"), level(2, "(%3)", "lowerLetter"))
        body = "".join(listed(n) for n in (0, 1, 1, 2, 2, 0, 1, 2))
        assert labels(ooxml_file(body, numbering=numbering)) == [
            "1.",
            "1.1",
            "1.2",
            "(a)",
            "(b)",
            "2.",
            "2.1",
            "(a)",
        ]

    def test_a_legal_level_writes_all_in_figures(self):
        """17.9.4 isLgl: the number of level one is Roman in its own label, and in figures here."""
        numbering = lists(
            level(0, "Article %1", "upperRoman"), level(1, "Section %1.%2", "decimalZero", "<w:isLgl/>")
        )
        body = "".join(listed(n) for n in (0, 0, 1))
        assert labels(ooxml_file(body, numbering=numbering)) == ["Article I", "Article II", "Section 2.1"]

    def test_a_level_may_go_on_counting_through_higher_ones(self):
        """17.9.10 lvlRestart: 0 never restarts."""
        numbering = lists(level(0, "%1."), level(1, "%2)", "decimal", '<w:lvlRestart w:val="0"/>'))
        assert labels(ooxml_file("".join(listed(n) for n in (0, 1, 1, 0, 1)), numbering=numbering)) == [
            "1.", "1)", "2)", "2.", "3)",
        ]  # fmt: skip

    def test_a_level_may_restart_after_the_first_level_alone(self):
        numbering = lists(
            level(0, "%1."), level(1, "%2."), level(2, "(%3)", "decimal", '<w:lvlRestart w:val="1"/>')
        )
        assert labels(ooxml_file("".join(listed(n) for n in (0, 1, 2, 1, 2, 0, 1, 2)), numbering=numbering)) == [
            "1.", "1.", "(1)", "2.", "(2)", "2.", "1.", "(1)",
        ]  # fmt: skip

    def test_a_level_used_before_those_above_it_begins_them(self):
        """Microsoft Knowledge Base Q110380: Heading 2 before any Heading 1 leaves the first Heading 1 with number 2."""
        numbering = lists(level(0, "%1"), level(1, "%1.%2"))
        assert labels(ooxml_file("".join(listed(n) for n in (1, 1, 0)), numbering=numbering)) == [
            "1.1",
            "1.2",
            "2",
        ]

    def test_a_level_without_a_start_begins_at_zero(self):
        """17.9.25: if this element is omitted, the starting value is zero."""
        bare = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        assert labels(ooxml_file(listed() + listed(), numbering=lists(bare))) == ["0.", "1."]

    def test_a_percent_sign_of_its_own_is_text(self):
        assert labels(ooxml_file(listed(), numbering=lists(level(0, "50% %1")))) == ["50% 1"]


class TestLists:
    TWO = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    RESTARTED = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )

    def test_lists_of_one_definition_count_on(self):
        raw = ooxml_file(
            listed() + listed(number=2) + listed(), numbering=lists(level(0, "%1."), nums=self.TWO)
        )
        assert labels(raw) == ["1.", "2.", "3."]

    def test_a_list_that_overrides_its_start_begins_there_once(self):
        body = listed() + listed(number=2) + listed(number=2)
        assert labels(ooxml_file(body, numbering=lists(level(0, "%1."), nums=self.RESTARTED))) == [
            "1.",
            "5.",
            "6.",
        ]

    def test_a_list_may_override_a_whole_level(self):
        nums = (
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
            f"{level(0, '[%1]', 'upperLetter')}</w:lvlOverride></w:num>"
        )
        assert labels(ooxml_file(listed() * 2, numbering=lists(level(0, "%1."), nums=nums))) == ["[A]", "[B]"]

    def test_a_list_takes_its_levels_from_a_numbering_style(self):
        """17.9.21 numStyleLink and 17.9.27 styleLink."""
        numbering = (
            f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="Outline"/>{level(0, "§ %1")}</w:abstractNum>'
            '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
            '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>'
        )
        style = (
            '<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="Outline"/>'
            '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        )
        assert labels(ooxml_file(listed(number=4) * 2, numbering=numbering, styles=style)) == ["§ 1", "§ 2"]

    def test_numbering_styles_that_link_in_a_circle_are_refused(self):
        numbering = (
            '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
            '<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>'
        )
        style = (
            '<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="Outline"/>'
            '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        )
        with pytest.raises(DocumentRefused, match="takes its numbers from itself"):
            labels(ooxml_file(listed(number=4), numbering=numbering, styles=style))

    def test_a_paragraph_style_brings_its_list_and_its_level(self):
        """17.9.23 pStyle: the level that is tied to a style is that style's level."""
        numbering = lists(
            level(0, "%1.", more='<w:pStyle w:val="A"/>'), level(1, "%1.%2", more='<w:pStyle w:val="B"/>')
        )
        style = "".join(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="Clause {name}"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            for name in "AB"
        )
        body = "".join(paragraph("x", properties=f'<w:pStyle w:val="{name}"/>') for name in "ABBAB")
        assert labels(ooxml_file(body, numbering=numbering, styles=style)) == [
            "1.",
            "1.1",
            "1.2",
            "2.",
            "2.1",
        ]

    def test_number_zero_takes_a_paragraph_out_of_its_styles_list(self):
        style = (
            '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Clause"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        in_list = paragraph("x", properties='<w:pStyle w:val="A"/>')
        out = paragraph("x", properties='<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        assert labels(
            ooxml_file(in_list + out + in_list, numbering=lists(level(0, "%1.")), styles=style)
        ) == ["1.", "2."]

    def test_word_keeps_a_new_format_beside_one_for_old_versions(self):
        new = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
            '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
            '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
        )
        assert labels(ooxml_file(listed() * 2, numbering=lists(new))) == ["001", "002"]


class TestBullets:
    @pytest.mark.parametrize(
        ("char", "font", "printed"),
        [
            ("\uf0b7", "Symbol", "•"), ("\uf0a7", "Wingdings", "▪"), ("o", "Courier New", "○"),
            ("\uf0d8", "Wingdings", "►"), ("–", "Arial", "–"), ("\uf0fc", "Wingdings", "✓"), ("\uf076", "Wingdings", "◆"),
        ],
    )  # fmt: skip
    def test_a_bullet_is_the_sign_of_its_font(self, char, font, printed):
        fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
        bullet = level(0, char, "bullet").replace("</w:lvl>", f"{fonts}</w:lvl>")
        assert labels(ooxml_file(listed(), numbering=lists(bullet))) == [printed]


class TestAfterTheNumber:
    @pytest.mark.parametrize(("suffix", "between"), [("space", "\u00a0"), ("nothing", None)])
    def test_a_space_or_nothing_may_follow(self, suffix, between):
        numbering = lists(level(0, "%1.", more=f'<w:suff w:val="{suffix}"/>'))
        made = html_of(ooxml_file(listed(text="Text"), numbering=numbering))
        label = next(made.iter("span"))
        assert label.tail == (between or "") + "Text"

    def test_the_levels_indent_hangs_the_number(self):
        look = '<w:pPr><w:ind w:left="1440" w:hanging="720"/></w:pPr>'
        numbering = lists(level(0, "%1.").replace("</w:lvl>", f"{look}</w:lvl>"))
        made = html_of(ooxml_file(listed(), numbering=numbering)).find(".//p")
        assert "margin-left:72pt" in made.get("style")
        assert "text-indent:-36pt" in made.get("style")
        assert made.find("span").get("style") == "min-width:36pt"

    def test_the_numbers_own_look_is_not_the_texts(self):
        bold = level(0, "%1.").replace("</w:lvl>", "<w:rPr><w:b/></w:rPr></w:lvl>")
        made = html_of(ooxml_file(listed(text="Text"), numbering=lists(bold)))
        assert "font-weight:bold" in next(made.iter("span")).get("style")
        assert "font-weight" not in (made.find(".//p").get("style") or "")
