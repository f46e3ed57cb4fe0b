"""A publication from upload to page: read once, never lost, found by its text, seen only where it may be."""

import io
import json
from datetime import date

import pytest
import transaction
from DateTime import DateTime
from lxml import html
from PIL import Image
from plone import api
from plone.namedfile.file import NamedBlobFile, NamedBlobImage
from zope.interface import Invalid
from zope.lifecycleevent import modified

from tlvwa.portal.content.publication.files.readings import reading_of
from tlvwa.portal.content.publication.schema import IPublication
from tlvwa.portal.readmodels.consistency import findings

from ..content_fixtures import content_fixture
from ..factories import (
    authority,
    file_in,
    models,
    public_form,
    publication,
    publish,
    rich,
    service,
    withdraw,
)
from ..pdf import BROKEN, pdf


def new_file(obj, data, name="neu.pdf", media_type="application/pdf"):
    """Give an object another file, as its form does."""
    obj.file = NamedBlobFile(data, contentType=media_type, filename=name)
    modified(obj)
    transaction.commit()


def words(page):
    """The words of a page, however it writes them."""
    return " ".join(html.fromstring(page).text_content().split())


def found(**query):
    """The paths that a search of the catalog finds, for who is logged in."""
    return {brain.getPath() for brain in api.content.find(**query)}


def payload(obj):
    """What the read models keep of an object."""
    return models().nodes[obj.UID()].payload


@content_fixture
def report(portal):
    """A publication with a PDF of two pages and a file beside it."""
    report = publication(portal, title="Waldbericht", data=pdf("Borkenkaefer", "Eichen"))
    file_in(report, "waldbericht.odt", b"x" * 1_240_000, "application/vnd.oasis.opendocument.text")
    return report


def test_an_upload_is_read_once(report):
    kept = reading_of(report)
    assert (kept.pages, kept.text.text, kept.problem) == (2, "Borkenkaefer\nEichen", "")
    assert report.cover.contentType == "image/jpeg"
    cover = report.cover
    report.title = "Anders"
    modified(report)
    assert reading_of(report) is kept
    assert report.cover is cover


def test_another_file_gives_another_cover(report):
    before = report.cover.data
    new_file(report, pdf("Etwas ganz anderes und laengeres"))
    assert reading_of(report).pages == 1
    assert report.cover.data != before
    new_file(report, b"kein PDF", "neu.odt", "application/vnd.oasis.opendocument.text")
    assert report.cover is None


