"""The safety interlock: nothing by which a protected person can be found is left in protected facts."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembly.intake import facts_json
from assembly.model.document import SecurityClass
from assembly.model.facts import Facts
from assembly.model.people import Address, Employer, Safety
from assembly.rules import protect
from tests.assembly.rules.conftest import changed_case

PROTECTED = {"/obligee/safety": {"family_violence": True}}
SHOWN = [SecurityClass.PUBLIC, SecurityClass.CONFIDENTIAL, SecurityClass.CONFIDENTIAL_SSN]

# Made-up words that no other fact of the example bears, so that finding one means a leak.
secret = st.text(alphabet="bdfghjkz", min_size=6, max_size=12).map(lambda word: f"Qx{word}")
spaced = st.sampled_from(
    [str, str.upper, str.lower, lambda text: text.replace(" ", "  "), lambda text: text.replace(" ", "-")]
)


def texts(facts: Facts) -> str:
    """Return every letter and digit of the facts in one line, small."""
    return "".join(filter(str.isalnum, facts_json(facts).decode().casefold()))


def address(words: str) -> Address:
    """Return an address on a street of that name."""
    return Address(
        line1=f"41 {words} Street", line2=f"Unit {words}", city="Gilroy", state="CA", zip_code="95020"
    )


class TestProtectedPerson:
    @settings(deadline=None, max_examples=60)
    @given(street=secret, mail=secret, employer=secret, email=secret, told=spaced)
    @pytest.mark.parametrize("security", SHOWN)
    def test_cannot_be_found_in_any_text(
        self,
        security: SecurityClass,
        street: str,
        mail: str,
        employer: str,
        email: str,
        told: Callable[[str], str],
    ) -> None:
        facts = changed_case("plain", PROTECTED)
        person = replace(
            facts.obligee,
            residence_address=address(street),
            mailing_address=address(mail),
            phone="408-555-0199",
            email=f"{email}@example.com",
            license_number="D8675309",
            employers=(Employer(name=f"{employer} and Sons", address=address(employer)),),
            safety=replace(facts.obligee.safety, safe_contact=f"call {email} at night"),
        )
        story = told(
            f"She lives at 41 {street} Street and works for {employer} and Sons, tel. (408) 555 0199."
        )
        pleading = facts.pleading and replace(facts.pleading, other_text=story)
        shown = texts(protect(replace(facts, obligee=person, pleading=pleading), security=security))
        for word in (
            f"41{street}street",
            f"unit{street}",
            f"41{mail}street",
            f"{employer}andsons",
            email,
            "4085550199",
            "d8675309",
        ):
            assert word.casefold() not in shown

    def test_has_the_agency_address_in_place_of_theirs(self) -> None:
        facts = changed_case("plain", PROTECTED)
        assert protect(facts).obligee.contact_address == facts.agency.address

    def test_has_their_own_substitute_address_where_they_have_one(self) -> None:
        substitute = {"line1": "P.O. Box 77", "city": "Sacramento", "state": "CA", "zip_code": "95812"}
        facts = changed_case(
            "plain",
            {"/obligee/safety": {"address_confidentiality_program": True, "substitute_address": substitute}},
        )
        assert protect(facts).obligee.contact_address == facts.obligee.safety.substitute_address

    def test_keeps_their_name(self) -> None:
        assert protect(changed_case("plain", PROTECTED)).obligee.name.full == "Marisol Vega"

    def test_takes_the_place_of_service_out_too(self) -> None:
        facts = changed_case(
            "plain",
            PROTECTED
            | {
                "/summons": {
                    "person": "Marisol Vega",
                    "service_address": {
                        "line1": "14  LARKSPUR lane",
                        "city": "San Jose",
                        "state": "CA",
                        "zip_code": "95112",
                    },
                }
            },
        )
        assert "larkspur" not in texts(protect(facts))

    def test_does_not_tell_the_county_of_the_child_where_it_is_not_the_courts(self) -> None:
        facts = changed_case("plain", PROTECTED | {"/children/0/residence_county": "Modoc"})
        assert "modoc" not in texts(protect(facts))

    def test_is_known_to_a_paper_that_never_leaves_the_agency(self) -> None:
        facts = changed_case("plain", PROTECTED)
        assert protect(facts, security=SecurityClass.AGENCY_ONLY) is facts

    @pytest.mark.parametrize(
        "reason",
        ["family_violence", "nondisclosure_finding", "address_confidentiality_program", "protective_order"],
    )
    def test_is_protected_for_any_reason(self, reason: str) -> None:
        facts = changed_case("plain", {"/obligee/safety": {reason: True}})
        assert "larkspur" not in texts(protect(facts))

    def test_may_be_the_obligor(self) -> None:
        facts = changed_case("plain", {"/obligor/safety": {"protective_order": True}})
        shown = protect(facts)
        assert "alder" not in texts(shown)
        assert shown.obligor.employers == ()

    def test_employer_stands_only_on_the_order_addressed_to_that_employer(self) -> None:
        contact = {"name": "Desk", "phone": "866-901-3212"}
        withholding = {"remittance_id": "2", "employer_contact": contact, "employee_contact": contact}
        facts = changed_case(
            "plain", {"/obligor/safety": {"protective_order": True}, "/withholding": withholding}
        )
        assert protect(facts).obligor.employers == ()
        order = protect(facts, security=SecurityClass.CONFIDENTIAL_SSN)
        assert order.obligor.employers == facts.obligor.employers
        assert "alder" not in texts(order)


class TestEveryoneElse:
    def test_keeps_address_and_employer(self) -> None:
        facts = changed_case("plain", PROTECTED)
        shown = protect(facts)
        assert shown.obligor.contact_address == facts.obligor.contact_address
        assert shown.obligor.employers == facts.obligor.employers

    def test_keeps_everything_where_no_one_is_protected(self) -> None:
        facts = changed_case("plain", {"/obligor/ssn": None})
        assert protect(facts) == facts

    def test_agency_keeps_its_own_telephone_when_a_protected_person_is_reached_through_it(self) -> None:
        facts = changed_case("plain", PROTECTED | {"/obligee/phone": "866-901-3212"})
        assert protect(facts).agency.phone == "866-901-3212"
        assert protect(facts).ivd_case.officer_phone == "866-901-3212"

    def test_court_keeps_its_name_where_the_county_employs_a_protected_person(self) -> None:
        employer = {
            "name": "County of Santa Clara",
            "address": {"line1": "70 West Hedding", "city": "San Jose", "state": "CA", "zip_code": "95110"},
        }
        facts = changed_case("plain", PROTECTED | {"/obligee/employers": [employer]})
        assert protect(facts).case.petitioner == "County of Santa Clara"


class TestSocialSecurityNumber:
    def test_keeps_its_last_four_digits_only(self) -> None:
        assert protect(changed_case("plain", {})).obligor.ssn == "XXX-XX-2345"

    def test_is_taken_out_of_free_text(self) -> None:
        facts = changed_case("plain", {"/pleading/other_text": "Known by 555-01-2345 and 555012345."})
        assert "55501" not in texts(protect(facts))

    def test_is_whole_in_the_class_that_holds_it(self) -> None:
        facts = changed_case("plain", {})
        assert protect(facts, security=SecurityClass.CONFIDENTIAL_SSN).obligor.ssn == "555-01-2345"


def test_protected_facts_are_facts(case: Callable[..., Facts]) -> None:
    shown = protect(case(PROTECTED))
    assert json.loads(facts_json(shown))["obligee"]["safety"]["family_violence"] is True
    assert isinstance(shown.obligee.safety, Safety)
