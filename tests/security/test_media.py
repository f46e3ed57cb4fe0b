"""Texts load nothing from elsewhere: neither what is saved from now on, nor what lies there already."""

import pytest
import transaction
from plone import api
from plone.app.textfield.value import RichTextValue
from zope.interface import alsoProvides

from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.security.media.addresses import MediaHosts, is_host, is_safe_link
from tlvwa.portal.security.media.markup import without_foreign_media

from ..factories import make, public_form, rich, service, text_variant

HOSTS = MediaHosts(frozenset({"portal.example"}), frozenset({"video.example"}))
FOREIGN = [
    *(
        '<iframe src="//evil.test/x"></iframe>',
        "<IFRAME SRC=https://evil.test></IFRAME>",
    ),
    *('<img src="https://evil.test/x.png">', '<img src="http:evil.test/x.png">'),
    *('<img src="\\\\evil.test\\x">', '<img src="/\\evil.test/x">'),
    *('<img src="/\t/evil.test/x">', '<img src="&#x2f;&#47;evil.test">'),
    *('<img src=" \x01//evil.test/x">', '<img src="HTTPS://EVIL.test/x">'),
    *('<img src="https:\\\\evil.test">', '<img src="///evil.test/x">'),
    *(
        '<img src="https://portal.example@evil.test/">',
        '<img src="ht\ntps://evil.test">',
    ),
    *(
        '<img src="https://portal.example.evil.test/">',
        '<img src="//video.example.evil.test">',
    ),
    *('<img src="http://video.example/insecure.png">', '<img src="ftp://evil.test/x">'),
    *(
        '<img src="x.png" srcset="y.png 1x, //evil.test/y.png 2x">',
        "<img srcset=//evil.test>",
    ),
    *(
        '<img srcset="x.png 1x,https://evil.test/y 2x">',
        '<img lowsrc="//evil.test/x">',
    ),
    *('<picture><source srcset="//evil.test/x"><img src="//evil.test/y"></picture>',),
    *(
        '<video src="//evil.test/x"></video>',
        '<video poster="//evil.test/x" src="a"></video>',
    ),
    *(
        '<audio><source src="//evil.test/x"></audio>',
        '<video><track src="//evil.test"></video>',
    ),
    *('<object data="//evil.test/x"></object>', '<embed src="//evil.test/x">'),
    *('<table background="//evil.test/x"><tr><td>x</td></tr></table>',),
    *(
        '<p style="background: url(//evil.test/x)">x</p>',
        '<p style="color:red;list-style:url(//evil.test)">',
    ),
    *(
        '<p style="background: u\\72l(//evil.test)">',
        '<p style="background:&#117;rl(//evil.test)">',
    ),
    *('<base href="//evil.test/">', '<link rel="stylesheet" href="//evil.test/x">'),
    *(
        '<meta http-equiv="refresh" content="0;url=//evil.test/">',
        "<style>@import '//evil.test';</style>",
    ),
    *(
        '<svg><image href="//evil.test/x"/></svg>',
        '<svg><use xlink:href="//evil.test#x"/></svg>',
    ),
    *(
        '<iframe srcdoc="&lt;img src=//evil.test&gt;"></iframe>',
        '<input type="image" src="//evil.test">',
    ),
    *(
        '<iframe src="data:text/html,<img src=//evil.test>"></iframe>',
        '<iframe src="javascript:evil.test"></iframe>',
    ),
    *(
        '<a href="/x" ping="//evil.test">x</a>',
        "<frameset><frame src=//evil.test></frameset>",
    ),
    *(
        "<!--><img src=//evil.test>-->",
        "<!--[if IE]><img src=//evil.test><![endif]-->",
    ),
    *("<noscript><img src=//evil.test></noscript>", "<image src=//evil.test>"),
    *("<img src=\"data:image/svg+xml,<svg><image href='//evil.test'/></svg>\">",),
    *(
        "<template><img src=//evil.test></template>",
        "<math><img src=//evil.test></math>",
    ),
    *('<?xml version="1.0" encoding="utf-8"?><img src="//evil.test">',),
]
OWN = [
    *(
        '<img src="resolveuid/0123456789abcdef0123456789abcdef/@@images/image/large">',
        '<img src="bild.png">',
    ),
    *('<img src="https://portal.example/bild.png">', '<img src="//portal.example/bild.png">'),
    *(
        '<iframe src="https://video.example/embed/1"></iframe>',
        '<iframe src="//VIDEO.example/1"></iframe>',
    ),
    *(
        '<img src="data:image/png;base64,AAAA">',
        '<video src="/film.mp4" poster="../bild.png"></video>',
    ),
    *(
        '<img src="x.png" srcset="y.png 1x, /z.png 2x">',
        '<img src="/a:b.png">',
        '<img src="?x=a:b">',
    ),
    *('<p style="text-align: center">x</p>', '<a href="https://evil.test/">x</a>'),
    *('<video><source src="film.mp4"></video>', "<p>ein Text &amp; mehr <br>\n</p>"),
]
PLANTED = (
    '<p>davor</p><iframe src="//evil.test/a"></iframe><img src="https://evil.test/b.png">'
    '<p style="background: url(//evil.test/c)">danach</p>'
)


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_foreign_is_taken_out(text):
    clean = without_foreign_media(f"<p>davor</p>{text}<p>danach</p>", HOSTS)
    assert "evil" not in clean.text.lower()
    assert "davor" in clean.text
    assert clean.removed or "<!--" in text


