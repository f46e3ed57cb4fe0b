"""Strangers are told nothing of what is not public now, by no method, view, list or identifier."""

import json

import pytest
import transaction
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.publisher.interfaces.browser import IBrowserRequest

from tlvwa.portal.readmodels.follower import build_snapshot

from ..factories import folder, make, models, publish, rich, service, withdraw
from ..http_client import Visitor
from ..layer import PASSWORD
from .conftest import day, hidden_object

PAGE, JSON = "text/html", "application/json"
SEEN = range(200, 400)
PAGES = ("GET", "HEAD", "POST", "OPTIONS")
UNKNOWN = ("FOO", "REPORT", "SEARCH", "PURGE", "PROPFIND", "MKCOL", "COPY", "MOVE", "LOCK")
EVERYTHING = (
    "b_size=1000&metadata_fields=Creator&metadata_fields=getPath&metadata_fields=listCreators"
)
ROWS = [
    {"i": "show_inactive", "o": "plone.app.querystring.operation.selection.any", "v": ["1"]},
    {"i": "path", "o": "plone.app.querystring.operation.string.absolutePath", "v": "/"},
]


def registered_names(start=""):
    """Names of all views (or of REST services, whose registered names begin with ``start``)."""
    managers = [getGlobalSiteManager()]
    names = set()
    while managers:
        manager = managers.pop()
        managers.extend(manager.__bases__)
        for registered in manager.registeredAdapters():
            asked = registered.required[-1]
            is_view = len(registered.required) == 2 and (
                asked is Interface or asked.isOrExtends(IBrowserRequest)
            )
            if is_view and registered.name.startswith(start):
                names.add(registered.name.removeprefix(start))
    return sorted(names)


def told(stranger, requests):
    """Which of some requests are told a secret: (arguments, status, secrets)."""
    answers = ((asked, *stranger(*asked)) for asked in requests)
    return [answer for answer in answers if answer[2]]


@pytest.mark.parametrize("accept", [PAGE, JSON])
def test_no_method_shows_what_is_hidden(stranger, hidden, accept):
    for method in (*PAGES[:3], "PATCH", "PUT", "FOO"):
        answers = [(each, *stranger(each.path, method, accept)) for each in hidden]
        shown = [answer for answer in answers if answer[1] < 300 or answer[2]]
        assert shown == [], method


@pytest.mark.parametrize("method", UNKNOWN)
def test_a_method_nobody_knows_is_405(stranger, hidden, method):
    (future,) = (each for each in hidden if (each.kind, each.state) == ("Document", "future"))
    for path in ("offen", "offen/anfang.txt", future.path):
        for accept in (PAGE, JSON):
            assert stranger(path, method, accept) == (405, set())


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        ("Document", "draft"),
        ("tlvwa.portal.Service", "future"),
        ("tlvwa.portal.Publication", "below_private"),
    ],
)
def test_no_view_shows_what_is_hidden(stranger, hidden, kind, state):
    (each,) = (each for each in hidden if (each.kind, each.state) == (kind, state))
    pages = [(f"{each.path}/{name}",) for name in registered_names()]
    assert len(pages) > 500
    assert told(stranger, pages) == []
    answers = [
        (f"{each.path}/{name}", "GET", JSON) for name in registered_names("GET_application_json_")
    ]
    assert len(answers) > 40
    assert told(stranger, answers) == []


def test_no_view_of_what_is_public_tells_what_is_hidden_or_fails(stranger, hidden):
    places = ("", "offen/")
    services = registered_names("GET_application_json_")
    asked = [(f"offen/{name}",) for name in registered_names()]
    asked += [(place + name, "GET", JSON) for place in places for name in services]
    answers = [(one, *stranger(*one)) for one in asked]
    assert [answer for answer in answers if answer[1] >= 500 or answer[2]] == []


