"""One text is found in another however it is written, and never by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembly.model.likeness import Haystack, letters_of


@given(
    before=st.text(),
    after=st.text(),
    secret=st.text(min_size=8, alphabet=st.characters(categories=["L", "Nd"])),
)
def test_a_long_text_is_always_found_where_it_stands(before: str, after: str, secret: str) -> None:
    wanted = letters_of(secret)
    assert not wanted or len(wanted) < 8 or Haystack(f"{before} {secret} {after}").holds(secret)


@pytest.mark.parametrize(
    ("text", "secret", "held"),
    [
        pytest.param("José  NUÑEZ", "Jose\u0301 Nun\u0303ez", True, id="composed or decomposed"),
        pytest.param("（４０８）５５５－０１２７", "408-555-0127", True, id="wide digits"),
        pytest.param("Apartment 4", "Apt 4", False, id="a short text inside a word"),
        pytest.param("Lot 4, Apt. 4", "Apt 4", True, id="a short text by itself"),
        pytest.param("anything", "", False, id="nothing"),
        pytest.param("anything", "-", False, id="no letters"),
    ],
)
def test_alike(text: str, secret: str, held: bool) -> None:
    assert Haystack(text).holds(secret) is held
