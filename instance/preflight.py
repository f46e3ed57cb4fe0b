"""Say in one sentence what is missing, before anything is installed or started.

Needs nothing installed, and runs on every Python from 3.6, also on those it refuses.
Exit code 2: something is missing.
"""

import argparse
import importlib.util
import os
import shutil
import socket
import sys

# Linux allows 107 bytes; ZEO puts a few of its own behind the name.
SOCKET_PATH_LIMIT = 100
OTHER_PYTHON = "or name one with PYTHON=path/to/python3 make run."
OTHER_PORT = "or choose another, for example PORT={} make run."


def python_problem(version=sys.version_info):
    """Whether this Python can run the site."""
    number = ".".join(map(str, version[:3]))
    if tuple(version[:2]) < (3, 11):
        return (
            f"Python {number} is too old: install Python 3.11 or newer "
            f"(packages python3 and python3-venv), {OTHER_PYTHON}"
        )
    if tuple(version[:3]) == (3, 13, 0):
        return (
            "Python 3.13.0 cannot store versioned content (CPython issue 125631): "
            f"install 3.13.1 or newer, {OTHER_PYTHON}"
        )
    return None


def venv_problem():
    """Whether an environment can be made. Debian ships ``ensurepip`` in a package of its own."""
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        return "Python's venv module is missing: install the package python3-venv."
    return None


def npm_problem():
    """Whether what the front end is built from, and what the tests need, can be installed."""
    if shutil.which("npm") is None:
        return "npm is missing: install the packages nodejs and npm."
    return None


def compiler_problem():
    """Whether packages without a ready-made wheel can be built."""
    if not any(shutil.which(name) for name in ("cc", "gcc", "clang")):
        return (
            "A package has to be compiled here and there is no C compiler: "
            "install the packages build-essential and python3-dev."
        )
    return None


def port_problem(port):
    """Whether the web server can listen on the port."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is no port number: choose one from 1024 to 65535."
    with socket.socket() as probe:
        # As the web server does, so that connections that are just closing do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            return f"Port {port} is reserved for the system: choose another, for example 8090."
        except OSError:
            return f"Port {port} is in use: stop what listens there, {OTHER_PORT.format(int(port) + 1)}"
    return None


def path_problem(checkout):
    """Whether the storage server's socket can lie in the checkout."""
    length = len(os.fsencode(os.path.join(checkout, "var", "zeo.sock")))
    if length > SOCKET_PATH_LIMIT:
        return (
            f"The path to this checkout is {length - SOCKET_PATH_LIMIT} bytes too long for "
            "a local socket: move the checkout to a shorter one."
        )
    return None


def problems(arguments):
    """What is missing, a sentence each; ``None`` for what is not."""
    yield python_problem()
    yield venv_problem()
    if arguments.npm:
        yield npm_problem()
    if arguments.compiler:
        yield compiler_problem()
    if arguments.port is not None:
        yield port_problem(arguments.port)
        yield path_problem(os.getcwd())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", action="store_true")
    parser.add_argument("--compiler", action="store_true")
    parser.add_argument("--port")
    found = [problem for problem in problems(parser.parse_args()) if problem]
    for problem in found:
        print(problem, file=sys.stderr)
    return 2 if found else 0


if __name__ == "__main__":
    sys.exit(main())
