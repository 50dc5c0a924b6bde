"""Fonts lose their instructions and nothing else."""

import io

import pikepdf
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from assembly.render.forms.hints import without_instructions


@pytest.fixture(scope="module")
def programs(blank):
    pdf = pikepdf.open(io.BytesIO(blank))
    return [
        o.FontFile2.read_bytes()
        for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o
    ]


def opened(program: bytes) -> TTFont:
    font = TTFont(io.BytesIO(program))
    font.setGlyphOrder([f"g{number}" for number in range(font["maxp"].numGlyphs)])
    return font


def outline(font: TTFont, name: str) -> list[object]:
    pen = RecordingPen()
    font["glyf"][name].draw(pen, font["glyf"])
    return pen.value


def test_every_outline_and_width_is_the_same(programs):
    for program in programs[:4]:
        before, after = opened(program), opened(without_instructions(program))
        assert len(without_instructions(program)) < len(program)
        for name in before.getGlyphOrder():
            if before["glyf"][name].numberOfContours:
                assert outline(before, name) == outline(after, name)
        assert before["hmtx"].metrics == after["hmtx"].metrics


def test_what_is_no_true_type_font_is_left_alone():
    assert without_instructions(b"OTTO and more") == b""
    assert without_instructions(b"\x00\x01\x00\x00\x00\x01") == b""
