"""A mail server of the smallest kind: takes what it is given, and keeps it."""

from email import message_from_bytes, policy
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


class _Session(StreamRequestHandler):
    def handle(self):
        self._say("220 ready")
        for line in self.rfile:
            command = line.strip().upper()
            if command == b"DATA":
                self._say("354 go on")
                self._keep()
            if command == b"QUIT":
                return self._say("221 bye")
            self._say("250 fine")
        return None

    def _keep(self):
        lines = iter(self.rfile.readline, b".\r\n")
        self.server.messages.append(
            message_from_bytes(
                b"".join(line.removeprefix(b".") for line in lines), policy=policy.default
            )
        )

    def _say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


class MailServer(ThreadingTCPServer):
    """Listens on a free port of this machine while it is entered; ``messages`` is what came in."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.messages = []

    def __enter__(self):
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()
