"""The federal withholding form filled into the official blank."""

import io
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pikepdf
import pytest

from assembly.errors import UnprintableText
from assembly.model.document import FormEdition
from assembly.render.forms import library_in_use, render
from assembly.render.forms.blank import FieldKind, read_blank
from assembly.render.forms.engine import prepared_form
from assembly.render.forms.fill import fill
from assembly.render.forms.mapping import read_mapping
from assembly.render.forms.output import write_case
from assembly.render.forms.overlay import ink_differences, text_differences

DAY = date(2026, 11, 20)
SLUGS = ("alameda-withholding", "fresno-nine-children", "multnomah-withholding-ended")


@pytest.fixture
def document(iwo_source):
    edition = FormEdition(number="OMB 0970-0154", revised=date(2026, 8, 31))
    return SimpleNamespace(id="us/income-withholding-order", source=iwo_source, title="IWO", form=edition)


@pytest.fixture
def made(installed, document, iwo_of):
    return lambda slug: render(document, {"iwo": iwo_of(slug)}, prepared_on=DAY)


@pytest.mark.usefixtures("installed")
class TestEveryFieldIsMapped:
    def test_all_112_fields_have_one_binding(self, iwo_source, blank):
        fields = read_blank(blank).fields
        assert len(fields) == 112
        assert read_mapping(iwo_source).fields == fields.keys()

    def test_the_employers_own_fields_stay_empty(self, iwo_source):
        """FED-IWO-041; IWO instructions 25 and 34a-41."""
        left = {b.field for b in read_mapping(iwo_source).bindings if b.kind == "left_to"}
        assert left == {
            *("ReturnSendInd", "EmploymentIndicator", "EmploymentIndicator1", "TerminationDate"),
            *("LastKnowPhone", "LastKnowAddress1", "LastKnowAddress2", "DateFinalPaymenttoSDU"),
            *("FinalPaymenttoSDUAmount", "NewEmployerName", "NewEmployerAddress1", "NewEmployerAddress2"),
        }


class TestOfficialTextIsUntouched:
    @pytest.mark.parametrize("slug", SLUGS)
    def test_words_and_ink_outside_the_fields(self, made, blank, iwo_source, slug):
        fields = read_blank(blank)
        pdf = made(slug).pdf
        assert text_differences(blank, pdf, fields) == ()
        background = prepared_form(iwo_source).background(("CPf",), 0)
        empty = write_case(background, [b""] * len(background.stamps), title="IWO", prepared_on=DAY)
        assert text_differences(blank, empty, fields) == ()
        assert ink_differences(empty, pdf, fields) == ()

    def test_a_changed_word_is_found_out(self, made, blank):
        fields = read_blank(blank)
        pdf = pikepdf.open(io.BytesIO(made("alameda-withholding").pdf))
        page = pdf.pages[0]
        page.contents_add(pdf.make_stream(b"BT /CPf 10 Tf 40 30 Td <0022> Tj ET"), prepend=False)
        buffer = io.BytesIO()
        pdf.save(buffer)
        assert text_differences(blank, buffer.getvalue(), fields) == ("page 1: text outside every field: A",)
        assert ink_differences(made("alameda-withholding").pdf, buffer.getvalue(), fields) != ()


class TestFinishedFile:
    def test_nothing_interactive_is_left(self, made):
        rendered = made("alameda-withholding")
        assert rendered.official
        pdf = pikepdf.open(io.BytesIO(rendered.pdf))
        assert {"/AcroForm", "/Names", "/OpenAction", "/AA", "/Perms", "/Outlines"}.isdisjoint(
            pdf.Root.keys()
        )
        assert all("/Annots" not in page.obj and "/AA" not in page.obj for page in pdf.pages)
        assert not [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and ("/JS" in o or "/URI" in o)
        ]

    def test_language_title_and_structure(self, made):
        pdf = pikepdf.open(io.BytesIO(made("alameda-withholding").pdf))
        assert str(pdf.Root.Lang).lower() == "en-us"
        assert str(pdf.docinfo.Title) == "IWO"
        assert pdf.Root.MarkInfo.Marked
        assert "/K" in pdf.Root.StructTreeRoot

    def test_every_font_is_embedded(self, made):
        pdf = pikepdf.open(io.BytesIO(made("alameda-withholding").pdf))
        fonts = [font for page in pdf.pages for font in page.resources.Font.values()]
        for font in fonts:
            holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            assert any(key in holder.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))

    def test_the_same_case_gives_the_same_bytes(self, made):
        assert made("fresno-nine-children").pdf == made("fresno-nine-children").pdf


