"""Requests that cannot be read are refused in words, and strangers cannot ask Plone for everything."""

import json
import logging
from urllib.parse import quote

import pytest
from Products.SiteErrorLog.SiteErrorLog import SiteErrorLog
from zExceptions import BadRequest

from tlvwa.portal.security.input.log_lines import LONGEST_LINE, MOST_LINES, FewLines, raising
from tlvwa.portal.security.input.parameters import MOST_PARAMETERS, read_as_latin_1

from ..content_fixtures import content_fixture
from ..factories import folder, make
from .test_embargo import JSON, PAGE

PAGES = ("", "offen", "@@search", "search_rss", "zustaendigkeitsfinder")
ENDPOINTS = (
    "@search",
    "offen",
    "@navigation",
    "@contextnavigation",
    "@responsible",
    "@service-search",
    "@areas",
    "@@ajax-search",
    "@@getVocabulary?name=plone.app.vocabularies.Catalog&",
)
# Types in names are Zope's, the rest are Plone's parameters.
NOT_READABLE = (
    "q:int=x",
    "q:float=x",
    "q:date=x",
    "q:json=x",
    "q:long=",
    "q:required=",
    "q:utf8=%FC",
    "b_size:int=x",
    "q%FC=1",
)
STRANGE = (
    *("b_size=abc", "b_size=-1", "b_size=1&b_size=2", "b_size=", "b_size=1.5", "b_size:list=1"),
    *("b_size=99999999999999999999", "b_start=x", "b_start=-5", "b_start=1&b_start=2"),
    *("sort_limit=x", "sort_limit=-1", "sort_limit=99999999999999999999", "sort_order=%00"),
    *("sort_on=SearchableText", "sort_on=nothing", "sort_on=getId&sort_on=Title"),
    *("SearchableText=%22", "SearchableText=%00", "SearchableText=(", "SearchableText=and"),
    *("SearchableText=*", "SearchableText=%FF", "SearchableText.query=x", "SearchableText:list=x"),
    *("path.depth=x", "path.depth=1&path.depth=2", "path.query:records=x", "path:record=x"),
    *("path=%00", "path=%FC", "path.operator=xor", "path.level=x"),
    *("created=foo", "created.range=min", "created.query=foo&created.range=min", "effective=foo"),
    *("start=foo", "end=foo", "effectiveRange=foo", "effectiveRange.query=foo", "modified:list=x"),
    *("UID.not=1", "UID.not=", "portal_type.not=", "Subject.not=x&Subject.not=y"),
    *("review_state.operator=xor", "Title.range=min", "Title.query=a&Title.operator=and"),
    *("is_folderish=x", "getObjPositionInParent=x", "q.a:records=x&q:list=x"),
    *(
        "expires=2026-13-45",
        "expand=nothing",
        "expand.navigation.depth=x",
        "expand.navigation.depth=99999999999",
    ),
    *("metadata_fields=aq_parent", "metadata_fields=__class__", "%s" % ("x" * 2000)),
)


@pytest.fixture
def editor(visitor):
    """An editor of the whole site."""
    return visitor("manager")


@content_fixture
def site(portal):
    """A site with a folder of some pages."""
    inside = folder(portal, "offen")
    for number in range(3):
        make(inside, "Document", id=f"seite-{number}", title=f"Seite {number}", commit=number == 2)
    return portal


@pytest.mark.parametrize("page", PAGES)
def test_a_parameter_that_cannot_be_read_is_400_with_a_page_of_ours(site, anybody, page):
    for query in NOT_READABLE:
        response = anybody.get(f"{page}?{query}")
        assert response.status_int == 400, query
        assert "text/html" in response.content_type
        assert 'lang="de"' in response.text
        assert "Die Seite ohne diese Angaben öffnen" in response.text
        assert "Zur Startseite" in response.text


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_parameter_that_cannot_be_read_is_400_in_json(site, anybody, endpoint):
    for query in NOT_READABLE:
        response = anybody.get(_asked(endpoint, query), JSON)
        assert (response.status_int, response.content_type) == (400, JSON), query
        assert "cannot be read" in response.json["message"]


