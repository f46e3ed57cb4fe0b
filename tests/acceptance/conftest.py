"""A real server with the demo site, and a real browser in front of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

CHECKOUT = Path(__file__).parents[2]
SCREENSHOTS = CHECKOUT / "var" / "screenshots"
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
SECONDS_TO_CREATE = 600
MILLISECONDS_TO_WAIT = 15_000
# The shell without a window takes a third of the processor time of the whole browser.
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))),
    None,
)
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A host that browsers do not trust as they trust this machine.
    "--host-resolver-rules=MAP portal.example 127.0.0.1",
]


@dataclass(frozen=True)
class Server:
    """A running demo site."""

    process: subprocess.Popen
    port: int
    var: Path

    @property
    def root(self):
        """The address of the site."""
        return f"http://127.0.0.1:{self.port}/tlvwa"

    @property
    def password(self):
        """The admin's password, as the set-up wrote it."""
        return (self.var / "admin-password").read_text().strip()

    @property
    def environment(self):
        """What the console command needs to find this site."""
        return os.environ | {
            "TLVWA_INSTANCE": str(CHECKOUT / "instance"),
            "TLVWA_VAR": str(self.var),
            "TLVWA_URL": f"http://127.0.0.1:{self.port}",
        }

    def console(self, *arguments):
        """Run ``tlvwa-portal`` beside the server."""
        command = [Path(sys.executable).parent / "tlvwa-portal", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )

    def json(self, path, **parameters):
        """A REST answer to an anonymous visitor."""
        headers = {"Accept": "application/json"}
        return requests.get(f"{self.root}/{path}", params=parameters, headers=headers, timeout=30)

    def service(self, words):
        """The UID of the service that is found first."""
        return self.json("@service-search", q=words).json()["items"][0]["UID"]


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(var, port):
    """Start ``instance/serve.py`` as ``make run`` does, and wait until it answers."""
    command = [sys.executable, CHECKOUT / "instance" / "serve.py", "--port", str(port)]
    log = (var / "serve.log").open("w")
    process = subprocess.Popen(
        [*command, "--var", str(var)],
        stdout=log,
        stderr=log,
        env=os.environ | {"TLVWA_HOSTS": "localhost 127.0.0.1 portal.example:*"},
    )
    server = Server(process, port, var)
    deadline = time.monotonic() + SECONDS_TO_CREATE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the server stopped:\n{(var / 'serve.log').read_text()[-3000:]}")
        try:
            if requests.get(server.root, timeout=30).ok:
                return server
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.2)
    pytest.fail("the server did not answer in time")


def stop(server):
    """Stop a server as Ctrl-C does."""
    server.process.terminate()
    assert server.process.wait(timeout=60) == 0


@pytest.fixture(scope="session")
def first_start(tmp_path_factory):
    """A first start, which creates the demo site: its folder, and a service that was found there."""
    var = tmp_path_factory.mktemp("var")
    running = start_server(var, free_port())
    service = running.service("Hundesteuer")
    stop(running)
    return var, service


@pytest.fixture(scope="session")
def server(first_start):
    """The demo site, served for the whole run, by a second start."""
    running = start_server(first_start[0], free_port())
    yield running
    stop(running)


def log_in(page, server, name="admin", password=None):
    """Log in by the form, as the demo site's admin or somebody else."""
    page.context.clear_cookies()
    page.goto(f"{server.root}/login")
    page.fill("#__ac_name", name)
    page.fill("#__ac_password", password or server.password)
    page.click("#buttons-login")
    page.wait_for_load_state()


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium; where there is none the test is skipped, unless a browser is required."""
    if CHROMIUM is None or not AXE.exists():
        missing = "chromium" if CHROMIUM is None else "axe-core (npm ci)"
        if os.environ.get("TLVWA_BROWSER_REQUIRED"):
            pytest.fail(f"a browser is required here, and {missing} is missing")
        pytest.skip(f"{missing} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A fresh page in German, as on a desktop."""
    context = chromium.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(MILLISECONDS_TO_WAIT)
    yield context.new_page()
    context.close()


@pytest.fixture
def page_at(chromium):
    """Makes a page on a device that knows where it is: ``page_at(latitude, longitude, accuracy=25)``."""
    contexts = []

    def page_at(latitude, longitude, accuracy=25):
        place = {"latitude": latitude, "longitude": longitude, "accuracy": accuracy}
        context = chromium.new_context(
            locale="de-DE", geolocation=place, permissions=["geolocation"]
        )
        context.set_default_timeout(MILLISECONDS_TO_WAIT)
        contexts.append(context)
        return context.new_page()

    yield page_at
    for context in contexts:
        context.close()


@pytest.fixture
def plain_page(chromium):
    """A fresh page with scripts switched off."""
    context = chromium.new_context(locale="de-DE", java_script_enabled=False)
    context.set_default_timeout(MILLISECONDS_TO_WAIT)
    yield context.new_page()
    context.close()
