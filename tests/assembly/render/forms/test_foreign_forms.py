"""Other people's forms: what real files do that the official ones in hand do not.

Rules are those of ISO 32000-1: fields 12.7, widgets 12.5.6.19, page boxes 14.11.2, inheritance 7.7.3.4.
"""

import ctypes
import io
import itertools

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from assembly.errors import BlankRefused, DocumentRefused, TemplateFault
from assembly.render.forms.blank import read_blank
from tests.assembly.render.forms.making import (
    COMB,
    COMBO,
    EDITABLE,
    MULTILINE,
    RADIO,
    Array,
    Dictionary,
    Made,
    Name,
    String,
    button,
    field,
    fill_all,
    form_pdf,
    saved,
)

BOX = (100, 500, 300, 520)


def origins(pdf: bytes, text: str, page: int = 0) -> list[tuple[float, float]]:
    """Return where the letters of a text begin, in points from the page's lower left corner."""
    x, y = ctypes.c_double(), ctypes.c_double()
    with pypdfium2.PdfDocument(pdf) as document:
        read = document[page].get_textpage()
        drawn = [n for n in range(read.count_chars()) if pdfium.FPDFText_IsGenerated(read.raw, n) != 1]
        letters = "".join(chr(pdfium.FPDFText_GetUnicode(read.raw, n)) for n in drawn)
        first = letters.index(text)
        found = []
        for index in drawn[first : first + len(text)]:
            pdfium.FPDFText_GetCharOrigin(read.raw, index, x, y)
            found.append((x.value, y.value))
        return found


def inside(points: list[tuple[float, float]], rect: tuple[float, ...]) -> bool:
    return all(rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3] for x, y in points)


class TestInheritance:
    def test_a_pages_box_and_fonts_may_stand_above_it(self, tmp_path):
        pdf = pikepdf.open(io.BytesIO(form_pdf(field(BOX))))
        page = pdf.pages[0].obj
        pdf.Root.Pages.MediaBox, pdf.Root.Pages.Resources = page.MediaBox, page.Resources
        del page["/MediaBox"], page["/Resources"]
        made = fill_all(tmp_path, saved(pdf), "Value")
        with pikepdf.open(io.BytesIO(made.pdf)) as out:
            assert [float(edge) for edge in out.pages[0].mediabox] == [0, 0, 612, 792]
        assert inside(origins(made.pdf, "Value"), BOX)
        assert made.differences == ()

    def test_a_widget_takes_kind_size_and_alignment_from_the_field_above(self):
        group = Dictionary(FT=Name.Tx, DA="/F 9 Tf 0 g", Q=2, Ff=MULTILINE)
        (found,) = read_blank(form_pdf(field(BOX, T="a"), above=group)).fields.values()
        assert (found.name, found.size, found.alignment, found.multiline) == ("a", 9.0, 2, True)

    def test_a_field_without_appearance_takes_the_forms(self):
        (found,) = read_blank(form_pdf(field(BOX), form={"DA": "/F 8 Tf", "Q": 1})).fields.values()
        assert (found.size, found.alignment) == (8.0, 1)

    @pytest.mark.parametrize("words", ["", "0 g", "Tf", "/F Tf", "/F x Tf", "/F -3 Tf"])
    def test_an_appearance_that_names_no_size_leaves_it_open(self, words):
        (found,) = read_blank(form_pdf(field(BOX, DA=words))).fields.values()
        assert found.size == 0.0