@pytest.mark.parametrize("text", OWN)
def test_what_is_the_sites_own_stays(text):
    assert without_foreign_media(text, HOSTS) == (clean := without_foreign_media(text, HOSTS))
    assert clean.removed == ()
    assert clean.text.replace("&amp;", "&").replace("</source>", "") == text.replace("&amp;", "&")


def test_a_large_text_takes_little_time():
    text = "<p style='color: red'>x</p>" * 20_000
    assert without_foreign_media(text, HOSTS).removed == ()


@pytest.mark.parametrize("line", ["video.example", "video.example:8443", "a-b.c-d.example"])
def test_hosts_of_the_settings(line):
    assert is_host(line)


@pytest.mark.parametrize(
    "line",
    [
        "https://video.example",
        "*",
        "*.example",
        "video.example; script-src *",
        "'self'",
        "video",
        "",
    ],
)
def test_no_hosts_of_the_settings(line):
    assert not is_host(line)


@pytest.fixture
def texts(portal):
    """An object of each kind with a text, planted past all that is done when something is saved."""
    office = service(portal, "leistung")
    objects = [
        (make(portal, "Document", id="seite", title="Seite"), "text"),
        (make(portal, "News Item", id="meldung", title="Meldung"), "text"),
        (office, "full_text"),
        (text_variant(office), "full_text"),
        (public_form(portal, "formular"), "formPrologue"),
    ]
    for obj, name in objects:
        setattr(obj, name, RichTextValue(PLANTED, "text/html", "text/x-html-safe"))
    transaction.commit()
    return objects


def test_nothing_foreign_is_shown(texts, anybody):
    for obj, _name in texts:
        path = "/".join(obj.getPhysicalPath()[2:])
        page = anybody.get(path)
        assert page.status_int == 200
        assert "danach" in page.text, path
        assert "evil" not in page.text, path
        assert "evil" not in anybody.get(path, "application/json").text, path


def test_portlets_show_nothing_foreign(portal):
    alsoProvides(portal.REQUEST, IPortalLayer)
    transforms = api.portal.get_tool("portal_transforms")
    target, options = "text/x-html-safe", {"mimetype": "text/html", "context": portal}
    text = transforms.convertTo(target, PLANTED, **options).getData()
    assert "danach" in text
    assert "evil" not in text


def test_a_text_keeps_its_harmless_styles(portal, anybody):
    text = rich('<p style="text-align: center">mittig</p>')
    make(portal, "Document", id="seite", title="Seite", text=text)
    page = anybody.get("seite")
    assert 'style="text-align: center"' in page.text
    assert "style-src 'self' 'unsafe-hashes' 'sha256-" in page.headers["Content-Security-Policy"]


def test_hosts_of_the_settings_are_shown_at_once(texts, anybody):
    assert "evil" not in anybody.get("seite").text
    api.portal.set_registry_record("tlvwa.portal.media_hosts", ["evil.test"])
    page = anybody.get("seite")
    assert 'src="//evil.test/a"' in page.text
    assert "url(" not in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "frame-src 'self' https://evil.test" in policy
    assert "img-src 'self' https://evil.test data:" in policy
    assert "script-src 'self';" in policy


def test_nothing_foreign_is_saved_by_rest(portal, visitor):
    page = make(portal, "Document", id="seite", title="Seite")
    assert visitor("manager").patch("seite", {"text": {"data": PLANTED}}).status_int == 204
    portal._p_jar.sync()
    assert "evil" not in page.text.raw
    assert "danach" in page.text.raw
    body = {"@type": "Document", "id": "neu", "title": "Neu", "text": {"data": PLANTED}}
    visitor("manager").post_json("", body, 201)
    assert "evil" not in portal["neu"].text.raw


