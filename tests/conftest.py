"""What every test may use: the office's shared folder, and the rule that CI skips nothing."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_configure() -> None:
    """Give the tests an empty home, so that nothing installed on this machine shows in their results."""
    os.environ["COURTPACKET_HOME"] = tempfile.mkdtemp(prefix="courtpacket-tests-")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that rewrites reviewed files; what it wrote is read before it is committed."""
    parser.addoption("--update-expected", action="store_true", help="rewrite *.expected.* files")


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with its reviewed file; a missing file is a failure, never written in passing."""

    def compare(path: Path, actual: str) -> None:
        if request.config.getoption("--update-expected"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
            pytest.skip(f"wrote {path.name}; read it before it is committed")
        assert path.is_file(), f"{path} is missing; review and write it with --update-expected"
        assert actual == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of official schemas and blanks that stands beside the project."""
    if not SHARED.is_dir():
        pytest.skip("the folder of official schemas and blanks (../shared) is not here")
    return SHARED


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """In CI a skipped test has failed: nothing that CI is meant to run may quietly not run."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report