def test_a_form_that_cannot_be_read_is_400(site, anybody):
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data"):
        response = anybody.request("POST", "offen", PAGE, b"--y\r\nnothing", kind)
        assert response.status_int == 400
    response = anybody.request(
        "POST", "offen", PAGE, b"q:int=x", "application/x-www-form-urlencoded"
    )
    assert response.status_int == 400


@pytest.mark.parametrize("page", ["offen", "@@search", "search_rss"])
def test_no_strange_parameter_is_an_error_of_a_page(site, anybody, page):
    failed = [
        query for query in STRANGE if anybody.get(_asked(page, query)).status_int not in (200, 400)
    ]
    assert failed == []


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_no_strange_parameter_is_an_error_of_an_endpoint(site, anybody, endpoint):
    for query in STRANGE:
        response = anybody.get(_asked(endpoint, query), JSON)
        assert response.status_int in (200, 400), query
        if response.status_int == 400:
            assert "0x" not in response.text, query  # no object of Python


@pytest.mark.parametrize(
    "asked",
    [
        {"b_size": "x"},
        {"b_size": -1},
        {"b_size": [1]},
        {"b_start": "x"},
        {"limit": "x"},
        {"sort_on": "SearchableText"},
        {"sort_on": 1},
        {"query": "x"},
        {"query": [1]},
        {"query": [{"i": "created", "o": "plone.app.querystring.operation.date.between", "v": 1}]},
        {"query": [{"i": "created", "o": "nothing", "v": "x"}]},
        {"query": [{"i": "path"}]},
        {"query": [{}]},
    ],
)
def test_no_strange_query_of_a_listing_is_an_error_of_the_site(site, anybody, asked):
    rows = [{"i": "path", "o": "plone.app.querystring.operation.string.absolutePath", "v": "/"}]
    body = {"query": rows} | asked
    for response in (
        anybody.post("@querystring-search", body),
        anybody.get(f"@querystring-search?query={quote(json.dumps(body))}", JSON),
    ):
        assert response.status_int in (200, 400), response.text


def test_a_depth_is_not_counted_to_its_end(site, anybody):
    response = anybody.get("@search?path.query=/&path.depth=99999999999", JSON)
    assert response.status_int == 400
    assert "path.depth" in response.json["message"]


def test_an_error_names_the_parameter(site, anybody):
    for name in ("created", "UID.not", "sort_limit", "b_size", "is_folderish"):
        response = anybody.get(f"@search?{name}=x", JSON)
        assert response.status_int == 400
        assert name.partition(".")[0] in response.json["message"]


def test_words_of_which_nothing_is_left_find_nothing(site, anybody):
    found = anybody.json("@search?SearchableText=(")
    assert (found["items"], found["items_total"]) == ([], 0)
    assert "@id" in found


def test_strangers_get_a_hundred_results(portal, anybody, editor):
    inside = folder(portal, "viele")
    for number in range(103):
        make(inside, "Document", id=f"s-{number}", title="Seite", commit=number == 102)
    for place in ("@search?portal_type=Document&", "viele?"):
        for asked in ("b_size=1000", "b_size=101", "b_size:int=5000"):
            page = anybody.json(f"{place}{asked}")
            assert (len(page["items"]), page["items_total"]) == (100, 103)
            assert "next" in page["batching"]
        assert len(editor.json(f"{place}b_size=1000")["items"]) == 103
    rows = [{"i": "portal_type", "o": "plone.app.querystring.operation.selection.any"}]
    body = {"query": [rows[0] | {"v": ["Document"]}], "b_size": 1000}
    assert len(anybody.post_json("@querystring-search", body)["items"]) == 100
    asked = quote(json.dumps(body))
    assert len(anybody.json(f"@querystring-search?query={asked}")["items"]) == 100
    criteria = quote(json.dumps({"criteria": body["query"]}))
    terms = "@@getVocabulary?name=plone.app.vocabularies.Catalog&attributes=Title"
    for batch in ("", '&batch={"page":1,"size":500}', '&batch={"page":1}'):
        listed = anybody.json(f"{terms}&query={criteria}{batch}")
        assert (len(listed["results"]), listed["total"]) == (100, 103)


