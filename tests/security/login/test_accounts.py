"""Accounts of the site, as the console makes them."""

import pytest
import transaction
from plone import api

from tlvwa.portal.security.login.accounts import findings, managers, set_account

from ...layer import PASSWORD
from .client import Client


@pytest.mark.parametrize("name", ["neu", "editor"])
def test_an_account_that_is_set_may_manage(portal, name):
    assert set_account(portal, name, "ein-anderes-passwort") == (name == "neu")
    client = Client(portal)
    client.log_in(name, "ein-anderes-passwort")
    assert client.ask("GET", "@@overview-controlpanel").status_int == 200
    assert set_account(portal, name, PASSWORD) is False


def test_a_site_that_nobody_of_it_may_manage_is_a_finding(portal):
    roles = portal.acl_users.portal_role_manager
    for name in managers(portal):
        roles.removeRoleFromPrincipal("Manager", name)
    assert len(list(findings(portal))) == 1
    api.group.add_user(groupname="Administrators", username="editor")
    transaction.commit()
    assert managers(portal) == {"editor"}
    assert list(findings(portal)) == []
