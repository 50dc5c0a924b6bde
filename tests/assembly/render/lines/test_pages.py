"""A page ends where it may: never after what is to stay with what follows, and no heading of a table is left alone."""

import pytest

from assembly.render.lines import Elsewhere
from assembly.render.lines.column import Row
from assembly.render.lines.drawn import Block
from assembly.render.lines.pages import paged


def rows(*said: str, high: float = 10.0) -> list[Row]:
    return [Row(Block(high), before) for before in said]


def counts(pages: list) -> list[int]:
    return [len(page.blocks) for page in pages]


def test_a_page_holds_what_fits():
    assert counts(paged(rows(*["auto"] * 7), lambda _page: 30.0)) == [3, 3, 1]


def test_a_first_page_may_hold_less():
    assert counts(paged(rows(*["auto"] * 6), lambda page: 30.0 if page else 20.0)) == [2, 3, 1]


def test_what_stays_together_moves_to_the_next_page():
    assert counts(paged(rows("auto", "auto", "auto", "avoid", "avoid"), lambda _page: 40.0)) == [2, 3]


def test_a_page_ends_where_it_must():
    assert counts(paged(rows("auto", "page", "auto"), lambda _page: 40.0)) == [1, 2]


def test_text_that_reaches_below_its_steps_must_fit_as_well():
    """Two single-spaced lines begin a quarter of a step lower and reach beyond their one step of the grid."""
    low = Row(Block(24.0, lines=(6.0, 30.0)), "auto")
    assert counts(paged([*rows("auto", high=24.0), low], lambda _page: 48.0)) == [1, 1]
    assert counts(paged([*rows("auto", high=24.0), low], lambda _page: 54.0)) == [2]


def test_what_fits_on_no_page_is_for_weasyprint():
    with pytest.raises(Elsewhere):
        paged(rows("auto", "avoid", "avoid", "avoid", "avoid"), lambda _page: 40.0)
    with pytest.raises(Elsewhere):
        paged(rows("auto", high=50.0), lambda _page: 40.0)


def test_a_table_has_its_heading_on_each_page_and_room_is_kept_for_it():
    heading = Block(10.0)
    held = [
        Row(heading, "auto"),
        Row(Block(10.0), "avoid", heading),
        *(Row(Block(10.0), "auto", heading) for _ in range(4)),
    ]
    pages = paged(held, lambda _page: 40.0)
    assert counts(pages) == [4, 2]
    assert [page.again for page in pages] == [[], [(heading, 0.0)]]
    assert [top for _, top in pages[1].blocks] == [10.0, 20.0]


def test_a_paper_without_text_has_one_page():
    assert counts(paged([], lambda _page: 40.0)) == [0]


class TestRoomBetweenRows:
    def test_counts_but_at_the_head_of_a_page_that_ended_unasked(self):
        held = rows(*["auto"] * 4)
        for row in held:
            row.gap = 5.0
        pages = paged(held, lambda _page: 30.0)
        assert [[top for _, top in page.blocks] for page in pages] == [[5.0, 20.0], [0.0, 15.0]]

    def test_counts_where_a_page_was_asked_to_begin(self):
        held = rows("auto", "page")
        held[1].gap = 5.0
        assert [[top for _, top in page.blocks] for page in paged(held, lambda _page: 30.0)] == [[0.0], [5.0]]


def test_a_page_that_would_end_within_a_block_is_for_weasyprint():
    held = [*rows("auto"), Row(Block(20.0), "auto", may_be_parted=True)]
    assert counts(paged(held, lambda _page: 30.0)) == [2]
    with pytest.raises(Elsewhere):
        paged(held, lambda _page: 25.0)
