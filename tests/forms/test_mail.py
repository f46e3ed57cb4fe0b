"""Who receives what, and that nobody writes headers of a mail."""

import pytest
import transaction
from plone import api

from tlvwa.portal.forms.saved_input import saved_rows

from ..content_fixtures import content_fixture
from ..factories import authority, withdraw
from .form_client import filled, opened

PATH = "formulare/kontakt"
VALUES = {"email": "a@example.org", "betreff": "Frage", "nachricht": "Guten Tag\nund danke"}


@content_fixture
def office(portal, starter):
    """An authority that has an e-mail address."""
    return authority(portal, title="Amt, für alles", emails=["amt@example.org"])


def to(mail):
    return sorted(message["To"] for message in mail)


def test_a_message_goes_to_the_authority(office, anybody, later, mail):
    opening = {"behoerde": office.UID()}
    page = opened(anybody, PATH, **opening)
    text = " ".join(page.tree.text_content().split())
    assert "Ihre Nachricht geht an: Amt, für alles" in text
    assert "amt@example.org" not in page.text
    thanks = filled(anybody, later, PATH, opening=opening, **VALUES)
    assert thanks.heading == "Nachricht gesendet"
    assert to(mail) == ["a@example.org", "amt@example.org"]
    message = next(each for each in mail if each["To"] == "amt@example.org")
    assert message["Subject"] == "Nachricht über das Portal: Frage"
    assert message["Reply-To"] == "a@example.org"
    assert message["From"] == "zentrale@example.org"
    body = message.get_content().replace("\r\n", "\n")
    assert message.get_content_type() == "text/plain"
    assert "Ihre Nachricht:\nGuten Tag\nund danke\n" in body
    assert "Behörde:\nAmt, für alles" in body


@pytest.mark.parametrize("given", ["", "unbekannt", "privat"])
def test_without_a_public_address_it_goes_to_the_centre(office, anybody, later, mail, given):
    uid = office.UID() if given == "privat" else given
    if given == "privat":
        withdraw(office)
    opening = {"behoerde": uid}
    page = opened(anybody, PATH, **opening)
    text = " ".join(page.tree.text_content().split())
    assert "zentrale Stelle, die sie weiterleitet: Zentrale" in text
    assert "Amt, für alles" not in text
    filled(anybody, later, PATH, opening=opening, **VALUES)
    assert to(mail) == ["a@example.org", "zentrale@example.org"]


def test_no_parameter_chooses_an_address(office, anybody, later, mail):
    opening = {
        "behoerde": "boese@example.org",
        "form.widgets.behoerde": "boese@example.org",
        "form.widgets.behoerde_id": "boese@example.org",
        "to": "boese@example.org",
    }
    filled(anybody, later, PATH, opening=opening, **VALUES)
    assert to(mail) == ["a@example.org", "zentrale@example.org"]


INJECTION = "a@example.org\r\nBcc: opfer@example.org"