def test_the_editor_is_told_what_was_taken_out(portal, browser_of):
    make(portal, "Document", id="seite", title="Seite")
    browser = browser_of("manager")
    browser.open(f"{portal.absolute_url()}/seite/edit")
    browser.getControl(name="form.widgets.IRichTextBehavior.text").value = PLANTED
    browser.getControl(name="form.buttons.save").click()
    assert "wurde entfernt" in browser.contents
    assert "//evil.test/a" in browser.contents


def test_a_text_without_anything_foreign_stays_as_it_was(portal, visitor):
    page = make(
        portal, "Document", id="seite", title="Seite", text=rich("<P>So\n\n<b>geschrieben</P>")
    )
    visitor("manager").patch("seite", {"title": "Anders"})
    portal._p_jar.sync()
    assert page.text.raw == "<P>So\n\n<b>geschrieben</P>"


RUNNING = [
    *(
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " \tjavascript:alert(1)",
        "java\nscript:alert(1)",
    ),
    *(
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "javascript\t:alert(1)",
        "blob:x",
    ),
    *("view-source:x", "filesystem:x", "about:blank", "javascript&colon;:x"),
]
LEADING = [
    *(
        "https://example.org",
        "http://example.org:80/a:b",
        "/de/seite",
        "../seite",
        "mailto:a@example.org",
    ),
    *(
        "tel:+49361",
        "${portal_url}/seite",
        "../resolveuid/0123",
        "#a:b",
        "?a=b:c",
        "HTTPS://example.org",
    ),
]


@pytest.mark.parametrize("address", LEADING)
def test_links_lead_somewhere(address):
    assert is_safe_link(address)


@pytest.mark.parametrize("address", RUNNING)
def test_links_run_nothing(address):
    assert not is_safe_link(address)


def test_a_link_that_runs_something_is_refused_and_not_followed(portal, visitor):
    link = make(portal, "Link", id="verweis", title="Verweis", remoteUrl="https://example.org")
    manager = visitor("manager")
    refused = manager.patch("verweis", {"remoteUrl": "\tjava\nscript:alert(1)"})
    assert refused.status_int == 400
    body = {"@type": "Link", "title": "Neu", "remoteUrl": "data:text/html,x"}
    assert manager.post("", body).status_int == 400
    assert visitor().get("verweis").status_int in (301, 302)
    link.remoteUrl = "javascript:alert(1)"
    transaction.commit()
    shown = visitor().get("verweis")
    assert shown.status_int == 404
    assert "Location" not in shown.headers


def test_the_form_says_why_a_link_is_refused(portal, browser_of):
    make(portal, "Link", id="verweis", title="Verweis", remoteUrl="https://example.org")
    browser = browser_of("manager")
    browser.open(f"{portal.absolute_url()}/verweis/edit")
    browser.getControl(name="form.widgets.remoteUrl.external").value = "javascript:alert(1)"
    browser.getControl(name="form.buttons.save").click()
    assert "ist kein Verweis auf eine Seite" in browser.contents
    portal._p_jar.sync()
    assert portal["verweis"].remoteUrl == "https://example.org"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            '<picture><source srcset="https://evil.test/f.png"><img src="x.png"></picture>',
            '<picture><img src="x.png"></picture>',
        ),
        ('<picture><img src="https://evil.test/f.png"></picture>', ""),
        ('a<picture><source srcset="https://evil.test/f.png"></picture>b', "ab"),
        (
            '<video src="x.mp4"><track src="//evil.test/t">Text</video>',
            '<video src="x.mp4">Text</video>',
        ),
    ],
)
def test_what_stands_beside_a_foreign_source_stays(text, clean):
    assert without_foreign_media(text, HOSTS).text == clean


def test_a_picture_without_anything_in_it_fails_no_page(portal, visitor):
    page = make(portal, "Document", id="bilder", title="Bilder", text=rich("<p>x</p>"))
    text = '<picture><source srcset="https://evil.test/f.png"></picture><p>weiter</p>'
    assert visitor("manager").patch("bilder", {"text": text}).status_int == 204
    assert visitor("").get("bilder").status_int == 200
    assert "weiter" in visitor("").json("bilder")["text"]["data"]
    assert page