def test_strangers_get_a_hundred_terms(site, anybody, editor):
    place = "@vocabularies/plone.app.vocabularies.AvailableContentLanguages?b_size=-1"
    assert len(anybody.json(place)["items"]) == 100
    assert len(editor.json(place)["items"]) > 100


@pytest.mark.parametrize(
    "query",
    ["fullobjects=1", "fullobjects=0", "fullobjects:int=1", "fullobjects", "metadata_fields=_all"],
)
def test_strangers_get_no_whole_objects(site, anybody, editor, query):
    for place in ("@search", "offen", "offen/@search"):
        response = anybody.get(f"{place}?{query}", JSON)
        assert response.status_int == 400
        assert query.partition("=")[0].partition(":")[0] in response.json["message"]
        assert editor.get(f"{place}?{query}", JSON).status_int == 200


@pytest.mark.parametrize("asked", [{"fullobjects": True}, {"metadata_fields": ["Title", "_all"]}])
def test_strangers_get_no_whole_objects_by_a_body(site, anybody, editor, asked):
    row = {"i": "path", "o": "plone.app.querystring.operation.string.absolutePath", "v": "/"}
    body = {"query": [row]} | asked
    address = f"@querystring-search?query={quote(json.dumps(body))}"
    assert anybody.post("@querystring-search", body).status_int == 400
    assert anybody.get(address, JSON).status_int == 400
    assert editor.post("@querystring-search", body).status_int == 200


def test_old_addresses_in_latin_1_are_read(site, anybody):
    response = anybody.get("zustaendigkeitsfinder?q=M%FCll")
    assert response.status_int == 200
    assert 'value="Müll"' in response.text
    assert anybody.get("@service-search?q=M%FCll", JSON).status_int == 200
    form = "application/x-www-form-urlencoded"
    assert (
        anybody.request("POST", "@@search", PAGE, b"SearchableText=M%FCll", form).status_int < 500
    )


