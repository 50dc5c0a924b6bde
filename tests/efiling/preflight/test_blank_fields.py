"""Boxes that may not stay empty (check 15): the researched test ideas, and ORS 18.042 for a money award."""

from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from assembly.model.document import FormEdition
from efiling.courts import CourtProfile, load_court
from efiling.preflight import Kind, Matter, Outcome, Paper, Result, preflight
from efiling.preflight.known import Box, Printed
from tests.efiling.preflight.papers import BODY, clean, draw, spoiled
from tests.efiling.preflight.test_checks_on_bytes import court

BOX = Box(label="Monthly support", page=1, rect=(100.0, 500.0, 250.0, 520.0))
FL_600 = FormEdition(number="FL-600", revised=date(2020, 1, 1))
PAGE = clean()


def result(raw: bytes, *, profile: CourtProfile | None = None, **paper: object) -> Result:
    made = Paper("form.pdf", raw, title="Form", kind=Kind.FORM, **paper)  # type: ignore[arg-type]
    matter = Matter(papers=(made,), court=profile or court(), today=date(2026, 11, 22))
    (found,) = [result for result in preflight(matter).results if result.number == 15]
    return found


class TestBoxes:
    @pytest.mark.parametrize(
        ("commands", "empty"),
        [
            pytest.param(b"", True, id="white"),
            pytest.param(b"0.7 w 102 276 m 248 276 l S", True, id="only the printed guide line"),
            pytest.param(b"0.7 w 100.5 272.5 149 19 re S", True, id="only the frame"),
            pytest.param(b"BT /Plain 10 Tf 104 278 Td (N/A) Tj ET", False, id="N/A"),
            pytest.param(b"BT /Plain 10 Tf 104 278 Td (0) Tj ET", False, id="one character"),
            pytest.param(b"1.2 w 104 280 m 108 275 l 116 288 l S", False, id="a drawn check mark"),
        ],
    )
    def test_nothing_but_its_own_lines_is_empty(self, commands: bytes, empty: bool) -> None:
        found = result(spoiled(PAGE, draw(commands, font=True)), boxes=(BOX,))
        assert found.outcome is (Outcome.BLOCK if empty else Outcome.PASS)
        assert not empty or (found.evidence[0].rect, found.evidence[0].page) == (BOX.rect, 1)

    def test_a_required_field_of_a_fillable_file(self) -> None:
        def fields(file: pikepdf.Pdf, value: str = "") -> None:
            widget = Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("x"), TU=String("Case number"), Ff=2,
                Rect=Array([100, 272, 250, 292]),
            )  # fmt: skip
            if value:
                widget.V = String(value)
            place = file.make_indirect(widget)
            file.Root.AcroForm = Dictionary(Fields=Array([place]))
            file.pages[0].obj["/Annots"] = Array([place])

        empty = result(spoiled(PAGE, fields))
        assert (empty.outcome, empty.evidence[0].problem) == (
            Outcome.BLOCK,
            "The box “Case number” is empty.",
        )
        assert result(spoiled(PAGE, lambda file: fields(file, "N/A"))).outcome is Outcome.PASS


class TestLabels:
    def form(self, petitioner: str = "County of Santa Clara", respondent: str = "José Nuñez") -> str:
        return (
            "<p>Superior Court of California, County of Santa Clara</p>"
            f"<p>Petitioner/plaintiff: {petitioner}</p><p>Respondent/defendant: {respondent}</p><p>{BODY}</p>"
        )

    def test_a_caption_without_its_respondent(self) -> None:
        profile = load_court("us-ca-santa-clara")
        assert result(clean(self.form()), profile=profile, form=FL_600).outcome is Outcome.PASS
        assert result(clean(self.form("N/A")), profile=profile, form=FL_600).outcome is Outcome.PASS
        found = result(clean(self.form(respondent="")), profile=profile, form=FL_600)
        assert [evidence.problem for evidence in found.evidence] == [
            "The box “Respondent/defendant” is empty."
        ]

    def test_the_value_may_stand_under_its_label(self) -> None:
        profile = court(forms__required={"FL-600": ["Case number:"]})
        page = f"<p style='margin:0'>Case number:</p><p style='margin:0'>26-CS-00012</p><p>{BODY}</p>"
        assert result(clean(page), profile=profile, form=FL_600).outcome is Outcome.PASS
        empty = f"<p style='margin:0 0 40pt'>Case number:</p><p>{BODY}</p>"
        assert result(clean(empty), profile=profile, form=FL_600).outcome is Outcome.BLOCK

    def test_a_money_award_without_its_creditor(self) -> None:
        """ORS 18.042(2)(a): the money award names the judgment creditor."""
        profile = court(forms__required={"general-judgment-money-award": ["Judgment creditor:"]})
        page = "<p style='margin:0 0 30pt'>Judgment creditor: {}</p><p>{}</p>"
        for name, outcome in (("State of Oregon", Outcome.PASS), ("", Outcome.BLOCK)):
            raw = clean(page.format(name, BODY))
            found = result(raw, profile=profile, type_id="us-or/general-judgment-money-award")
            assert found.outcome is outcome


def test_a_value_that_is_there_as_words_and_not_as_ink() -> None:
    raw = clean(f"<p style='color:white'>José Nuñez</p><p>{BODY}</p>")
    told = (Printed(text="José Nuñez", words="the respondent"),)
    assert result(raw, printed=told).outcome is Outcome.BLOCK
    assert result(clean(f"<p>José Nuñez</p><p>{BODY}</p>"), printed=told).outcome is Outcome.PASS


def test_where_nobody_said_what_must_be_filled_it_is_not_passed() -> None:
    found = result(PAGE)
    assert (found.outcome, found.unchecked) == (
        Outcome.NOT_CHECKED,
        ("nobody has said which boxes of these papers must be filled",),
    )