@pytest.mark.parametrize(
    "query",
    [
        "show_inactive=1&fullobjects=1&b_size=200",
        f"show_inactive=1&{EVERYTHING}",
        f"show_inactive:int=1&{EVERYTHING}",
        f"show_inactive:list=1&SearchableText=geheim*&{EVERYTHING}",
        f"SearchableText=geheim*&{EVERYTHING}",
        f"effectiveRange.query=2030-01-01&{EVERYTHING}",
        f"use_site_search_settings=1&show_inactive=1&{EVERYTHING}",
        f"sort_on=Creator&Creator=geheime-redakteurin&{EVERYTHING}",
    ],
)
def test_no_search_finds_what_is_hidden(stranger, hidden, query):
    places = ("", "++api++/", "offen/", "kuenftig/", "vorbei/", "privat/")
    assert told(stranger, [(f"{place}@search?{query}", "GET", JSON) for place in places]) == []


def test_no_list_tells_what_is_hidden(stranger, hidden):
    query = "SearchableText=geheim*&show_inactive=1"
    pages = ("@@search", "@@updated_search", "@@ajax-search", "search_rss", "offen/RSS", "sitemap")
    assert told(stranger, [(f"{page}?{query}",) for page in pages]) == []
    assert told(stranger, [("sitemap.xml.gz",)]) == []
    rows = {"query": ROWS, "show_inactive": True, "b_size": 500}
    columns = ["Creator", "listCreators", "Title", "Description", "getPath"]
    for asked, answered in (
        ({"metadata_fields": columns}, 200),
        ({"metadata_fields": "_all"}, 400),
        ({"fullobjects": True}, 400),
    ):
        body = json.dumps(rows | asked).encode()
        status, secrets = stranger("@querystring-search", "POST", JSON, body, JSON)
        assert (status, secrets) == (answered, set())


def test_no_identifier_leads_to_what_is_hidden(stranger, hidden):
    for name in ("resolveuid/", "@@redirect-to-uuid/"):
        answers = [(each, *stranger(name + each.uid)) for each in hidden]
        assert [answer for answer in answers if answer[1] != 404 or answer[2]] == []


def test_an_identifier_leads_to_what_is_public(portal, anybody, hidden):
    for name in ("resolveuid/", "@@redirect-to-uuid/"):
        moved = anybody.get(name + portal["offen"].UID())
        assert moved.location.endswith("/plone/offen")


def test_a_former_address_leads_to_what_is_public_only(portal, stranger, hidden):
    from plone import api

    (draft,) = (each for each in hidden if (each.kind, each.state) == ("Document", "draft"))
    api.content.rename(portal.unrestrictedTraverse(draft.path), "geheim999")
    api.content.rename(portal["offen"]["anfang.txt"], "beginn.txt")
    transaction.commit()
    future = next(each for each in hidden if each.state == "below_future")
    api.content.rename(portal["kuenftig"], "geheim998")
    transaction.commit()
    for path in (draft.path, "kuenftig", future.path):
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            for accept in (PAGE, JSON):
                assert stranger(path, method, accept)[1] == set()
    assert stranger(draft.path)[0] == 404
    for accept in (PAGE, JSON):
        assert stranger("offen/anfang.txt", "GET", accept)[0] == 302


def test_links_and_pictures_of_a_text_do_not_tell_what_is_hidden(portal, stranger, visitor, hidden):
    links = "".join(f'<a href="resolveuid/{each.uid}">dort</a>' for each in hidden)
    pictures = "".join(
        f'<img class="captioned" src="resolveuid/{each.uid}/@@images/image" alt="Bild">'
        for each in hidden
        if each.kind == "Image"
    )
    page = make(
        portal, "Document", id="seite", title="Seite", text=rich(f"<p>{links}{pictures}</p>")
    )
    tax = service(portal, "leistung", full_text=rich(f"<p>{links}{pictures}</p>"))
    # An editor was here before, and is shown what the links lead to.
    for name in ("seite", "leistung"):
        visitor("manager").get(name)
    assert "geheim" in page.text.output_relative_to(page)
    assert "geheim" in tax.full_text.output_relative_to(tax)
    assert (
        told(
            stranger,
            [(name, "GET", kind) for name in ("seite", "leistung") for kind in (PAGE, JSON)],
        )
        == []
    )


