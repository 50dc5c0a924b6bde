"""The sandbox court's side of HTTP: one request after the other, and lines that break on purpose."""

import contextlib
import socket
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler
from typing import Protocol

from efiling.ecf.message import Message
from efiling.sandbox.court import SandboxCourt
from efiling.sandbox.descriptions import Descriptions
from efiling.sandbox.faults import Broken
from efiling.sandbox.guard import Guard
from efiling.sandbox.incoming import BodyRefused, Incoming
from efiling.sandbox.page import page
from efiling.transport import soap
from efiling.transport.body import Body, inline
from efiling.transport.code_lists import HEADER as CODES_HEADER

MAX_BODY_BYTES = 200_000_000


class Reply:
    """What goes back over HTTP: bytes, or a body that is made while it is sent."""

    def __init__(
        self, status: int, body: bytes | Body, content_type: str = 'text/xml; charset="utf-8"'
    ) -> None:
        self.status, self.content_type = status, content_type
        whole = Body(content_type, len(body), iter((body,))) if isinstance(body, bytes) else body
        self.length, self.chunks = whole.length, whole.chunks

    @classmethod
    def of(cls, message: Message, *, version: str = soap.SOAP) -> "Reply":
        """Return a message in its envelope, its files read while they are sent."""
        body = inline(soap.envelope(message.root, version=version), message)
        return cls(200, body, soap.CONTENT_TYPES[version])


class Served(Protocol):
    """What the handler needs of the court behind it."""

    court: SandboxCourt
    guard: Guard | None
    descriptions: Descriptions
    sleep: Callable[[float], None]

    def answer(self, body: Iterable[bytes], content_type: str) -> Reply:
        """Return what the court says to a request body."""
        ...

    def code_list(self, path: str) -> bytes | None:
        """Return the zip of the code list that has a path, or None."""
        ...

    def stamped_copy(self, path: str) -> bytes | None:
        """Return the stamped copy that has a path, or None."""
        ...


def handler(server: Served) -> type[BaseHTTPRequestHandler]:
    """Return the class whose objects each speak with one caller of the court."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # headers and body are two writes, and the second one must not wait for the first one's receipt
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            if query.lower() in ("wsdl", "singlewsdl"):
                described = server.descriptions.of_service(path)
            else:
                described = server.descriptions.file(path)
            if described is not None:
                self._send(Reply(200, described))
            elif self.path == "/":
                self._send(Reply(200, page(server.court).encode(), "text/html; charset=utf-8"))
            elif (codes := server.code_list(self.path)) is not None:
                self._send(self._download(codes))
            elif (copy := server.stamped_copy(self.path)) is not None:
                self._send(Reply(200, copy, "application/pdf"))
            else:
                self._send(Reply(404, b"There is nothing here.", "text/plain"))

        def _download(self, codes: bytes) -> Reply:
            guard = server.guard
            if guard is not None and guard.refuses_download(self.headers.get(CODES_HEADER, "")):
                return Reply(401, b"Sign the request with your certificate.", "text/plain")
            return Reply(200, codes, "application/zip")

        def do_POST(self) -> None:
            try:
                body = Incoming(self.rfile, self.headers, max_bytes=MAX_BODY_BYTES)
                reply = self._reply(body)
            except Broken as broken:
                self._break(broken)
                return
            except BodyRefused as refusal:
                self.close_connection = True
                reply = Reply(413, str(refusal).encode(), "text/plain")
            self._send(reply)

        def _reply(self, body: Incoming) -> Reply:
            if self.headers.get("Content-Encoding", "identity").lower() not in ("", "identity"):
                reply = Reply(415, b"Send the message unpacked, without a Content-Encoding.", "text/plain")
            elif server.court.is_closed:
                reply = Reply(503, b"The court is out of order.", "text/plain")
            else:
                reply = server.answer(body.pieces(), self.headers.get("Content-Type", ""))
            self.close_connection = self.close_connection or not body.drained
            return reply

        def _break(self, broken: Broken) -> None:
            do = broken.step.do
            if do.startswith("http_503"):
                self._send(Reply(503, b"The court is out of order.", "text/plain"))
            elif do == "garbage":
                self._send(Reply(200, b"<html>Welcome to the court!</html>"))
            elif do == "delay" and broken.answer is not None:
                server.sleep(broken.step.for_seconds)
                self._send(Reply.of(broken.answer))
            else:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(reply.length))
            if self.close_connection:
                self.send_header("Connection", "close")
            # A filer who has hung up does not hear the answer; that is his to find out.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.end_headers()
                for chunk in reply.chunks:
                    self.wfile.write(chunk)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: requests name cases."""

    return Handler