SEARCHED = "plone.app.querystring.operation.string.contains"
BODIES = {
    "brackets": b"[" * 100_000,
    "braces": b'{"a":' * 100_000,
    "latin 1": b'{"q": "M\xfcll"}',
    "null": b"null",
    "list": b"[]",
    "text": b'"x"',
    "not a number": b'{"b_size": NaN}',
    "infinite": b'{"b_size": 1e999}',
    "many digits": b'{"b_size": ' + b"9" * 5000 + b"}",
    "cut off": b'{"query": [',
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_is_no_json_object_is_400(site, visitor, name):
    for user in ("", "manager"):
        for path in ("@querystring-search", "@responsible", "@login", "offen", "offen/@move"):
            response = visitor(user).request("POST", path, JSON, BODIES[name], JSON)
            assert response.status_int in ((400,) if user else (400, 401)), path
            assert response.content_type == JSON
        response = visitor(user).request("PATCH", "offen", JSON, BODIES[name], JSON)
        assert response.status_int in (400, 401)
    query = quote(BODIES[name][:3000])
    assert visitor("").get(f"@querystring-search?query={query}", JSON).status_int == 400


@pytest.mark.parametrize(
    "heads",
    [
        {"Referer": "http://[x"},
        {"Origin": "http://[x"},
        {"Cookie": "statusmessages=\xff"},
        {"Cookie": "statusmessages=AAAA"},
        {"Cookie": "statusmessages=////////"},
        {"Cookie": "__ac=\xff; I18N_LANGUAGE=\xfc; x"},
        {"Accept-Language": "\xff;q=x, de;q=1e99"},
        {"If-Modified-Since": "x", "If-None-Match": '"\xff'},
        {"Range": "bytes=5-1,9999999-"},
        {"Content-Type": "\xff/;;", "Content-Encoding": "gzip"},
        {"Depth": "x", "Lock-Token": "x"},
    ],
)
def test_no_head_is_an_error_of_the_site(site, anybody, heads):
    for path in ("offen", "login", "zustaendigkeitsfinder", "@search", "login?came_from=http://[x"):
        assert anybody.ask_with(heads, path).status_int < 500, path


@pytest.mark.parametrize(
    "head",
    [
        "Basic x",
        "Basic",
        "Basic ",
        "Basic ====",
        "Basic b2huZQ==",
        "Basic /w==",
        "Bearer x",
        "Bearer",
        "X",
    ],
)
def test_credentials_that_cannot_be_read_are_none(site, anybody, head):
    assert anybody.ask_with({"Authorization": head}, "offen").status_int == 200
    asked = {"Authorization": head, "Accept": JSON}
    assert anybody.ask_with(asked, "@search").status_int == 200


def test_old_paths_in_latin_1_are_read(site, anybody):
    missing = anybody.get("m%FCller")
    assert (missing.status_int, "Diese Seite gibt es nicht" in missing.text) == (404, True)
    assert anybody.get("offen/%FF%FE/@search", JSON).status_int == 404
    assert anybody.get("%C3").status_int == 404


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (b"M\xfcll", "Müll"),
        ("Müll".encode(), "Müll"),
        ("Müll ".encode() + b"Stra\xdfe", "Müll Straße"),
        (b"\x84Antrag\x93", "„Antrag“"),
        (b"\x81", "\x81"),
        (b"\xc3", "Ã"),
    ],
)
def test_bytes_that_are_not_utf_8_are_letters(sent, read):
    text = sent.decode("utf-8", "surrogateescape")
    assert read_as_latin_1([text, (text,)]) == [read, (read,)]


@pytest.mark.parametrize(
    "address",
    [
        *("portal_catalog", "portal_catalog/searchResults", "portal_catalog/Indexes", "error_log"),
        *("acl_users", "acl_users/source_users", "acl_users/getUsers", "portal_historiesstorage"),
        *("portal_types/Document", "MailHost", "portal_setup", "portal_registry", "portal_skins"),
        *("portal_membership/isAnonymousUser", "offen/portal_catalog", "plone_utils"),
    ],
)
def test_tools_are_no_pages(site, anybody, address):
    for accept in (PAGE, JSON):
        response = anybody.get(address, accept)
        assert response.status_int in (302, 401, 403, 404)
        assert "object at" not in response.text


@pytest.mark.parametrize(
    "address",
    ["++skin++x", "@@site-logo", "@@site-logo/x", "@translations", "++api++/@translations"],
)
def test_what_leads_nowhere_is_404(site, anybody, address):
    for accept in (PAGE, JSON):
        assert anybody.get(address, accept).status_int == 404


def test_what_strangers_need_is_no_tool(site, anybody):
    asked = anybody.get("redaktion")
    assert (asked.status_int, "require_login" in asked.location) == (302, True)
    assert (
        anybody.ask_with({}, asked.location.removeprefix(f"{site.absolute_url()}/")).status_int
        == 302
    )
    for address in ("favicon.ico", "robots.txt", "offen", "offen/seite-1"):
        assert anybody.get(address).status_int in (200, 302), address


def test_a_refused_request_is_one_line_in_the_log(portal, caplog):
    log = SiteErrorLog()
    log.REQUEST = portal.REQUEST
    for number in range(MOST_LINES + 20):
        error = BadRequest(f"b_size\nforged {number} {'x' * 1000}")
        assert raising(log, (BadRequest, error, None)) is None
    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert 0 < len(lines) <= MOST_LINES
    for record in lines:
        assert record.exc_info is None
        assert "\n" not in record.getMessage()
        assert len(record.getMessage()) <= LONGEST_LINE


