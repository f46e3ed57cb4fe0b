"""The place as people write it, in the forms: posted, redirected, asked about, and kept nowhere."""

from urllib.parse import parse_qs, urlsplit

import pytest
import transaction
from click.testing import CliRunner

from tlvwa.portal.cli.main import main
from tlvwa.portal.common.clock import today

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    EISENBERG,
    JENA,
    WEIMAR,
    authority,
    folder,
    responsibility,
    service,
    text_variant,
)
from .test_finder import FINDER

ADDRESS = {"name": "strasse", "label": "In welcher Straße?", "kind": "address"}


@content_fixture
def services(portal):
    """A tax of each town, waste that depends on the street, and a service of the Bund."""
    leistungen, offices = folder(portal, "leistungen"), folder(portal, "behoerden")
    tax = service(leistungen, title="Hundesteuer", leika_keys=[DOG_TAX], coverage="land")
    waste = service(leistungen, "muell", title="Abfall", criteria=[ADDRESS])
    pension = service(leistungen, "rente", title="Rente", coverage="federal")
    weimar = authority(offices, "weimar", title="Stadt Weimar", area=WEIMAR)
    jena = authority(offices, "jena", title="Stadt Jena", area=JENA)
    bund = authority(offices, "bund", title="Rentenversicherung Bund", area="00")
    responsibility(weimar, tax)
    responsibility(jena, tax)
    responsibility(bund, pension, areas=["00"])
    streets = {"criterion": "strasse", "values": ["Marktstraße 1-20"], "areas": [WEIMAR]}
    responsibility(weimar, waste, name="markt", **streets)
    responsibility(jena, waste, name="rest", areas=["16"])
    return {"tax": tax, "waste": waste, "pension": pension}


def query_of(response):
    """The parameters of the address that a response leads to."""
    assert response.status_int == 303, response.text[:500]
    return parse_qs(urlsplit(response.location).query)


def test_a_posted_address_leads_to_service_and_place_only(anybody, services):
    typed = {"service": services["tax"].UID(), "wo": "Marktstraße 5, 99423 Weimar"}
    response = anybody.submit(FINDER, **typed)
    assert query_of(response) == {"service": [services["tax"].UID()], "area": [WEIMAR]}
    assert "Stadt Weimar" in anybody.get(response.location).text


def test_the_form_of_a_service_leads_back_to_its_page(anybody, services):
    page = "leistungen/" + services["tax"].getId()
    response = anybody.submit(page, wo="99423 Weimar", date="2026-01-31")
    assert urlsplit(response.location).path.endswith(page)
    assert query_of(response) == {"area": [WEIMAR], "date": ["2026-01-31"]}


def test_the_form_of_a_text_variant_leads_back_to_it(anybody, services):
    variant = text_variant(services["tax"], "en", title="Dog tax")
    transaction.commit()
    path = f"leistungen/{services['tax'].getId()}/{variant.getId()}"
    response = anybody.submit(path, wo="Marktstraße 5, 99423 Weimar")
    assert urlsplit(response.location).path.endswith(path)
    assert query_of(response) == {"area": [WEIMAR]}


def test_what_is_only_near_a_dissolved_name_does_not_say_what_became_of_it(anybody, services):
    page = anybody.submit(FINDER, service=services["tax"].UID(), wo="Unterbodniz")
    assert "Ist einer von diesen gemeint?" in page.text
    named = anybody.get(FINDER, q="Hund Unterbodnitz").follow().html
    assert "in Unterbodnitz" in named.h1.text
    assert not named.select(".tlvwa-band + .tlvwa-notice")


def test_words_without_a_place_lead_to_the_search(anybody, services):
    assert query_of(anybody.submit(FINDER, q="Hund", wo="")) == {"q": ["Hund"]}
    assert query_of(anybody.submit(FINDER, q="Hund", wo="99423")) == {
        "q": ["Hund"],
        "postal_code": ["99423"],
    }


def test_links_of_before_are_still_read(anybody, services):
    page = anybody.get(FINDER, service=services["tax"].UID(), wo="Weimar")
    assert "Stadt Weimar" in page.text


def test_a_street_answers_a_question_for_the_address_at_once_and_stays_out_of_caches(
    anybody, services
):
    asked = {"service": services["waste"].UID(), "wo": "Marktstraße 5, 99423 Weimar"}
    response = anybody.submit(FINDER, **asked)
    assert response.status_int == 200
    assert "Stadt Weimar" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "Marktstra%C3%9Fe" not in response.text
    elsewhere = anybody.submit(FINDER, **(asked | {"wo": "Hauptweg 3, 99423 Weimar"}))
    assert "Stadt Jena" in elsewhere.text


def test_a_street_in_an_address_bar_is_not_used(anybody, services):
    page = anybody.get(FINDER, service=services["waste"].UID(), wo="Marktstraße 5, 99423 Weimar")
    assert "Straße und Hausnummer" in page.text


