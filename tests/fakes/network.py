"""A network between an office and a court that loses, delays, repeats and garbles what it carries."""

import threading
import time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

import httpx

FAULTS = ("drop_before", "drop_after", "delay_before", "delay_after", "duplicate", "503", "garbage", "pass")
DELAY_SECONDS = 0.6


class FaultyNetwork:
    """An HTTP proxy in front of a court. `next_fault` names what happens to each ReviewFiling.

    Questions pass untouched, so that what the office finds out is what the court has.
    """

    def __init__(self, court_url: str, next_fault: Callable[[], str]) -> None:
        self._court_url, self._next_fault = court_url, next_fault
        self._http = httpx.Client(timeout=30)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where the court seems to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> "FaultyNetwork":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join(10)
        self._server.server_close()
        self._http.close()

    def carry(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, str] | None:
        """Carry a request and return status, body and content type; None cuts the line."""
        fault = self._next_fault() if b"ReviewFilingRequestMessage" in body else "pass"
        if fault in ("drop_before", "503"):
            return None if fault == "drop_before" else (503, b"busy", "text/plain")
        if fault == "delay_before":
            time.sleep(DELAY_SECONDS)
        answer = self._send(path, body, headers)
        if fault == "duplicate":
            self._send(path, body, headers)
        if fault == "delay_after":
            time.sleep(DELAY_SECONDS)
        if fault == "drop_after":
            return None
        if fault == "garbage":
            return (200, b"<html>" + answer.content[:100], "text/html")
        return (answer.status_code, answer.content, answer.headers.get("content-type", ""))

    def _send(self, path: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        url = self._court_url.rstrip("/") + path
        return self._http.post(url, content=body, headers=headers)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        network = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                kept = {name: self.headers[name] for name in ("Content-Type", "SOAPAction")}
                carried = network.carry(self.path, body, kept)
                if carried is None:
                    self.close_connection = True
                    return
                status, content, kind = carried
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                try:
                    self.wfile.write(content)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        return Handler


def in_turn(faults: Sequence[str]) -> Callable[[], str]:
    """Return a function that gives the faults one after the other, then lets all pass."""
    left = list(faults)
    lock = threading.Lock()

    def next_fault() -> str:
        with lock:
            return left.pop(0) if left else "pass"

    return next_fault