def picture(width=400, height=2000):
    """A picture of an editor's."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(written, "PNG")
    return NamedBlobImage(written.getvalue(), "image/png", "eigenes.png")


def test_the_cover_of_an_editor_stays_and_is_bounded(report):
    report.cover = picture()
    modified(report)
    own = report.cover.data
    assert report.cover.getImageSize() == (108, 540)
    new_file(report, pdf("Etwas ganz anderes"))
    assert report.cover.data == own


def test_a_cover_that_was_taken_away_stays_away(report):
    report.cover = None
    modified(report)
    assert report.cover is None


def test_no_picture_is_no_cover(functional):
    field = IPublication["cover"]
    with pytest.raises(Invalid):
        field.validate(NamedBlobImage(b"<svg/>", "image/svg+xml", "x.svg"))
    field.validate(picture())


@pytest.mark.parametrize("data", [BROKEN, b"no pdf at all", b""])
def test_a_broken_pdf_is_not_lost(portal, visitor, anybody, data):
    obj = publication(portal, data=data)
    assert obj.file.data == data
    assert obj.cover is None
    assert "beschädigt" in words(visitor("editor").get("bericht").text)
    page = anybody.get("bericht").text
    assert "beschädigt" not in page
    assert "bericht/@@download/file" in page
    new_file(obj, pdf("heil"))
    assert "beschädigt" not in words(visitor("editor").get("bericht").text)


def test_the_form_says_what_is_wrong_and_keeps_the_file(portal, browser_of):
    browser = browser_of("editor")
    browser.open(f"{portal.absolute_url()}/++add++tlvwa.portal.Publication")
    browser.getControl(name="form.widgets.IBasic.title").value = "Aus dem Formular"
    upload = browser.getControl(name="form.widgets.file")
    upload.add_file(io.BytesIO(BROKEN), "application/pdf", "kaputt.pdf")
    browser.getControl(name="form.buttons.save").click()
    page = words(browser.contents)
    assert "Das PDF ist beschädigt" in page
    assert "Die Datei ist gespeichert." in page
    assert "kaputt.pdf" in page
    obj = portal["aus-dem-formular"]
    assert obj.file.data == BROKEN
    assert api.content.get_state(obj) == "draft"


def test_the_page_names_files_so_that_one_knows_what_comes(report, anybody):
    page = html.fromstring(anybody.get("bericht").text)
    links = [" ".join(link.text_content().split()) for link in page.cssselect(".tlvwa-files a")]
    assert links == [
        "Waldbericht (PDF, 1 kB, 2 Seiten)",
        "waldbericht.odt (ODT, 1,2 MB)",
    ]
    for link in page.cssselect(".tlvwa-files a"):
        assert anybody.get(link.get("href")).status_int == 200
    (cover,) = page.cssselect("img.tlvwa-cover")
    assert cover.get("alt") == "Titelseite: Waldbericht"
    assert anybody.get(cover.get("src")).content_type == "image/jpeg"


def test_showing_the_cover_writes_nothing(report, anybody):
    before = report._p_jar.db().lastTransaction()
    assert anybody.get("bericht/@@images/cover").status_int == 200
    assert anybody.json("bericht")["cover"]["download"].endswith("/bericht/@@images/cover")
    assert report._p_jar.db().lastTransaction() == before


def test_files_are_in_the_payload_and_leave_it(report):
    assert [(file.format, file.pages) for file in payload(report).files] == [("PDF", 2), ("ODT", 0)]
    report.manage_delObjects(["waldbericht.odt"])
    transaction.commit()
    assert len(payload(report).files) == 1
    file_in(report, "anlage.pdf", pdf("Anlage", "zwei", "drei"), "application/pdf")
    assert payload(report).files[1].pages == 3
    new_file(report["anlage.pdf"], pdf("eine"))
    assert payload(report).files[1].pages == 1


def test_the_text_of_all_files_leads_to_the_publication(report):
    file_in(report, "anlage.pdf", pdf("Fledermaus"), "application/pdf")
    assert found(SearchableText="Borkenkaefer") == {"/plone/bericht"}
    with api.env.adopt_user("member"):
        assert found(SearchableText="Fledermaus") == {"/plone/bericht"}
    report.manage_delObjects(["anlage.pdf"])
    assert found(SearchableText="Fledermaus") == set()


def test_a_file_is_found_only_through_its_publication(report, anybody, visitor):
    def names(who):
        answer = who.json("@search", portal_type="File")
        return [item["title"] for item in answer["items"]]

    assert names(anybody) == names(visitor("member")) == []
    assert names(visitor("editor")) == ["waldbericht.odt"]


def test_a_file_of_a_draft_is_nobodys(report, anybody, clock):
    assert anybody.get("bericht/waldbericht.odt/@@download/file").status_int == 200
    withdraw(report)
    for path in ("bericht/@@download/file", "bericht/waldbericht.odt/@@download/file",
                 "bericht/@@images/cover", "bericht/waldbericht.odt"):  # fmt: skip
        assert anybody.get(path).status_int in (302, 401)
    publish(report)
    report.expiration_date = DateTime("2026-06-01")
    report.reindexObject()
    clock(2026, 7, 1, 12)
    assert anybody.get("bericht/waldbericht.odt/@@download/file").status_int == 404


def test_the_sitemap_names_publications_not_their_files(report, anybody):
    import gzip

    api.portal.set_registry_record("plone.enable_sitemap", True)
    transaction.commit()
    text = gzip.decompress(anybody.get("sitemap.xml.gz").body).decode()
    if "<sitemapindex" in text:
        text = gzip.decompress(anybody.get("sitemap.xml.gz", page="1").body).decode()
    assert "/plone/bericht<" in text
    assert "waldbericht.odt" not in text


def test_a_replaced_one_says_what_replaces_it(portal, report, anybody):
    newer = publication(portal, "neu", title="Neuer Waldbericht", replaces=[report.UID()])
    page = anybody.get("bericht").text
    assert "Diese Publikation wurde ersetzt" in page
    assert "/plone/neu" in page
    assert "Waldbericht" in anybody.get("neu").text.partition("Ersetzt")[2]
    assert "DCTERMS.isReplacedBy" in page
    withdraw(newer)
    page = anybody.get("bericht").text
    assert "Neuer Waldbericht" not in page
    assert "wurde ersetzt" not in page


def test_what_is_not_public_is_not_named(portal, anybody):
    office = authority(portal, title="Geheimes Amt", publish=False)
    tax = service(portal, title="Geheime Leistung", publish=False)
    older = publication(portal, "alt", title="Geheimer Vorgaenger", publish=False)
    publication(
        portal, publisher=office.UID(), related_services=[tax.UID()], replaces=[older.UID()]
    )
    for path, accept in (("bericht", "text/html"), ("bericht", "application/json"),
                         ("@publications", "application/json"), ("@@dcat.jsonld", "text/html"),
                         ("@@publikationen.atom", "text/html")):  # fmt: skip
        response = anybody.get(path, accept)
        assert response.status_int == 200
        assert "Geheim" not in response.text, path


EVIL = '</script><script>alert(1)</script>&"'


def test_json_ld_and_dublin_core(portal, anybody):
    office = authority(portal, title="Amt & Co")
    publication(
        portal, title=EVIL, publisher=office.UID(), authors=["Erika Beispiel"],
        keywords=["<i>Wald</i>"], issued=date(2026, 5, 1), isbn="978-3-16-148410-0",
        data=pdf("x"), series="Reihe", issn="0378-5955",
    )  # fmt: skip
    page = html.fromstring(anybody.get("bericht").text)
    (script,) = page.cssselect('script[type="application/ld+json"]')
    told = json.loads(script.text)
    assert told["@type"] == "Report"
    assert told["name"] == EVIL
    assert told["publisher"]["name"] == "Amt & Co"
    assert told["datePublished"] == "2026-05-01"
    assert told["encoding"][0]["encodingFormat"] == "application/pdf"
    metas = {meta.get("name"): meta.get("content") for meta in page.cssselect("meta[name^=DC]")}
    assert metas["DC.title"] == EVIL
    assert metas["DC.subject"] == "<i>Wald</i>"
    assert metas["DC.identifier"] == "urn:isbn:978-3-16-148410-0"


def test_html_of_editors_is_made_safe(portal, anybody):
    publication(portal, abstract=rich("<p>gut</p><script>alert(1)</script>"))
    page = anybody.get("bericht").text
    assert "<p>gut</p>" in page
    assert "alert(1)" not in page


@pytest.mark.parametrize(
    "values",
    [
        {"isbn": "978-3-16-148410-1"},
        {"issn": "1234-5678"},
        {"kind": "unbekannt"},
        {"document_language": "xx"},
        {"replaces": ["nirgends"]},
        {"valid_from": "2026-02-01", "valid_until": "2026-01-01"},
        {"withdrawn_reason": "Darum"},
    ],
    ids=str,
)
def test_json_refuses_what_the_form_refuses(portal, visitor, values):
    publication(portal)
    response = visitor("editor").patch("bericht", values)
    assert response.status_int == 400, response.text
    assert portal["bericht"].isbn is None


def test_a_publication_by_json_with_its_file(portal, visitor):
    from base64 import b64encode

    body = {
        "@type": "tlvwa.portal.Publication", "title": "Per JSON", "kind": "bericht",
        "file": {"data": b64encode(pdf("a", "b")).decode(), "encoding": "base64",
                 "filename": "a.pdf", "content-type": "application/pdf"},
    }  # fmt: skip
    response = visitor("editor").post("", body)
    assert response.status_int == 201, response.text
    assert reading_of(portal["per-json"]).pages == 2


def test_a_copy_and_a_renamed_one_keep_what_was_read(report, anybody):
    copy = api.content.copy(report, id="kopie")
    publish(copy)
    api.content.rename(report, "umbenannt")
    transaction.commit()
    assert reading_of(copy).pages == reading_of(report).pages == 2
    assert anybody.get("kopie/waldbericht.odt/@@download/file").status_int == 200
    assert len(payload(copy).files) == 2
    assert anybody.get("umbenannt").text.count("2 Seiten") == 1


def test_deleting_a_publication_with_files(report):
    api.content.delete(report)
    transaction.commit()
    assert models().nodes.keys() & {report.UID()} == set()


def test_versions_keep_their_files(portal, visitor):
    obj = publication(portal, data=pdf("erste"))
    editor = visitor("editor")
    from base64 import b64encode

    for text in ("zweite", "dritte"):
        data = {"data": b64encode(pdf(text)).decode(), "encoding": "base64", "filename": f"{text}.pdf",
                "content-type": "application/pdf"}  # fmt: skip
        assert editor.patch("bericht", {"file": data}).status_int == 204
    history = editor.json("bericht/@history")
    assert len([entry for entry in history if entry["type"] == "versioning"]) >= 2
    assert editor.get("bericht/verlauf").status_int == 200
    assert obj.file.filename == "dritte.pdf"


def test_the_check_finds_what_is_named_but_gone(portal):
    older = publication(portal, "alt")
    publication(portal, replaces=[older.UID()])
    assert list(findings(portal)) == []
    api.content.delete(older, check_linkintegrity=False)
    transaction.commit()
    (finding,) = findings(portal)
    assert finding["path"] == "/plone/bericht"


def test_editors_upload_further_files_and_others_do_not(portal, visitor):
    publication(portal)
    body = {
        "@type": "File", "title": "Anlage",
        "file": {"data": "eA==", "encoding": "base64", "filename": "a.odt", "content-type": "x/y"},
    }  # fmt: skip
    assert visitor("editor").post("bericht", body).status_int == 201
    for who in ("", "member", "forms", "reader", "reviewer"):
        assert visitor(who).post("bericht", body).status_int in (401, 403), who
    assert [file.format for file in payload(portal["bericht"]).files] == ["ODT"]


def test_before_it_goes_one_sees_what_names_it(portal, visitor):
    from tlvwa.portal.workflow.consequences.model import consequences

    office = authority(portal)
    older = publication(portal, "alt", publisher=office.UID())
    newer = publication(portal, "neu", title="Neue", replaces=[older.UID()])
    citing = consequences(models(), {older.UID()}).citing
    assert [node.uid for node in citing] == [newer.UID()]
    assert {node.path for node in consequences(models(), {office.UID()}).citing} == {"/plone/alt"}
    assert "Neue" in words(visitor("editor").get("alt/folgen").text)


def test_one_that_is_printed_leads_to_the_order_form(portal, anybody):
    obj = publication(portal, orderable=True)
    assert "Gedruckt bestellbar." in anybody.get("bericht").text
    assert "Bestellen<" not in anybody.get("bericht").text
    api.portal.set_registry_record("tlvwa.portal.form_order", public_form(portal).UID())
    assert f"/plone/form?publikation={obj.UID()}" in anybody.get("bericht").text
