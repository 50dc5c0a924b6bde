"""What the case already says of the Judicial Council's family law forms. Item numbers are those of the forms."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assembly.intake import read_facts
from assembly.law import Law, load_law
from assembly.model.case import PartyRole
from assembly.model.council_forms import CostItem, DefaultEntry
from assembly.model.facts import Facts
from assembly.model.income_declaration import Debt, Expenses, IncomeDeclaration
from assembly.model.support_attachment import GuidelineSide, PartyShare, SupportAttachment
from assembly.rules import compute

CASES = Path(__file__).parents[3] / "templates" / "_cases"


@pytest.fixture(scope="module")
def law() -> Law:
    return load_law()


def case(slug: str) -> Facts:
    return read_facts((CASES / f"{slug}.facts.json").read_bytes())


@pytest.fixture
def parentage() -> Facts:
    return case("santa-clara-family-parentage")


@pytest.fixture
def dissolution() -> Facts:
    return case("san-diego-family-dissolution")


class TestDefaultEntry:
    def test_the_total_is_the_sum_of_the_costs(self, dissolution: Facts, law: Law) -> None:
        """FL-165 item 5b: 435.00 + 118.50 + 40.00 + 212.00 + 38.25 + 160.00 + 64.00."""
        made = compute("council_forms.default_entry", dissolution, law)
        assert made.costs_total.amount == Decimal("1067.75")

    def test_a_total_that_was_given_stands(self, dissolution: Facts, law: Law) -> None:
        given = DefaultEntry(costs_total=CostItem(amount=Decimal("9.00")))
        made = compute("council_forms.default_entry", replace(dissolution, default_entry=given), law)
        assert made.costs_total.amount == Decimal("9.00")

    def test_no_answer_stays_no(self, parentage: Facts, law: Law) -> None:
        made = compute("council_forms.default_entry", parentage, law)
        assert made.property_declaration_attached is False

    def test_the_envelope_goes_to_the_respondent_unless_none_is_needed(
        self, parentage: Facts, law: Law
    ) -> None:
        made = compute("council_forms.default_entry", parentage, law)
        assert (
            made.envelope_address == "Dwayne Anthony Pritchard, 318 Kestrel Yard, Unit 6, San Jose, CA 95112"
        )
        unknown = replace(parentage, default_entry=DefaultEntry(no_mailing_required=True))
        assert compute("council_forms.default_entry", unknown, law).envelope_address == ""


class TestEntryNotice:
    def test_a_party_with_counsel_is_addressed_through_counsel(self, dissolution: Facts, law: Law) -> None:
        made = compute("council_forms.entry_notice", dissolution, law)
        assert made.petitioner_addressees[0].split("\n") == [
            "Siobhán O’Dálaigh-Whitmore", "O’Dálaigh & Whitmore, A Professional Law Corporation",
            "1 Harbor Prospect Plaza, Twenty-Second Floor", "San Diego, CA 92101",
        ]  # fmt: skip

    def test_an_agency_that_petitions_is_addressed_itself(self, parentage: Facts, law: Law) -> None:
        facts = replace(parentage, case=replace(parentage.case, obligee_role=PartyRole.OTHER_PARENT))
        made = compute("council_forms.entry_notice", facts, law)
        assert made.petitioner_addressees[0].startswith("Helen M. Tran\nSanta Clara County Department")


class TestIncomeDeclaration:
    def test_total_expenses_leave_out_the_parts_of_the_mortgage(self, parentage: Facts, law: Law) -> None:
        """FL-150 item 13r: "do not add in the amounts in a(1)(a) and (b)"; 13s is no expense of one's own."""
        expenses = Expenses(
            home=Decimal("2000.00"), mortgage_principal=Decimal("500.00"), mortgage_interest=Decimal("1500.00"),
            groceries=Decimal("300.00"), savings=Decimal("0.00"), paid_by_others=Decimal("50.00"),
        )  # fmt: skip
        declaration = IncomeDeclaration(
            expenses=expenses, debts=(Debt(paid_to="A", amount=Decimal("25.50")), Debt(paid_to="B"))
        )
        made = compute(
            "council_forms.income_declaration", replace(parentage, income_declaration=declaration), law
        )
        assert made.expenses.installments == Decimal("25.50")
        assert made.expenses.total == Decimal("2325.50")
        assert made.expenses.savings == Decimal("0.00")

    def test_nothing_spent_is_no_total(self, parentage: Facts, law: Law) -> None:
        made = compute(
            "council_forms.income_declaration",
            replace(parentage, income_declaration=IncomeDeclaration()),
            law,
        )
        assert made.expenses.total is None

    def test_the_party_gives_age_and_employer(self, parentage: Facts, law: Law) -> None:
        made = compute("council_forms.income_declaration", parentage, law)
        assert made.schooling.age == 33, "born December 21, 1992; the papers bear November 20, 2026"
        assert made.employment.employer == "Mission City Bakery"
        assert made.employment.employer_address == "1480 Franklin Square, Suite B, Santa Clara, CA 95050"

    def test_a_party_without_counsel_files_alone(self, parentage: Facts, law: Law) -> None:
        filer = compute("council_forms.filer", parentage, law)
        assert (filer.name, filer.street, filer.attorney_for) == (
            "Maribel Quiroz Santos", "57 Almond Terrace", "Self-represented",
        )  # fmt: skip

    def test_a_party_with_counsel_files_through_counsel(self, dissolution: Facts, law: Law) -> None:
        filer = compute("council_forms.filer", dissolution, law)
        assert (filer.bar_number, filer.attorney_for) == ("900781", "Thị Ánh Tuyết Nguyễn")


