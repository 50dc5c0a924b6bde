"""File names and titles are judged as they are sent, not as the packet's own files are called."""

import pytest

from efiling.courts import load_court
from efiling.preflight import Matter, Outcome, Paper, Result, preflight
from efiling.text import file_name
from tests.efiling.preflight.papers import clean
from tests.efiling.preflight.test_checks_on_captions import TODAY

TINY = load_court("sandbox-tiny")  # names of at most 20 characters, titles of at most 40
ONE, OTHER = clean(), clean("<p>Another paper altogether.</p>")


def names(*papers: Paper) -> Result:
    report = preflight(Matter(papers=papers, court=TINY, today=TODAY))
    return next(result for result in report.results if result.number == 37)


class TestNamesAsSent:
    def test_a_long_name_of_ours_that_is_sent_short_passes(self) -> None:
        path = "01-declaration-of-payment-history.pdf"
        short = file_name(path, TINY.limit("limits.filename_chars"))
        assert len(short) <= 20
        assert names(Paper(path, ONE, sent_as=short)).outcome is Outcome.PASS
        assert names(Paper(path, ONE)).outcome is Outcome.BLOCK

    @pytest.mark.parametrize(
        ("length", "outcome"), [(20, Outcome.PASS), (21, Outcome.BLOCK)], ids=["at the limit", "one more"]
    )
    def test_what_is_sent_is_held_against_the_limit(self, length: int, outcome: Outcome) -> None:
        assert names(Paper("p.pdf", ONE, sent_as="a" * (length - 4) + ".pdf")).outcome is outcome

    def test_a_long_title_that_is_sent_short_passes(self) -> None:
        title = "Notice of Motion and Motion for Modification of Child Support"
        assert names(Paper("p.pdf", ONE, title=title)).outcome is Outcome.BLOCK
        assert names(Paper("p.pdf", ONE, title=title, sent_title=title[:40])).outcome is Outcome.PASS

    def test_two_that_would_be_sent_under_one_name(self) -> None:
        result = names(
            Paper("notice-of-motion-one.pdf", ONE, sent_as="notice-of-motion.pdf"),
            Paper("notice-of-motion-two.pdf", OTHER, sent_as="notice-of-motion.pdf"),
        )
        assert result.outcome is Outcome.BLOCK
        assert [found.document for found in result.evidence] == ["notice-of-motion-two.pdf"]
