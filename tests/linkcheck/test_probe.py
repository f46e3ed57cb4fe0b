"""Checking links: a real server, a clock of our own, and no host that is not of the public Internet."""

import ssl
import subprocess
from datetime import date, datetime, timedelta
from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.linkcheck.http_probe import HttpProbe
from tlvwa.portal.linkcheck.results import (
    FAILING,
    CheckResult,
    LinkState,
    LinkStatus,
    state_after,
)
from tlvwa.portal.linkcheck.run import HostQueue, due_addresses, run
from tlvwa.portal.linkcheck.ssrf_guard import NotPublic, connect, is_public
from tlvwa.portal.readmodels.nodes import BERLIN

from .link_server import MOVES, SLOW, Server, serving

NOON = datetime(2026, 11, 23, 12, tzinfo=BERLIN)
DAY = timedelta(days=1)
GONE, OK = CheckResult(LinkStatus.GONE, 404), CheckResult(LinkStatus.OK, 200)


@pytest.fixture(scope="module")
def server():
    """The server of this module."""
    with serving() as server:
        yield server


def asker(**options):
    """Asks without a proxy, also this machine."""
    given = {"timeout": 1.0, "limit": 2.0, "private": True, "proxies": {}} | options
    return HttpProbe("test (+https://example.org; post@example.org)", lambda: NOON, **given)


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/", LinkStatus.OK, 200),
        ("/no-head", LinkStatus.OK, 200),
        ("/large", LinkStatus.OK, 200),
        ("/old", LinkStatus.MOVED, 200),
        ("/older", LinkStatus.MOVED, 200),
        ("/today", LinkStatus.OK, 200),
        ("/old-then-today", LinkStatus.MOVED, 200),
        ("/today-then-old", LinkStatus.OK, 200),
        ("/old-and-gone", LinkStatus.GONE, 404),
        ("/with-umlaut", LinkStatus.OK, 200),
        ("/gone", LinkStatus.GONE, 404),
        ("/removed", LinkStatus.GONE, 410),
        ("/secret", LinkStatus.REFUSED, 403),
        ("/login", LinkStatus.REFUSED, 401),
        ("/broken", LinkStatus.SERVER_ERROR, 500),
        ("/busy-503", LinkStatus.SERVER_ERROR, 503),
        ("/busy", LinkStatus.LATER, 429),
        ("/circle", LinkStatus.REDIRECTS, 0),
        ("/to-a-file", LinkStatus.REDIRECTS, 0),
        ("/to-mail", LinkStatus.REDIRECTS, 0),
        ("/slow", LinkStatus.TIMEOUT, 0),
        ("/drips", LinkStatus.TIMEOUT, 0),
        ("/hangs-up", LinkStatus.UNREACHABLE, 0),
    ],
)
def test_what_servers_say(server, path, outcome, status):
    found = asker().check(server.url + path)
    assert (found.outcome, found.status) == (outcome, status)
    assert found.wait == (120 if path.startswith("/busy") else 0)
    expected = {"/old": "/new", "/older": "/new", "/old-then-today": "/today"}
    assert found.location == (server.url + expected[path] if path in expected else "")


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        ("Mon, 23 Nov 2026 11:01:00 GMT", 60),
        ("Mon, 23 Nov 2026 10:59:00 GMT", 0),
        ("morgen", 0),
        ("-5", 0),
        ("", 0),
        ("9" * 5_000, 999_999_999),
    ],
)
def test_when_a_server_wants_to_be_asked_again(server, monkeypatch, retry_after, wait):
    monkeypatch.setattr(server, "retry_after", retry_after)
    assert asker().check(f"{server.url}/busy").wait == wait


def test_no_server_keeps_anybody_longer_than_the_limit(server):
    started = monotonic()
    asker(timeout=1.0, limit=1.5).check(server.url + "/drips")
    assert monotonic() - started < SLOW


