"""Logging in, against the vendor's own description of its user service: what we send, and what the sandbox answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import zeep
from lxml import etree

from efiling.courts import load_court
from efiling.sandbox import SandboxServer
from efiling.sandbox.guard import Guard
from efiling.transport import soap
from efiling.transport.credentials import Credentials
from efiling.transport.login import ACTION, authenticate_user
from tests.efiling.transport.test_ecf4 import START

EMAIL, PASSWORD = "filer@example.test", "correct horse"


@pytest.fixture(scope="module")
def client(shared: Path) -> Iterator[zeep.Client]:
    made = zeep.Client(str(shared / "ecf/tyler-efm/stage/california-EFMUserServiceSingle.svc.wsdl"))
    yield made
    made.transport.session.close()


def port(client: zeep.Client) -> tuple[str, zeep.wsdl.definitions.Port]:
    name, service = next(iter(client.wsdl.services.items()))
    return name, next(iter(service.ports.values()))


def test_our_request_is_what_the_description_asks_for(client: zeep.Client) -> None:
    service, found = port(client)
    made = client.create_message(
        client.bind(service, found.name),
        "AuthenticateUser",
        AuthenticateRequest={"Email": EMAIL, "Password": PASSWORD},
    )
    ours = authenticate_user(Credentials(EMAIL, PASSWORD)).root
    theirs = soap.body(etree.fromstring(etree.tostring(made)))
    assert [(e.tag, e.text) for e in ours.iter()] == [(e.tag, e.text) for e in theirs.iter()]
    assert found.binding._operations["AuthenticateUser"].soapaction == ACTION


def test_a_client_made_from_the_description_logs_in_to_the_sandbox(client: zeep.Client) -> None:
    guard = Guard(users={EMAIL: PASSWORD}, clock=lambda: START)
    service, found = port(client)
    with SandboxServer(load_court("sandbox"), guard=guard, tick_seconds=None) as server:
        found.binding_options["address"] = server.user_service_url
        bound = client.bind(service, found.name)
        answer = bound.AuthenticateUser(AuthenticateRequest={"Email": EMAIL, "Password": PASSWORD})
        assert (answer.Error.ErrorCode, answer.Email) == ("0", EMAIL)
        assert len(answer.PasswordHash) == 32
        refused = bound.AuthenticateUser(AuthenticateRequest={"Email": EMAIL, "Password": "wrong"})
        assert (refused.Error.ErrorCode, refused.PasswordHash) == ("-4", None)