class TestPlaces:
    def test_all_widgets_of_a_field_show_its_value(self, tmp_path):
        kids = [field(place) for place in ((100, 500, 300, 520), (100, 400, 300, 420))]
        made = fill_all(tmp_path, form_pdf(*kids, above=Dictionary(FT=Name.Tx, T="a")), "Twice")
        with pypdfium2.PdfDocument(made.pdf) as document:
            assert document[0].get_textpage().get_text_range().count("Twice") == 2
        assert made.differences == ()

    def test_annotations_that_stand_in_the_page_itself_are_told_apart(self, tmp_path):
        pdf = pikepdf.open(
            io.BytesIO(form_pdf(field((100, 500, 300, 520), T="a"), field((100, 400, 300, 420), T="b")))
        )
        page = pdf.pages[0].obj
        page.Annots = Array([Dictionary(dict(one.items())) for one in page.Annots])
        pdf.Root.AcroForm.Fields = Array([])
        with pytest.warns(match="not reachable from /AcroForm"):
            raw = saved(pdf)
        made = Made(tmp_path, raw, {"a": "text: one", "b": "text: two"}, {"one": "First", "two": "Second"})
        assert inside(origins(made.pdf, "First"), (100, 500, 300, 520))
        assert inside(origins(made.pdf, "Second"), (100, 400, 300, 420))

    @pytest.mark.parametrize(("alignment", "edge"), [(0, 102.0), (1, None), (2, None)])
    def test_alignment(self, tmp_path, alignment, edge):
        made = fill_all(tmp_path, form_pdf(field(BOX, Q=alignment)), "HH")
        first, last = origins(made.pdf, "HH")
        width = last[0] - first[0]
        left, right = first[0] - 102.0, 298.0 - (last[0] + width)
        assert left == pytest.approx({0: 0.0, 1: right, 2: left}[alignment], abs=0.1)
        assert right == pytest.approx({0: right, 1: left, 2: 0.0}[alignment], abs=0.1)

    def test_one_letter_to_a_cell(self, tmp_path):
        made = fill_all(tmp_path, form_pdf(field((100, 500, 190, 520), Ff=COMB, MaxLen=9)), "123456789")
        places = [x for x, _ in origins(made.pdf, "123456789")]
        steps = {round(after - before, 1) for before, after in itertools.pairwise(places)}
        assert steps == {10.0}
        assert made.differences == ()

    def test_more_letters_than_cells_are_all_shown(self, tmp_path):
        made = fill_all(tmp_path, form_pdf(field((100, 500, 190, 520), Ff=COMB, MaxLen=4)), "123456")
        assert inside(origins(made.pdf, "123456"), (100, 500, 190, 520))
        assert made.filled.lost == ()

    @pytest.mark.parametrize("turn", [90, 180, 270])
    def test_a_turned_page_is_written_on_as_it_is_read(self, tmp_path, turn):
        made = fill_all(tmp_path, form_pdf(field(BOX, MK=Dictionary(R=turn)), Rotate=turn), "Upright")
        points = origins(made.pdf, "Upright")
        assert inside(points, BOX)
        (x1, y1), (x2, y2) = points[0], points[-1]
        ahead = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
        assert ((x2 - x1) * ahead[0] + (y2 - y1) * ahead[1]) > 10, "runs the way the page is turned"
        assert made.differences == ()
        with pikepdf.open(io.BytesIO(made.pdf)) as out:
            assert out.pages[0].Rotate == turn

    def test_an_addendum_to_a_turned_page_stands_upright(self, tmp_path):
        long = " ".join(f"word{n}" for n in range(60))
        made = fill_all(tmp_path, form_pdf(field(BOX, MK=Dictionary(R=90)), Rotate=90), long)
        with pypdfium2.PdfDocument(made.pdf) as out:
            assert out[1].get_size() == (792, 612)
            assert "word59" in out[1].get_textpage().get_text_range()
        assert made.filled.lost == ()

    def test_a_page_that_does_not_begin_at_the_corner(self, tmp_path):
        raw = form_pdf(field(BOX), MediaBox=Array([50, 100, 662, 892]), CropBox=Array([60, 110, 650, 880]))
        made = fill_all(tmp_path, raw, "Value")
        assert made.form.blank.page_sizes == ((590.0, 770.0),)
        assert inside(origins(made.pdf, "Value"), BOX)
        assert made.differences == ()

    def test_a_box_with_its_corners_the_other_way_round(self):
        (found,) = read_blank(form_pdf(field((300, 520, 100, 500)))).fields.values()
        assert found.widgets[0].rectangle == BOX

    @pytest.mark.parametrize("width", [6, 9, 12, 16, 24])
    def test_a_place_too_narrow_for_its_value_shows_where_it_stands(self, tmp_path, width):
        rect = (100, 500, 100 + width, 514)
        made = fill_all(tmp_path, form_pdf(field(rect)), "Assumpta")
        assert made.differences == (), "nothing stands outside the place"
        assert made.filled.lost == ()
        with pypdfium2.PdfDocument(made.pdf) as out:
            assert "Assumpta" in out[1].get_textpage().get_text_range()

    def test_a_field_of_several_lines_that_is_one_line_high_takes_one(self, tmp_path):
        made = fill_all(tmp_path, form_pdf(field((100, 500, 300, 510), Ff=MULTILINE)), "one\ntwo")
        assert inside(origins(made.pdf, "one, two"), (100, 500, 300, 510))


