"""collective.honeypot looks at forms alone: other requests are neither logged nor refused."""

import logging

import pytest
from plone.base.utils import get_installer

from ..http_client import Visitor
from ..layer import PASSWORD


def test_what_is_posted_is_not_logged(anybody, caplog):
    with caplog.at_level(logging.DEBUG):
        anybody.send("zustaendigkeitsfinder", {"q": "hund", "wo": "Kranichfelder Straße"})
    assert "Kranichfelder" not in caplog.text


@pytest.mark.parametrize("installed", [True, False])
def test_a_site_without_the_add_on_keeps_its_honeypot(portal, installed, caplog):
    if not installed:
        get_installer(portal, portal.REQUEST).uninstall_product("tlvwa.portal")
    with caplog.at_level(logging.DEBUG, logger="collective.honeypot"):
        Visitor(portal, "manager", PASSWORD).send("sitemap", {"protected_1": ""})
    assert ("ACCEPTED POST" in caplog.text) is not installed
