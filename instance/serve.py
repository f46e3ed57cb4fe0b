"""Serve the demo site: a storage server on a local socket, and the web server beside it.

What is due from time to time (``tlvwa-portal jobs run``) is done beside them. The first start
creates the site; later ones keep its data. Ctrl-C stops everything.
"""

import argparse
import contextlib
import ctypes
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from warm_up import warm_up

INSTANCE = Path(__file__).resolve().parent
CHECKOUT = INSTANCE.parent
BIN = Path(sys.executable).parent
SITE = "tlvwa"
DOG_TAX = "99102013002000"  # a service of the demo, by its key in the federal catalogue
LOOPBACK = "localhost 127.0.0.1 [::1]"
PR_SET_PDEATHSIG = 1
SECONDS_BETWEEN_JOBS = 10 * 60


class Stopped(Exception):
    """Somebody asked the server to stop."""


def on_signals(handler):
    """Say what Ctrl-C and a plain ``kill`` do from now on."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def stop(signum, frame):
    """Leave from wherever the server is; nothing interrupts the stopping itself."""
    on_signals(signal.SIG_IGN)
    raise Stopped


@contextlib.contextmanager
def only_one(var, busy="This checkout is being served already: stop that first."):
    """Hold ``var`` for this process alone; the lock goes with the process, however it ends."""
    with open(var / "serve.lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(busy) from None
        yield


def listens(family, address):
    """Whether somebody accepts connections there."""
    with socket.socket(family) as probe:
        probe.settimeout(1)
        return probe.connect_ex(address) == 0


@contextlib.contextmanager
def telling():
    """Gives what tells on a terminal what is being prepared; elsewhere one line is enough."""
    from rich.console import Console  # not there where the system's own Python makes a backup

    console = Console()
    if not console.is_terminal:
        print("Preparing the first pages …", flush=True)
        yield lambda name: None
        return
    with console.status("Preparing the first pages …") as status:
        yield lambda name: status.update(f"Preparing the first pages: {name} …")


def die_with_parent():
    """Ask Linux to end this child with its parent, even when that is killed without a word."""
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Servers:
    """The processes of a running site, and where they write."""

    def __init__(self, var):
        self.var = var
        self.environment = os.environ | {"TLVWA_INSTANCE": str(INSTANCE), "TLVWA_VAR": str(var)}
        self.children = []
        self.jobs = None

    def start(self, *command):
        """Start a child that is to run until the end."""
        child = self._child(command)
        self.children.append(child)
        return child

    def start_jobs(self, *command):
        """Start what is due from time to time, unless the last time is not over; it says only errors."""
        if self.jobs is None or self.jobs.poll() is not None:
            self.jobs = self._child(command, stdout=subprocess.DEVNULL)

    def start_storage(self):
        """Start the storage server; a socket that nobody listens on is left from a crash."""
        address = self.var / "zeo.sock"
        if listens(socket.AF_UNIX, str(address)):
            raise SystemExit("A storage server runs here already: stop it, then start again.")
        address.unlink(missing_ok=True)
        child = self.start(BIN / "runzeo", "-C", INSTANCE / "zeo.conf")
        self._wait(child, lambda: listens(socket.AF_UNIX, str(address)), "The storage server")

    def start_web(self, port):
        """Start the web server and wait until it answers."""
        child = self.start(BIN / "runwsgi", INSTANCE / "zope.ini", f"http_port={port}")
        self._wait(child, lambda: listens(socket.AF_INET, ("127.0.0.1", port)), "The web server")

    def create_site(self):
        """Create the demo site once. It is one transaction, so one that broke off left nothing."""
        created = self.var / "site-created"
        if created.exists():
            return
        print("Creating the demo site, with all of Thüringen in it: about a minute …", flush=True)
        command = ("create-site", SITE, "--demo", "--if-missing")
        password = ("--password-file", self.var / "admin-password")
        child = self.start(BIN / "tlvwa-portal", *command, *password)
        if child.wait():
            raise SystemExit("The site could not be created; see the messages above.")
        self.children.remove(child)
        created.touch()

    def warm_up(self, site):
        """Open a page of each kind; whoever comes first waits for nothing."""
        password = self.var / "admin-password"
        with telling() as tell:
            warm_up(site, password.read_text().strip() if password.exists() else "", tell)
        self._require_all()

    def wait(self, *jobs):
        """Wait until one of the servers ends by itself, which none should; do the jobs meanwhile."""
        due = time.monotonic() + SECONDS_BETWEEN_JOBS
        while True:
            self._require_all()
            time.sleep(0.5)
            if time.monotonic() >= due:
                due += SECONDS_BETWEEN_JOBS
                self.start_jobs(*jobs)

    def stop(self):
        """Stop all of them, those that build on others first."""
        on_signals(signal.SIG_IGN)
        for child in reversed([*self.children, *([self.jobs] if self.jobs else [])]):
            child.terminate()
            try:
                child.wait(timeout=20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _require_all(self):
        """Leave where one of the servers has ended."""
        if any(child.poll() is not None for child in self.children):
            raise SystemExit("A part of the server stopped by itself; see the messages above.")

    def _child(self, command, **options):
        """Start a child in a session of its own, so that Ctrl-C reaches only this process."""
        return subprocess.Popen(
            command,
            env=self.environment,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **options,
        )

    def _wait(self, child, ready, name, seconds=120):
        deadline = time.monotonic() + seconds
        while not ready():
            if child.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{name} did not start; see the messages above and var/zeo.log.")
            time.sleep(0.1)


def prepare(var):
    """Make the folders and, where there are no data yet, the password of the first account."""
    for folder in ("filestorage", "blobstorage", "chameleon"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    if (var / "filestorage" / "Data.fs").exists():
        return
    (var / "site-created").unlink(missing_ok=True)
    password = var / "admin-password"
    password.unlink(missing_ok=True)
    password.touch(mode=0o600)
    password.write_text(secrets.token_urlsafe(15) + "\n")


def greeting(port, password_file):
    """What to open, and how to log in."""
    password = password_file.read_text().strip() if password_file.exists() else "as you set it"
    site = f"http://127.0.0.1:{port}/{SITE}"
    return f"""
  Site:      {site}
  Editors:   {site}/login?came_from={site}/@@redaktion
  REST:      curl -H 'Accept: application/json' \\
             '{site}/@responsible?service={DOG_TAX}&postal_code=99423'

  Name:      admin
  Password:  {password}
  (made at the first start, kept in var/admin-password for you only; Ctrl-C stops everything)

  Mail:      nothing leaves this machine; each message is a file in {password_file.parent / "mail" / "new"}
"""


def serve(port, var):
    """Serve until somebody stops it."""
    servers = Servers(var)
    servers.environment.setdefault(
        "TLVWA_URL", f"http://127.0.0.1:{port}"
    )  # for addresses in mails
    servers.environment.setdefault("TLVWA_HOSTS", LOOPBACK)
    try:
        servers.start_storage()
        servers.create_site()
        servers.start_web(port)
        servers.warm_up(f"http://127.0.0.1:{port}/{SITE}")
        print(greeting(port, var / "admin-password"), flush=True)
        servers.wait(BIN / "tlvwa-portal", "--site", SITE, "jobs", "run")
    except Stopped:
        print("\nStopping …", flush=True)
    finally:
        servers.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--var", type=Path, default=CHECKOUT / "var")
    arguments = parser.parse_args()
    # Data, drafts and the password are for nobody else on this machine.
    os.umask(0o077)
    var = arguments.var.resolve()
    var.mkdir(parents=True, exist_ok=True)
    on_signals(stop)
    with only_one(var):
        prepare(var)
        serve(arguments.port, var)


if __name__ == "__main__":
    main()
