"""E-mail addresses are for people, not for simple harvesters."""

import json
import re
from html import unescape

import pytest
from plone import api
from plone.app.textfield import RichTextValue

from tlvwa.portal.browser.theme.mail_addresses import disguise

from ..factories import authority, publish

MAIL = "geschaeftsstelle_verwaltung4.0@tlvwa.thueringen.de"
HARVESTED = re.compile(r"[\w.+-]+@[\w.-]+|mailto:")


@pytest.mark.parametrize("text", [MAIL, f"mailto:{MAIL}", f"<b title='{MAIL}'>", "a.b+c@x-y.de"])
def test_a_browser_reads_what_was_disguised(text):
    assert unescape(disguise(text)) == text
    assert HARVESTED.search(disguise(text)) is None


@pytest.mark.parametrize(
    "text", ["@wohnort", "10 @ 5 Euro", "a@b", "/tlvwa/@@search", f"<script>{MAIL}</script>"]
)
def test_all_else_is_left_alone(text):
    assert disguise(text) == text


def test_the_page_of_an_authority(anybody, portal):
    authority(portal, emails=[MAIL])
    page = anybody.get("amt")
    assert HARVESTED.search(page.text) is None
    assert page.html.select_one(f'a[href="mailto:{MAIL}"]').text == MAIL
    data = json.loads(page.html.select_one('script[type="application/ld+json"]').string)
    assert data["email"] == [MAIL]  # who reads JSON finds it


def test_what_editors_write(anybody, portal):
    link = f'<p>Schreiben Sie an <a href="mailto:{MAIL}">{MAIL}</a>.</p>'
    document = api.content.create(portal, "Document", "kontakt", title="Kontakt")
    document.text = RichTextValue(link, "text/html", "text/x-html-safe")
    publish(document)
    page = anybody.get("kontakt")
    assert HARVESTED.search(page.text) is None
    assert page.html.select_one(f'a[href="mailto:{MAIL}"]').text == MAIL
