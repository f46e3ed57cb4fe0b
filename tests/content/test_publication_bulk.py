"""Many PDFs at once: a draft of each good one, a word on each bad one, one transaction."""

import io

import pytest

from tlvwa.portal.content.publication.files.readings import reading_of

from ..content_fixtures import content_fixture
from ..factories import folder
from ..pdf import BROKEN, pdf

PAGE = "publikationen/@@publikationen-hochladen"


@content_fixture
def shelf(portal):
    """An empty folder."""
    return folder(portal, "publikationen")


def upload(browser_of, shelf, *files, who="editor"):
    """The browser after the form was sent with files, given as name and bytes."""
    browser = browser_of(who)
    browser.open(f"{shelf.absolute_url()}/@@publikationen-hochladen")
    token = browser.getControl(name="_authenticator").value
    parts = [("files:list", name, data) for name, data in files]
    return send(browser, shelf, token, parts)


def send(browser, shelf, token, parts):
    """Send several files in one field, as a browser does."""
    boundary = "----boundary"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="_authenticator"\r\n\r\n{token}\r\n'
    )
    body = body.encode()
    for field, name, data in parts:
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body += head.encode() + data + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    browser.post(
        f"{shelf.absolute_url()}/@@publikationen-hochladen",
        body,
        f"multipart/form-data; boundary={boundary}",
    )
    return browser.contents


def test_good_ones_become_drafts_and_bad_ones_are_named(shelf, browser_of, anybody):
    page = upload(
        browser_of,
        shelf,
        ("C:\\Eigene\\wald_bericht.pdf", pdf("eins", "zwei")),
        ("x.pdf", pdf("drei", title="Vom Titel im PDF")),
        ("kaputt.pdf", BROKEN),
        ("leer.pdf", b""),
        ("brief.docx", b"PK\x03\x04"),
        ("x.pdf", pdf("noch eins", title="Vom Titel im PDF")),
    )
    assert "Angelegt: 3" in page
    assert "Nicht angelegt: 3" in page
    for words in ("kaputt.pdf: Das PDF ist beschädigt", "leer.pdf: Die Datei ist leer",
                  "brief.docx: Das ist kein PDF"):  # fmt: skip
        assert words in " ".join(page.split()), words
    made = shelf.objectValues()
    assert [each.title for each in made] == ["wald bericht", "Vom Titel im PDF", "Vom Titel im PDF"]
    assert [reading_of(each).pages for each in made] == [2, 1, 1]
    assert all(each.cover is not None for each in made)
    assert made[0].file.filename == "wald_bericht.pdf"
    for each in made:
        assert anybody.get(each.absolute_url()).status_int == 302, "a draft is shown"


def test_nothing_chosen_is_said_at_the_field(shelf, browser_of):
    page = upload(browser_of, shelf)
    assert 'id="dateien-fehler"' in page
    assert "Wählen Sie mindestens eine Datei aus." in page


def test_a_post_of_another_site_makes_nothing(shelf, browser_of):
    browser = browser_of("editor")
    with pytest.raises(Exception, match="authenticator is invalid"):
        send(browser, shelf, "wrong", [("files:list", "x.pdf", pdf("x"))])
    assert shelf.objectIds() == []


def test_a_get_makes_nothing(shelf, visitor):
    assert visitor("editor").get(PAGE).status_int == 200
    assert visitor().get(PAGE).status_int in (302, 401)
    assert shelf.objectIds() == []


def test_streams_are_read_from_their_beginning():
    from tlvwa.portal.content.publication.bulk_upload import _title

    stream = io.BytesIO(pdf("x", title="Ein Titel"))
    stream.seek(30)
    assert _title(stream, "x.pdf") == "Ein Titel"
    assert stream.tell() == 0
