"""How legal papers write amounts, dates, names and lists."""

from datetime import date, time
from decimal import Decimal

import pytest
from jinja2 import UndefinedError

from assembly.model.people import Address, PersonName
from assembly.render.environment import environment
from assembly.render.marks import BLANK, CHECKED, UNCHECKED

HOME = Address(line1="1 Main St.", line2="Apt. 2", city="Salem", state="OR", zip_code="97301")


def shown(expression: str, **names: object) -> str:
    return environment().from_string(f"{{{{ {expression} }}}}").render(names)


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("v | money", Decimal("1234.5"), "1,234.50"),
        ("v | dollars", Decimal("1234567"), "$1,234,567.00"),
        ("v | dollars", Decimal("-3.05"), "-$3.05"),
        ("v | money_words", Decimal("1234.00"), "one thousand two hundred thirty-four and 00/100 dollars"),
        ("v | money_words", Decimal("0.07"), "zero and 07/100 dollars"),
        ("v | money_words", Decimal("1000001.10"), "one million one and 10/100 dollars"),
        ("v | long_date", date(2026, 11, 21), "November 21, 2026"),
        ("v | short_date", date(2026, 1, 2), "01/02/2026"),
        ("v | time_of_day", time(9, 0), "9:00 a.m."),
        ("v | time_of_day", time(12, 5), "12:05 p.m."),
        ("v | time_of_day", time(0, 30), "12:30 a.m."),
        ("v | join_and", ["a"], "a"),
        ("v | join_and", ["a", "b"], "a and b"),
        ("v | join_and", ["a", "b", "c"], "a, b, and c"),
        ("v | et_al", ["a", "b", "c"], "a, et al."),
        ("v | ordinal", 1, "1st"),
        ("v | ordinal", 12, "12th"),
        ("v | ordinal", 23, "23rd"),
        ("v | last4", "123-45-6789", "6789"),
        ("v | phone", "4085550142", "(408) 555-0142"),
        ("v | phone", "+44 20 7946 0018", "+44 20 7946 0018"),
        ("v | full_name", PersonName(first="María", last="Ñuñez-Đặng", suffix="Jr."), "María Ñuñez-Đặng Jr."),
        ("v | upper_name", "Ñuñez-Đặng", "ÑUÑEZ-ĐẶNG"),
        ("v | address_line", HOME, "1 Main St., Apt. 2, Salem, OR 97301"),
        ("v | address_lines | join('/')", HOME, "1 Main St./Apt. 2/Salem, OR 97301"),
        ("v", None, ""),
        ("v", "<b> & {{ x }}", "&lt;b&gt; &amp; {{ x }}"),
        ("v | or_blank", None, BLANK),
        ("v | or_blank", "", BLANK),
        ("v | or_blank", date(2026, 11, 21), "November 21, 2026"),
        ("v | long_date", None, BLANK),
        ("v | box", True, CHECKED),
        ("v | box", (), UNCHECKED),
        ("v", f"forged {CHECKED}{BLANK}", "forged "),
        ("v | upper_name", f"forged {CHECKED}", "FORGED "),
    ],
)  # fmt: skip
def test_prints(expression, value, text):
    assert shown(expression, v=value) == text


@pytest.mark.parametrize("filter_name", ["money", "dollars", "money_words"])
@pytest.mark.parametrize("value", ["12", 1.5, True, None])
def test_an_amount_is_a_decimal_and_nothing_else(filter_name, value):
    with pytest.raises(TypeError, match="an amount is needed"):
        shown(f"v | {filter_name}", v=value)


def test_a_box_for_a_fact_that_does_not_exist_is_a_fault_not_an_empty_box():
    with pytest.raises(UndefinedError):
        shown("nothing | box")
