"""Say in one sentence what is missing before anything is installed or started.

Runs on any Python 3, with nothing installed. Exit code 2: something is missing.
"""

import argparse
import importlib.util
import os
import shutil
import socket
import sys

SOCKET_PATH_LIMIT = 100


def python_problem():
    if sys.version_info < (3, 11):
        return "Python %d.%d is too old: install Python 3.11 or newer (Debian: python3), or name one with PYTHON=/path/to/python3." % sys.version_info[:2]
    if sys.version_info[:3] == (3, 13, 0):
        return "Python 3.13.0 cannot store versioned content (CPython issue 125631): install 3.13.1 or newer, or name another with PYTHON=/path/to/python3."
    return None


def venv_problem():
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        return "Python's venv module is missing: install the package python3-venv."
    return None


def tool_problem(tool, package):
    if shutil.which(tool) is None:
        return "%s is missing: install the package %s." % (tool, package)
    return None


def compiler_problem():
    if not any(shutil.which(name) for name in ("cc", "gcc", "clang")):
        return "Some packages have to be compiled here and no C compiler was found: install the packages build-essential and python3-dev."
    return None


def port_problem(port):
    if not port.isdigit() or not 0 < int(port) < 65536:
        return "PORT=%s is no port number: choose one from 1024 to 65535." % port
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            return "Port %s is reserved for the system: choose another, for example PORT=8090 make run." % port
        except OSError:
            return "Port %s is in use: stop what listens there, or choose another, for example PORT=8090 make run." % port
    return None


def path_problem():
    path = os.path.join(os.getcwd(), "var", "zeo.sock")
    if len(path.encode()) > SOCKET_PATH_LIMIT:
        return "The path of this folder is too long for a local socket (%d bytes): move the checkout to a shorter one." % len(path.encode())
    return None


def problems(arguments):
    yield python_problem()
    yield venv_problem()
    if arguments.npm:
        yield tool_problem("npm", "npm (it brings Node.js)")
    if arguments.git:
        yield tool_problem("git", "git")
    if arguments.compiler:
        yield compiler_problem()
    if arguments.port:
        yield port_problem(arguments.port)
        yield path_problem()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--npm", action="store_true")
    parser.add_argument("--git", action="store_true")
    parser.add_argument("--compiler", action="store_true")
    parser.add_argument("--port", default="")
    found = [problem for problem in problems(parser.parse_args()) if problem]
    for problem in found:
        sys.stderr.write(problem + "\n")
    return 2 if found else 0


if __name__ == "__main__":
    sys.exit(main())
