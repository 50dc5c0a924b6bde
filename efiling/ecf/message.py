"""A message that is ready to go: its XML, and the files whose bytes it will carry."""

import base64
from dataclasses import dataclass

from efiling.ecf.xml import Element, Writer, tidy
from efiling.model import Content


@dataclass(frozen=True, slots=True)
class Message:
    """One message. The elements in `binaries` are empty until the message is sent.

    Checking it against the schema before the files are filled in costs under a millisecond.
    """

    root: Element
    binaries: tuple[tuple[Element, Content], ...] = ()


def finish(writer: Writer, root: Element) -> Message:
    """Return what a writer made as a message, its namespaces declared once."""
    return Message(root=tidy(root, writer.namespaces), binaries=tuple(writer.binaries))


def fill(message: Message) -> None:
    """Put the bytes of every file into the message as base64."""
    for element, content in message.binaries:
        element.text = base64.b64encode(content.read()).decode("ascii")
