"""Case category and type (check 4), held against the sandbox court's lists: the researched test ideas."""

from dataclasses import replace
from datetime import date

import pytest

from efiling.courts import CourtProfile, load_court
from efiling.courts.codes import Code
from efiling.model import Envelope, EnvelopeCase, SubmissionId
from efiling.preflight import Matter, Outcome, Paper, Result, preflight
from tests.efiling.preflight.papers import clean

SANDBOX = load_court("sandbox")
PAGE = clean()
INITIAL, SUBSEQUENT = "9101", "9102"


def result(
    category: str,
    kind: str,
    *,
    docket: str = "",
    profile: CourtProfile = SANDBOX,
    code: str = "",
    on_file: tuple[str, str] | None = None,
) -> Result:
    case = EnvelopeCase(category_code=category, type_code=kind, docket_number=docket)
    envelope = Envelope(
        submission_id=SubmissionId("s"), court="sandbox:main", case=case, parties=(), filings=()
    )
    matter = Matter(
        papers=(Paper("a.pdf", PAGE, title="A", filing_code=code),),
        court=profile,
        today=date(2026, 11, 22),
        envelope=envelope,
        on_file=on_file,
    )
    (found,) = [result for result in preflight(matter).results if result.number == 4]
    return found


@pytest.mark.parametrize(
    ("category", "kind", "docket", "problem"),
    [
        pytest.param("9001", INITIAL, "", "", id="opens a case"),
        pytest.param("9001", SUBSEQUENT, "EX-2026-00012", "", id="into a case, only in the later list"),
        pytest.param("9001", INITIAL, "EX-2026-00012", "a case on file", id="initial code, later filing"),
        pytest.param("9001", SUBSEQUENT, "", "opens a case", id="later code, new case"),
        pytest.param("9002", INITIAL, "", "not one of domestic", id="same name, civil"),
        pytest.param("9999", INITIAL, "", "not in the court's list", id="unknown category"),
        pytest.param("9001", "9199", "", "not in the court's list", id="unknown type"),
    ],
)
def test_codes_against_the_lists(category: str, kind: str, docket: str, problem: str) -> None:
    found = result(category, kind, docket=docket)
    assert found.outcome is (Outcome.BLOCK if problem else Outcome.PASS)
    assert not problem or any(problem in evidence.problem for evidence in found.evidence)


def test_the_courts_own_codes_of_a_case_on_file_hold_though_no_list_has_them() -> None:
    assert result("0404", "0505", docket="EX-2026-00012", on_file=("0404", "0505")).outcome is Outcome.PASS


def test_a_code_that_is_no_longer_in_force() -> None:
    rows = tuple(
        Code(code=row.code, name=row.name, columns={**row.columns, "until": "2026-11-22"})
        if row.code == INITIAL
        else row
        for row in SANDBOX.codes["case_type"].rows
    )
    old = replace(
        SANDBOX, codes={**SANDBOX.codes, "case_type": replace(SANDBOX.codes["case_type"], rows=rows)}
    )
    found = result("9001", INITIAL, profile=old)
    assert [evidence.problem for evidence in found.evidence] == [
        "The case type 9101 (Governmental Child Support) is not in force on the day."
    ]


def test_a_paper_that_the_court_takes_under_another_type() -> None:
    assert result("9001", INITIAL, code="summons_and_complaint").outcome is Outcome.PASS
    found = result("9001", SUBSEQUENT, docket="EX-2026-00012", code="summons_and_complaint")
    assert (found.outcome, found.evidence[0].document) == (Outcome.BLOCK, "a.pdf")


def test_without_a_list_or_a_message_it_is_not_passed() -> None:
    bare = replace(SANDBOX, codes={})
    assert result("9001", INITIAL, profile=bare).outcome is Outcome.NOT_CHECKED
    matter = Matter(papers=(Paper("a.pdf", PAGE),), court=SANDBOX, today=date(2026, 11, 22))
    (found,) = [result for result in preflight(matter).results if result.number == 4]
    assert (found.outcome, found.unchecked) == (
        Outcome.NOT_CHECKED,
        ("no message has been made, so the case has no category and type yet",),
    )