def test_a_good_word_needs_no_second_request_and_few_bytes(server):
    server.asked.clear()
    asker().check(server.url + "/fine#part")
    asker().check(server.url + "/circle")
    assert server.asked == {("HEAD", "/fine"): 1, ("HEAD", "/circle"): 6}
    server.asked.clear()
    asker().check(server.url + "/with-umlaut")
    assert ("HEAD", "/gr%C3%BC%C3%9Fe?a=%C3%BC") in server.asked
    assert server.agents == {"test (+https://example.org; post@example.org)"}


def test_hosts_that_are_not_there():
    with serving() as gone:
        address = gone.url
    assert asker().check(address).outcome is LinkStatus.UNREACHABLE
    assert asker().check("http://nirgends.invalid/").outcome is LinkStatus.NO_HOST
    for address in ("http://", "ftp://example.org/", "http://a:b/", "http://[::1/", "javascript:1"):
        assert asker().check(address).outcome is LinkStatus.MALFORMED, address
    assert asker().check("http://" + "a" * 70 + ".example/").outcome is LinkStatus.MALFORMED


def test_a_certificate_that_nobody_signed(tmp_path):
    key, certificate = tmp_path / "key", tmp_path / "certificate"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = Server()
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with serving(server):
        address = f"https://localhost:{server.server_port}/"
        assert asker().check(address).outcome is LinkStatus.CERTIFICATE
        trusting = ssl.create_default_context(cafile=certificate)
        assert asker(context=trusting).check(address).outcome is LinkStatus.OK


