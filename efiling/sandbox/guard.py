"""Who may speak to the sandbox court: log-in, user header, signed time stamp with a known certificate."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from lxml import etree

from efiling.ecf.reading import first, text
from efiling.ecf.xml import Element
from efiling.model import CourtError
from efiling.sandbox.cms import signer_of
from efiling.transport import soap
from efiling.transport.login import SERVICES
from efiling.transport.security import SignatureRefused
from efiling.transport.signature_check import verify

NOT_AUTHENTICATED = CourtError(code="-2", text="Not authenticated")
LOGIN_EXPIRED = CourtError(code="-4", text="Authentication failed or expired")
_RESPONSE = "urn:tyler:efm:services:schema:AuthenticateResponse"
_COMMON = "urn:tyler:efm:services:schema:Common"
_BASE = "urn:tyler:efm:services:schema:BaseResponse"


class Guard:
    """Knows the filers of the court. `users` are e-mail and password; `trusted` the SHA-256
    fingerprints, in hex, of certificates that may sign, none meaning that nobody has to.
    """

    def __init__(
        self,
        *,
        users: Mapping[str, str],
        trusted: frozenset[str] = frozenset(),
        clock: Callable[[], datetime],
        lifetime: timedelta = timedelta(minutes=30),
    ) -> None:
        self.users, self.trusted, self.clock, self.lifetime = users, trusted, clock, lifetime
        self._sessions: dict[str, tuple[str, datetime]] = {}

    def refuse(self, root: Element) -> CourtError | None:
        """Return why an envelope may not come in, or None."""
        if self.trusted and not self._is_signed(root):
            return NOT_AUTHENTICATED
        user = soap.header(root, "UserNameHeader")
        if user is None:
            return NOT_AUTHENTICATED
        email, until = self._sessions.get(text(user, "Password"), ("", self.clock()))
        return None if email == text(user, "UserName") and self.clock() < until else LOGIN_EXPIRED

    def refuses_download(self, header: str) -> bool:
        """Whether a request for a code list must be turned away: nobody we trust signed that it is made now."""
        if not self.trusted:
            return False
        certificate = signer_of(header, self.clock())
        return certificate is None or certificate.fingerprint(SHA256()).hex() not in self.trusted

    def answer_login(self, root: Element, message: Element) -> Element:
        """Return the answer to AuthenticateUser: a hash that stands for the password, or a refusal."""
        email, password = text(first(message, "Email")), text(first(message, "Password"))
        known = self.users.get(email)
        good = known is not None and secrets.compare_digest(known.encode(), password.encode())
        if not good or (self.trusted and not self._is_signed(root)):
            return _answer(LOGIN_EXPIRED, {})
        session = secrets.token_hex(16)
        self._sessions[session] = (email, self.clock() + self.lifetime)
        return _answer(CourtError(code="0", text="No Error"), {"Email": email, "PasswordHash": session})

    def _is_signed(self, root: Element) -> bool:
        try:
            certificate = verify(soap.header(root, "Security"), self.clock())
        except SignatureRefused:
            return False
        return certificate.fingerprint(SHA256()).hex() in self.trusted


def welcome(message: Element) -> Element:
    """Return the answer to AuthenticateUser of a court that lets everybody in."""
    values = {"Email": text(first(message, "Email")), "PasswordHash": secrets.token_hex(16)}
    return _answer(CourtError(code="0", text="No Error"), values)


def _answer(error: CourtError, values: Mapping[str, str]) -> Element:
    root = etree.Element(f"{{{SERVICES}}}AuthenticateUserResponse", nsmap={"efm": SERVICES})
    inner = etree.SubElement(root, f"{{{SERVICES}}}AuthenticateUserResponse")
    found = etree.SubElement(inner, f"{{{_BASE}}}Error")
    etree.SubElement(found, f"{{{_COMMON}}}ErrorCode").text = error.code
    etree.SubElement(found, f"{{{_COMMON}}}ErrorText").text = error.text
    for name, value in values.items():
        etree.SubElement(inner, f"{{{_RESPONSE}}}{name}").text = value
    return root
