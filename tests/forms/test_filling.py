"""Filling in a form, as a visitor: what comes back, what is kept, what is told."""

import pytest

from tlvwa.portal.forms.saved_input import saved_rows

from .form_client import filled, opened, send

BARRIER = "formulare/barriere-melden"


pytestmark = pytest.mark.usefixtures("mail")


def test_what_is_right_is_thanked_for_kept_and_mailed(forms, anybody, later, mail):
    values = {
        "seite": "/plone/amt",
        "beschreibung": "Kein Kontrast\n& <b>",
        "email": "a@example.org",
    }
    page = filled(anybody, later, BARRIER, **values)
    assert page.heading == "Danke für Ihre Meldung", page.text
    assert page.answers == {
        "Adresse der Seite": "/plone/amt",
        "Welche Barriere haben Sie gefunden?": "Kein Kontrast\n& <b>",
        "Ihre E-Mail-Adresse": "a@example.org",
    }
    kept = saved_rows(forms["barriere-melden"])
    assert [row.values["beschreibung"] for row in kept] == ["Kein Kontrast\n& <b>"]
    mail = sorted(mail, key=lambda message: message["To"] != "zentrale@example.org")
    assert [message["To"] for message in mail] == ["zentrale@example.org", "a@example.org"]
    assert mail[0]["Reply-To"] == "a@example.org"
    assert mail[0].get_content_type() == "text/plain"
    assert "Kein Kontrast\n& <b>" in mail[0].get_content().replace("\r\n", "\n")
    assert "Kein Kontrast" not in mail[1].get_content()
    assert not [name for name in mail[0] if name.startswith("X-HTTP") or name == "X-REMOTE_ADDR"]


def test_without_an_address_nothing_is_confirmed(anybody, later, mail):
    filled(anybody, later, BARRIER, seite="/", beschreibung="x")
    assert [message["To"] for message in mail] == ["zentrale@example.org"]


def test_errors_are_summed_up_and_everything_is_kept(forms, anybody, later, mail):
    page = filled(anybody, later, BARRIER, seite="", beschreibung="Mit Text", email="kein-at")
    assert page.errors == {
        "form-widgets-seite": "Bitte füllen Sie „Adresse der Seite“ aus.",
        "form-widgets-email": "„Ihre E-Mail-Adresse“: Bitte geben Sie eine E-Mail-Adresse wie "
        "name@example.org an.",
    }
    summary = page.tree.get_element_by_id("fehler")
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
    email = page.of("email")
    assert email.get("value") == "kein-at"
    assert email.get("aria-invalid") == "true"
    described = email.get("aria-describedby").split()
    assert described == ["form-widgets-email-hinweis", "form-widgets-email-fehler"]
    assert all(page.tree.get_element_by_id(each) is not None for each in described)
    assert page.of("beschreibung").text == "Mit Text"
    assert saved_rows(forms["barriere-melden"]) == []
    assert mail == []


def test_inputs_are_native_and_say_what_they_are_for(forms, anybody):
    page = opened(anybody, "formulare/beratung")
    assert page.of("termin_1").get("type") == "date"
    assert page.of("email").get("type") == "email"
    assert page.of("email").get("autocomplete") == "email"
    assert page.of("telefon").get("autocomplete") == "tel"
    assert page.of("telefon").get("type") == "tel"
    assert page.of("anliegen").tag == "textarea"
    select = page.of("gemeinde:list")
    groups = {each.get("label"): [o.text for o in each] for each in select.findall("optgroup")}
    assert "Bobeck" in groups["Saale-Holzland-Kreis"]
    assert "Jena" in groups["Kreisfreie Städte"]
    assert sum(map(len, groups.values())) > 600
    labels = {
        each.get("for"): " ".join(each.text_content().split())
        for each in page.tree.xpath("//label")
    }
    assert labels["form-widgets-telefon"] == "Ihre Telefonnummer (freiwillig)"
    assert labels["form-widgets-email"] == "Ihre E-Mail-Adresse"
    assert "Wunschtermine" in page.tree.xpath("string(//fieldset/legend)")
    assert not page.tree.xpath("//form[@id='formular']//*[contains(@class, 'pat-')]")


def test_choices_days_and_marks_are_kept_on_error(forms, anybody, later):
    page = filled(
        anybody,
        later,
        "formulare/beratung",
        organisation="Stadt Jena",
        gemeinde="160530000000",
        thema="fim",
        anliegen="x",
        termin_1="2026-12-01",
    )
    assert page.errors.keys() == {"form-widgets-name", "form-widgets-email"}
    chosen = page.tree.xpath("//option[@selected]/@value")
    assert chosen == ["160530000000", "fim"]
    assert page.of("termin_1").get("value") == "2026-12-01"
    later(60)
    thanks = send(anybody, page, "formulare/beratung", name="A", email="a@example.org")
    assert thanks.heading == "Anfrage gesendet"
    assert thanks.answers["Gemeinde"] == "Jena"
    assert thanks.answers["Thema"] == "Leistungsbeschreibungen und FIM"
    assert thanks.answers["1. Wunschtermin"] == "01.12.2026"


def test_radios_stand_in_a_fieldset_and_are_kept(forms, anybody, later):
    path = "formulare/rueckmeldung"
    page = filled(anybody, later, path, antwort="nein", text="x" * 2001)
    assert page.tree.xpath("//input[@type='radio'][@checked]/@value") == ["nein"]
    legend = page.tree.xpath("string(//input[@type='radio']/ancestor::fieldset/legend)")
    assert " ".join(legend.split()) == "Hat Ihnen das geholfen?"
    empty = filled(anybody, later, path, text="x")
    assert empty.errors == {
        "form-widgets-antwort-0": "Bitte wählen Sie bei „Hat Ihnen das geholfen?“ etwas aus."
    }
    assert empty.tree.get_element_by_id("form-widgets-antwort-0").get("type") == "radio"


def test_opening_an_address_sends_nothing(forms, anybody, later, mail):
    path = BARRIER
    given = {name: values[0] for name, values in opened(anybody, path).fields().items()}
    later()
    given |= {"form.widgets.seite": "/", "form.widgets.beschreibung": "x"}
    page = anybody.get(path, **given)
    assert "Danke" not in page.text
    assert saved_rows(forms["barriere-melden"]) == []
    assert mail == []


def test_the_privacy_note_names_purpose_and_period(forms, anybody):
    text = " ".join(opened(anybody, BARRIER).tree.text_content().split())
    assert "um die Barriere zu beseitigen" in text
    assert "nach 180 Tagen gelöscht" in text
    assert "werden Ihre Angaben nicht gespeichert" in anybody.get("formulare/kontakt").text


def test_a_page_of_this_site_is_filled_in_and_no_other(forms, anybody, portal):
    site = opened(anybody, BARRIER).tree.get_element_by_id("formular").get("action")
    site = site.removesuffix(f"/{BARRIER}")
    page = opened(anybody, BARRIER, seite=f"{site}/amt")
    assert page.of("seite").get("value") == f"{site}/amt"
    for other in ("https://example.org/", f"{site}.example.org", "javascript:alert(1)", "x" * 600):
        assert opened(anybody, BARRIER, seite=other).of("seite").get("value") in (None, "")


def test_the_title_says_that_something_is_wrong(forms, anybody, later):
    assert not opened(anybody, BARRIER).title.startswith("Fehler")
    assert filled(anybody, later, BARRIER).title.startswith("Fehler: Barriere melden")