class TestValues:
    def test_amounts_and_parties_stand_on_the_pages(self, made, words):
        first, second, third, fourth = words(made("alameda-withholding").pdf)
        for value in (
            "O'Brien & Sons <LLC>",
            "Ñuñez-Đặng, Seán Óscar",
            "Adébáyọ̀, Ọláídé",
            "1,256.00",
            "338.31",
        ):
            assert value in first
        assert "California State Disbursement Unit" in second
        assert "Fam. Code § 5241" in third
        assert "Imani Brooks" in fourth
        assert all("900-87-0819" in page for page in (first, second, third, fourth))

    def test_exactly_one_box_of_each_group_is_marked(self, installed, iwo_source, iwo_of):
        form = prepared_form(iwo_source)
        pages = fill(form, {"iwo": iwo_of("alameda-withholding")}).contents
        marks = b"".join(pages).count(b" 1 J ")
        assert marks == 4, "action, sender, arrears box, employee copy"

    def test_a_name_of_90_characters_is_whole_on_page_1_and_later_heads_point_there(self, made, words):
        pages = words(made("fresno-nine-children").pdf)
        name = "San Joaquin Valley Cooperative Growers, Packers, Shippers & Cold Storage Association, Inc."
        assert len(pages) == 4
        assert name in pages[0]
        assert all("San Joaquin Valley" in page and "(see p. 1)" in page for page in pages[1:])

    def test_a_value_too_long_for_any_place_is_whole_on_one_addendum(
        self, document, installed, iwo_of, words
    ):
        name = " ".join(f"Consolidated{n:02}" for n in range(20))
        iwo = replace(iwo_of("alameda-withholding"), employer_name=name)
        pages = words(render(document, {"iwo": iwo}, prepared_on=DAY).pdf)
        assert len(pages) == 5
        assert all("(see A1)" in page for page in pages[:4])
        assert name in pages[4].replace("\n", " ")
        assert "A2." not in pages[4]

    def test_supplemental_information_runs_on_to_the_addendum(
        self, installed, document, iwo_source, iwo_of, words
    ):
        items = "\n".join(f"Child: Number {n}, born 01/{n + 1:02}/2020" for n in range(25))
        iwo = replace(iwo_of("alameda-withholding"), supplemental=items)
        pages = words(render(document, {"iwo": iwo}, prepared_on=DAY).pdf)
        assert "Number 4, born" in pages[2]
        assert "(see A1)" in pages[2]
        assert "Number 5, born" in pages[4]
        assert "Number 24, born" in pages[4]
        assert fill(prepared_form(iwo_source), {"iwo": iwo}).lost == ()

    def test_form_and_addendum_hold_every_value(self, installed, iwo_source, iwo_of):
        for slug in (*SLUGS, "alameda-names-like-code"):
            filled = fill(prepared_form(iwo_source), {"iwo": iwo_of(slug)})
            assert filled.lost == ()
            assert len(filled.placements) > 30

    def test_korean_is_printed_and_can_be_read_back(self, installed, document, iwo_of, words):
        iwo = replace(iwo_of("alameda-withholding"), obligor_name="김, 민준", obligee_name="陈美玲")
        pages = words(render(document, {"iwo": iwo}, prepared_on=DAY).pdf)
        assert set("김민준陈美玲") <= set(pages[0])

    def test_code_in_a_name_is_only_text(self, made, words):
        text = " ".join(words(made("alameda-names-like-code").pdf))
        assert "{{ 7*7 }}" in text
        assert "</w:t>" in text

    def test_a_character_without_a_glyph_is_refused_by_name(self, installed, document, iwo_of):
        iwo = replace(iwo_of("alameda-withholding"), obligor_name="Cuneiform \U00012000")
        with pytest.raises(UnprintableText, match=r"Obligor.*U\+12000"):
            render(document, {"iwo": iwo}, prepared_on=DAY)


@pytest.mark.usefixtures("nothing_installed")
class TestOwnRendition:
    def test_says_that_it_is_not_the_official_form(self, document, iwo_of, words):
        rendered = render(document, {"iwo": iwo_of("alameda-withholding")}, prepared_on=DAY)
        assert not rendered.official
        pages = words(rendered.pdf)
        assert "This is not the official form." in pages[0]
        assert all("own rendition" in page for page in pages)

    def test_holds_the_same_values_as_the_official_form(self, document, iwo_of, words, library):
        iwo = iwo_of("alameda-withholding")
        own = " ".join(words(render(document, {"iwo": iwo}, prepared_on=DAY).pdf))
        with library_in_use(library):
            filled = fill(prepared_form(document.source), {"iwo": iwo})
        for placement in filled.placements:
            assert placement.source.split("\n")[0].split(".")[0] in own.replace("\n", " ")

    def test_has_every_field(self, iwo_source):
        form = prepared_form(iwo_source)
        kinds = {slot.field.kind for slot in form.slots}
        assert len(form.slots) == 112
        assert FieldKind.RADIO in kinds
