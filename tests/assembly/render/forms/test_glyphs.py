"""Fonts without the glyphs that a blank does not draw: no page looks or reads otherwise."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name

from assembly.render.forms import hints
from assembly.render.forms.engine import finish
from assembly.render.forms.fill import fill
from assembly.render.forms.glyphs import used_glyphs
from assembly.render.forms.typeface import common
from tests.assembly.render.forms.making import DAY, form_pdf
from tests.assembly.render.forms.test_tags import SOURCES, form_of


def empty(source: Path, shared: Path) -> bytes:
    form = form_of(source, shared)
    return finish(form, fill(form, {}), title="", prepared_on=DAY)


@pytest.mark.parametrize("source", SOURCES, ids=[source.parent.name for source in SOURCES])
def test_every_page_looks_and_reads_as_with_all_glyphs(source, shared, monkeypatch):
    cut = empty(source, shared)
    monkeypatch.setattr(hints, "used_glyphs", lambda pdf: {})
    whole = empty(source, shared)
    assert len(cut) < len(whole)
    with pypdfium2.PdfDocument(cut) as after, pypdfium2.PdfDocument(whole) as before:
        for one, other in zip(before, after, strict=True):
            assert bytes(one.render(scale=2).buffer) == bytes(other.render(scale=2).buffer)
            assert one.get_textpage().get_text_range() == other.get_textpage().get_text_range()


@pytest.fixture
def page_with() -> object:
    """Return a page that shows strings in our own font by the encoding given."""

    def made(content: bytes, **font: object) -> pikepdf.Pdf:
        pdf = pikepdf.open(io.BytesIO(form_pdf()))
        program = pdf.make_stream(common().program)
        described = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.X, FontFile2=pdf.make_indirect(program)
        )
        own = Dictionary({"/Type": Name.Font, "/Subtype": Name.TrueType, "/FontDescriptor": described})
        for key, value in font.items():
            own[f"/{key}"] = value
        page = pdf.pages[0].obj
        page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(own)))
        page.Contents = pdf.make_stream(content)
        return pdf

    return made


def glyphs_of(text: str) -> set[int]:
    font = TTFont(io.BytesIO(common().program))
    return {font.getGlyphID(font.getBestCmap()[ord(c)]) for c in text}


class TestUsedGlyphs:
    def test_of_plain_strings(self, page_with):
        pdf = page_with(b"BT /F 9 Tf (Ab) Tj [(c) 20 (d)] TJ (e) ' ET")
        (found,) = used_glyphs(pdf).values()
        assert glyphs_of("Abcde") <= found
        assert not glyphs_of("XYZ") & found

    def test_of_codes_named_by_the_fonts_own_encoding(self, page_with):
        encoding = Dictionary(Differences=pikepdf.Array([200, Name.Euro, Name("/a")]))
        (found,) = used_glyphs(page_with(b"BT /F 9 Tf <C8C9> Tj ET", Encoding=encoding)).values()
        assert glyphs_of("€a") <= found

    def test_of_a_drawing_on_the_page(self, page_with):
        pdf = page_with(b"/D Do")
        page = pdf.pages[0].obj
        drawing = pdf.make_stream(b"BT /F 9 Tf (Q) Tj ET")
        drawing.Subtype, drawing.Resources = Name.Form, page.Resources
        page.Resources = Dictionary(XObject=Dictionary(D=drawing))
        (found,) = used_glyphs(pdf).values()
        assert glyphs_of("Q") <= found

    @pytest.mark.parametrize("kind", ["Pattern", "ExtGState"])
    def test_of_a_tile_and_of_a_mask(self, page_with, kind):
        pdf = page_with(b"/P scn")
        page = pdf.pages[0].obj
        drawn = pdf.make_stream(b"BT /F 9 Tf (Z) Tj ET")
        drawn.Resources = page.Resources
        held = drawn if kind == "Pattern" else Dictionary(SMask=Dictionary(G=drawn))
        page.Resources = Dictionary({f"/{kind}": Dictionary(P=held)})
        (found,) = used_glyphs(pdf).values()
        assert glyphs_of("Z") <= found

    def test_the_font_in_force_comes_back_with_the_state(self, page_with):
        pdf = page_with(b"BT /F 9 Tf q /G 9 Tf Q (R) Tj ET")
        (found,) = used_glyphs(pdf).values()
        assert glyphs_of("R") <= found

    def test_a_font_with_a_map_of_its_own_keeps_all(self, page_with):
        pdf = page_with(b"BT /F 9 Tf <0041> Tj ET")
        font = pdf.pages[0].obj.Resources.Font.F
        inner = Dictionary(Subtype=Name.CIDFontType2, FontDescriptor=font.FontDescriptor)
        font.Subtype, font.DescendantFonts = Name.Type0, pikepdf.Array([inner])
        font.Encoding = Name("/UniGB-UCS2-H")
        assert list(used_glyphs(pdf).values()) == [None]

    def test_a_program_that_cannot_be_read_keeps_all(self, page_with):
        pdf = page_with(b"BT /F 9 Tf (a) Tj ET")
        pdf.pages[0].obj.Resources.Font.F.FontDescriptor.FontFile2.write(b"\x00\x01\x00\x00 nonsense")
        assert list(used_glyphs(pdf).values()) == [None]
