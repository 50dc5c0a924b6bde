"""A log-in that nobody answers: no filing was sent with it, so that it is safe to try again."""

import httpx
import pytest

from efiling.errors import CourtUnavailable
from efiling.transport.credentials import Credentials
from efiling.transport.login import Login
from efiling.transport.wire import Wire
from tests.fakes.clock import FakeClock


@pytest.mark.parametrize("answer", [httpx.ReadTimeout("slow"), httpx.Response(502, text="<html>away</html>")])
def test_is_told_as_a_court_that_cannot_be_reached(answer: Exception | httpx.Response) -> None:
    def court(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    with httpx.Client(transport=httpx.MockTransport(court)) as http:
        wire = Wire(http, court="us-or", clock=FakeClock())
        who = Credentials("office@example.org", "secret word")
        login = Login(wire, url="https://court.example.org/user", credentials=who)
        with pytest.raises(CourtUnavailable, match="log-in does not answer"):
            login.header()