class TestSupportAttachment:
    def test_the_other_parent_bears_the_rest_of_a_percentage(self, parentage: Facts, law: Law) -> None:
        """Fam. Code § 4061: the cost is divided between the parents."""
        made = compute("support_attachment.of_case", parentage, law)
        assert made.childcare.respondent == PartyShare(percent=Decimal("61.5"))
        assert made.childcare.petitioner == PartyShare(percent=Decimal("38.5"))

    def test_a_fixed_amount_leaves_nothing_to_the_other(self, dissolution: Facts, law: Law) -> None:
        made = compute("support_attachment.of_case", dissolution, law)
        assert made.childcare.respondent == PartyShare(amount=Decimal("125.00"))
        assert not made.childcare.petitioner.pays

    def test_shares_of_time_make_a_hundred(self, dissolution: Facts, law: Law) -> None:
        made = compute("support_attachment.of_case", dissolution, law)
        assert (made.respondent_time_percent, made.petitioner_time_percent) == (
            Decimal("12.5"),
            Decimal("87.5"),
        )

    def test_earning_capacity_is_no_income(self, dissolution: Facts, law: Law) -> None:
        """FL-342 items 2a and 2b; Fam. Code § 4058(b)."""
        made = compute("support_attachment.of_case", dissolution, law)
        assert made.respondent.gross is None
        assert made.respondent.earning_capacity == Decimal("4160.00")
        assert made.capacity_factors.count("\n") == 12, "thirteen factors, one to a line"

    @pytest.mark.parametrize(
        ("guideline", "side"),
        [
            ("1146.00", None),
            ("1146.01", GuidelineSide.BELOW),
            ("1145.99", GuidelineSide.ABOVE),
        ],
    )
    def test_departs_from_the_guideline_by_a_cent(
        self, parentage: Facts, law: Law, guideline: str, side: GuidelineSide | None
    ) -> None:
        """FL-342 item 6d; Fam. Code § 4056."""
        assert parentage.guideline is not None
        facts = replace(parentage, guideline=replace(parentage.guideline, amount=Decimal(guideline)))
        assert compute("support_attachment.of_case", facts, law).guideline_side is side

    def test_what_was_given_stands(self, parentage: Facts, law: Law) -> None:
        given = SupportAttachment(children_count=1, due_text="on the 5th")
        made = compute("support_attachment.of_case", replace(parentage, support_attachment=given), law)
        assert (made.children_count, made.due_text) == (1, "on the 5th")
