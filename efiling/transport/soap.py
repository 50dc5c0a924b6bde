"""SOAP 1.1: the envelope around a message, and faults; those of SOAP 1.2 are understood, too."""

from collections.abc import Iterable

from lxml import etree

from efiling.ecf.reading import child, first, local, text
from efiling.ecf.xml import Element
from efiling.errors import CourtDidNotAnswer, FilingRefused, MessageInvalid, NotAuthenticated

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
MAX_SUBCODES = 5


def envelope(message: Element, headers: Iterable[Element] = ()) -> Element:
    """Return a message in its envelope, the headers in the order given."""
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    found = list(headers)
    if found:
        etree.SubElement(root, f"{{{SOAP}}}Header").extend(found)
    etree.SubElement(root, f"{{{SOAP}}}Body").append(message)
    return root


def body(root: Element) -> Element:
    """Return the message in an envelope.

    Raises:
        MessageInvalid: there is no envelope, or nothing in it.
    """
    found = child(root, "Body") if local(root) == "Envelope" else None
    message = next((part for part in found if local(part)), None) if found is not None else None
    if message is None:
        raise MessageInvalid("The answer", ["it is no SOAP envelope with a message in it"])
    return message


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
    codes = _codes(message)
    why = (text(message, "faultstring") or text(message, "Reason", "Text"))[:500]
    shown = [(f"SOAP {codes[-1]}" if codes else "SOAP fault", why)]
    parts = {part for code in codes for part in code.split(".")}
    if parts & _NOT_KNOWN:
        raise NotAuthenticated(shown)
    if parts & _NOT_TAKEN:
        raise FilingRefused(shown)
    raise CourtDidNotAnswer(court, f"it reported a fault of its own: {why}")


def _codes(message: Element) -> list[str]:
    """The fault's code, without its prefix; in SOAP 1.2 its codes, from the wide to the narrow one."""
    codes = [text(message, "faultcode")]
    code = child(message, "Code")
    for _ in range(MAX_SUBCODES):
        codes.append(text(code, "Value"))
        code = child(code, "Subcode")
    return [found.rpartition(":")[2] for found in codes if found]


def fault(code: str, why: str) -> Element:
    """Return a fault; `code` is Client or Server."""
    root = etree.Element(f"{{{SOAP}}}Fault", nsmap={"soap": SOAP})
    etree.SubElement(root, "faultcode").text = f"soap:{code}"
    etree.SubElement(root, "faultstring").text = why
    return root


def header(root: Element, name: str) -> Element | None:
    """Return the header that has a local name, or None."""
    return first(child(root, "Header"), name)
