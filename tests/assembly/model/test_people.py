"""Names, addresses and protection as papers use them."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from assembly.model.people import Address, Person, PersonName, Safety

HOME = Address(line1="12 Oak Street", line2="Unit 3", city="San Jose", state="CA", zip_code="95113")


class TestPersonName:
    def test_reads_in_the_order_of_speech_and_of_registers(self) -> None:
        name = PersonName(first="María José", middle="Ángel", last="Ñuñez-Đặng", suffix="Jr.")
        assert name.full == "María José Ángel Ñuñez-Đặng Jr."
        assert name.last_first == "Ñuñez-Đặng, María José Ángel Jr."
        assert name.initials == "M.Ñ."

    @pytest.mark.parametrize("name", [PersonName(first="Suharto"), PersonName(last="Suharto")])
    def test_a_single_name_stands_alone(self, name: PersonName) -> None:
        assert (name.full, name.last_first, name.initials) == ("Suharto", "Suharto", "S.")


class TestAddress:
    def test_lines_leave_out_what_is_empty(self) -> None:
        assert HOME.lines == ("12 Oak Street", "Unit 3", "San Jose, CA 95113")
        assert replace(HOME, line2="").lines == ("12 Oak Street", "San Jose, CA 95113")

    def test_a_foreign_country_comes_last(self) -> None:
        assert replace(HOME, country="Canada").lines[-1] == "Canada"


class TestPerson:
    def test_mail_goes_to_the_mailing_address_first(self) -> None:
        box = replace(HOME, line1="P.O. Box 9", line2="")
        person = Person(name=PersonName(last="Ash"), residence_address=HOME)
        assert person.contact_address == HOME
        assert replace(person, mailing_address=box).contact_address == box

    def test_shows_only_the_end_of_a_number_and_the_year_of_a_birth(self) -> None:
        person = Person(name=PersonName(last="Ash"), ssn="900-12-3456", birth_date=date(1990, 2, 3))
        assert (person.ssn_last4, person.birth_year) == ("3456", 1990)

    def test_unknown_stays_unknown(self) -> None:
        person = Person(name=PersonName(last="Ash"))
        assert (person.ssn_last4, person.birth_year, person.contact_address) == (None, None, None)

    def test_is_frozen(self) -> None:
        with pytest.raises(FrozenInstanceError):
            HOME.city = "Gilroy"  # type: ignore[misc]


class TestSafety:
    @pytest.mark.parametrize(
        "flag",
        ["family_violence", "nondisclosure_finding", "address_confidentiality_program", "protective_order"],
    )
    def test_any_one_ground_protects(self, flag: str) -> None:
        assert replace(Safety(), **{flag: True}).address_protected

    def test_no_ground_does_not(self) -> None:
        assert not Safety(substitute_address=HOME, safe_contact="by letter").address_protected
