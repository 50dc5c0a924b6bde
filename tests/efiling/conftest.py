"""What the e-filing tests share: the official schemas, compiled once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from efiling.ecf.schemas import Schema, schema

settings.register_profile(
    "efiling",
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("efiling")


@pytest.fixture(scope="session")
def ecf4(shared: Path) -> Schema:
    """The official ECF 4 schema with its vendor's extensions."""
    return schema(shared / "ecf", "4")


@pytest.fixture(scope="session")
def ecf5(shared: Path) -> Schema:
    """The official ECF 5 schema with its vendor's extensions."""
    return schema(shared / "ecf", "5")