def test_the_log_tells_how_many_lines_it_left_out(monkeypatch):
    time = [0.0]
    monkeypatch.setattr("tlvwa.portal.security.input.log_lines.monotonic", lambda: time[0])
    few = FewLines()
    records = [
        logging.makeLogRecord({"msg": "a\nb %s", "args": (n,)}) for n in range(MOST_LINES + 7)
    ]
    assert [few.filter(record) for record in records] == [True] * MOST_LINES + [False] * 7
    assert records[0].getMessage() == "a b 0"
    time[0] = 61.0
    last = logging.makeLogRecord({"msg": "c"})
    assert few.filter(last)
    assert last.getMessage() == "c (7 before it were left out)"


def _asked(address, query):
    return f"{address}{'' if address.endswith('&') else '?'}{query}"


def test_words_of_a_search_have_an_end(site, anybody):
    for name in ("SearchableText", "Title"):
        response = anybody.get(f"@search?{name}={'a*%20OR%20' * 200}b", JSON)
        assert (response.status_int, name in response.json["message"]) == (400, True)
    criteria = json.dumps(
        {"criteria": [{"i": "SearchableText", "o": SEARCHED, "v": "a* OR " * 99}]}
    )
    terms = "@@getVocabulary?name=plone.app.vocabularies.Catalog"
    assert anybody.get(f"{terms}&query={quote(criteria)}", JSON).status_int == 400
    assert anybody.get("@@search?SearchableText=" + "a*%20" * 500).status_int == 200


def test_parameters_have_an_end(site, anybody):
    query = "&".join(f"p{number}=x" for number in range(MOST_PARAMETERS + 2))
    response = anybody.get(f"@search?{query}", JSON)
    assert (response.status_int, len(response.body) < 1000) == (400, True)


@pytest.mark.parametrize("value", [1, None, [], {"a": 1}, "\ud800"])
def test_a_log_in_with_what_is_no_text_is_400(site, anybody, value):
    for body in ({"login": value, "password": "x"}, {"login": "x", "password": value}):
        assert anybody.post("@login", body).status_int == 400


def test_half_a_character_is_not_saved(site, visitor):
    response = visitor("manager").patch("offen/seite-1", {"title": "x\ud800"})
    assert response.status_int == 400
    assert visitor("manager").patch("offen/seite-1", {"title": "x\U0001f600"}).status_int == 204
    assert visitor("").get("offen/seite-1").status_int == 200


@pytest.mark.parametrize(
    "query",
    [
        *(
            "topLevel=x",
            "bottomLevel=x",
            "root_path=/../..",
            "root_path=/nichts",
            "topLevel=999999",
        ),
        *("includeTop=x", "currentFolderOnly=x", "no_thumbs=x", "thumb_scale=x", "name:list=x"),
    ],
)
def test_no_navigation_is_an_error_of_the_site(site, anybody, query):
    for address in ("@contextnavigation", "offen/@contextnavigation"):
        asked = f"{address}?expand.contextnavigation.{query}"
        assert anybody.get(asked, JSON).status_int in (200, 400)
    asked = f"offen?expand=contextnavigation&expand.contextnavigation.{query}"
    assert anybody.get(asked, JSON).status_int in (200, 400)


def test_strangers_are_not_told_why_the_site_failed(site, anybody, visitor, monkeypatch):
    def fail(self):
        raise RuntimeError("the inside")

    monkeypatch.setattr("plone.restapi.services.search.get.SearchGet.reply", fail)
    for user, told in (("", False), ("manager", True)):
        response = visitor(user).get("@search", JSON)
        assert response.status_int == 500
        assert ("the inside" in response.text) is told


def test_a_page_that_is_asked_for_as_json_begins_a_list_anew(site, anybody):
    assert anybody.get("offen/@@listing_view?b_start=x", JSON).status_int == 200
