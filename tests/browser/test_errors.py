"""What went wrong is told in the site's look, with the right status, and lets nobody see more."""

import pytest
from plone import api

from ..factories import folder, service


def test_a_missing_page_offers_the_finder_and_what_is_like_it(anybody, portal):
    service(folder(portal, "leistungen"), title="Hundesteuer")
    page = anybody.get("leistungen/hundesteuer-alt")
    assert page.status_int == 404
    assert page.html.h1.text == "Diese Seite gibt es nicht"
    assert page.html.select_one('form[action$="zustaendigkeitsfinder"] input[name=q]')


def test_a_missing_page_names_no_draft(anybody, portal):
    service(folder(portal, "leistungen"), "geheim", title="Geheimleistung", publish=False)
    page = anybody.get("leistungen/geheim/fehlt")
    assert page.status_int in (302, 404)
    assert "Geheimleistung" not in page.text


def test_a_missing_page_is_json_for_a_program(anybody):
    answer = anybody.get("fehlt", "application/json")
    assert answer.status_int == 404
    assert answer.json["type"] == "NotFound"


def test_a_broken_page_says_so_and_no_more(anybody, portal, monkeypatch):
    from tlvwa.portal.browser.finder.view import FinderView

    def fail(self):
        raise RuntimeError("verbindung zur datenbank verloren")

    monkeypatch.setattr(FinderView, "__call__", fail)
    page = anybody.get("zustaendigkeitsfinder")
    assert page.status_int == 500
    assert page.html.h1.text == "Das hat nicht geklappt"
    assert "datenbank" not in page.text


@pytest.mark.parametrize("who", ["member", "editor"])
def test_what_one_may_not_see_is_told_with_its_status(visitor, who):
    page = visitor(who).get("insufficient-privileges")
    assert page.status_int == 403
    assert page.html.h1.text == "Diese Seite ist nicht für Sie freigegeben"


def test_anonymous_visitors_are_asked_to_log_in(anybody, portal):
    api.content.create(portal, "Document", "intern")
    answer = anybody.get("intern")
    assert answer.status_int == 302
    assert "require_login" in answer.location
