"""The demo site on a real server of its own, created in a temporary folder."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import requests

CHECKOUT = Path(__file__).parents[1]
SECONDS_TO_CREATE = 900
JSON = {"Accept": "application/json"}


@dataclass(frozen=True)
class Server:
    """A running demo site."""

    port: int
    var: Path

    @property
    def root(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.port}/tlvwa"

    def get(self, path: str, **parameters: object) -> Any:
        """A REST answer to an anonymous visitor."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        answer = requests.get(f"{self.root}/{path}{query}", headers=JSON, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def add_page(self, title: str, text: str) -> None:
        """A published page, the plainest that Plone has."""
        auth = ("admin", (self.var / "admin-password").read_text().strip())
        page = {"@type": "Document", "id": title, "title": title, "text": f"<p>{text}</p>"}
        made = requests.post(self.root, json=page, auth=auth, headers=JSON, timeout=60)
        made.raise_for_status()
        publish = f"{made.json()['@id']}/@workflow/publish"
        requests.post(publish, auth=auth, headers=JSON, timeout=60).raise_for_status()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demo_server() -> Iterator[Server]:
    """The demo site, served as ``make run`` does. Raises RuntimeError where it does not start."""
    with tempfile.TemporaryDirectory(prefix="tlvwa-bench-", ignore_cleanup_errors=True) as folder:
        var, log = Path(folder), Path(folder) / "serve.log"
        port = free_port()
        command = [sys.executable, str(CHECKOUT / "instance" / "serve.py"), "--port", str(port)]
        with log.open("w") as output:
            process = subprocess.Popen(
                [*command, "--var", str(var)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        server = Server(port, var)
        try:
            _wait(process, server, log)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(process: "subprocess.Popen[bytes]", server: Server, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_CREATE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if requests.get(server.root, timeout=60).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def opened(var: Path) -> Iterator[Any]:
    """The site of a running server in this process, as the console command opens it, as an editor."""
    os.environ["TLVWA_INSTANCE"] = str(CHECKOUT / "instance")
    os.environ["TLVWA_VAR"] = str(var)

    from AccessControl.SecurityManagement import newSecurityManager, noSecurityManager

    from tlvwa.portal.cli.instance import open_site

    with open_site(None, "tlvwa") as site:
        users = site.getPhysicalRoot().acl_users
        newSecurityManager(None, users.getUser("admin").__of__(users))
        try:
            yield site
        finally:
            noSecurityManager()
