"""Text is set smaller, then narrower, then continued; never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.render.forms.fit import (
    LEAST_SIZE,
    LEAST_STRETCH,
    begin_line,
    conserved,
    fit_block,
    fit_line,
    wrap,
)


def measure(text: str) -> int:
    """Every letter is half as wide as its size."""
    return 500 * len(text)


class TestOneLine:
    @pytest.mark.parametrize(
        ("width", "size", "stretch"),
        [
            pytest.param(104, 10.0, 100, id="just fits"),
            pytest.param(103, 9.9, 100, id="smaller"),
            pytest.param(74, 7.0, 100, id="smallest"),
            pytest.param(53, 7.0, 70, id="narrowest"),
        ],
    )
    def test_shrinks_then_narrows(self, width, size, stretch):
        fitted = fit_line("a" * 20, measure, width=width, size=10.0)
        assert fitted is not None
        assert (fitted.size, fitted.stretch) == (size, stretch)

    def test_does_not_pass_the_floor(self):
        assert fit_line("a" * 20, measure, width=52, size=10.0) is None

    def test_the_beginning_ends_at_a_word_and_points_to_the_addendum(self):
        begun = begin_line("Packers and Shippers Association", measure, width=65, mark=" (see A1)")
        assert begun.lines == ("Packers and (see A1)",)
        assert begun.rest == "Packers and Shippers Association"
        assert (begun.size, begun.stretch) == (LEAST_SIZE, LEAST_STRETCH)


class TestBlock:
    def test_smaller_letters_before_any_overflow(self):
        fitted = fit_block("word " * 20, measure, width=104, size=10.0, count=lambda size: int(40 / size))
        assert not fitted.rest
        assert fitted.size < 10

    def test_whole_items_stay_together(self):
        items = "\n".join(f"Child number {n} of the order" for n in range(6))
        fitted = fit_block(items, measure, width=150, size=7.0, count=lambda _: 4)
        assert fitted.lines == tuple(items.split("\n")[:3])
        assert fitted.rest == "\n".join(items.split("\n")[3:])

    def test_one_long_item_is_broken_between_words(self):
        text = " ".join(f"word{n:03}" for n in range(60))
        fitted = fit_block(text, measure, width=150, size=7.0, count=lambda _: 3)
        assert len(fitted.lines) == 2
        assert conserved(text, fitted.lines, fitted.rest)

    @given(st.lists(st.text("abc d", max_size=60), max_size=8), st.integers(1, 6))
    def test_nothing_is_lost(self, items, held):
        text = "\n".join(items)
        fitted = fit_block(text, measure, width=80, size=10.0, count=lambda _: held)
        assert conserved(text, fitted.lines, fitted.rest)


@given(st.text(min_size=1, max_size=200), st.integers(20, 200))
def test_wrapped_lines_hold_every_character(text, width):
    assert "".join("".join(wrap(text, measure, width=width, size=10)).split()) == "".join(text.split())


def test_a_word_broken_at_the_last_line_goes_on_without_a_gap():
    fitted = fit_block("x" * 100, measure, width=64, size=10.0, count=lambda _: 3)
    assert fitted.rest == "x" * (100 - sum(map(len, fitted.lines)))


def test_a_lost_word_is_found_out():
    assert not conserved("one two three", ("one",), "three")
    assert not conserved("one two three", ("one two",), "")
    assert conserved("one two three", ("one",), "two three")
    assert conserved("one two three", ("one two",), "one two three")
