"""The table of element orders against the official ECF 5 schema."""

from pathlib import Path

from efiling.ecf.v5.names import NAMESPACES
from efiling.ecf.v5.order import ORDER
from tests.efiling.ecf.order_check import faults


def test_the_table_agrees_with_the_official_schema(shared: Path) -> None:
    assert faults(shared / "ecf/ecf5/base", ORDER, NAMESPACES) == []
