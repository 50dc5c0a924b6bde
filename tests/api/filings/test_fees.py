"""The court's fee and the attorney's id, found out where the court and the office's settings tell them."""

from decimal import Decimal

import pytest

from efiling.errors import CourtDidNotAnswer, NotOffered
from efiling.lifecycle import State
from efiling.model import Envelope, FeeQuote
from efiling.preflight.asked import NOT_ASKED
from efiling.transport.ecf4 import Ecf4Court
from tests.api.courts.folder import plain
from tests.api.filings.conftest import Office
from tests.fakes.assembler import FakeAssembler


def assembler(office: Office) -> FakeAssembler:
    found = office.services.assembler
    assert isinstance(found, FakeAssembler)
    return found


class TestFee:
    def test_is_asked_of_the_court_before_the_filing_goes(self, office: Office) -> None:
        """The sandbox court charges an agency that says it is exempt nothing."""
        office.order()
        assert assembler(office).asked == NOT_ASKED  # when it is ordered, nothing is asked yet
        office.work_off()
        assert assembler(office).asked.fee == Decimal("0.00")

    @pytest.mark.parametrize(
        ("error", "why"),
        [
            (NotOffered("GetFeesCalculation", "It has none."), "does not tell beforehand"),
            (CourtDidNotAnswer("sandbox", "nothing came"), "no usable answer"),
        ],
        ids=["not offered", "no answer"],
    )
    def test_that_cannot_be_had_stops_nothing(
        self, office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
    ) -> None:
        def silent(self: Ecf4Court, envelope: Envelope) -> FeeQuote:
            raise error

        monkeypatch.setattr(Ecf4Court, "fee_quote", silent)
        assert office.file().state is State.RECEIVED
        assert assembler(office).asked.fee is None
        assert why in assembler(office).asked.fee_unknown


class TestAttorney:
    def test_ids_are_those_of_the_offices_settings(self, office: Office) -> None:
        folder = office.services.settings.office_home / "courts" / "sandbox"
        plain(folder, attorney="guid-7", attorneys='{"123456": guid-9}')
        office.file()
        assert assembler(office).asked.firm == ("guid-7", "guid-9")

    def test_where_there_are_none_nothing_is_claimed(self, office: Office) -> None:
        office.file()
        assert assembler(office).asked.firm == ()