@pytest.mark.parametrize(
    ("typed", "reason", "offered"),
    [
        ("99817 Gotha", "passen nicht zusammen", ["Gotha", "Eisenach"]),
        ("Lehesten", "kann mehreres bedeuten", ["Lehesten (Saale-Holzland-Kreis)"]),
        ("Eisenberk", "Ist einer von diesen gemeint?", ["Eisenberg"]),
        ("Tam", "Ist einer von diesen gemeint?", ["Tambach-Dietharz"]),
    ],
)
def test_what_is_not_certain_is_asked_about_and_nothing_is_answered(
    anybody, services, typed, reason, offered
):
    for page in (
        anybody.submit(FINDER, service=services["tax"].UID(), wo=typed),
        anybody.get(FINDER, service=services["tax"].UID(), wo=typed),
    ):
        assert page.status_int == 200
        assert reason in page.text
        assert all(name in page.text for name in offered)
        assert "Zuständig ist" not in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Hamburg", "liegt nicht in Thüringen, sondern in Hamburg"),
        ("20095 Hamburg", "liegt nicht in Thüringen, sondern in Hamburg"),
        ("20095", "Postleitzahlen, die wie 20095 beginnen, liegen in Hamburg"),
        ("Bern", "„Bern“ liegt nicht in Thüringen."),
    ],
)
def test_a_place_elsewhere_is_said_to_be_elsewhere_with_ways_on(anybody, services, typed, words):
    page = anybody.submit(FINDER, service=services["tax"].UID(), wo=typed)
    assert words in page.text
    assert "verwaltung.bund.de" in page.text
    assert "tel:115" in page.text


def test_a_directory_of_the_land_comes_first(anybody, portal, services):
    from plone import api

    line = "02|Behördenfinder Hamburg|https://www.hamburg.de/behoerdenfinder/"
    api.portal.set_registry_record("tlvwa.portal.land_directories", [line])
    text = anybody.submit(FINDER, service=services["tax"].UID(), wo="Hamburg").text
    assert text.index("Behördenfinder Hamburg") < text.index("verwaltung.bund.de")
    other = anybody.submit(FINDER, service=services["tax"].UID(), wo="Dresden").text
    assert "Behördenfinder Hamburg" not in other


def test_who_is_responsible_in_all_of_germany_is_told_elsewhere_too(anybody, services):
    page = anybody.submit(FINDER, service=services["pension"].UID(), wo="Hamburg")
    assert "Rentenversicherung Bund" in page.text
    other = anybody.submit(FINDER, service=services["tax"].UID(), wo="Hamburg")
    assert "Stadt Weimar" not in other.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [("00000", "Eine Postleitzahl 00000 kennen wir nicht."), ("xqzv", "„xqzv“ kennen wir")],
)
def test_what_does_not_exist_is_said_not_to(anybody, services, typed, words):
    assert words in anybody.submit(FINDER, service=services["tax"].UID(), wo=typed).text


def test_a_chosen_place_is_linked_by_its_key(anybody, services):
    page = anybody.submit(FINDER, service=services["tax"].UID(), wo="Eisenberk")
    assert f"area={EISENBERG}" in page.text
    assert "Eisenberk" not in page.html.find(id="welcher-ort").parent.ul.decode()


def asked_for_a_street(anybody, services, typed, **more):
    """The page that answers a typed street."""
    fields = {"service": services["waste"].UID(), "area": WEIMAR, "fact.strasse": typed}
    return anybody.submit(FINDER, **(fields | more))


def test_the_field_for_a_street_names_the_streets_and_takes_no_whole_address(anybody, services):
    page = anybody.get(FINDER, service=services["waste"].UID(), area=WEIMAR).html
    field = page.find(id="antwort-adresse")
    assert field["autocomplete"] == "address-line1"
    assert [option["value"] for option in page.select("datalist option")] == ["Marktstraße"]
    assert field["list"] == page.datalist["id"]
    assert "Eigene Regeln gibt es für: Marktstraße" in " ".join(page.text.split())
    assert not page.select("main input[type=radio]")


@pytest.mark.parametrize("typed", ["Marktsraße 5", "Markt 5"])
def test_a_similar_street_is_asked_about_and_kept_nowhere(anybody, services, typed):
    response = asked_for_a_street(anybody, services, typed)
    assert response.headers["Cache-Control"] == "no-store"
    page = response.html
    assert page.find(id="frage").text == "Meinten Sie Marktstraße 5?"
    radios = page.select("main input[type=radio]")
    labels = [page.find("label", attrs={"for": radio["id"]}).text for radio in radios]
    assert labels == ["Marktstraße 5", "keine davon"]
    field = page.find(id="antwort-adresse")
    assert field["value"] == typed
    assert all(page.find(id=name) for name in field["aria-describedby"].split())
    buttons = [button.text.strip() for button in page.select("#frage ~ form button")]
    assert buttons == ["Weiter", "Andere Anschrift prüfen"]
    for radio, office in zip(radios, ("Stadt Weimar", "Stadt Jena"), strict=True):
        chosen = asked_for_a_street(anybody, services, radio["value"])
        assert office in chosen.html.select_one(".tlvwa-answer").text
    hidden = [field["name"] for field in page.select("main form input[type=hidden]")]
    assert "fact.strasse" not in hidden
    links = [link["href"] for link in page.select("a[href]")]
    assert not [link for link in links if "Markt" in link]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5", "Wir haben nicht erkannt, welche Straße Sie meinen."),
        ("weiß nicht", "Wir haben nicht erkannt, welche Straße Sie meinen."),
        ("Marktstraße", "In dieser Straße kommt es auf die Hausnummer an."),
        ("Marktstraße 19-22", "In dieser Straße kommt es auf die Hausnummer an."),
    ],
)
def test_what_was_not_read_is_asked_again_and_says_why(anybody, services, typed, words):
    page = asked_for_a_street(anybody, services, typed)
    assert words in page.html.find(role="alert").text
    assert "Stadt Jena" not in page.html.find("main").text


