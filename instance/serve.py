"""Serve the demo site: a storage server on a local socket, and the web server beside it.

The first start creates the site; later ones keep its data. Ctrl-C stops everything.
"""

import argparse
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

INSTANCE = Path(__file__).resolve().parent
CHECKOUT = INSTANCE.parent
SITE = "tlvwa"
BIN = Path(sys.executable).parent


class Stopped(Exception):
    """Somebody asked the server to stop."""


def stop(signum, frame):
    raise Stopped


def environment(var):
    return os.environ | {"TLVWA_INSTANCE": str(INSTANCE), "TLVWA_VAR": str(var)}


def start(arguments, var):
    """Start a child in a session of its own, so that Ctrl-C reaches only this process."""
    return subprocess.Popen(arguments, env=environment(var), start_new_session=True)


def wait_for(condition, process, seconds, what):
    deadline = time.monotonic() + seconds
    while not condition():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"{what} did not start; see the messages above and var/zeo.log.")
        time.sleep(0.1)


def answers(port):
    import socket

    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def private_password(path):
    """The admin's generated password, kept in a file that only its owner can read."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(15) + "\n")
    return path.read_text().strip()


def create_site(var, data):
    """Create the demo site once; a creation that broke off is begun again from nothing."""
    marker = var / "site-created"
    if marker.exists() and data.exists():
        return
    print("Creating the demo site, with all of Thüringen in it. This takes a minute or two …", flush=True)
    subprocess.run(
        [BIN / "tlvwa-portal", "create-site", SITE, "--demo", "--password-file", var / "admin-password"],
        env=environment(var),
        check=True,
    )
    marker.touch()


def serve(port, var):
    for folder in ("filestorage", "blobstorage", "chameleon"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    data = var / "filestorage" / "Data.fs"
    had_data = data.exists()
    password = private_password(var / "admin-password")
    if not had_data:
        (var / "site-created").unlink(missing_ok=True)
    children = []
    try:
        zeo = start([BIN / "runzeo", "-C", INSTANCE / "zeo.conf"], var)
        children.append(zeo)
        wait_for((var / "zeo.sock").exists, zeo, 30, "The storage server")
        create_site(var, data)
        web = start([BIN / "runwsgi", INSTANCE / "zope.ini", f"http_port={port}"], var)
        children.append(web)
        wait_for(lambda: answers(port), web, 120, "The web server")
        print(
            f"\n  Site:      http://127.0.0.1:{port}/{SITE}\n"
            f"  Log in:    http://127.0.0.1:{port}/{SITE}/login\n"
            f"  Name:      admin\n  Password:  {password}\n"
            f"  (kept in var/admin-password, readable by you only; Ctrl-C stops everything)\n",
            flush=True,
        )
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        raise SystemExit("A part of the server stopped by itself; see the messages above.")
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"The site could not be created (exit code {error.returncode}).") from None
    except (Stopped, KeyboardInterrupt):
        print("\nStopping …", flush=True)
    finally:
        for child in reversed(children):
            stop_child(child)


def stop_child(child):
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", default="8080")
    parser.add_argument("--var", type=Path, default=CHECKOUT / "var")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, stop)
    serve(arguments.port, arguments.var.resolve())


if __name__ == "__main__":
    main()
