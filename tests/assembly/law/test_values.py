"""Dated values: what is in force when, and nothing outside the dates."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly.errors import NoValueInForce, UnknownName
from assembly.law import DatedValue, ValueInForce, load_law

RATE = DatedValue(
    name="rate",
    jurisdiction="us-ca",
    about="A rate",
    unit="share",
    values=(
        ValueInForce(start=date(2020, 1, 1), value=None, source="repealed"),
        ValueInForce(start=date(2010, 1, 1), value=Decimal("0.10"), source="§ 2"),
        ValueInForce(start=date(2000, 1, 1), value=Decimal("0.07"), source="§ 1"),
    ),
)


class TestValue:
    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            pytest.param(date(2000, 1, 1), "0.07", id="first day"),
            pytest.param(date(2009, 12, 31), "0.07", id="last day of the old value"),
            pytest.param(date(2010, 1, 1), "0.10", id="first day of the new value"),
            pytest.param(date(2019, 12, 31), "0.10", id="day before the repeal"),
        ],
    )
    def test_is_the_one_in_force(self, on: date, expected: str) -> None:
        assert RATE.on(on) == Decimal(expected)

    @pytest.mark.parametrize(
        "on",
        [
            pytest.param(date(1999, 12, 31), id="before the first"),
            pytest.param(date(2020, 1, 1), id="repealed"),
        ],
    )
    def test_is_refused_outside_the_dates(self, on: date) -> None:
        with pytest.raises(NoValueInForce, match="rate"):
            RATE.on(on)

    def test_the_refusal_says_for_which_days_there_is_one(self) -> None:
        with pytest.raises(
            NoValueInForce, match="1999-12-31; it is encoded from 2000-01-01 through 2019-12-31"
        ):
            RATE.on(date(1999, 12, 31))

    def test_a_table_without_an_end_is_encoded_from_its_first_day_on(self) -> None:
        with pytest.raises(NoValueInForce, match="it is encoded from 1994-01-01 on"):
            load_law().table("guideline_child_multiplier", "us-ca", date(1993, 12, 31))


class TestSpans:
    def test_split_where_the_value_changes(self) -> None:
        spans = RATE.spans(date(2009, 12, 30), date(2010, 1, 3))
        assert [(span.days, span.value) for span in spans] == [(2, Decimal("0.07")), (2, Decimal("0.10"))]

    def test_are_refused_where_part_has_no_value(self) -> None:
        with pytest.raises(NoValueInForce):
            RATE.spans(date(2019, 12, 1), date(2020, 1, 2))

    def test_of_no_time_are_none(self) -> None:
        assert RATE.spans(date(2015, 1, 1), date(2015, 1, 1)) == ()

    @settings(deadline=None)
    @given(st.integers(0, 7000), st.integers(0, 7000))
    def test_cover_every_day_once(self, first: int, second: int) -> None:
        start, until = sorted((date(2000, 1, 1) + timedelta(first), date(2000, 1, 1) + timedelta(second)))
        spans = RATE.spans(start, until)
        assert sum(span.days for span in spans) == (until - start).days
        assert all(before.until == after.start for before, after in pairwise(spans))


class TestTheLaw:
    def test_of_a_state_includes_the_federal(self) -> None:
        places = {rule.jurisdiction for rule in load_law().rules_of("us-or")}
        assert places == {"us", "us-or"}

    def test_of_an_unknown_state_is_refused(self) -> None:
        with pytest.raises(UnknownName, match="us-nv"):
            load_law().rules_of("us-nv")

    def test_has_no_default_for_an_unknown_value(self) -> None:
        with pytest.raises(UnknownName, match="no_such_value"):
            load_law().value("no_such_value", "us-ca", date(2026, 1, 1))

    def test_names_a_source_for_every_value(self) -> None:
        law = load_law()
        assert [
            value.name for value in law.dated_values.values() if not all(v.source for v in value.values)
        ] == []