def test_a_link_does_not_tell_where_what_is_hidden_is(portal, stranger, hidden):
    for number, each in enumerate(hidden):
        if each.kind in ("Document", "tlvwa.portal.Service"):
            target = f"${{portal_url}}/resolveuid/{each.uid}"
            make(portal, "Link", id=f"verweis-{number}", title="Verweis", remoteUrl=target)
    names = [name for name in portal.objectIds() if name.startswith("verweis-")]
    assert len(names) > 10
    for name in names:
        assert stranger(name) == (404, set())
        assert stranger(name, "GET", JSON) == (200, set())
    make(
        portal,
        "Link",
        id="offener-verweis",
        title="Verweis",
        remoteUrl=f"/resolveuid/{portal['offen'].UID()}",
    )
    assert stranger("offener-verweis")[0] == 302


def test_a_page_in_a_private_folder_does_not_tell_the_folder(portal, stranger, hidden):
    private = hidden_object(portal, "Folder", "draft", 998)
    make(private, "Document", id="seite", title="Seite")
    path = f"{private.getId()}/seite"  # the address is known, the title is not
    private.title = "geheim997"
    private.reindexObject()
    transaction.commit()
    assert stranger(path)[0] == 200
    transaction.commit()
    services = ("", "/@breadcrumbs", "/@navigation", "/@contextnavigation")
    answers = [(path + name, "GET", JSON) for name in services]
    assert told(stranger, [(path,), *answers]) == []


def test_who_made_and_who_locked_an_object_is_told_to_its_editors_only(portal, stranger, visitor):
    from plone.locking.interfaces import ILockable

    page = make(portal, "Document", id="seite", title="Seite")
    page.creators = ("geheime-redakteurin",)
    ILockable(page).lock()
    page.wl_lockValues()[0]._creator = ((), "geheime-redakteurin")
    page.reindexObject()
    transaction.commit()
    asked = [("seite", "GET", kind) for kind in (PAGE, JSON)]
    assert told(stranger, [*asked, ("seite/@lock", "GET", JSON)]) == []
    assert stranger("author/geheime-redakteurin") == stranger("author/gibt-es-nicht")
    assert stranger("@users/geheime-redakteurin", "GET", JSON)[0] == 401
    editor = visitor("editor").json("seite")
    assert editor["creators"] == ["geheime-redakteurin"]
    assert editor["lock"]["locked"]


def test_editors_find_on_other_days_what_they_may_edit(portal, hidden):
    """Also what Plone looks for in their name, when they rename or delete in a list."""
    (own, other) = (
        each for each in hidden if each.kind == "Document" and each.state in ("future", "expired")
    )
    obj = portal.unrestrictedTraverse(own.path)
    obj.manage_setLocalRoles("member", ["Editor"])
    obj.reindexObjectSecurity()
    make(portal, "Document", id="seite", title="Seite")

    def found(name, **query):
        visitor = Visitor(portal, name, PASSWORD)
        items = visitor.json("@search", portal_type="Document", b_size=500, **query)["items"]
        return {item["@id"].rpartition("/plone/")[2] for item in items}

    assert {own.path, other.path} & found("member") == set()
    assert {own.path, other.path} & found("member", show_inactive=1) == {own.path}
    assert {own.path, other.path} <= found("editor", show_inactive=1)
    assert "seite" in found("member", show_inactive=0)


def test_days_of_a_container_hide_its_contents_whoever_writes_them(portal, anybody):
    """Without a form, an event or a word to the catalog about the contents."""
    outer = make(portal, "tlvwa.portal.Authority", id="amt", title="Amt", area="160530000000")
    make(
        outer,
        "tlvwa.portal.OnlineService",
        id="online",
        title="Onlinedienst",
        url="https://example.org",
    )

    def titles():
        transaction.commit()
        items = anybody.json("@search", SearchableText="Onlinedienst")["items"]
        return [item["title"] for item in items]

    assert titles() == ["Onlinedienst"]
    outer.effective_date = day(30)
    outer.reindexObject()
    assert titles() == []
    outer.effective_date = day(-30)
    outer.reindexObject(idxs=["effective", "effectiveRange"])
    assert titles() == ["Onlinedienst"]
    outer.expiration_date = day(-1)
    outer.reindexObject()
    assert titles() == []
    portal.portal_catalog.clearFindAndRebuild()
    assert titles() == []
    assert models().equals(build_snapshot(portal))


