"""Fields, links and references: what Word printed last, and page numbers worked out anew.

Source: ECMA-376 Part 1, 17.16 (fields), 17.13.6 (bookmarks), 17.16.22 (hyperlinks).
"""

import io

import pikepdf
import pytest

from assembly.errors import DocumentRefused
from tests.assembly.render.word.ooxml_file import (
    html_of,
    laid_out,
    ooxml_file,
    page_texts,
    paragraph,
    run,
    text,
)

PAGE_BREAK = run('<w:br w:type="page"/>')


def mark(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def code(words: str) -> str:
    return run(f'<w:instrText xml:space="preserve"> {words} </w:instrText>')


def field(words: str, result: str | None = None) -> str:
    """Return a field as runs; without a result it has no separator either."""
    shown = "" if result is None else mark("separate") + (text(result) if result else "")
    return mark("begin") + code(words) + shown + mark("end")


def named(name: str, inner: str, number: int = 1) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def words_of(body: str, **xml: str) -> str:
    return page_texts(laid_out(ooxml_file(body, **xml)))[0].split(" Page ")[0]


class TestResults:
    @pytest.mark.parametrize(
        "one",
        [field("REF _Ref1 \\h", "Exhibit A"), field("DATE \\@ MMMM", "November"), field("STYLEREF 1", "Facts"),
         field("SEQ Table", "4"), field('IF 1 = 1 "yes" "no"', "yes"), field("= SUM(ABOVE)", "12.00")],
    )  # fmt: skip
    def test_the_last_result_is_printed_and_the_code_is_not(self, one):
        made = html_of(ooxml_file(paragraph("Before ", extra=one + text(" after"))))
        printed = "".join(made.itertext())
        assert printed.startswith("Before ")
        assert printed.endswith(" after")
        assert not any(word in printed for word in ("REF", "DATE", "SEQ", "IF", "SUM"))
        laid_out(ooxml_file(paragraph("Before ", extra=one + text(" after"))))

    @pytest.mark.parametrize("unseen", ["SEQ CHAPTER \\h \\r 1", "ADDIN EN.CITE.DATA"])
    def test_a_field_that_prints_nothing_may_have_no_result(self, unseen):
        """As every paper has that came from WordPerfect, or from a program that keeps citations."""
        assert (
            words_of(paragraph(extra=mark("begin") + code(unseen) + mark("end") + text("Facts"))) == "Facts"
        )

    @pytest.mark.parametrize("keeping", ["SET Name", 'ASK Name "Whose?"'])
    def test_what_a_field_keeps_for_others_is_printed_by_them_alone(self, keeping):
        kept = mark("begin") + code("") + code(keeping) + mark("separate") + text("Tran") + mark("end")
        assert words_of(paragraph(extra=kept + field("REF Name", "Tran") + text(" says."))) == "Tran says."

    def test_a_counter_that_is_seen_is_refused_without_its_result(self):
        with pytest.raises(DocumentRefused, match=r"does not keep \(SEQ\)"):
            laid_out(ooxml_file(paragraph(extra=mark("begin") + code("SEQ Table") + mark("end"))))

    def test_a_field_within_the_code_of_another_is_not_printed(self):
        inner = field("MERGEFIELD sex", "inner")
        outer = (
            mark("begin")
            + code("IF")
            + inner
            + code('= "f" "she" "he"')
            + mark("separate")
            + text("she")
            + mark("end")
        )
        assert words_of(paragraph("So ", extra=outer + text(" says."))) == "So she says."

    def test_a_field_over_several_paragraphs(self):
        body = (
            paragraph(extra=mark("begin") + code("TOC \\o") + mark("separate") + text("Facts"))
            + paragraph("Argument")
            + paragraph(extra=mark("end") + text("Text"))
        )
        assert words_of(body) == "Facts Argument Text"

    def test_a_simple_field(self):
        assert (
            words_of(paragraph(extra=f'<w:fldSimple w:instr=" AUTHOR ">{text("Tran")}</w:fldSimple>'))
            == "Tran"
        )

    @pytest.mark.parametrize(("state", "printed"), [("<w:checked/>", "X"), ('<w:default w:val="0"/>', "")])
    def test_the_check_box_of_an_old_form_is_drawn(self, state, printed):
        begin = run(
            f'<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar>'
        )
        made = html_of(ooxml_file(paragraph(extra=begin + code("FORMCHECKBOX") + mark("end") + text(" Yes"))))
        [box] = [span for span in made.iter("span") if "box" in (span.get("class") or "")]
        assert (box.text or "") == printed
        laid_out(ooxml_file(paragraph(extra=begin + code("FORMCHECKBOX") + mark("end") + text(" Yes"))))

    def test_the_entry_chosen_in_an_old_form_is_printed(self):
        entries = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="monthly"/><w:listEntry w:val="weekly"/></w:ddList>'
        begin = run(f'<w:fldChar w:fldCharType="begin"><w:ffData>{entries}</w:ffData></w:fldChar>')
        assert words_of(paragraph("Paid ", extra=begin + code("FORMDROPDOWN") + mark("end"))) == "Paid weekly"

    @pytest.mark.parametrize("kind", ["LISTNUM", "AUTONUM", "AUTONUMLGL", "EQ", "SYMBOL", "MACROBUTTON"])
    def test_a_field_whose_result_the_file_does_not_keep_is_named(self, kind):
        raw = ooxml_file(paragraph("Text ", extra=field(f"{kind} something")))
        with pytest.raises(
            DocumentRefused,
            match=rf"a field whose result Word does not keep \({kind}\) \(paragraph 1: 'Text '",
        ):
            laid_out(raw)

    def test_a_field_that_is_not_closed_would_swallow_the_text_after_it(self):
        raw = ooxml_file(paragraph("Before ", extra=mark("begin") + code("REF x")) + paragraph("Swallowed."))
        with pytest.raises(
            DocumentRefused, match=r"a field that is not closed \(REF\) \(paragraph 1: 'Before '"
        ):
            laid_out(raw)

    @pytest.mark.parametrize("kind", ["TC", "XE", "TA", "SET"])
    def test_a_field_that_prints_nothing_prints_nothing(self, kind):
        assert words_of(paragraph("Text", extra=field(f'{kind} "hidden entry"'))) == "Text"


class TestPageNumbers:
    def test_a_table_of_contents_has_the_pages_of_this_paper(self):
        entry = paragraph("Argument ", extra=field("PAGEREF _Toc1 \\h", "99"))
        filler = "".join(paragraph(f"Line {n}.") for n in range(90))
        body = entry + filler + paragraph(extra=named("_Toc1", text("Argument begins.")))
        pages = page_texts(laid_out(ooxml_file(body)))
        there = next(n for n, words in enumerate(pages, start=1) if "Argument begins." in words)
        assert there > 2
        assert pages[0].startswith(f"Argument {there} Line 0.")

    def test_a_number_that_gets_longer_is_still_right(self):
        """Ten entries whose numbers grow by a digit push text over the page; the numbers are of the last layout."""
        names = [f"n{n}" for n in range(30)]
        entries = "".join(paragraph(f"{name} ", extra=field(f"PAGEREF {name}", "1")) for name in names)
        texts = "".join(
            paragraph(extra=PAGE_BREAK + named(name, text(f"Here is {name}."), n))
            for n, name in enumerate(names)
        )
        pages = page_texts(laid_out(ooxml_file(entries + texts)))
        for name in ("n0", "n14", "n29"):
            there = next(n for n, words in enumerate(pages, start=1) if f"Here is {name}." in words)
            assert f"{name} {there} " in " ".join(pages)

    def test_the_page_it_stands_on_and_how_many_there_are(self):
        body = paragraph("one", extra=PAGE_BREAK) + paragraph(
            "This is ",
            extra=field("PAGE", "7")
            + text(" of ")
            + f'<w:fldSimple w:instr="NUMPAGES">{text("9")}</w:fldSimple>',
        )
        assert "This is 2 of 2" in page_texts(laid_out(ooxml_file(body)))[1]

    def test_without_a_last_result_the_number_is_printed_all_the_same(self):
        assert words_of(paragraph("On ", extra=field("PAGE"))) == "On 1"

    def test_a_reference_to_nothing_keeps_its_words(self):
        assert words_of(paragraph("See page ", extra=field("PAGEREF gone", "12"))) == "See page 12"


class TestLinks:
    def links(self, body: str, **relations: str) -> list[tuple[str, str]]:
        """Return the links of the PDF: where each goes, as far as it says."""
        raw = ooxml_file(body, relations={name: ("hyperlink", target) for name, target in relations.items()})
        pages = laid_out(raw)
        with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
            return [
                ("out", str(annotation.A.URI)) if "/A" in annotation and "/URI" in annotation.A else ("in", str(annotation.get("/Dest") or annotation.A.D))
                for page in pdf.pages
                for annotation in page.get("/Annots", [])
            ]  # fmt: skip

    def test_to_the_web(self):
        body = paragraph("See ", extra=f'<w:hyperlink r:id="rL">{text("the court")}</w:hyperlink>')
        assert self.links(body, rL="https://www.courts.ca.gov/") == [("out", "https://www.courts.ca.gov/")]

    def test_within_the_text(self):
        body = paragraph(
            "See ", extra=f'<w:hyperlink w:anchor="facts">{text("Facts")}</w:hyperlink>'
        ) + paragraph(extra=named("facts", text("The facts.")))
        [(kind, _)] = self.links(body)
        assert kind == "in"

    def test_by_a_field(self):
        body = paragraph("See ", extra=field('HYPERLINK "https://www.oregon.gov/"', "Oregon"))
        assert self.links(body) == [("out", "https://www.oregon.gov/")]

    @pytest.mark.parametrize("target", ["javascript://alert(1)", "file:///etc/passwd", "\\\\server\\share"])
    def test_nowhere_else(self, target):
        body = paragraph("See ", extra=f'<w:hyperlink r:id="rL">{text("words")}</w:hyperlink>')
        raw = ooxml_file(body, relations={"rL": ("hyperlink", target)})
        assert not list(html_of(raw).iter("a"))
        assert page_texts(laid_out(raw))[0].startswith("See words")

    def test_to_a_name_that_is_not_there_are_words_alone(self):
        body = paragraph("See ", extra=f'<w:hyperlink w:anchor="gone">{text("Facts")}</w:hyperlink>')
        assert self.links(body) == []

    def test_an_independent_checker_finds_nothing_against_pdf_ua(self, tmp_path):
        from pdfua import validate

        body = (
            paragraph("See ", extra=f'<w:hyperlink r:id="rL">{text("the court")}</w:hyperlink>')
            + paragraph("To ", extra=f'<w:hyperlink w:anchor="facts">{text("Facts")}</w:hyperlink>')
            + paragraph(extra=named("facts", text("Lo han demandado.", '<w:lang w:val="es-US"/>')))
        )
        path = tmp_path / "paper.pdf"
        path.write_bytes(
            laid_out(ooxml_file(body, relations={"rL": ("hyperlink", "https://www.courts.ca.gov/")})).pdf
        )
        assert [(f.rule_id, f.message) for f in validate(str(path)).findings] == []