class TestChoices:
    OPTIONS = Array([Array([String("CA"), String("California")]), Array([String("OR"), String("Oregon")])])

    def choose(self, tmp_path, value, flags=COMBO):
        raw = form_pdf(field(BOX, FT=Name.Ch, Ff=flags, Opt=self.OPTIONS))
        return Made(tmp_path, raw, {"a": "text: v"}, {"v": value})

    @pytest.mark.parametrize("value", ["OR", "Oregon"])
    def test_a_choice_is_printed_as_the_list_shows_it(self, tmp_path, value):
        assert inside(origins(self.choose(tmp_path, value).pdf, "Oregon"), BOX)

    def test_another_word_is_refused_with_the_choices(self, tmp_path):
        with pytest.raises(TemplateFault, match="California, Oregon"):
            self.choose(tmp_path, "Nevada")

    def test_a_list_that_takes_other_words_prints_them(self, tmp_path):
        assert inside(origins(self.choose(tmp_path, "Nevada", COMBO | EDITABLE).pdf, "Nevada"), BOX)

    def test_radio_buttons_whose_values_stand_in_a_list(self, tmp_path):
        group = Dictionary(FT=Name.Btn, T="a", Ff=RADIO, Opt=Array([String("Ja, gerne"), String("Nein")]))
        places = [(100, 500, 110, 510), (100, 480, 110, 490)]
        raw = form_pdf(*(button(place, str(n)) for n, place in enumerate(places)), above=group)
        made = Made(tmp_path, raw, {"a": "choose: v"}, {"v": "Nein"})
        assert [widget.on for widget in made.form.blank.fields["a"].widgets] == ["Ja, gerne", "Nein"]
        assert marked(made) == [places[1]]
        assert made.differences == ()

    @pytest.mark.parametrize("on", ["Yes", "1", "Oui#2Fnon", "Ä"])
    def test_a_box_is_marked_whatever_its_value_is_called(self, tmp_path, on):
        made = Made(tmp_path, form_pdf(button((100, 500, 110, 510), on)), {"a": "check: v"}, {"v": True})
        assert marked(made) == [(100, 500, 110, 510)]

    def test_a_box_without_any_appearance_is_marked(self, tmp_path):
        raw = form_pdf(field((100, 500, 110, 510), FT=Name.Btn))
        assert marked(Made(tmp_path, raw, {"a": "check: v"}, {"v": True})) == [(100, 500, 110, 510)]


def marked(made: Made) -> list[tuple[float, ...]]:
    """Return the places whose middle is inked in the finished file and not in the blank."""
    with pypdfium2.PdfDocument(made.form.blank.raw) as before, pypdfium2.PdfDocument(made.pdf) as after:
        empty, full = (
            document[0].render(scale=4, grayscale=True, draw_annots=False) for document in (before, after)
        )
        found = []
        for one in made.form.blank.fields.values():
            for widget in one.widgets:
                left, bottom, right, top = widget.rectangle
                x, y = int((left + right) / 2 * 4), int(empty.height - (bottom + top) / 2 * 4)
                if full.buffer[y * full.stride + x] < 128 <= empty.buffer[y * empty.stride + x]:
                    found.append(widget.rectangle)
        return found


class TestWhatIsRefused:
    def test_a_form_whose_pages_a_program_makes(self):
        """Adobe's dynamic XFA: one page that says "Please wait"."""
        raw = form_pdf(form={"XFA": Array([String("template"), String("x")])})
        with pytest.raises(DocumentRefused, match=r"XFA.*ordinary fields"):
            read_blank(raw)

    def test_a_form_with_both_kinds_of_fields_is_filled_by_the_ordinary_ones(self, tmp_path):
        raw = form_pdf(
            field(BOX), form={"XFA": Array([String("template"), String("x")]), "NeedAppearances": True}
        )
        made = fill_all(tmp_path, raw, "Value")
        assert b"XFA" not in made.pdf
        assert b"AcroForm" not in made.pdf

    def test_a_mapping_for_other_fields(self, tmp_path):
        with pytest.raises(BlankRefused, match=r"Without a field: other\. Without a binding: a"):
            Made(tmp_path, form_pdf(field(BOX)), {"other": "text: v"}, {})

    @pytest.mark.parametrize(
        "damage",
        [
            {"Rect": Array([1, 2])},
            {"Rect": Array([Name.A, 2, 3, 4])},
            {"Ff": Name.Many},
            {"Q": Array()},
            {"MK": 3},
            {"AP": 5},
            {"Opt": 7, "FT": Name.Ch},
        ],
        ids=lambda damage: next(iter(damage)),
    )
    def test_a_damaged_field(self, damage):
        with pytest.raises(DocumentRefused):
            read_blank(form_pdf(field(BOX, **damage)))

    def test_fields_that_are_each_others_parent(self):
        pdf = pikepdf.open(io.BytesIO(form_pdf(field(BOX))))
        widget = pdf.pages[0].Annots[0]
        parent = pdf.make_indirect(Dictionary(T="p", Parent=widget))
        widget.Parent = parent
        assert len(read_blank(saved(pdf)).fields) == 1
