"""What is said before anything starts, and that nothing is left behind when it ends."""

import ast
import http.server
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from tlvwa.portal.cli.main import main
from tlvwa.portal.search.query_log import countable_query

INSTANCE = Path(__file__).resolve().parent.parent / "instance"


def script(name):
    spec = importlib.util.spec_from_file_location(name, INSTANCE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sys.path.insert(0, str(INSTANCE))  # as it is for a script that is started
preflight = script("preflight")
serve = script("serve")
warm_up = script("warm_up")


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 9, 18), (3, 10, 13)])
def test_old_python_is_refused(version):
    number = ".".join(map(str, version))
    assert preflight.python_problem(version).startswith(f"Python {number} is too old: install ")


def test_python_3_13_0_is_refused_for_its_own_reason():
    assert "3.13.1 or newer" in preflight.python_problem((3, 13, 0))


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (3, 13, 1), (3, 14, 0)])
def test_other_pythons_are_welcome(version):
    assert preflight.python_problem(version) is None


def test_preflight_can_be_read_by_the_pythons_it_refuses():
    source = (INSTANCE / "preflight.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_missing_venv_module_names_its_package(monkeypatch):
    monkeypatch.setattr(preflight.importlib.util, "find_spec", lambda name: None)
    assert preflight.venv_problem().endswith("install the package python3-venv.")


@pytest.mark.parametrize(
    ("problem", "package"),
    [(preflight.npm_problem, "npm"), (preflight.compiler_problem, "build-essential")],
)
def test_missing_tool_names_its_package(problem, package, monkeypatch):
    monkeypatch.setattr(preflight.shutil, "which", lambda name: None)
    assert package in problem()
    monkeypatch.setattr(preflight.shutil, "which", lambda name: f"bin/{name}")
    assert problem() is None


@pytest.mark.parametrize("port", ["", "abc", "-1", "0", "65536", "8080.5"])
def test_what_is_no_port_number_is_refused(port):
    assert preflight.port_problem(port).startswith(f"PORT={port} is no port number")


def test_port_in_use_is_refused_until_it_is_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        assert preflight.port_problem(port).startswith(f"Port {port} is in use: stop ")
    assert preflight.port_problem(port) is None


def test_checkout_whose_path_is_too_long_for_a_socket_is_refused():
    assert preflight.path_problem("/srv/tlvwa.portal") is None
    assert preflight.path_problem("/srv/" + "x" * 82) is None
    assert "1 bytes too long" in preflight.path_problem("/srv/" + "x" * 83)


def test_preflight_says_one_sentence_and_fails():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        command = [sys.executable, INSTANCE / "preflight.py", "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)


def test_password_is_made_once_and_only_for_its_owner(tmp_path):
    serve.prepare(tmp_path)
    password = tmp_path / "admin-password"
    first = password.read_text()
    assert len(first.strip()) >= 20
    assert password.stat().st_mode & 0o777 == 0o600
    (tmp_path / "filestorage" / "Data.fs").touch()
    serve.prepare(tmp_path)
    assert password.read_text() == first


def test_new_data_are_not_taken_for_a_created_site(tmp_path):
    (tmp_path / "site-created").touch()
    serve.prepare(tmp_path)
    assert not (tmp_path / "site-created").exists()


def test_greeting_names_no_password_it_does_not_know(tmp_path):
    assert "as you set it" in serve.greeting(8090, tmp_path / "admin-password")
    assert "http://127.0.0.1:8090/tlvwa\n" in serve.greeting(8090, tmp_path / "admin-password")


def test_second_server_of_a_checkout_is_refused(tmp_path):
    with (
        serve.only_one(tmp_path),
        pytest.raises(SystemExit, match="being served already"),
        serve.only_one(tmp_path),
    ):
        pass
    with serve.only_one(tmp_path):
        pass


@pytest.fixture
def storage(tmp_path_factory):
    """Where a storage server may write; a socket's path has to be short."""
    var = Path(os.path.relpath(tmp_path_factory.mktemp("var")))
    serve.prepare(var)
    return serve.Servers(var)


def test_socket_left_by_a_crash_is_replaced_but_not_a_living_one(storage):
    address = str(storage.var / "zeo.sock")
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(address)
    try:
        storage.start_storage()
        assert serve.listens(socket.AF_UNIX, address)
        with pytest.raises(SystemExit, match="runs here already"):
            serve.Servers(storage.var).start_storage()
    finally:
        storage.stop()
        serve.on_signals(signal.default_int_handler)
    assert not serve.listens(socket.AF_UNIX, address)


PROGRAM = """
import pathlib, serve
serve.on_signals(serve.stop)
servers = serve.Servers(pathlib.Path())
try:
    servers.start("sleep", "60")
    print("up", flush=True)
    servers.wait()
except serve.Stopped:
    print("stopped")
finally:
    servers.stop()
"""


@pytest.mark.parametrize(
    ("number", "said"),
    [(signal.SIGINT, "stopped\n"), (signal.SIGTERM, "stopped\n"), (signal.SIGKILL, "")],
)
def test_children_end_with_the_server_however_it_ends(number, said):
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"PYTHONPATH": str(INSTANCE)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout.readline() == "up\n"
        server.send_signal(number)
        # The child has the same output, so this ends only when both are gone.
        assert server.communicate(timeout=10)[0] == said


@pytest.mark.parametrize("server", ["$VAR/zeo.sock", "{var}/zeo.sock"])
def test_console_command_says_at_once_that_the_database_is_not_there(server, tmp_path, monkeypatch):
    monkeypatch.setenv("TLVWA_VAR", str(tmp_path))
    configuration = tmp_path / "zope.conf"
    configuration.write_text(f"  server {server.format(var=tmp_path)}\n")
    ended = CliRunner().invoke(main, ["--zope-conf", str(configuration), "check"])
    assert ended.exit_code == 1
    assert f"nicht erreichbar ({tmp_path}/zeo.sock)" in ended.output


def test_console_command_says_that_there_is_no_instance(tmp_path):
    ended = CliRunner().invoke(main, ["--zope-conf", str(tmp_path / "zope.conf"), "check"])
    assert ended.exit_code == 1
    assert "ZOPE_CONF" in ended.output


def test_jobs_run_beside_the_servers_and_stop_with_them(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "on_signals", lambda handler: None)
    monkeypatch.setattr(serve, "SECONDS_BETWEEN_JOBS", 0)
    started = tmp_path / "started"
    servers = serve.Servers(tmp_path)
    servers.start("sleep", "3")
    with pytest.raises(SystemExit):
        servers.wait("sh", "-c", f"echo >> {started}; exec sleep 60")
    assert started.read_text() == "\n", "jobs were started while the last were running"
    assert servers.jobs.poll() is None
    servers.stop()
    assert servers.jobs.poll() is not None


QUEUE = """
import sys
from logging import getLogger
from logging.config import fileConfig

fileConfig(sys.argv[1], disable_existing_loggers=False)
from waitress.task import ThreadedTaskDispatcher

ThreadedTaskDispatcher().add_task(None)  # no thread is idle, for there is none
getLogger("waitress").warning("Something else.")
"""


def test_requests_that_wait_for_a_thread_are_no_news_in_the_terminal():
    command = [sys.executable, "-c", QUEUE, str(INSTANCE / "zope.ini")]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Something else." in ended.stderr
    assert "Task queue depth" not in ended.stderr


def test_the_greeting_says_where_mails_are(tmp_path):
    assert f"{tmp_path}/mail/new" in serve.greeting(8080, tmp_path / "admin-password")


def test_the_greeting_names_what_a_newcomer_wants(tmp_path):
    (tmp_path / "admin-password").write_text("geheim\n")
    lines = serve.greeting(8090, tmp_path / "admin-password").splitlines()
    told = {line.split()[0]: line for line in lines if line.strip()}
    assert told["Site:"].endswith(" http://127.0.0.1:8090/tlvwa")
    assert told["Editors:"].endswith("/tlvwa/@@redaktion")
    assert told["REST:"].endswith("curl -H 'Accept: application/json' \\")
    assert told["Password:"].endswith(" geheim")


@contextmanager
def answering(answers):
    """A web server that knows some paths; gives its address and the list of what it was asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers.get("Authorization", "")))
            body = answers.get(self.path)
            self.send_response(200 if body else 404)
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *arguments):
            """Nothing is to be seen of it."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/site", asked
        finally:
            server.shutdown()


def test_a_page_of_each_kind_is_opened_before_the_greeting():
    answers = {}
    with answering(answers) as (site, asked):
        service = {"UID": "u", "@id": f"{site}/leistungen/hund"}
        answers["/site/@service-search?b_size=1"] = json.dumps({"items": [service]})
        answers["/site/@users/admin"] = json.dumps({"id": "admin"})
        named = f"service=u&{warm_up.PLACE}"
        answers[f"/site/@responsible?{named}"] = json.dumps({"offices": [{"@id": f"{site}/amt"}]})
        told = []
        warm_up.warm_up(site, "geheim", told.append)
    opened = [path for path, _password in asked]
    for path in (
        "de",
        "leistungen/hund",
        "amt",
        f"de/zustaendigkeitsfinder?{named}",
        "@@redaktion",
    ):
        assert f"/site/{path}" in opened
    assert {"start page", "service", "answer", "authority", "editors' start page"} <= set(told)
    with_password = [path for path, password in asked if password]
    assert with_password == [
        "/site/@users/admin",
        *(f"/site/{p}" for _n, p in warm_up.EDITORS_PAGES),
    ]


def test_what_is_searched_before_the_greeting_is_not_counted():
    assert countable_query("Hundesteuer")
    assert not countable_query(unquote(warm_up.SEARCH))


def test_a_site_that_has_nothing_is_opened_as_an_anonymous_visitor_only():
    with answering({}) as (site, asked):
        warm_up.warm_up(site, "falsch", lambda name: None)
    assert [path for path, password in asked if password] == ["/site/@users/admin"]
    assert len(asked) == len(warm_up.PAGES) + 2


def test_a_server_that_is_gone_is_not_greeted_for(tmp_path):
    with answering({}) as (site, _asked):
        pass
    servers = serve.Servers(tmp_path)
    servers.start("true").wait()
    with pytest.raises(SystemExit, match="stopped by itself"):
        servers.warm_up(site)


@pytest.mark.parametrize(
    ("purpose", "extras"),
    [("serve", ".[serve]"), ("test", ".[serve,test]"), ("check", ".[serve,check]")],
)
@pytest.mark.parametrize(
    ("uv", "command", "said"),
    [
        ("", "{venv}/bin/pip install", "with pip: "),
        ("/opt/uv", '"/opt/uv" pip install', "with uv: "),
    ],
)
def test_what_is_installed_for_which_purpose(purpose, extras, uv, command, said, tmp_path):
    venv = tmp_path / "venv"
    target = f"{venv}/.installed-{purpose}"
    told = subprocess.run(
        ["make", "--dry-run", f"VENV={venv}", f"UV={uv}", target],
        cwd=INSTANCE.parent,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert command.format(venv=venv) in told
    assert f"--constraint constraints.txt --editable '{extras}'" in told
    assert said in told


def test_serving_does_not_install_tests_and_checks(tmp_path):
    told = subprocess.run(
        ["make", "--dry-run", f"VENV={tmp_path}/venv", "run", "PORT=8099"],
        cwd=INSTANCE.parent,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "'.[serve]'" in told
    assert "test]" not in told
    assert "check]" not in told


def test_the_web_server_leaves_the_heads_of_proxies_for_the_accounts_of_the_root():
    ini = ConfigParser(interpolation=None)
    ini.read(INSTANCE / "zope.ini")
    assert not ini.getboolean("server:main", "clear_untrusted_proxy_headers")
