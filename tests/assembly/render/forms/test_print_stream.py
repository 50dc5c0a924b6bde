"""Many cases in one file: the same pages as one file each, the background only once."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from assembly.render.forms.blank import read_blank
from assembly.render.forms.engine import finish, prepared_form
from assembly.render.forms.fill import fill
from assembly.render.forms.mapping import read_mapping
from assembly.render.forms.prepared import prepare
from assembly.render.forms.print_stream import print_stream

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def form(iwo_source, blank):
    return prepare(read_mapping(iwo_source), read_blank(blank), official=True, tagged=False)


@pytest.fixture
def streamed(form):
    def write(cases):
        out = io.BytesIO()
        pages = print_stream(form, ({"iwo": case} for case in cases), out, title="Run 7", prepared_on=DAY)
        return pages, out.getvalue()

    return write


def test_each_case_has_its_own_pages_in_order(streamed, iwo_of, words, installed, iwo_source):
    cases = [
        iwo_of("alameda-withholding"),
        iwo_of("fresno-nine-children"),
        iwo_of("multnomah-withholding-ended"),
    ]
    pages, pdf = streamed(cases)
    assert pages == 4 + 4 + 4
    alone = []
    for case in cases:
        single = prepared_form(iwo_source)
        alone += words(finish(single, fill(single, {"iwo": case}), title="x", prepared_on=DAY))
    assert words(pdf) == alone


def test_the_background_is_there_once(streamed, iwo_of):
    case = iwo_of("alameda-withholding")
    _, few = streamed([case] * 2)
    _, many = streamed([replace(case, case_id=str(number)) for number in range(70)])
    assert (len(many) - len(few)) / 68 < 6_000, "bytes a case, so that 10,000 stay under 60 MB"


def test_a_tree_of_many_cases_is_sound(streamed, iwo_of):
    case = iwo_of("lane-withholding-lump-sum")
    pages, raw = streamed([case] * 40)
    pdf = pikepdf.open(io.BytesIO(raw))
    assert pdf.check_pdf_syntax() == []
    assert len(pdf.pages) == pages == 160
    assert {page.obj.Parent.Count for page in pdf.pages} == {128, 32}


def test_scripts_that_are_rare_are_printed_too(streamed, iwo_of, words):
    case = replace(iwo_of("alameda-withholding"), obligee_name="陈美玲", obligor_name="Владимир Đặng")
    _, pdf = streamed([iwo_of("lane-withholding-lump-sum"), case])
    assert "Владимир Đặng" in words(pdf)[4]
    assert set("陈美玲") <= set(words(pdf)[4])


def test_the_same_cases_give_the_same_bytes(streamed, iwo_of):
    cases = [iwo_of("alameda-withholding")] * 3
    assert streamed(cases) == streamed(cases)


def test_no_case_gives_an_empty_sound_file(streamed):
    pages, raw = streamed([])
    assert pages == 0
    assert pikepdf.open(io.BytesIO(raw)).check_pdf_syntax() == []
