"""Requests for another host, or by an address that no proxy writes, are refused before any look-up."""

import pytest

from tlvwa.portal.security.hosts.address import refusal, scheme
from tlvwa.portal.security.hosts.known import parse_known_hosts

NONE = parse_known_hosts("")
KNOWN = parse_known_hosts(
    "portal.example, www.example:8443/dienste localhost [2001:db8::1] 127.0.0.1"
)
PROXIED = "/VirtualHostBase/https/{}/tlvwa/VirtualHostRoot"


def status(known, host, path="/tlvwa"):
    """The status of the refusal; None where a request passes."""
    refused = refusal({"HTTP_HOST": host, "PATH_INFO": path}, known)
    return refused and int(refused.status[:3])


@pytest.mark.parametrize(
    "host",
    [
        *("portal.example", "PORTAL.example", "portal.example:443", "portal.example:80"),
        *("www.example:8443", "localhost:18080", "127.0.0.1:8080", "[2001:DB8::1]"),
    ],
)
def test_a_host_of_the_list_passes(host):
    assert status(KNOWN, host) is None


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "portal.example.", "portal.example:8080", "www.example", "", " "),
        *(
            "portal.example.evil.example",
            "evil.example/portal.example",
            "portal.example@evil.example",
        ),
        *("portal.example, evil.example", "portal.example evil.example", "[2001:db8::2]", "[::1]"),
        *("portal.example:443:443", "portal.example:", "portal.example\tx", "xportal.example"),
        *("portal.example#", "portal.example?", "portal.example\\", "0", "2130706433", "*"),
    ],
)
def test_another_host_is_refused(host):
    assert status(KNOWN, host) == (None if host == "portal.example:" else 421)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST"])
def test_without_a_list_this_machine_passes(host):
    assert status(NONE, host) is None
    assert status(NONE, host, PROXIED.format("portal.example:443")) is None


@pytest.mark.parametrize("host", ["evil.example", "10.0.0.1", "[::ffff:127.0.0.1]", ""])
def test_without_a_list_nothing_else_passes(host):
    assert status(NONE, host) == 421


@pytest.mark.parametrize("head", ["portal.example", "127.0.0.1:8080", "portal.example:443"])
def test_a_proxy_names_the_host_in_the_path(head):
    path = f"{PROXIED.format('portal.example:443')}/de"
    assert status(KNOWN, head, path) is None
    assert status(NONE, head, path) is None
    assert scheme({"PATH_INFO": path}) == "https"


@pytest.mark.parametrize(
    ("head", "named"),
    [
        *(("evil.example", "portal.example:443"), ("portal.example", "evil.example:443")),
        *(("evil.example", "evil.example:443"), ("127.0.0.1", "portal.example:8080")),
        *(("portal.example", "portal.example.:443"), ("portal.example", "")),
    ],
)
def test_a_proxy_names_no_other_host(head, named):
    assert status(KNOWN, head, PROXIED.format(named)) in (404, 421)


@pytest.mark.parametrize(
    "path",
    [
        "/VirtualHostBase/https/portal.example:443/tlvwa/VirtualHostRoot"
        "/VirtualHostBase/http/evil.example:80/tlvwa/VirtualHostRoot/de",
        "/tlvwa/VirtualHostBase/https/portal.example:443/VirtualHostRoot",
        "/tlvwa/VirtualHostRoot/de",
        "/tlvwa/VirtualHostRoot/_vh_x/de",
        "/tlvwa/_vh_x/de",
        "/_vh_x",
        "/VirtualHostBase/https/portal.example:443/tlvwa/VirtualHostRoot/_vh_x/de",
        "/VirtualHostBase/https/portal.example:443/tlvwa/VirtualHostRoot/de/_vh_x",
        "/VirtualHostBase/https/portal.example:443/tlvwa/VirtualHostRoot/VirtualHostRoot",
        "/VirtualHostBase/https",
        "/VirtualHostBase/javascript/portal.example:443/tlvwa/VirtualHostRoot",
        "//tlvwa/./x/../VirtualHostRoot/_vh_x",
    ],
)
def test_a_visitor_rewrites_no_address(path):
    assert status(KNOWN, "portal.example", path) == 404


def test_a_site_may_lie_below_a_path_of_the_list():
    path = PROXIED.format("www.example:8443")
    assert status(KNOWN, "www.example:8443", f"{path}/_vh_dienste/de") is None
    assert status(KNOWN, "www.example:8443", f"{path}/_vh_dienste/_vh_x/de") == 404
    assert status(KNOWN, "www.example:8443", f"{path}/_vh_andere/de") == 404


def test_a_list_with_a_mistake_is_no_list():
    with pytest.raises(ValueError, match="is no host"):
        parse_known_hosts("https://portal.example")


def test_the_site_refuses_in_its_own_words(anybody):
    for path in (
        "",
        "/plone",
        "/plone/gibt-es-nicht",
        "/plone/@areas?q=x",
        "/VirtualHostBase/http/e",
    ):
        refused = anybody.get(f"http://evil.example{path}")
        assert refused.status_int in (404, 421)
        assert refused.content_type == "text/plain"
        assert "evil.example" not in refused.text
        assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert anybody.ask_with({"X-Forwarded-Host": "evil.example"}, "").status_int == 200


@pytest.mark.parametrize(
    "path",
    [
        *(
            "aq_parent",
            "aq_parent/manage_main",
            "aq_inner",
            "aq_base",
            "aq_self/amt",
            "amt/aq_parent",
        ),
        *("++api++/aq_parent", "acl_users/aq_parent/aq_parent", "aq_chain", "aq_parent/plone"),
        *("virtual_hosting", "amt/virtual_hosting", "virtual_hosting/manage_main", "temp_folder"),
    ],
)
@pytest.mark.parametrize("user", ["", "manager"])
def test_nothing_leads_out_of_the_site(visitor, virtual_hosting, path, user):
    response = visitor(user).get(path)
    assert response.status_int == 404
    assert "WWW-Authenticate" not in response.headers


@pytest.mark.parametrize("path", ["/tlvwa/..", "/../", "/tlvwa/../manage", "/tlvwa/de/../../x"])
def test_no_path_leads_upwards(path):
    assert status(NONE, "localhost", path) == 404
