"""Tags and bookmarks of a paper set in lines: each paragraph once, headings in order, tables with their headings."""

import io

import pikepdf
import pytest

from tests.assembly.render.lines.both import CALIFORNIA, OREGON, generally, in_lines
from tests.pdf_a import checked, faults

TABLE = (
    "<table class='court-table'><colgroup><col style='width:40%'><col style='width:60%'></colgroup>"
    "<thead><tr><th scope='col'><div class='group cell' data-snap=''><p>Month</p></div></th>"
    "<th scope='col'><div class='group cell' data-snap=''><p>Sum</p></div></th></tr></thead><tbody>{}</tbody></table>"
)
ROW = (
    "<tr><td><div class='group cell' data-snap=''><p>May {0}</p></div></td>"
    "<td><div class='group cell' data-snap=''><p>${0}.00</p></div></td></tr>"
)
HEADED = (
    "<h1>First</h1><p>Words</p><h3>Below the first</h3><p>Words</p><h2>Beside it, higher</h2><p>Words</p>"
    "<h1>Second</h1>" + "<p>Words</p>" * 40 + "<h2>On another page</h2><p>Words</p>"
)


def opened(raw: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(raw))


def tree(element: pikepdf.Object) -> tuple:
    """Return a tag's name and those in it; a mark is its page's place and its number."""
    kids = element.get("/K")
    held = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return (
        str(element.S),
        *(tree(kid) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid else "mark" for kid in held),
    )


def bookmarks(pdf: pikepdf.Pdf) -> list:
    def told(items: list, pages: list) -> list:
        return [
            (item.title, pages.index(item.destination[0].objgen), told(item.children, pages))
            for item in items
        ]

    with pdf.open_outline() as outline:
        return told(outline.root, [page.objgen for page in pdf.pages])


class TestTags:
    def test_paragraphs_and_a_table_in_reading_order(self):
        inner = f"<p>Before</p>{TABLE.format(ROW.format(1))}<p>After</p>"
        with opened(in_lines(inner).pdf) as pdf:
            found = tree(pdf.Root.StructTreeRoot.K[0])
        cell = ("/P", "mark")
        assert found == (
            "/Document", cell,
            ("/Table", ("/TR", ("/TH", cell), ("/TH", cell)), ("/TR", ("/TD", cell), ("/TD", cell))),
            cell,
        )  # fmt: skip

    def test_a_paragraph_over_two_pages_is_one_tag_with_a_mark_on_each(self):
        with opened(in_lines("<p>x</p>" * 27 + f"<p>{'Words of a declaration. ' * 20}</p>").pdf) as pdf:
            last = list(pdf.Root.StructTreeRoot.K[0].K)[-1]
            assert len(pdf.pages) == 2
            assert last.Pg.objgen == pdf.pages[0].objgen
            here, there = list(last.K)
            assert (int(here), there.Pg.objgen, int(there.MCID)) == (27, pdf.pages[1].objgen, 0)

    def test_a_heading_that_comes_again_is_read_once(self):
        inner = TABLE.format("".join(ROW.format(n) for n in range(1, 61)))
        made = in_lines(inner)
        with opened(made.pdf) as pdf:
            found = str(tree(pdf.Root.StructTreeRoot.K[0]))
            assert len(pdf.pages) == 3
        assert found.count("/TH") == 2
        assert [len(boxes) for boxes in made.repeated] == [0, 1, 1]
        left, top, right, bottom = made.repeated[1][0]
        assert (left, top, right, bottom - top) == (108.0, 66.0, 567.0, 24.0)

    def test_a_paragraph_without_words_has_no_tag(self):
        with opened(
            in_lines("<p>x</p><p></p><p class='signature-line'><span class='blank'></span></p>").pdf
        ) as pdf:
            assert tree(pdf.Root.StructTreeRoot.K[0]) == ("/Document", ("/P", "mark"))

    def test_levels_of_headings_leave_none_out(self):
        with opened(in_lines(HEADED).pdf) as pdf:
            names = [part[0] for part in tree(pdf.Root.StructTreeRoot.K[0])[1:] if part[0] != "/P"]
        assert names == ["/H1", "/H2", "/H2", "/H1", "/H2"]


class TestBookmarks:
    def test_stand_under_each_other_as_weasyprint_puts_them(self):
        with opened(in_lines(HEADED).pdf) as mine, opened(generally(HEADED)) as other:
            assert [[title, page] for title, page, _ in bookmarks(mine)] == [["First", 0], ["Second", 0]]
            assert bookmarks(mine) == bookmarks(other)

    def test_a_paper_without_headings_has_none(self):
        with opened(in_lines("<p>x</p>").pdf) as pdf:
            assert "/Outlines" not in pdf.Root


@pytest.mark.parametrize("sheet", [CALIFORNIA, OREGON], ids=["us-ca", "us-or"])
def test_is_pdf_a_2u(sheet):
    inner = (
        HEADED + TABLE.format(ROW.format(1)) + "<p class='item'><span class='box'>X</span> <i>Łódź</i></p>"
    )
    raw = in_lines(inner, sheet, "A Title with é and “quotes”").pdf
    assert (faults(raw), checked(raw)) == ([], [])
