"""Identifiers and protected addresses in the pictures of pages that have no words of their own."""

import pytest

from efiling.courts import load_court
from efiling.preflight import Matter, Outcome, Paper, Private, Result, preflight
from efiling.preflight.sight import NO_READER, Sight
from tests.efiling.preflight.papers import BODY, clean
from tests.efiling.preflight.scans import page_of_words, scan
from tests.efiling.preflight.test_checks_on_captions import TODAY
from tests.efiling.preflight.test_upright_pages import SeesAll, SeesNothing

COURT = load_court("us-ca-santa-clara")
SCAN = scan(page_of_words())
PRIVATE = Private(social_security=("123-45-6789",), protected=("1482 Willow Bend Court",))
NUMBER, ADDRESS = "My number is 123 45 6789.", "I live at 1482 WILLOW BEND CT, Apt. 3."
IDENTIFIERS, WHEREABOUTS = 22, 23


def found(number: int, eyes: SeesAll | None, raw: bytes = SCAN, **paper: object) -> Result:
    about = Matter(
        papers=(Paper("p.pdf", raw, **paper),),  # type: ignore[arg-type]
        court=COURT,
        today=TODAY,
        private=PRIVATE,
        sight=Sight(eyes),
    )
    (result,) = [result for result in preflight(about).results if result.number == number]
    return result


class TestWordsInPictures:
    @pytest.mark.parametrize(
        ("number", "words", "problem"),
        [
            (IDENTIFIERS, NUMBER, "The picture of the page shows a person's social security number."),
            (
                IDENTIFIERS,
                "SSN: 219-09-9999",
                "The picture of the page shows what reads as a social security number.",
            ),
            (WHEREABOUTS, ADDRESS, "The picture of the page shows where a protected person can be found."),
        ],
        ids=["the person's own number", "any number", "the protected address"],
    )
    def test_block(self, number: int, words: str, problem: str) -> None:
        result = found(number, SeesAll(turn=0, words=words))
        assert result.outcome is Outcome.BLOCK
        assert [(one.page, one.problem) for one in result.evidence] == [(1, problem)]

    @pytest.mark.parametrize("number", [IDENTIFIERS, WHEREABOUTS])
    def test_pass_where_there_is_nothing_private(self, number: int) -> None:
        assert found(number, SeesAll(turn=0, words=BODY)).outcome is Outcome.PASS

    @pytest.mark.parametrize("number", [IDENTIFIERS, WHEREABOUTS])
    def test_are_not_checked_without_recognition(self, number: int) -> None:
        result = found(number, None)
        assert result.outcome is Outcome.NOT_CHECKED
        assert result.unchecked == (f"p.pdf, page 1: the words in the picture: {NO_READER}",)

    def test_are_not_looked_for_on_pages_that_have_words(self) -> None:
        eyes = SeesAll(words=NUMBER)
        assert found(IDENTIFIERS, eyes, clean()).outcome is Outcome.PASS
        assert eyes.looks == 0

    def test_are_not_looked_for_in_the_confidential_form(self) -> None:
        result = found(IDENTIFIERS, SeesAll(turn=0, words=NUMBER), identifiers_allowed=True)
        assert result.outcome is Outcome.PASS

    def test_a_finding_elsewhere_stands_beside_what_was_not_seen(self) -> None:
        class SeesNoWords(SeesNothing):
            words = SeesNothing.turn  # type: ignore[assignment]

        result = found(IDENTIFIERS, SeesNoWords(), title="of 123-45-6789")
        assert result.outcome is Outcome.BLOCK
        assert result.unchecked == ("p.pdf, page 1: the words in the picture: it is too late",)
