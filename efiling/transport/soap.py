"""SOAP 1.1: the envelope around a message, and faults."""

from collections.abc import Iterable

from lxml import etree

from efiling.ecf.reading import child, first, local, text
from efiling.ecf.xml import Element
from efiling.errors import CourtDidNotAnswer, FilingRefused, MessageInvalid

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


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


def raise_fault(court: str, message: Element) -> None:
    """Raise what a fault means, if the message is one.

    A fault that blames us is a refusal. One that blames the court leaves the outcome unknown.

    Raises:
        FilingRefused: the message was not taken.
        CourtDidNotAnswer: the court failed while it worked on it.
    """
    if local(message) != "Fault":
        return
    code = text(message, "faultcode").rpartition(":")[2]
    why = text(message, "faultstring")[:500]
    if code.startswith("Server"):
        raise CourtDidNotAnswer(court, f"it reported a fault of its own: {why}")
    raise FilingRefused([(f"SOAP {code}".strip(), why)])


def fault(code: str, why: str) -> Element:
    """Return a fault; `code` is Client or Server."""
    root = etree.Element(f"{{{SOAP}}}Fault", nsmap={"soap": SOAP})
    etree.SubElement(root, "faultcode").text = f"soap:{code}"
    etree.SubElement(root, "faultstring").text = why
    return root


def header(root: Element, name: str) -> Element | None:
    """Return the header that has a local name, or None."""
    return first(child(root, "Header"), name)
