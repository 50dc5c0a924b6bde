"""How a court takes a signature.

Source: Cal. Rules of Court, rule 2.257(b)-(c); Fam. Code § 17400(b)(2); UTCR 21.090(1)-(3).
"""

import pytest

from efiling.courts import load_court
from efiling.signing import SignatureForm, ruling


@pytest.mark.parametrize(
    ("court", "slot", "filer", "perjury", "form"),
    [
        pytest.param("us-ca-santa-clara", "agency_attorney", True, False, "typed", id="CA pleading"),
        pytest.param("us-ca-santa-clara", "declarant", False, True, "ink", id="CA declaration"),
        pytest.param("us-ca-santa-clara", "declarant", True, True, "ink", id="CA, the attorney's own oath"),
        pytest.param("us-ca-santa-clara", "party", False, False, "ink", id="CA stipulation"),
        pytest.param("us-or-multnomah", "agency_attorney", True, False, "typed", id="OR filer"),
        pytest.param("us-or-multnomah", "declarant", False, True, "ink", id="OR, s/ of who is not the filer"),
        pytest.param("us-or-multnomah", "declarant", False, False, "ink", id="OR non-filer without oath"),
        pytest.param("us-or-multnomah", "judicial_officer", False, False, "court", id="judge"),
        pytest.param("sandbox", "agency_attorney", True, False, "typed", id="sandbox filer"),
        pytest.param("sandbox", "agency_attorney", True, True, "ink", id="sandbox oath"),
    ],
)
def test_the_form_is_the_courts(court: str, slot: str, filer: bool, perjury: bool, form: str) -> None:
    found = ruling(load_court(court), slot=slot, filer=filer, perjury=perjury)
    assert found.form is SignatureForm(form)


def test_the_ruling_names_its_source() -> None:
    oath = ruling(load_court("us-ca-fresno"), slot="declarant", filer=False, perjury=True)
    assert oath.source == "Fam. Code § 17400(b)(2)"
    typed = ruling(load_court("us-or-lane"), slot="agency_attorney", filer=True, perjury=False)
    assert typed.source == "UTCR 21.090(1)-(2)"


def test_what_nobody_knows_is_not_guessed() -> None:
    from dataclasses import replace
    from types import MappingProxyType

    court = load_court("us-or-lane")
    facts = {key: fact for key, fact in court.facts.items() if not key.startswith("signature.")}
    silent = replace(court, facts=MappingProxyType(facts))
    assert ruling(silent, slot="agency_attorney", filer=True, perjury=False).form is SignatureForm.UNKNOWN
