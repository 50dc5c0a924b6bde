"""A web server on this machine that gives stamped copies, or misbehaves as it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class CopyServer:
    """What is at each path: bytes, a status, or a place to go to. Counts what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | int | str] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""


@contextmanager
def copy_server() -> Iterator[CopyServer]:
    """Serve on a free port while the block lasts."""
    told = CopyServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append(self.path)
            told.headers.append(dict(self.headers))
            found = told.pages.get(self.path, 404)
            status = 200 if isinstance(found, bytes) else 302 if isinstance(found, str) else found
            self.send_response(status)
            if isinstance(found, str):
                self.send_header("Location", found)
            body = found if isinstance(found, bytes) else b""
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
