"""Blocks with tabs are measured once in a process: what is kept, and for which layout."""

from lxml import etree

from assembly.render.paper import probe
from assembly.render.word.measures import MOST, Measures
from assembly.render.word.tab_layout import set_tabs
from tests.assembly.render.word.ooxml_file import LETTER, html_of, ooxml_file, paragraph, run

TAB = run("<w:tab/>")


def block(text: str) -> etree._Element:
    return etree.fromstring(f"<p>{text}</p> ")


class TestMeasures:
    def test_a_block_that_holds_the_same_is_known(self):
        measures: Measures[int] = Measures()
        measures.keep(block("Date: ____"), "letter", 36)
        assert measures.get(block("Date: ____"), "letter") == 36

    def test_another_text_or_another_layout_is_not(self):
        measures: Measures[int] = Measures()
        measures.keep(block("Date: ____"), "letter", 36)
        assert measures.get(block("Dated: ____"), "letter") is None
        assert measures.get(block("Date: ____"), "pleading") is None

    def test_without_the_name_of_a_layout_nothing_is_kept(self):
        measures: Measures[int] = Measures()
        measures.keep(block("Date: ____"), None, 36)
        assert measures.get(block("Date: ____"), None) is None

    def test_the_oldest_gives_way(self):
        measures: Measures[int] = Measures()
        for number in range(MOST + 1):
            measures.keep(block(str(number)), "letter", number)
        assert measures.get(block("0"), "letter") is None
        assert measures.get(block("1"), "letter") == 1
        assert measures.get(block(str(MOST)), "letter") == MOST


class TestSetTabs:
    def test_a_block_is_laid_out_once_and_set_the_same_again(self):
        laid_out: list[int] = []

        def counted(text: etree._Element) -> object:
            laid_out.append(len(text))
            return probe(text, stylesheet=LETTER)

        def text(*lines: str) -> etree._Element:
            return html_of(
                ooxml_file("".join(paragraph("Dated", extra=TAB + run(f"<w:t>{t}</w:t>")) for t in lines))
            )

        def set_in(body: etree._Element) -> list[str]:
            set_tabs(body, counted, layout="the letter of this test")
            assert not body.xpath("//@data-tabs | //@data-tabbed")
            return [str(style) for style in body.xpath("//span[@class='tab']/@style")]

        first = set_in(text("at San Jose"))
        again = set_in(text("at San Jose", "at Salem"))
        assert laid_out == [1, 1]
        assert again[0] == first[0]
        assert "width:" in first[0]
