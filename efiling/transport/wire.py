"""One exchange with a court over HTTP: what was sent, what came back, and what to make of silence.

The line that matters runs between "nothing was sent" and "it may have been": a connection that
was never made is safe to repeat; anything that fails later leaves the outcome unknown.
"""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from urllib.parse import urlsplit

import httpx
from lxml import etree

from efiling.ecf.message import Message
from efiling.ecf.reading import Parts, binary, local
from efiling.ecf.xml import Element, Validate, parse
from efiling.errors import (
    CourtDidNotAnswer,
    CourtUnavailable,
    FilingRefused,
    MessageInvalid,
    NotAuthenticated,
    ProfileFault,
)
from efiling.transport import mtom, soap
from efiling.transport.body import Body, inline
from efiling.transport.security import Identity, security_header

NOTHING_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
"""Failures before the first byte: name, connection, TLS."""

EXCERPT_BYTES = 4096
"""How much of an answer that is no message is kept, such as a web server's error page."""

SHORTEST_SECRET = 4
"""A word shorter than this is not looked for: it would be found in everything."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MOVED = frozenset({301, 302, 305, 307, 308})
"""The message was not taken here. 303 is none of these: it says that something was done."""

_FILES = frozenset({"BinaryBase64Object", "Base64BinaryObject"})
_MASKED = _FILES | {"Password", "PasswordHash", "BinarySecurityToken", "SignatureValue", "UserName"}
_NO_PARTS: Parts = {}


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one call said and heard, files left out and secrets masked; the operator asks for it."""

    operation: str
    url: str
    at: datetime
    request: bytes
    status: int | None = None
    answer: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """A court's answer: its message, and the files that came beside it."""

    message: Element
    parts: Parts


@dataclass(slots=True)
class _Came:
    """An answer as it came; `begun` is how its body begins."""

    status: int
    headers: httpx.Headers
    begun: bytes
    xml: bytes = b""
    parts: Parts = field(default_factory=dict)


