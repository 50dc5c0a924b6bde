"""Tables: widths, merged cells, heading rows, lines and shading, as Word prints them.

Source: ECMA-376 Part 1, 17.4 (tables), 17.7.6 (table styles).
"""

import pypdfium2 as pdfium
import pytest
from lxml import etree

from tests.assembly.render.word.ooxml_file import (
    LETTER,
    PAPER,
    html_of,
    laid_out,
    ooxml_file,
    page_texts,
    paragraph,
    stretches_of,
)

LINE = 'w:val="single" w:sz="8"'
GRID_STYLE = (
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    + "".join(f"<w:{side} {LINE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders></w:tblPr></w:style>"
)


def cell(text: str, properties: str = "", inner: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}{paragraph(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "", grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def made(*tables: str, **xml: str) -> etree._Element:
    return html_of(ooxml_file("".join(tables) + paragraph("end"), **xml))


def styles_of(main: etree._Element) -> list[str]:
    return [box.get("style") or "" for box in main.iter("td", "th")]


class TestWidths:
    @pytest.mark.parametrize(
        ("properties", "css"),
        [
            ('<w:tblW w:type="dxa" w:w="4680"/>', "width:50%"),
            ('<w:tblW w:type="pct" w:w="2500"/>', "width:50%"),
            ('<w:tblW w:type="pct" w:w="75%"/>', "width:75%"),
            ('<w:tblW w:type="auto" w:w="0"/>', "width:50%"),
            ('<w:jc w:val="center"/>', "margin-left:auto;margin-right:auto"),
            ('<w:jc w:val="right"/>', "margin-left:auto;margin-right:0"),
            ('<w:tblInd w:type="dxa" w:w="1440"/>', "margin-left:72pt"),
        ],
    )
    def test_of_the_table(self, properties, css):
        main = made(table(row(cell("a"), cell("b")), properties=properties, grid=(1560, 3120)))
        assert css in main.find(".//table").get("style")

    def test_of_its_columns(self):
        main = made(table(row(cell("a"), cell("b")), grid=(1000, 3000)))
        assert [c.get("style") for c in main.iter("col")] == ["width:25.00%", "width:75.00%"]

    def test_of_cells_where_the_table_has_no_grid(self):
        wide = '<w:tcW w:type="dxa" w:w="{}"/>'
        main = made(table(row(cell("a", wide.format(3000)), cell("b", wide.format(1000)))))
        assert [c.get("style") for c in main.iter("col")] == ["width:75.00%", "width:25.00%"]

    def test_a_table_in_a_cell_has_its_share_of_the_cell(self):
        inner = table(row(cell("in")), properties='<w:tblW w:type="dxa" w:w="1000"/>')
        main = made(table(row(cell("a", '<w:tcW w:type="dxa" w:w="4000"/>', inner), cell("b"))))
        assert "width:25%" in main.findall(".//table")[1].get("style")

    def test_no_table_is_wider_than_its_column(self):
        raw = ooxml_file(
            table(
                row(cell("left"), cell("right")),
                properties='<w:tblW w:type="dxa" w:w="20000"/>',
                grid=(1000, 1000),
            )
        )
        right = next(s for s in stretches_of(laid_out(raw)) if s.text.strip() == "right")
        assert right.left == pytest.approx(72 + 234 + 6, abs=2)


class TestMerges:
    def test_across_and_down(self):
        main = made(
            table(
                row(cell("a", '<w:gridSpan w:val="2"/>'), cell("b", '<w:vMerge w:val="restart"/>')),
                row(cell("c"), cell("d"), cell("", "<w:vMerge/>")),
            )
        )
        cells = [("".join(c.itertext()), c.get("colspan"), c.get("rowspan")) for c in main.iter("td")]
        assert cells == [("a", "2", None), ("b", None, "2"), ("c", None, None), ("d", None, None)]

    def test_across_as_old_versions_write_it(self):
        main = made(table(row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("b"))))
        assert [(c.get("colspan")) for c in main.iter("td")] == ["2", None]

    def test_gaps_before_and_after_a_row_keep_the_columns(self):
        main = made(
            table(
                row(cell("a"), cell("b"), cell("c")),
                row(cell("d"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
            )
        )
        assert ["".join(c.itertext()) for c in main.findall(".//tr")[1]] == ["", "d", ""]

    def test_words_in_a_cell_that_is_merged_away_are_not_lost_in_silence(self):
        from assembly.errors import DocumentRefused

        hidden = table(row(cell("a", '<w:vMerge w:val="restart"/>')), row(cell("swallowed", "<w:vMerge/>")))
        with pytest.raises(DocumentRefused, match="swallowed"):
            laid_out(ooxml_file(hidden + paragraph("end")))

    def test_rows_and_cells_in_content_controls_are_there(self):
        def control(inner: str) -> str:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

        body = table(
            control(row(cell("one"), control(cell("two")))),
            row(cell("three"), cell("four", inner=control(paragraph("in")))),
        )
        assert page_texts(laid_out(ooxml_file(body + paragraph("end"))))[0].startswith(
            "one two three in four end"
        )


class TestHeadings:
    def test_repeated_rows_head_every_page(self):
        head = row(cell("Month"), cell("Amount"), properties="<w:tblHeader/>")
        rows = [row(cell(f"Month {n}"), cell(f"{n}.00")) for n in range(80)]
        pages = page_texts(laid_out(ooxml_file(table(head, *rows) + paragraph("end"))))
        assert len(pages) > 2
        assert all("Month Amount" in words for words in pages)

    def test_of_a_table_whose_rows_are_all_marked_only_the_first_heads_the_pages(self):
        rows = [row(cell(f"Month {n}"), properties="<w:tblHeader/>") for n in range(80)]
        pages = page_texts(laid_out(ooxml_file(table(*rows) + paragraph("end"))))
        assert all(words.startswith("Month 0 ") for words in pages)

    @pytest.mark.parametrize(
        "tall",
        [row(cell("Month"), properties='<w:tblHeader/><w:trHeight w:val="6000"/>'),
         row(cell("Month " * 90), properties="<w:tblHeader/>")],
    )  # fmt: skip
    def test_a_marked_row_that_would_fill_the_pages_stands_once(self, tall):
        rows = [row(cell(f"{n}.00")) for n in range(60)]
        pages = page_texts(laid_out(ooxml_file(table(tall, *rows) + paragraph("end"))))
        assert [("Month" in words) for words in pages] == [True] + [False] * (len(pages) - 1)

    def test_a_heading_row_in_the_middle_is_a_row(self):
        main = made(table(row(cell("a")), row(cell("b"), properties="<w:tblHeader/>")))
        assert main.find(".//thead") is None

    def test_a_row_that_must_not_be_split_is_not(self):
        main = made(table(row(cell("a"), properties="<w:cantSplit/>")))
        assert main.find(".//tr").get("style") == "break-inside:avoid"


class TestLines:
    def test_a_table_without_a_style_has_none(self):
        assert styles_of(made(table(row(cell("a"), cell("b"))))) == ["outline:none"] * 2

    def test_of_a_table_style_stand_around_every_cell(self):
        main = made(
            table(row(cell("a"), cell("b")), properties='<w:tblStyle w:val="Grid"/>'), styles=GRID_STYLE
        )
        assert styles_of(main) == ["outline:1pt solid black;outline-offset:-0.5pt"] * 2

    def test_of_the_table_itself_go_before_its_styles(self):
        own = f"<w:tblBorders><w:insideH {LINE}/></w:tblBorders>"
        main = made(table(row(cell("a")), row(cell("b")), properties=own))
        assert styles_of(main) == ["outline:none;border-bottom:1pt solid black", "outline:none"]

    def test_of_a_cell_go_before_the_tables(self):
        none = '<w:tcBorders><w:top w:val="nil"/><w:bottom w:val="nil"/><w:left w:val="nil"/><w:right w:val="nil"/></w:tcBorders>'
        double = '<w:tcBorders><w:bottom w:val="double" w:sz="4"/></w:tcBorders>'
        main = made(table(row(cell("a", double)), row(cell("b", none))))
        assert styles_of(main)[0] == "outline:none;border-bottom:1.5pt double black"

    def test_between_two_cells_is_drawn_once(self):
        right, left = (f"<w:tcBorders><w:{side} {LINE}/></w:tcBorders>" for side in ("right", "left"))
        main = made(table(row(cell("a", right), cell("b", left))))
        assert styles_of(main) == ["outline:none;border-right:1pt solid black", "outline:none"]

    def test_between_two_cells_are_as_wide_as_one(self):
        look = '<w:tblStyle w:val="Grid"/>'
        raw = ooxml_file(
            table(row(cell("a"), cell("b")), properties=look, grid=(4000, 4000)) + paragraph("end"),
            styles=GRID_STYLE,
        )
        pages = laid_out(raw)
        first, second = (next(s for s in stretches_of(pages) if s.text.strip() == word) for word in "ab")
        picture = pdfium.PdfDocument(pages.pdf)[0].render(scale=8, grayscale=True).to_pil()
        y = int(8 * (first.baseline - 3))
        dark = [
            picture.getpixel((x, y)) < 128
            for x in range(int(8 * (first.right + 4)), int(8 * (second.left - 4)))
        ]
        assert 0.7 <= sum(dark) / 8 <= 1.3

    def test_are_printed(self):
        line = f"<w:tcBorders><w:bottom {LINE}/></w:tcBorders>"
        raw = ooxml_file(table(row(cell("over", line)), row(cell("under")), grid=(4000,)) + paragraph("end"))
        pages = laid_out(raw)
        over, under = (
            next(s for s in stretches_of(pages) if s.text.strip() == word) for word in ("over", "under")
        )
        picture = pdfium.PdfDocument(pages.pdf)[0].render(scale=4, grayscale=True).to_pil()
        column = [
            picture.getpixel(((4 * 200), int(4 * y))) for y in range(int(over.baseline), int(under.top))
        ]
        assert min(column) < 100

    def test_do_not_cross_the_text_above(self):
        lines = f"<w:tcBorders><w:right {LINE}/></w:tcBorders>"
        body = (
            paragraph("An address")
            + paragraph("of two lines")
            + table(row(cell("a", lines), cell("b")), grid=(2000, 2000))
        )
        page = stretches_of(laid_out(ooxml_file(body + paragraph("end")), PAPER))
        above, below = (next(s for s in page if s.text.strip() == word) for word in ("of two lines", "a"))
        assert below.baseline - above.baseline >= 24

    def test_move_no_text_off_the_numbered_lines(self):
        lines = f"<w:tcBorders><w:top {LINE}/><w:bottom w:val='single' w:sz='24'/></w:tcBorders>"
        rows = [row(cell(f"line {n}", lines)) for n in range(12)]
        raw = ooxml_file(table(*rows) + paragraph("end"))
        page = stretches_of(laid_out(raw, PAPER))
        numbers = [s.baseline for s in page if s.right < 96]
        words = [s for s in page if s.text.startswith("line ")]
        assert len(words) == 12
        for stretch in words:
            assert min(abs(stretch.baseline - y) for y in numbers) < 0.3


class TestLooks:
    STYLE = (
        '<w:style w:type="table" w:styleId="T"><w:name w:val="Fine"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:fill="D9D9D9"/></w:tcPr></w:tblStylePr><w:tblStylePr w:type="band1Horz"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="F2F2F2"/></w:tcPr></w:tblStylePr></w:style>'
    )

    def test_parts_of_a_table_style(self):
        look = (
            '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1" w:noHBand="0" w:noVBand="1" w:firstColumn="0"/>'
        )
        main = made(table(row(cell("a")), row(cell("b")), row(cell("c")), properties=look), styles=self.STYLE)
        assert styles_of(main) == [
            "outline:none;background-color:#d9d9d9;font-weight:bold",
            "outline:none;background-color:#f2f2f2",
            "outline:none",
        ]

    def test_parts_that_the_table_does_not_want_are_left_out(self):
        look = '<w:tblStyle w:val="T"/><w:tblLook w:val="0600"/>'
        assert styles_of(made(table(row(cell("a")), properties=look), styles=self.STYLE)) == ["outline:none"]

    def test_shading_and_place_of_a_cell(self):
        main = made(table(row(cell("a", '<w:shd w:val="clear" w:fill="EEEEEE"/><w:vAlign w:val="center"/>'))))
        assert styles_of(main) == ["outline:none;background-color:#eeeeee;vertical-align:middle"]

    def test_a_high_row_is_high(self):
        high = '<w:trHeight w:val="1440" w:hRule="atLeast"/>'
        raw = ooxml_file(table(row(cell("a"), properties=high), row(cell("b"))) + paragraph("end"))
        for stylesheet in (LETTER, PAPER):
            first, second = (
                next(s for s in stretches_of(laid_out(raw, stylesheet)) if s.text.strip() == w) for w in "ab"
            )
            assert 70 <= second.baseline - first.baseline <= 90


class TestLongTables:
    def test_a_cell_longer_than_a_page_goes_on_over_it(self):
        words = "".join(
            paragraph(f"Sentence {n} of a cell that is longer than a page of any paper.") for n in range(120)
        )
        body = table(f"<w:tr><w:tc>{words}</w:tc><w:tc>{paragraph('beside')}</w:tc></w:tr>")
        for stylesheet in (LETTER, PAPER):
            pages = laid_out(ooxml_file(body + paragraph("end")), stylesheet)
            assert pages.pages >= 2

    def test_tables_inside_tables(self):
        inner = table(row(cell("deep")))
        for _ in range(5):
            inner = table(row(cell("beside", inner=inner)))
        assert "deep" in page_texts(laid_out(ooxml_file(inner + paragraph("end")), PAPER))[0]
