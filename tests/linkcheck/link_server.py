"""A real server on this machine that behaves as servers do: moves, hides, waits, refuses, lies."""

import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep

SLOW = 3.0
STATUS = {"/gone": 404, "/removed": 410, "/secret": 403, "/login": 401, "/broken": 500}
MOVES = {
    "/old": (301, "/new"),
    "/older": (308, "/old"),
    "/today": (302, "/new"),
    "/old-then-today": (301, "/today"),
    "/today-then-old": (302, "/old"),
    "/old-and-gone": (301, "/gone"),
    "/circle": (302, "/circle"),
    "/to-a-file": (302, "file:///etc/passwd"),
    "/to-mail": (301, "mailto:a@example.org"),
    "/with-umlaut": (302, "/grüße?a=ü"),
}


class Handler(BaseHTTPRequestHandler):
    """One request; what was asked is counted at the server."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        """The head alone."""
        self._answer(with_body=False)

    def do_GET(self):
        """Head and body."""
        self._answer(with_body=True)

    def log_message(self, *_args):
        """Say nothing."""

    def _answer(self, with_body):
        path = self.path
        self.server.asked[self.command, path] += 1
        self.server.agents.add(self.headers["User-Agent"])
        if path == "/hangs-up":
            self.close_connection = True
            return
        if path == "/slow":
            sleep(SLOW)
        if path == "/drips":
            self._drip()
            return
        if path.startswith("/busy"):
            self.send_response(503 if path.endswith("503") else 429)
            self.send_header("Retry-After", self.server.retry_after)
        elif path in MOVES:
            status, location = MOVES[path]
            self.send_response(status)
            self.send_header("Location", location.encode().decode("latin-1"))
        elif path == "/no-head" and not with_body:
            self.send_response(405)
        elif path == "/large" and with_body:
            self.send_response(200)
            self.send_header("Content-Length", str(10**9))
            self.end_headers()
            self.wfile.write(b"x" * 5_000)
            return
        else:
            self.send_response(STATUS.get(path, 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self):
        """A head that never ends."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _each in range(100):
            try:
                self.wfile.write(b"X-A: b\r\n")
                self.wfile.flush()
            except OSError:
                return
            sleep(0.1)


class Server(ThreadingHTTPServer):
    """Counts what it is asked, by method and path."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = Counter()
        self.agents = set()
        self.retry_after = "120"

    @property
    def url(self):
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving(server=None):
    """A server that runs."""
    server = server or Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
