"""Clerks' reasons read to checks. The texts are those of published lists (Texas, Illinois) and of the product's worked rejection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efiling.courts import load_court
from efiling.rejection import Sure, causes, read_reason

SANDBOX = [row for row in load_court("sandbox").items("reject.reasons") if isinstance(row, dict)]


def checks_of(text: str) -> list[tuple[int, Sure]]:
    return [(match.cause.check, match.sure) for match in read_reason(text, SANDBOX)]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        pytest.param("Insufficient fees", 31, id="Texas"),
        pytest.param("Wrong clerk", 3, id="Texas"),
        pytest.param("PDF documents combined", 8, id="Texas"),
        pytest.param("Illegible", 28, id="Texas"),
        pytest.param("Sensitive data", 22, id="Texas"),
        pytest.param("Not text-searchable", 16, id="Illinois"),
        pytest.param("Not signed or improperly signed", 6, id="Illinois"),
    ],
)
def test_the_texts_of_published_lists_are_read_exactly(text: str, check: int) -> None:
    assert checks_of(text) == [(check, Sure.EXACT)]


@pytest.mark.parametrize(
    ("text", "check", "fact"),
    [
        ("Case no. on CIF does not match.", 1, "/case/number"),
        ("Pls attach cert of svc", 11, ""),
        ("The hearing date falls on a court holiday!", 35, "/show_cause/hearing/day"),
        ("Exhibit B is a picture", 16, ""),
    ],
)
def test_free_text_is_likely_and_names_the_fact(text: str, check: int, fact: str) -> None:
    first = read_reason(text)[0]
    assert (first.cause.check, first.sure, first.cause.fact) == (check, Sure.LIKELY, fact)
    assert first.cause.fix


def test_a_code_and_its_text_are_read_by_the_text_of_the_courts_list() -> None:
    assert checks_of("R03 Document not text searchable") == [(16, Sure.EXACT)]
    assert checks_of("R05 Signature missing") == [(6, Sure.EXACT)]


@pytest.mark.parametrize(
    "text", ["R01", "R99 Other", "", "See me.", "Please call chambers about this", "feet"]
)
def test_what_is_not_understood_is_not_guessed(text: str) -> None:
    assert checks_of(text) == []


def test_a_court_may_map_its_own_codes() -> None:
    (match,) = read_reason("X7", [{"code": "X7", "text": "Return to sender", "check": 4}])
    assert (match.cause.check, match.sure) == (4, Sure.EXACT)


def test_a_reason_with_two_meanings_gives_both() -> None:
    found = checks_of("Document is not signed and the case number is wrong")
    assert sorted(check for check, _ in found) == [1, 6]
    assert {sure for _, sure in found} == {Sure.LIKELY}


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    for match in read_reason(text, SANDBOX):
        assert match.cause in causes()


def test_every_cause_is_one_check_with_a_source_and_words() -> None:
    numbers = [cause.check for cause in causes()]
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= set(range(1, 43))
    assert all(cause.source and cause.fix and (cause.exact or cause.phrases) for cause in causes())