def test_a_page_of_plones_own_is_hidden_on_other_days(portal, anybody, visitor):
    make(portal, "News Item", id="meldung", title="Sperrfrist", effective_date=day(1))
    assert anybody.get("meldung").status_int == 404
    assert anybody.get("meldung", JSON).status_int == 404
    assert visitor("editor").get("meldung").status_int == 200
    other = folder(portal, "ordner")
    make(other, "Document", id="seite", title="Seite")
    withdraw(other)
    transaction.commit()
    assert anybody.get("ordner/seite").status_int == 200  # as Plone has it
    publish(other)
    other.effective_date = day(1)
    other.reindexObject()
    transaction.commit()
    assert anybody.get("ordner/seite").status_int == 404
    assert anybody.json("@search", portal_type="Document")["items"] == []


def test_check_says_when_plones_own_index_is_back(portal):
    from Products.PluginIndexes.DateRangeIndex.DateRangeIndex import DateRangeIndex

    from tlvwa.portal.security.embargo import catalog

    assert list(catalog.findings(portal)) == []
    portal.portal_catalog.delIndex("effectiveRange")
    plones = DateRangeIndex("effectiveRange", "effective", "expires")
    portal.portal_catalog.addIndex("effectiveRange", plones)
    (finding,) = catalog.findings(portal)
    assert finding["path"] == "/plone/portal_catalog"
    assert "20261127013" in finding["problem"]
    catalog.install_indexes(portal.portal_catalog)
    assert list(catalog.findings(portal)) == []


def test_a_search_may_be_asked_in_either_way(portal, hidden):
    found = portal.portal_catalog
    (future,) = (each for each in hidden if (each.kind, each.state) == ("Document", "future"))
    for asked in ({"UID": future.uid}, {"UID": future.uid, "show_inactive": True}):
        assert [brain.UID for brain in found(asked)] == [future.uid]
        assert [brain.UID for brain in found(**asked)] == [future.uid]
        assert [brain.UID for brain in found({"UID": future.uid}, **asked)] == [future.uid]


def test_a_translation_is_not_told_before_its_day(portal, stranger, hidden):
    from plone.app.multilingual.interfaces import ITranslationManager

    from tlvwa.portal.setuphandlers.starter.languages import install_languages

    install_languages(portal)
    page = make(portal["de"], "Document", id="seite", title="Seite", language="de")
    later = hidden_object(portal["en"], "Document", "future", 996, language="en")
    ITranslationManager(page).register_translation("en", later)
    transaction.commit()
    services = ("", "/@translations", "/@navroot", "/@breadcrumbs", "?expand=translations")
    asked = [("de/seite",), *((f"de/seite{name}", "GET", JSON) for name in services)]
    names = ("@@language-switcher", "@@plone.app.multilingual.translations", "en")
    asked += [(f"de/seite/{name}",) for name in names]
    assert told(stranger, asked) == []
    later.effective_date = day(-1)
    later.reindexObject()
    transaction.commit()
    assert told(stranger, asked) != []


def test_keywords_of_what_is_hidden_are_told_to_nobody(portal, stranger, hidden, visitor):
    page = make(portal, "Document", id="seite", title="Seite", publish=False)
    page.setSubject(["geheim995"])
    page.reindexObject()
    transaction.commit()
    name = "plone.app.vocabularies.Keywords"
    asked = [(f"@vocabularies/{name}", "GET", JSON), (f"@@getVocabulary?name={name}",)]
    assert told(stranger, asked) == []
    for who in ("member", "municipality"):
        assert "geheim995" not in visitor(who).get(f"@vocabularies/{name}", JSON).text
    assert "geheim995" in visitor("manager").get(f"@vocabularies/{name}", JSON).text
