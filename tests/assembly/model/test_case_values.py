"""Small computed values of the model: ages, sums, periods."""

from datetime import date
from decimal import Decimal

import pytest

from assembly.model.children import Child, Parentage, ParentageBasis, ParentClaim
from assembly.model.finding import Finding, Severity
from assembly.model.guideline import Arrears
from assembly.model.orders import Frequency
from assembly.model.people import PersonName


def child(birth_date: date | None, basis: ParentageBasis = ParentageBasis.OTHER) -> Child:
    return Child(name=PersonName(first="A"), parentage=Parentage(basis=basis), birth_date=birth_date)


class TestChild:
    @pytest.mark.parametrize(
        ("born", "day", "age"),
        [
            pytest.param(date(2008, 3, 4), date(2026, 3, 3), 17, id="the day before"),
            pytest.param(date(2008, 3, 4), date(2026, 3, 4), 18, id="the birthday"),
            pytest.param(date(2008, 2, 29), date(2026, 2, 28), 17, id="leap day, not yet"),
            pytest.param(date(2008, 2, 29), date(2026, 3, 1), 18, id="leap day, the day after"),
            pytest.param(None, date(2026, 3, 1), None, id="not known"),
        ],
    )
    def test_counts_whole_years(self, born: date | None, day: date, age: int | None) -> None:
        assert child(born).age_on(day) == age

    def test_parentage_is_asked_for_only_where_it_is_open(self) -> None:
        assert child(None, ParentageBasis.TO_BE_ESTABLISHED).establish_parentage
        assert not child(None, ParentageBasis.VOLUNTARY_DECLARATION).establish_parentage

    def test_a_claim_is_worded(self) -> None:
        assert ParentClaim.ALLEGED_GENETIC.words == "alleged genetic parent"


def test_periods_per_year_are_those_of_proration() -> None:
    """OCSE AT-16-04: 52 weeks, 26 biweekly and 24 semimonthly periods, 12 months."""
    assert [each.per_year for each in Frequency] == [52, 26, 24, 12]


def test_arrears_add_up() -> None:
    arrears = Arrears(
        as_of=date(2026, 11, 15),
        child_principal=Decimal("100.10"),
        medical_principal=Decimal("20.00"),
        child_interest=Decimal("3.03"),
    )
    assert (arrears.principal, arrears.total) == (Decimal("120.10"), Decimal("123.13"))


@pytest.mark.parametrize("severity", list(Severity))
def test_what_must_be_mended_or_answered_blocks(severity: Severity) -> None:
    finding = Finding(rule="r", severity=severity, message="m")
    assert finding.blocks == (severity in (Severity.BLOCK, Severity.ATTEST))