class Wire:
    """A connection to one court.

    `http` verifies TLS; `validate` checks every message before it goes; `identity` signs;
    `record` keeps what was said. `mtom` sends files beside the message rather than in it. `timer`
    counts seconds, for how long an exchange as a whole may take.
    """

    def __init__(
        self,
        http: httpx.Client,
        *,
        court: str,
        clock: Callable[[], datetime],
        validate: Validate | None = None,
        identity: Identity | None = None,
        record: Callable[[Exchange], None] | None = None,
        mtom: bool = False,
        max_answer_bytes: int = 200_000_000,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self.http, self.court, self.clock = http, court, clock
        self.validate, self.identity, self.record = validate, identity, record
        self.mtom, self.max_answer_bytes, self.timer = mtom, max_answer_bytes, timer

    def call(
        self,
        url: str,
        action: str,
        message: Message,
        *,
        timeout_seconds: float,
        headers: tuple[Element, ...] = (),
    ) -> Answer:
        """Send a message and return the answer to it.

        Raises:
            MessageInvalid: the message does not fit the schema; nothing was sent.
            CourtUnavailable: no connection; nothing was sent.
            FilingRefused, NotAuthenticated: the court said no.
            CourtDidNotAnswer: it was sent, and no answer came that makes sense.
        """
        self._require_tls(url)
        if self.validate is not None:
            self.validate(message.root)
        signed = list(headers)
        if self.identity is not None:
            signed.append(security_header(self.identity, self.clock().astimezone(UTC)))
        root = soap.envelope(message.root, signed)
        exchange = Exchange(
            operation=action.rpartition("/")[2], url=url, at=self.clock(), request=masked(root, message)
        )
        try:
            came = self._post(url, action, root, message, timeout_seconds)
        except (CourtUnavailable, CourtDidNotAnswer):
            self._keep(exchange)
            raise
        answer = self._read(came, exchange, secrets_of(root))
        soap.raise_fault(self.court, answer.message)
        return answer

    def _require_tls(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ProfileFault(self.court, [f"{url} is not https; court messages go only over TLS"])

    def _post(
        self, url: str, action: str, root: Element, message: Message, timeout_seconds: float
    ) -> "_Came":
        body = self._body(root, message)
        headers = {
            "Content-Type": body.content_type,
            "Content-Length": str(body.length),
            "SOAPAction": f'"{action}"',
            # nothing packed: a small answer must not unfold into a large one
            "Accept-Encoding": "identity",
        }
        timeout = httpx.Timeout(timeout_seconds, connect=min(15.0, timeout_seconds))
        until = self.timer() + timeout_seconds
        try:
            sent = self._in_time(body.chunks, until)
            with self.http.stream("POST", url, content=sent, headers=headers, timeout=timeout) as response:
                return self._receive(response, until)
        except NOTHING_SENT as error:
            raise CourtUnavailable(self.court, type(error).__name__) from None
        except httpx.HTTPError as error:
            raise CourtDidNotAnswer(self.court, type(error).__name__) from None
        except OSError:  # of our own disk: what the network does wrong comes as one of the above
            why = "a file could not be read, or an answer not be kept, on our side"
            raise CourtDidNotAnswer(self.court, why) from None

    def _receive(self, response: httpx.Response, until: float) -> "_Came":
        """Take an answer in piece by piece: its files go to the spool, and its XML stays small."""
        chunks = self._bounded(self._in_time(response.iter_bytes(), until))
        begun = next(chunks, b"")
        came = _Came(response.status_code, response.headers, begun[:EXCERPT_BYTES])
        try:
            came.xml, came.parts = mtom.read(
                chain((begun,), chunks), response.headers.get("Content-Type", "")
            )
        except MessageInvalid:
            came.xml = b""
        return came

    def _in_time(self, chunks: Iterable[bytes], until: float) -> Iterator[bytes]:
        """A court that takes or gives a byte now and then would never run into a timeout for silence."""
        for chunk in chunks:
            if self.timer() > until:
                raise CourtDidNotAnswer(self.court, "it is too slow")
            yield chunk

    def _bounded(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > self.max_answer_bytes:
                raise CourtDidNotAnswer(self.court, f"its answer is over {self.max_answer_bytes:,} bytes")
            yield chunk

    def _body(self, root: Element, message: Message) -> Body:
        if self.mtom:
            return mtom.write(root, message, boundary=f"courtpacket-{secrets.token_hex(16)}")
        return inline(root, message)

    def _read(self, came: "_Came", exchange: Exchange, secret: frozenset[str]) -> Answer:
        try:
            root = parse(came.xml, message="The answer", max_bytes=self.max_answer_bytes)
            answer = Answer(message=soap.body(root), parts=came.parts)
        except MessageInvalid:
            self._keep(exchange, came.status, excerpt(came.begun, secret))
            raise self._without_message(came) from None
        self._keep(exchange, came.status, masked(root, parts=came.parts))
        return answer

    def _without_message(self, came: "_Came") -> Exception:
        """What an HTTP status means that came without a message."""
        status = came.status
        if status in (401, 403):
            return NotAuthenticated([(f"HTTP {status}", "the court does not let us in")])
        if status == 429:
            wait = came.headers.get("Retry-After", "")
            when = f" for {wait} seconds" if wait.isdigit() else ""
            return CourtUnavailable(self.court, f"it asks to wait{when}")
        if status == 408:  # how much of the message it has is not known
            return CourtDidNotAnswer(self.court, "HTTP 408")
        if status in _MOVED or 400 <= status < 500:
            return FilingRefused([(f"HTTP {status}", "the court's server did not take the message")])
        return CourtDidNotAnswer(self.court, f"HTTP {status} without a message")

    def _keep(self, exchange: Exchange, status: int | None = None, answer: bytes = b"") -> None:
        if self.record is not None:
            self.record(
                Exchange(exchange.operation, exchange.url, exchange.at, exchange.request, status, answer)
            )


def masked(root: Element, message: Message | None = None, *, parts: Parts = _NO_PARTS) -> bytes:
    """Return an envelope without files and secrets, as it may be kept and shown to an operator.

    The files of `message`, and those that came as `parts`, are named by their hash.
    """
    files = dict(message.binaries) if message else {}
    changed = []
    for element in root.iter():
        content = files.get(element) or (binary(element, parts) if local(element) in _FILES else None)
        if content is not None:
            changed.append((element, element.text))
            element.text = f"sha256:{content.sha256} ({content.size_bytes} bytes)"
        elif local(element) in _MASKED and element.text:
            changed.append((element, element.text))
            element.text = "(left out)"
    try:
        return etree.tostring(root, encoding="utf-8")
    finally:
        for element, text in changed:
            element.text = text


def secrets_of(root: Element) -> frozenset[str]:
    """Return every secret that an envelope carries, to be looked for in an answer that repeats it."""
    found = (element.text for element in root.iter() if local(element) in _MASKED)
    return frozenset(text for text in found if text and len(text) >= SHORTEST_SECRET)


def excerpt(raw: bytes, secret: frozenset[str]) -> bytes:
    """Return how an answer begins that is no message, without what we had said in confidence."""
    text = raw.decode("utf-8", "replace")
    for word in sorted(secret, key=len, reverse=True):
        text = text.replace(word, "(left out)")
    return text.encode()
