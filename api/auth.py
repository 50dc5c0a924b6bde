"""Who asks: by token for programs, by session cookie and form key for browsers."""

import hmac
from typing import Annotated

from fastapi import Depends, Form, Header, Request

from api.accounts.account import Account
from api.accounts.service import by_token
from api.errors import FormRefused, NotSignedIn
from api.services import Services

COOKIE = "courtpacket_session"


def services_of(request: Request) -> Services:
    """Return the services that the application was made with."""
    services = request.app.state.services
    assert isinstance(services, Services)  # noqa: S101 - set by make_api
    return services


Given = Annotated[Services, Depends(services_of)]


def program(services: Given, authorization: Annotated[str, Header()] = "") -> Account:
    """Return the account of a bearer token. A browser's cookie is not enough here: it could be forged."""
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise NotSignedIn
    return by_token(services, secret.strip())


def person(request: Request, services: Given) -> Account:
    """Return the account of a signed-in browser."""
    return by_token(services, request.cookies.get(COOKIE, ""), "browser")


def person_with_form(
    account: Annotated[Account, Depends(person)], form_key: Annotated[str, Form()] = ""
) -> Account:
    """Return the account of a browser that sends a form of ours.

    Raises:
        FormRefused: the form does not carry the session's key.
    """
    if not account.form_key or not hmac.compare_digest(account.form_key.encode(), form_key.encode()):
        raise FormRefused
    return account


Program = Annotated[Account, Depends(program)]
Person = Annotated[Account, Depends(person)]
PersonWithForm = Annotated[Account, Depends(person_with_form)]
