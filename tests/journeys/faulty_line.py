"""A line between an office and its court that loses, delays, repeats and garbles what it carries, by a seed."""

import contextlib
import http.client
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from urllib.parse import urlsplit

FAULTS = ("drop_before", "drop_after", "delay", "duplicate", "http_503", "garbage")


class FaultyLine:
    """Carries requests to `target`; each goes wrong with the given chance."""

    def __init__(self, target: str, *, seed: int, chance: float, delay_seconds: float = 0.6) -> None:
        self.target, self.chance, self.delay_seconds = urlsplit(target), chance, delay_seconds
        self.met: dict[str, int] = dict.fromkeys(FAULTS, 0)
        self._random, self._lock = Random(seed), threading.Lock()  # noqa: S311 - chooses faults
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.handle_error = lambda request, address: None  # type: ignore[method-assign]
        threading.Thread(target=lambda: self._server.serve_forever(poll_interval=0.02), daemon=True).start()

    @property
    def url(self) -> str:
        """Where the line begins, with a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def fault(self) -> str:
        """Return what goes wrong now; empty where nothing does."""
        with self._lock:
            if self._random.random() >= self.chance:
                return ""
            found = self._random.choice(FAULTS)
            self.met[found] += 1
            return found

    def carry(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str, bytes]:
        """Return what the court answers."""
        assert self.target.hostname is not None
        line = http.client.HTTPConnection(self.target.hostname, self.target.port, timeout=20)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read()
        finally:
            line.close()


def _handler(line: FaultyLine) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            kept = ("content-type", "soapaction")
            headers = {name: said for name, said in self.headers.items() if name.lower() in kept}
            fault = line.fault()
            if fault == "drop_before":
                return self._hang_up()
            if fault == "http_503":
                return self._send(503, "text/plain", b"out of order")
            try:
                answer = line.carry("POST", self.path, headers, body)
                if fault == "duplicate":
                    line.carry("POST", self.path, headers, body)
            except OSError:
                return self._hang_up()
            if fault == "drop_after":
                return self._hang_up()
            if fault == "garbage":
                return self._send(200, "text/xml", b"<html>Welcome to the court!</html>")
            if fault == "delay":
                time.sleep(line.delay_seconds)
            return self._send(*answer)

        def _hang_up(self) -> None:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

        def _send(self, status: int, kind: str, body: bytes) -> None:
            with contextlib.suppress(OSError):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
