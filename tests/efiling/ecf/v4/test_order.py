"""The table of element orders against the official ECF 4 schema."""

from pathlib import Path

from efiling.ecf.v4.names import NAMESPACES
from efiling.ecf.v4.order import ORDER
from tests.efiling.ecf.order_check import faults


def test_the_table_agrees_with_the_official_schema(shared: Path) -> None:
    assert faults(shared / "ecf/ecf4/base", ORDER, NAMESPACES) == []


def test_a_wrong_table_would_be_noticed(shared: Path) -> None:
    wrong = {
        "nc:PersonName": ("nc:PersonSurName", "nc:PersonGivenName"),
        "core:CoreFilingMessage": ("tyler:FilingConnectedDocument", "tyler:FilingLeadDocument"),
        "ecf:Invented": (),
    }
    assert faults(shared / "ecf/ecf4/base", wrong, NAMESPACES) == [
        "nc:PersonName: nc:PersonGivenName is not allowed here",
        "core:CoreFilingMessage: tyler:FilingLeadDocument is not allowed here",
        "ecf:Invented is no element of the schema",
    ]