@pytest.mark.parametrize(
    ("typed", "office"),
    [
        *((typed, "Stadt Weimar") for typed in ("5 Marktstraße", "Marktstr.5", "Marktstraße5")),
        *((typed, "Stadt Weimar") for typed in ("Marktstraße 12 1/2", "Marktstraße 5 (1. OG)")),
        *((typed, "Stadt Jena") for typed in ("Hauptweg", "Marktstraße 21")),
        *((typed, None) for typed in ("Marktsraße 5", "Schilerstraße 3", "Markt 5", "Marktstraße")),
    ],
)
def test_a_street_is_read_alike_in_both_fields(anybody, services, typed, office):
    in_place = {"service": services["waste"].UID(), "wo": f"{typed}, 99423 Weimar"}
    pages = anybody.submit(FINDER, **in_place), asked_for_a_street(anybody, services, typed)
    for page in pages:
        answer = page.html.select_one(".tlvwa-answer")
        assert (office in answer.text) if office else (answer is None)


def test_a_reply_that_cannot_be_read_does_not_lose_the_others(anybody, portal, services):
    name = {"name": "name", "label": "Wie heißen Sie?", "kind": "initial"}
    both = service(portal["leistungen"], "beides", title="Beides", criteria=[ADDRESS, name])
    weimar = portal["behoerden"]["weimar"]
    streets = {"criterion": "strasse", "values": ["Marktstraße"], "areas": [WEIMAR]}
    responsibility(weimar, both, name="markt", **streets)
    names = {"criterion": "name", "values": ["A-K"], "areas": ["16"]}
    responsibility(portal["behoerden"]["jena"], both, name="namen", **names)
    transaction.commit()
    fields = {
        "service": both.UID(),
        "area": WEIMAR,
        "fact.strasse": "Hauptweg 3",
        "fact.name": "123",
    }
    page = anybody.submit(FINDER, **fields)
    assert "Wie heißen Sie?" in page.text
    assert "Diese Angabe passt zu keiner Antwort" in page.text
    assert page.html.find("input", attrs={"name": "fact.strasse"})["value"] == "Hauptweg 3"


def test_a_name_of_several_words_is_asked_for_by_letter(anybody, portal, services):
    name = {"name": "name", "label": "Wie heißen Sie?", "kind": "initial"}
    named = service(portal["leistungen"], "namen", title="Namen", criteria=[name])
    for office, values in (("weimar", "A-K"), ("jena", "L-Z")):
        fields = {"areas": [WEIMAR], "criterion": "name", "values": [values]}
        responsibility(portal["behoerden"][office], named, name="namen", **fields)
    transaction.commit()
    fields = {"service": named.UID(), "area": WEIMAR, "fact.name": "de Maizière"}
    page = anybody.submit(FINDER, **fields)
    labels = [label.text for label in page.html.select("main .tlvwa-radio label")]
    assert labels == ["D", "M"]
    assert "passt zu mehreren Buchstaben" in page.html.find(role="alert").text
    fields["fact.name"] = "van der Velde"
    assert "Stadt Jena" in anybody.submit(FINDER, **fields).html.select_one(".tlvwa-answer").text


def test_the_console_takes_replies_and_says_why_it_asks_again(services):
    from tlvwa.portal.cli.answer_lines import answer_from_words, answer_lines

    def lines(typed):
        facts = {"strasse": typed}
        return list(answer_lines(answer_from_words("Abfall", "Weimar", today(), facts)))

    asked = lines("Marktsraße 5")
    assert "sie klingt aber ähnlich" in asked[2]
    assert asked[3:] == [
        "  - Marktstraße 5 (strasse=Marktstraße 5)",
        "  - keine davon (strasse=*)",
    ]
    assert "  Stadt Weimar" in lines("Marktstraße 5")
    assert "  Stadt Jena" in lines("*")


@pytest.mark.parametrize("wrong", ["strasse", "=Marktstraße 5"])
def test_a_reply_without_a_name_is_a_wrong_call(wrong):
    call = ["responsible", "Abfall", "Weimar", "--fact", wrong]
    outcome = CliRunner().invoke(main, call)
    assert outcome.exit_code == 2
    assert "Marktstraße" not in outcome.output