PRIVATE = (
    *("::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1", "::ffff:0:9.9.9.9"),
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1"),
    *("64:ff9b::a00:1", "2002:7f00:1::"),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_in_any_clothes(address):
    assert not is_public(address)


def test_public_addresses():
    assert all(map(is_public, ("9.9.9.9", "2620:fe::fe", "64:ff9b::909:909", "::ffff:9.9.9.9")))


def test_no_request_to_a_network_of_our_own(server):
    server.asked.clear()
    port = server.server_port
    for host in ("127.0.0.1", "localhost", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "a.local"):
        found = asker(private=False).check(f"http://{host}:{port}/")
        assert found.outcome is LinkStatus.PRIVATE, host
    with pytest.raises(NotPublic):
        connect("localhost", port, 1.0)
    assert server.asked == {}


def test_no_redirect_leads_into_it_either(server, monkeypatch):
    from tlvwa.portal.linkcheck import http_probe

    def only_the_first(host, port, timeout):
        monkeypatch.setattr(http_probe, "connect", connect)
        return http_probe.socket.create_connection(("127.0.0.1", server.server_port), timeout)

    monkeypatch.setattr(http_probe, "connect", only_the_first)
    monkeypatch.setitem(MOVES, "/inside", (302, f"{server.url}/secret"))
    server.asked.clear()
    found = asker(private=False).check("http://example.org/inside")
    assert found.outcome is LinkStatus.PRIVATE
    assert server.asked == {("HEAD", "/inside"): 1}


def test_through_the_proxy_of_the_server(server):
    proxied = asker(private=False, proxies={"http": f"http://me:pass@{server.url[7:]}"})
    server.asked.clear()
    assert proxied.check("http://unknown.example/a?b=c").outcome is LinkStatus.OK
    assert server.asked == {("HEAD", "http://unknown.example/a?b=c"): 1}
    for host in ("127.0.0.1", "2130706433", "127.1", "0x7f000001", "0177.0.0.1", "[::127.0.0.1]"):
        assert proxied.check(f"http://{host}/").outcome is LinkStatus.PRIVATE, host
    tunnel = asker(private=False, proxies={"https": server.url})
    assert tunnel.check("https://unknown.example/").outcome is LinkStatus.UNREACHABLE


def test_a_link_fails_when_it_failed_on_two_days():
    once = state_after(None, GONE, NOON, 30)
    assert (once.fails, once.failing_since) == (False, date(2026, 11, 23))
    assert not state_after(once, GONE, NOON + timedelta(hours=2), 30).fails
    twice = state_after(once, CheckResult(LinkStatus.TIMEOUT), NOON + DAY, 30)
    assert twice.fails
    later = state_after(twice, CheckResult(LinkStatus.LATER, 429), NOON + 2 * DAY, 30)
    assert (later.fails, later.failing_since) == (True, date(2026, 11, 23))
    assert not state_after(twice, CheckResult(LinkStatus.REFUSED, 403), NOON + 2 * DAY, 30).fails
    assert state_after(twice, OK, NOON + 2 * DAY, 30).failing_since is None


def test_when_a_link_is_due_again():
    def days_until(result):
        return (result.due(30).date() - result.checked.date()).days

    assert days_until(state_after(None, OK, NOON, 30)) == 30
    once = state_after(None, GONE, NOON, 30)
    assert days_until(once) == 1
    assert days_until(state_after(once, GONE, NOON + 6 * DAY, 30)) == 1
    assert days_until(state_after(once, GONE, NOON + 7 * DAY, 30)) == 7
    assert days_until(state_after(None, CheckResult(LinkStatus.LATER, 429), NOON, 30)) == 1
    asked_to_wait = state_after(None, CheckResult(LinkStatus.LATER, 429, wait=3 * 86_400), NOON, 30)
    assert asked_to_wait.due(30) == NOON + 3 * DAY
    for_ever = state_after(None, CheckResult(LinkStatus.SERVER_ERROR, 503, wait=10**9), NOON, 30)
    assert for_ever.due(30) == NOON + 30 * DAY


def test_those_never_checked_come_first_then_the_longest_overdue():
    known = {
        "a": LinkState(NOON - 40 * DAY, OK),
        "b": LinkState(NOON - 50 * DAY, OK),
        "c": LinkState(NOON - 5 * DAY, OK),
        "d": LinkState(NOON - 2 * DAY, GONE, date(2026, 11, 21)),
    }
    assert due_addresses("abcde", known, NOON, 30, 9) == ["e", "b", "a", "d"]
    assert due_addresses("abcde", known, NOON, 30, 2) == ["e", "b"]


class Watch:
    """A clock that runs only while somebody sleeps or checks."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        assert seconds > 0
        self.now += seconds


@given(
    hosts=st.lists(st.integers(0, 4), max_size=30),
    between=st.sampled_from((0.0, 1.0, 3.0)),
    seconds=st.sampled_from((0.0, 5.0, 1_000.0)),
    lasts=st.sampled_from((0.0, 0.5, 2.0)),
)
def test_a_run_asks_each_link_once_each_host_seldom_and_ends(hosts, between, seconds, lasts):
    watch = Watch()
    turns = HostQueue(between, watch, watch.sleep)
    asked = []

    def check(address):
        host = address.split("/")[2]
        turns.take(host)
        asked.append((host, watch.now))
        watch.now += lasts
        return CheckResult(LinkStatus.OK)

    addresses = [f"http://h{host}/{number}" for number, host in enumerate(hosts)]
    found = [address for address, _found in run(addresses, check, turns, watch, seconds)]
    assert len(set(found)) == len(found)
    assert watch.now <= seconds + lasts
    if seconds == 1_000.0:
        assert sorted(found) == sorted(addresses)
    for name in {host for host, _at in asked}:
        moments = [at for host, at in asked if host == name]
        assert all(b - a >= between for a, b in pairwise(moments))


def test_a_host_that_asks_to_come_later_is_left_alone():
    watch = Watch()
    turns = HostQueue(0.0, watch, watch.sleep)

    def check(address):
        return CheckResult(LinkStatus.LATER, 429) if "busy" in address else OK

    addresses = ["http://busy/1", "http://busy/2", "http://other/1", "http://other/2"]
    found = [address for address, _found in run(addresses, check, turns, watch, 10.0)]
    assert sorted(found) == ["http://busy/1", "http://other/1", "http://other/2"]


def test_what_counts_as_failing():
    fine = {
        LinkStatus.OK,
        LinkStatus.MOVED,
        LinkStatus.REFUSED,
        LinkStatus.LATER,
        LinkStatus.PRIVATE,
    }
    assert set(LinkStatus) - FAILING == fine
