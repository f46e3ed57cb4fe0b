"""Whichever way a file comes, it is small enough to be unpacked, and scanned where a scanner is named."""

import io
import stat
from base64 import b64encode

import pytest
import transaction
from PIL import Image
from zExceptions import BadRequest

from tlvwa.portal.common import file_scan
from tlvwa.portal.common.file_scan import COMMAND, ScanResult, scan
from tlvwa.portal.forms.uploads import Upload, upload_problem

from ..factories import file_in, publication

INFECTED = b"%PDF-1.4 BOESES MUSTER"
SCANNER = """#!/bin/sh
if grep -q "BOESES MUSTER"; then exit 1; fi
"""


@pytest.fixture
def scanner(tmp_path, monkeypatch):
    """A scanner that knows one pattern, or another script."""

    def scanner(script=SCANNER):
        path = tmp_path / "scanner"
        path.write_text(script)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv(COMMAND, f"{path} --quiet")

    return scanner


def picture(width, height):
    """A black picture."""
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def upload(data, kind, name):
    """A file as REST has it."""
    encoded = {"data": b64encode(data).decode(), "encoding": "base64"}
    return encoded | {"content-type": kind, "filename": name}


def test_without_a_scanner_nothing_is_scanned(monkeypatch):
    monkeypatch.delenv(COMMAND, raising=False)
    assert scan(INFECTED) is ScanResult.CLEAN


def test_a_scanner_lets_through_what_is_clean(scanner):
    scanner()
    assert scan(b"Bericht" * 100_000) is ScanResult.CLEAN
    assert scan(INFECTED) is ScanResult.INFECTED


@pytest.mark.parametrize(
    "script", ["#!/bin/sh\nexit 2\n", "#!/bin/sh\nkill -9 $$\n", "#!/gibt/es/nicht\n"]
)
def test_a_scanner_that_does_not_work_lets_nothing_through(scanner, caplog, script):
    scanner(script)
    assert scan(b"Bericht") is ScanResult.FAILED
    assert "uploads are refused" in caplog.text


def test_a_scanner_that_does_not_end_lets_nothing_through(scanner, monkeypatch):
    scanner("#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr(file_scan, "SECONDS", 0.2)
    assert scan(b"Bericht") is ScanResult.FAILED


def test_a_public_form_refuses_what_the_scanner_does(scanner):
    scanner()
    assert upload_problem(Upload("datei", "a.pdf", b"%PDF-1.4 gut"), ["pdf"], 1000) is None
    problem = upload_problem(Upload("datei", "a.pdf", INFECTED), ["pdf"], 1000)
    assert problem.reason == "infected"
    scanner("#!/bin/sh\nexit 2\n")
    problem = upload_problem(Upload("datei", "a.pdf", b"%PDF-1.4 gut"), ["pdf"], 1000)
    assert problem.reason == "unscanned"


@pytest.mark.parametrize(
    "portal_type", ["File", "tlvwa.portal.Publication", "tlvwa.portal.ServiceForm"]
)
def test_rest_refuses_an_infected_file_and_keeps_nothing(portal, visitor, scanner, portal_type):
    scanner()
    before = set(portal.objectIds())
    body = {
        "@type": portal_type,
        "title": "Datei",
        "file": upload(INFECTED, "application/pdf", "a.pdf"),
    }
    answer = visitor("manager").post("", body)
    assert answer.status_int == 400
    assert "Virenscanner" in answer.text
    assert set(portal.objectIds()) == before


def test_rest_refuses_another_infected_file_and_keeps_the_first(portal, visitor, scanner):
    first = file_in(portal, "a.txt", b"erste")
    scanner()
    answer = visitor("manager").patch("a.txt", {"file": upload(INFECTED, "text/plain", "b.txt")})
    assert answer.status_int == 400
    transaction.begin()
    assert first.file.data == b"erste"
    assert visitor("manager").patch("a.txt", {"title": "Neuer Titel"}).status_int == 204


def test_rest_refuses_a_picture_of_too_many_pixels(portal, visitor):
    for portal_type in ("Image", "News Item"):
        body = {
            "@type": portal_type,
            "title": "Bild",
            "image": upload(picture(5_001, 5_000), "image/png", "a.png"),
        }
        answer = visitor("manager").post("", body)
        assert answer.status_int == 400, portal_type
        assert "höchstens 25 Millionen Bildpunkte" in answer.json["message"]
    body["image"] = upload(picture(500, 500), "image/png", "a.png")
    assert visitor("manager").post("", body).status_int == 201


def test_the_form_of_an_editor_says_it_at_the_field(portal, browser_of, scanner):
    scanner()
    browser = browser_of("manager")
    browser.open(f"{portal.absolute_url()}/++add++File")
    browser.getControl(name="form.widgets.file").add_file(
        io.BytesIO(INFECTED), "application/pdf", "a.pdf"
    )
    browser.getControl(name="form.buttons.save").click()
    assert "Der Virenscanner lehnt diese Datei ab." in browser.contents
    assert "a.pdf" not in portal.objectIds()


def test_a_publication_is_read_only_if_it_is_let_through(portal, scanner):
    scanner()
    with pytest.raises(BadRequest):
        publication(portal, "bericht", data=INFECTED)
    transaction.abort()
    assert "bericht" not in portal.objectIds()