@pytest.mark.parametrize("field", ["email", "betreff", "name"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85", "%0d%0a"])
def test_line_breaks_never_reach_a_header(office, anybody, later, mail, field, newline):
    values = VALUES | {field: INJECTION.replace("\r\n", newline)}
    filled(anybody, later, PATH, opening={"behoerde": office.UID()}, **values)
    for message in mail:
        assert message["Bcc"] is None
        assert "opfer" not in "".join(message.get_all("To") + message.get_all("From"))
        assert message["To"] in ("a@example.org", "amt@example.org")


def test_several_addresses_are_none(office, anybody, later, mail):
    page = filled(anybody, later, PATH, **VALUES | {"email": "a@example.org, b@example.org"})
    assert page.errors.keys() == {"form-widgets-email"}
    assert mail == []


def test_a_site_that_sends_no_mail_says_so_and_loses_nothing(office, anybody, later, mail):
    api.portal.get().portal_registry["plone.email_from_address"] = None
    page = filled(anybody, later, PATH, opening={"behoerde": office.UID()}, **VALUES)
    assert "verschickt zurzeit keine E-Mails" in " ".join(page.refusals)
    assert page.of("betreff").get("value") == "Frage"
    assert mail == []


def test_a_mail_server_that_is_down_loses_nothing(forms, anybody, later, mail):
    api.portal.set_registry_record("plone.smtp_port", 9)
    page = filled(anybody, later, PATH, **VALUES)
    assert "verschickt zurzeit keine E-Mails" in " ".join(page.refusals)
    path = "formulare/barriere-melden"
    values = {"seite": "/", "beschreibung": "x", "email": "a@example.org"}
    assert "Danke" in filled(anybody, later, path, **values).heading
    assert len(saved_rows(forms["barriere-melden"])) == 1
    assert mail == []


def test_values_in_texts_of_an_editor_stay_texts(forms, anybody, later, mail):
    from plone.app.textfield import RichTextValue

    form = forms["barriere-melden"]
    form.thanksPrologue = RichTextValue("<p>Zu ${seite}, ${email}</p>", "text/html", "text/html")
    values = {"seite": "<script>x</script> ${beschreibung}", "beschreibung": "geheim"}
    page = filled(anybody, later, "formulare/barriere-melden", **values)
    assert "<p>Zu &lt;script&gt;x&lt;/script&gt; $ {beschreibung}, </p>" in page.text


def test_what_is_kept_needs_no_mail(forms, anybody, later, mail):
    api.portal.get().portal_registry["plone.email_from_address"] = None
    path = "formulare/barriere-melden"
    assert "Danke" in filled(anybody, later, path, seite="/", beschreibung="x").heading
    assert len(saved_rows(forms["barriere-melden"])) == 1
    assert mail == []


def test_addresses_stay_out_of_the_log(office, anybody, later, mail, caplog):
    filled(anybody, later, PATH, opening={"behoerde": office.UID()}, **VALUES)
    assert mail
    assert "a@example.org" not in caplog.text


def test_the_demo_keeps_its_mails_in_a_folder(forms, portal, anybody, later, tmp_path, monkeypatch):
    from App.config import getConfiguration

    from tlvwa.portal.setuphandlers.demo.mail import keep_mail_here

    monkeypatch.setattr(getConfiguration(), "clienthome", str(tmp_path), raising=False)
    monkeypatch.setenv("MAILHOST_QUEUE_ONLY", "1")
    keep_mail_here(portal)
    assert filled(anybody, later, PATH, **VALUES).heading == "Nachricht gesendet"
    written = [path.read_text() for path in (tmp_path / "mail" / "new").iterdir()]
    assert len(written) == 2
    assert any("To: zentrale@example.org" in text for text in written)
    assert api.portal.get_registry_record("plone.email_from_address") == "zentrale@example.org"


def test_a_copied_site_keeps_its_mails_in_its_own_folder(portal, tmp_path, monkeypatch):
    from App.config import getConfiguration

    from tlvwa.portal.setuphandlers.demo.mail import keep_mail_here

    before, after = tmp_path / "before", tmp_path / "after"
    monkeypatch.setenv("MAILHOST_QUEUE_ONLY", "1")
    for folder in (before, after):
        folder.mkdir()
    monkeypatch.setattr(getConfiguration(), "clienthome", str(before), raising=False)
    keep_mail_here(portal)
    transaction.commit()
    stored, _serial = portal._p_jar._storage.load(portal.MailHost._p_oid)
    assert str(tmp_path).encode() not in stored
    monkeypatch.setattr(getConfiguration(), "clienthome", str(after))
    api.portal.send_email(
        recipient="a@example.org", sender="b@example.org", subject="Da", body="Text"
    )
    transaction.commit()
    (written,) = (after / "mail" / "new").iterdir()
    assert "To: a@example.org" in written.read_text()
    assert not (before / "mail").exists()
