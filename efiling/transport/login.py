"""Logging in to the vendor's e-filing manager: the user header that goes with every call.

Source: the vendor's user service (AuthenticateUser). The password is sent once; after that the
hash that the service gives back stands in for it.
"""

from lxml import etree

from efiling.ecf.message import Message
from efiling.ecf.reading import child, first, text
from efiling.ecf.v4.read_answers import refuse
from efiling.ecf.xml import Element
from efiling.errors import CourtDidNotAnswer, CourtUnavailable, NotAuthenticated
from efiling.transport.credentials import Credentials
from efiling.transport.wire import Wire

SERVICES = "urn:tyler:efm:services"
REQUEST = "urn:tyler:efm:services:schema:AuthenticateRequest"
ACTION = f"{SERVICES}/IEfmUserService/AuthenticateUser"
SECONDS = 30.0


class Login:
    """Our log-in at one e-filing manager. Logs in when first needed, and again when told to.

    `wire` checks against no schema: the user service is the vendor's own.
    """

    def __init__(self, wire: Wire, *, url: str, credentials: Credentials) -> None:
        self._wire, self._url, self._credentials = wire, url, credentials
        self._hash = ""

    def header(self) -> Element:
        """Return the header that names us, logging in first where that has not been done.

        Raises:
            NotAuthenticated: the log-in was refused.
            CourtUnavailable: the user service cannot be asked.
        """
        if not self._hash:
            self.renew()
        root = etree.Element(f"{{{SERVICES}}}UserNameHeader", nsmap={"efm": SERVICES})
        etree.SubElement(root, f"{{{SERVICES}}}UserName").text = self._credentials.email
        etree.SubElement(root, f"{{{SERVICES}}}Password").text = self._hash
        return root

    def renew(self) -> None:
        """Log in (again). A log-in that is not answered is safe to repeat: no filing was sent with it.

        Raises:
            NotAuthenticated: the log-in was refused.
            CourtUnavailable: the user service cannot be asked.
        """
        self._hash = ""
        request = authenticate_user(self._credentials)
        try:
            answer = self._wire.call(self._url, ACTION, request, timeout_seconds=SECONDS)
        except CourtDidNotAnswer as error:
            raise CourtUnavailable(error.court, f"its log-in does not answer, {error.why}") from None
        refuse(child(answer.message, "AuthenticateUserResponse"))
        self._hash = text(first(answer.message, "PasswordHash"))
        if not self._hash:
            raise NotAuthenticated([("", "the log-in was answered without a password hash")])


def authenticate_user(who: Credentials) -> Message:
    """Return the request that logs in."""
    root = etree.Element(f"{{{SERVICES}}}AuthenticateUser", nsmap={"efm": SERVICES})
    request = etree.SubElement(root, f"{{{SERVICES}}}AuthenticateRequest")
    etree.SubElement(request, f"{{{REQUEST}}}Email", nsmap={"auth": REQUEST}).text = who.email
    etree.SubElement(request, f"{{{REQUEST}}}Password", nsmap={"auth": REQUEST}).text = who.password
    return Message(root=root)
