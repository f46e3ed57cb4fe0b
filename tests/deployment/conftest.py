"""The deployments that zc.buildout makes: built in a folder of their own, started, asked, stopped.

Beside them the distribution, as users get it (``distribution.py``).

They take minutes, so ``make buildout-test`` runs them and ``make test`` leaves them out.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

CHECKOUT = Path(__file__).resolve().parents[2]
BUILDOUT = CHECKOUT / ".buildout" / "bin" / "buildout"
PASSWORD = "geheim-und-lang-genug"
SECONDS_TO_START = 120
SECONDS_TO_FOLLOW = 10


def free_ports(count):
    """Ports that nothing listens on."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@dataclass
class Deployment:
    """A profile built in ``folder``; ``ports``: web server -> port."""

    folder: Path
    ports: dict[str, int]
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *command, check=True):
        """The result of one of the commands in ``bin``."""
        name, *arguments = command
        result = subprocess.run(
            [self.folder / "bin" / name, *arguments],
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert not check or result.returncode == 0, result.stdout + result.stderr
        return result

    def create_site(self):
        """Create the demo site."""
        password = self.folder / "password"
        password.write_text(PASSWORD)
        self.run("tlvwa-portal", "create-site", "tlvwa", "--demo", "--password-file", password)

    def start(self, server):
        """Start a web server and wait until it answers."""
        self.run(server, "start")
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            try:
                if requests.get(self.url(server), timeout=30).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.2)
        pytest.fail(f"{server} did not start: {self.log(server)[-2000:]}")

    def log(self, server):
        """The event log of a web server."""
        return (self.folder / "var" / "log" / f"{server}.log").read_text()

    def url(self, server, path=""):
        """An address of the site at one of its web servers."""
        return f"http://127.0.0.1:{self.ports[server]}/tlvwa/{path}".rstrip("/")

    def json(self, server, path, admin=False, **parameters):
        """A REST answer, to anybody or to the administrator."""
        answer = requests.get(
            self.url(server, path),
            params=parameters,
            headers={"Accept": "application/json"},
            auth=("admin", PASSWORD) if admin else None,
            timeout=60,
        )
        assert answer.ok, answer.text[:2000]
        return answer.json()

    def office(self, server):
        """The office that is responsible for a dog in Eisenberg."""
        service = self.json(server, "@service-search", q="Hundesteuer")["items"][0]["UID"]
        asked = {"service": service, "area": "160745052018"}
        return self.json(server, "@responsible", **asked)["offices"][0]

    def rename_office(self, server, title):
        """Give that office another title, at one of the web servers."""
        answer = requests.patch(
            self.office(server)["@id"],
            json={"title": title},
            headers={"Accept": "application/json"},
            auth=("admin", PASSWORD),
            timeout=60,
        )
        assert answer.ok, answer.text[:2000]

    def create(self, server, body):
        """Create an object in the site; the path below it."""
        answer = requests.post(
            self.url(server),
            json=body,
            headers={"Accept": "application/json"},
            auth=("admin", PASSWORD),
            timeout=60,
        )
        assert answer.ok, answer.text[:2000]
        return answer.json()["@id"].removeprefix(f"{self.url(server)}/")

    def download(self, server, path):
        """The text of an uploaded file."""
        url = self.url(server, f"{path}/@@download/file")
        answer = requests.get(url, auth=("admin", PASSWORD), timeout=60)
        assert answer.ok, answer.text[:2000]
        return answer.text

    def expect_office(self, title):
        """Wait until every web server answers with an office of this title."""
        deadline = time.monotonic() + SECONDS_TO_FOLLOW
        while True:
            told = {server: self.office(server)["title"] for server in self.ports}
            if set(told.values()) == {title}:
                return
            assert time.monotonic() < deadline, told
            time.sleep(0.1)


@pytest.fixture(scope="session")
def deployments():
    """Skips the test where nobody asked for deployments."""
    if not os.environ.get("TLVWA_DEPLOYMENTS"):
        pytest.skip("takes minutes: make buildout-test runs it")


@pytest.fixture(scope="session")
def buildout(deployments):
    """The command, which ``make buildout-test`` installs."""
    return BUILDOUT


@pytest.fixture(scope="module")
def built(buildout):
    """Builds a profile: ``with built("production", "instance", "instance2") as deployment``.

    Eggs are shared with the checkout. The path is short, as a local socket's has to be.
    """

    @contextmanager
    def built(profile, *servers, **environment):
        folder = Path(tempfile.mkdtemp(prefix="tlvwa-"))
        deployment = Deployment(
            folder, dict(zip(servers, free_ports(len(servers)), strict=True)), environment
        )
        ports = deployment.ports.items()
        made = subprocess.run(
            [
                buildout,
                *("-c", CHECKOUT / "profiles" / f"{profile}.cfg"),
                f"buildout:directory={folder}",
                f"buildout:develop={CHECKOUT}",
                f"buildout:eggs-directory={CHECKOUT / 'eggs'}",
                *(f"{server}:http-address=127.0.0.1:{port}" for server, port in ports),
            ],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert made.returncode == 0, made.stdout[-3000:] + made.stderr[-3000:]
        try:
            yield deployment
        finally:
            for server in servers:
                deployment.run(server, "stop", check=False)
            if (folder / "bin" / "zeoserver").exists():
                deployment.run("zeoserver", "stop", check=False)
            shutil.rmtree(folder)

    return built
