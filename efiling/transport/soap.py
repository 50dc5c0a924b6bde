"""SOAP 1.1: the envelope around a message, and faults; SOAP 1.2 is understood, and answered in kind."""

from collections.abc import Iterable

from lxml import etree

from efiling.ecf.reading import child, first, is_error, local, text
from efiling.ecf.v4.read_answers import NOT_AUTHENTICATED
from efiling.ecf.xml import Element
from efiling.errors import CourtDidNotAnswer, FilingRefused, MessageInvalid, NotAuthenticated

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"
CONTENT_TYPES = {SOAP: 'text/xml; charset="utf-8"', SOAP_12: 'application/soap+xml; charset="utf-8"'}
MAX_SUBCODES = 5


def envelope(message: Element, headers: Iterable[Element] = (), *, version: str = SOAP) -> Element:
    """Return a message in its envelope, the headers in the order given; `version` is SOAP or SOAP_12."""
    root = etree.Element(f"{{{version}}}Envelope", nsmap={"soap": version})
    found = list(headers)
    if found:
        etree.SubElement(root, f"{{{version}}}Header").extend(found)
    etree.SubElement(root, f"{{{version}}}Body").append(message)
    return root


def version_of(root: Element) -> str:
    """Return in which version of SOAP an envelope is written."""
    return SOAP_12 if str(root.tag).startswith(f"{{{SOAP_12}}}") else SOAP


def body(root: Element, *, message: str = "The answer") -> Element:
    """Return the message in an envelope; `message` is what a refusal calls it.

    Raises:
        MessageInvalid: there is no envelope, or nothing in it.
    """
    found = child(root, "Body") if local(root) == "Envelope" else None
    inside = next((part for part in found if local(part)), None) if found is not None else None
    if inside is None:
        raise MessageInvalid(message, ["it is no SOAP envelope with a message in it"])
    return inside


_NOT_TAKEN = frozenset(
    {
        "Client",
        "Sender",
        "VersionMismatch",
        "MustUnderstand",
        "DataEncodingUnknown",
        "DeserializationFailed",
        "ActionNotSupported",
        "ActionMismatch",
    }
)
"""Codes of SOAP 1.1, of SOAP 1.2 and of the servers in use, which say that the message was not taken."""

_NOT_KNOWN = frozenset(
    {"Authentication", "FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken", "MessageExpired"}
)
"""Codes of WS-Security which say that the court does not know us: it looked no further."""

_CANONICAL = {code.lower(): code for code in _NOT_TAKEN | _NOT_KNOWN}
"""Some servers write a code in other letters."""


def raise_fault(court: str, message: Element) -> None:
    """Raise what a fault means, if the message is one.

    A fault that blames us is a refusal. Every other one, a server's own failure above all, leaves
    the outcome unknown: it may have come after the message was taken.

    Raises:
        NotAuthenticated: the court does not know us.
        FilingRefused: the message was not taken.
        CourtDidNotAnswer: the court failed while it worked on it.
    """
    if local(message) != "Fault":
        return
    codes = [_CANONICAL.get(code.lower(), code) for code in _codes(message)]
    why = (text(message, "faultstring") or text(message, "Reason", "Text"))[:500]
    own = _own_error(message)
    shown = [own or (f"SOAP {codes[-1]}" if codes else "SOAP fault", why)]
    parts = {part for code in codes for part in code.split(".")}
    if parts & _NOT_KNOWN or (own and own[0] in NOT_AUTHENTICATED):
        raise NotAuthenticated(shown)
    if parts & _NOT_TAKEN:
        raise FilingRefused(shown)
    told = f"{own[0]} {own[1]}".strip() if own else why
    raise CourtDidNotAnswer(court, f"it reported a fault of its own: {told}")


def _own_error(fault: Element) -> tuple[str, str] | None:
    """The court's own number and words, where a fault has them in its detail."""
    detail = next((found for found in fault if local(found).lower() == "detail"), None)
    code = first(detail, "ErrorCode")
    number, told = text(code), text(code.getparent(), "ErrorText") if code is not None else ""
    return (number, told[:500]) if number and is_error(number) else None


def _codes(message: Element) -> list[str]:
    """The fault's code, without its prefix; in SOAP 1.2 its codes, from the wide to the narrow one."""
    codes = [text(message, "faultcode")]
    code = child(message, "Code")
    for _ in range(MAX_SUBCODES):
        codes.append(text(code, "Value"))
        code = child(code, "Subcode")
    return [found.rpartition(":")[2] for found in codes if found]


def fault(code: str, why: str, *, version: str = SOAP) -> Element:
    """Return a fault; `code` is Client or Server."""
    if version == SOAP_12:
        return _fault_12({"Client": "Sender", "Server": "Receiver"}[code], why)
    root = etree.Element(f"{{{SOAP}}}Fault", nsmap={"soap": SOAP})
    etree.SubElement(root, "faultcode").text = f"soap:{code}"
    etree.SubElement(root, "faultstring").text = why
    return root


def _fault_12(code: str, why: str) -> Element:
    root = etree.Element(f"{{{SOAP_12}}}Fault", nsmap={"soap": SOAP_12})
    holder = etree.SubElement(root, f"{{{SOAP_12}}}Code")
    etree.SubElement(holder, f"{{{SOAP_12}}}Value").text = f"soap:{code}"
    reason = etree.SubElement(etree.SubElement(root, f"{{{SOAP_12}}}Reason"), f"{{{SOAP_12}}}Text")
    reason.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    reason.text = why
    return root


def header(root: Element, name: str) -> Element | None:
    """Return the header that has a local name, or None."""
    return first(child(root, "Header"), name)
