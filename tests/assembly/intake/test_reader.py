"""Reading facts: every fault at once, each with its pointer, what is wrong and what is expected."""

import json
from decimal import Decimal
from typing import Any

import pytest

from assembly.errors import FactsRejected, Fault
from assembly.intake import read_facts


def faults(facts: object) -> dict[str, Fault]:
    """Return the faults of facts that are refused, by pointer."""
    with pytest.raises(FactsRejected) as refused:
        read_facts(json.dumps(facts).encode())
    return {fault.pointer: fault for fault in refused.value.faults}


def only_fault(raw: bytes) -> Fault:
    """Return the one fault for which a text is refused."""
    with pytest.raises(FactsRejected) as refused:
        read_facts(raw)
    (fault,) = refused.value.faults
    return fault


def put(facts: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    """Return the facts with the value at a pointer replaced or added."""
    *way, last = pointer[1:].split("/")
    here: Any = facts
    for part in way:
        here = here[int(part)] if isinstance(here, list) else here[part]
    here[int(last) if isinstance(here, list) else last] = value
    return facts


class TestShape:
    def test_every_fault_is_told_at_once(self, case: dict[str, Any]) -> None:
        del case["case"]["petitioner"]
        case["obligor"]["brith_date"] = "1990-01-01"
        case["order"]["base_monthly"] = 912.5
        case["children"][1]["birth_date"] = "2021-02-30"
        found = faults(case)
        assert list(found) == [
            "/case/petitioner",
            "/obligor/brith_date",
            "/children/1/birth_date",
            "/order/base_monthly",
        ]
        assert found["/case/petitioner"] == Fault("/case/petitioner", "is missing", "text")
        assert found["/obligor/brith_date"].expected == "birth_date"
        assert found["/order/base_monthly"].problem == "is a number with a fraction"
        assert found["/children/1/birth_date"].problem == '"2021-02-30" is not a day of the calendar'

    def test_a_pointer_is_escaped(self, case: dict[str, Any]) -> None:
        case["a/b~c"] = 1
        assert list(faults(case)) == ["/a~1b~0c"]

    def test_something_that_is_not_an_object(self) -> None:
        assert only_fault(b"[]") == Fault("", "is a list", "an object")

    def test_null_is_only_for_what_may_be_unknown(self, case: dict[str, Any]) -> None:
        put(case, "/obligor/birth_date", None)
        put(case, "/obligor/phone", None)
        assert list(faults(case)) == ["/obligor/phone"]

    def test_an_unknown_choice_names_the_nearest(self, case: dict[str, Any]) -> None:
        fault = faults(put(case, "/obligor/military", "in service"))["/obligor/military"]
        assert fault.expected.startswith("in_service (one of ")

    @pytest.mark.parametrize(
        "text", ["1e3", "NaN", "Infinity", "1,000.00", "12.345", " 5.00", "", "1_000", "٣"]
    )
    def test_money_is_a_plain_decimal(self, case: dict[str, Any], text: str) -> None:
        assert list(faults(put(case, "/order/base_monthly", text))) == ["/order/base_monthly"]

    @pytest.mark.parametrize(("given", "amount"), [("0.5", "0.5"), ("912", "912"), (912, "912")])
    def test_money_may_be_text_or_a_whole_number(
        self, case: dict[str, Any], given: object, amount: str
    ) -> None:
        facts = read_facts(json.dumps(put(case, "/order/base_monthly", given)).encode())
        assert facts.order is not None
        assert facts.order.base_monthly == Decimal(amount)

    @pytest.mark.parametrize("text", ["2026-11-20T00:00:00", "20261120", "11/20/2026", "2026-W47-5", "x"])
    def test_dates_are_iso_days(self, case: dict[str, Any], text: str) -> None:
        assert list(faults(put(case, "/prepared_on", text))) == ["/prepared_on"]

    @pytest.mark.parametrize(
        ("character", "name"),
        [("\x00", "U+0000"), ("\u202e", "U+202E"), ("\x1b", "U+001B"), ("\ufffe", "U+FFFE")],
    )
    def test_text_has_no_control_characters(self, case: dict[str, Any], character: str, name: str) -> None:
        fault = faults(put(case, "/obligor/name/last", f"Lind{character}qvist"))["/obligor/name/last"]
        assert fault.problem == f"has the control character {name} at position 5"

    def test_a_lone_surrogate_is_refused(self, case: dict[str, Any]) -> None:
        assert list(faults(put(case, "/obligor/name/last", "\ud800"))) == ["/obligor/name/last"]

    def test_letters_are_composed(self, case: dict[str, Any]) -> None:
        facts = read_facts(json.dumps(put(case, "/obligor/name/last", "Nun\u0303ez")).encode())
        assert facts.obligor.name.last == "Nu\u00f1ez"


class TestText:
    def test_broken_json_names_line_and_column(self) -> None:
        assert only_fault(b'{\n  "court": oops\n}').problem == "line 2, column 12: expecting value"

    def test_a_name_written_twice(self, case: dict[str, Any]) -> None:
        raw = json.dumps(case)
        twice = raw.replace('"prepared_on":', '"prepared_on": "2020-01-01", "prepared_on":', 1).encode()
        assert only_fault(twice) == Fault("/prepared_on", "is written more than once", "each name once")

    def test_too_large(self) -> None:
        assert only_fault(b" " * 5_000_001).expected == "at most 5,000,000 bytes"

    @pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
    def test_nested_too_deeply(self, bracket: bytes) -> None:
        assert only_fault(bracket * 100_000).problem == "the facts are nested too deeply"

    def test_a_number_of_many_digits(self) -> None:
        assert only_fault(b"9" * 10_000).expected == "at most 15 digits"

    def test_text_that_is_not_utf8(self) -> None:
        assert only_fault(b'{"a": "\xff"}').problem == "byte 8 is not UTF-8"


class TestFormats:
    @pytest.mark.parametrize(
        ("pointer", "value"),
        [
            ("/obligor/ssn", "900184406"),
            ("/obligor/employers/0/fein", "123456789"),
            ("/obligor/phone", "555-0147"),
            ("/obligor/phone", "call me"),
            ("/obligor/email", "caleb at example"),
            ("/obligor/residence_address/zip_code", "9721"),
            ("/obligor/residence_address/state", "XX"),
            ("/obligor/license_state", "Oregon"),
            ("/court/id", "Multnomah"),
            ("/ivd_case/id", " A1B2"),
            ("/ivd_case/id", "A1B2*"),
            ("/ivd_case/id", "A123456789012345"),
            ("/guideline/timeshare_percent", "100.01"),
            ("/order/due_day", 32),
            ("/order/due_day", 0),
            ("/order/base_monthly", "-0.01"),
            ("/obligor/name", {"middle": "only"}),
        ],
    )
    def test_refuses(self, case: dict[str, Any], pointer: str, value: object) -> None:
        (found,) = faults(put(case, pointer, value))
        assert found.startswith(pointer)

    @pytest.mark.parametrize(
        ("pointer", "value"),
        [
            ("/obligor/phone", "(503) 555-0147 ext. 12"),
            ("/obligor/phone", "+52 55 5555 0147"),
            ("/obligor/phone", ""),
            ("/obligor/residence_address/zip_code", "97214-0001"),
            ("/guideline/timeshare_percent", "100"),
            ("/obligor/income/net_disposable_monthly", "-12.00"),
            (
                "/obligor/mailing_address",
                {"line1": "Calle 5", "city": "Oaxaca", "state": "Oax.", "zip_code": "68000", "country": "MX"},
            ),
        ],
    )
    def test_accepts(self, case: dict[str, Any], pointer: str, value: object) -> None:
        read_facts(json.dumps(put(case, pointer, value)).encode())


class TestChecks:
    @pytest.mark.parametrize(
        ("pointer", "value", "at"),
        [
            ("/children/0/birth_date", "2026-11-21", "/children/0/birth_date"),
            ("/case/filed_on", "2026-11-21", "/case/filed_on"),
            ("/children/0/parentage/conception_to", "2017-05-27", "/children/0/parentage/conception_from"),
            ("/children/1/past_support/0/through", "2026-05-31", "/children/1/past_support/0"),
            ("/children/0/support_begins_on", "2018-03-03", "/children/0/birth_date"),
            ("/obligor/birth_date", "2018-03-04", "/obligor/birth_date"),
            ("/obligee/ssn", "900-18-4406", "/obligee/ssn"),
            ("/children/1/ssn", "900-18-4408", "/children/1/ssn"),
            ("/case/obligee_role", "respondent", "/case/obligee_role"),
            ("/provenance/0/pointer", "/obligor/shoe_size", "/provenance/0/pointer"),
            ("/provenance/0/pointer", "/children/2", "/provenance/0/pointer"),
        ],
    )
    def test_refuses_what_cannot_be(self, case: dict[str, Any], pointer: str, value: object, at: str) -> None:
        assert any(found.startswith(at) for found in faults(put(case, pointer, value)))

    def test_the_same_child_twice(self, case: dict[str, Any]) -> None:
        twin = case["children"][0] | {"ssn": None}
        assert list(faults(put(case, "/children", [case["children"][0], twin]))) == ["/children/1"]

    def test_an_employer_that_is_not_there(self, case: dict[str, Any]) -> None:
        contact = {"name": "Desk", "phone": "800-555-0100"}
        case["withholding"] = {
            "remittance_id": "1",
            "employer": 1,
            "employer_contact": contact,
            "employee_contact": contact,
        }
        fault = faults(case)["/withholding/employer"]
        assert fault.problem == "names employer 1, and /obligor/employers has 1"

    def test_a_hearing_before_the_paper(self, case: dict[str, Any]) -> None:
        case["show_cause"] = {
            "addressed_to": "A",
            "hearing": {"day": "2026-11-19", "begins_at": "09:00"},
            "relief": [],
            "facts": [],
            "declarant": {"name": "B"},
        }
        assert list(faults(case)) == ["/prepared_on"]
