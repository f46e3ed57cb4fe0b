"""What others do in the whole Land: found, marked as theirs, and answered without a place."""

from datetime import date

import pytest
import transaction

from ..content_fixtures import content_fixture
from ..factories import (
    JENA,
    THUERINGEN,
    authority,
    folder,
    responsibility,
    service,
    text_variant,
    withdraw,
)

FINDER = "zustaendigkeitsfinder"
MARK = "Macht eine andere Stelle: Rentenversicherung"
WHY = "Das machen nicht wir, sondern die Rentenversicherung."


@content_fixture
def pension(portal):
    """A service that the site's own, supervising authority refers to the pension insurance."""
    services, offices = folder(portal, "leistungen"), folder(portal, "behoerden")
    found = service(
        services, "rente", title="Rente beantragen", coverage="federal", synonyms=["Ruhestand"]
    )
    text_variant(found, title="Apply for a pension", synonyms=["retirement"])
    insurance = authority(offices, "rv", title="Rentenversicherung", area="00", kind="other")
    insurance.website = "https://example.org/rente"
    insurance.reindexObject()
    own = authority(offices, "land", title="Landesamt", area=THUERINGEN, supervising=True)
    responsibility(own, found, effect="referred", refers_to=insurance.UID(), reason=WHY)
    return found


def words(element):
    return " ".join(element.text.split())


def test_it_is_answered_without_a_place(anybody, pension):
    page = anybody.get(FINDER, service=pension.UID())
    answer = words(page.html.select_one(".tlvwa-answer"))
    assert "Dafür ist eine andere Stelle da" in answer
    assert WHY in answer
    assert "Rentenversicherung" in answer
    assert page.html.select_one(".tlvwa-answer a[href='https://example.org/rente']")
    assert not page.html.select_one("#wo-frage")


def test_its_own_page_does_not_ask_for_a_place(anybody, portal, pension):
    for path in ("leistungen/rente", "leistungen/rente/en"):
        page = anybody.get(path).html
        assert WHY in words(page.select_one(".tlvwa-answer"))
        assert page.select_one("#service-wo") is None
    service(portal.leistungen, "hund", title="Hund anmelden")
    assert anybody.get("leistungen/hund").html.select_one("#service-wo")


def test_on_another_day_on_which_it_is_none_a_place_is_asked_for(anybody, pension):
    record = pension.aq_parent.aq_parent.behoerden.land.zustaendig
    record.valid_from = date(2020, 1, 1)
    record.reindexObject()
    transaction.commit()
    assert anybody.get("leistungen/rente").html.select_one("#service-wo") is None
    assert anybody.get("leistungen/rente", date="2019-12-31").html.select_one("#service-wo")


@pytest.mark.parametrize("path", [FINDER, "@@search"])
@pytest.mark.parametrize("typed", ["rente", "ruhestand", "retirement"])
def test_a_hit_says_whose_it_is(anybody, pension, path, typed):
    page = anybody.get(path, **{"q" if path == FINDER else "SearchableText": typed}).html
    assert words(page.select_one(".tlvwa-referred")) == MARK


def test_from_a_to_z_it_is_marked_and_others_are_not(anybody, portal, pension):
    service(portal.leistungen, "hund", title="Hund anmelden")
    rows = [words(row) for row in anybody.get("@@leistungen-a-z").html.select("section li")]
    assert rows == ["Hund anmelden", "Rente beantragen (macht eine andere Stelle)"]


def test_those_referred_to_say_for_what_and_the_own_authority_does_not(anybody, pension):
    page = anybody.get("behoerden/rv").html
    assert [words(row) for row in page.select(".tlvwa-referrals li")] == ["Rente beantragen"]
    assert "keine Zuständigkeit eingetragen" not in page.text
    own = anybody.get("behoerden/land").html
    assert "Rente" not in words(own.select_one("[aria-labelledby=aufgaben]"))


def test_programs_are_told_too(anybody, portal, pension):
    offices = [{"UID": portal.behoerden.rv.UID(), "title": "Rentenversicherung"}]
    (item,) = anybody.get("@service-search", "application/json", q="rente").json["items"]
    assert [
        {name: office[name] for name in ("UID", "title")} for office in item["referred_to"]
    ] == offices
    (item,) = anybody.get("@suggest", "application/json", q="ruhe").json["items"]
    assert item["referred_to"] == ["Rentenversicherung"]


def test_a_referral_of_some_places_only_is_none(anybody, portal, pension):
    found = service(portal.leistungen, "pacht", title="Pacht")
    jena = authority(portal.behoerden, "jena", title="Jena", area=JENA)
    target = portal.behoerden.rv.UID()
    responsibility(jena, found, effect="referred", refers_to=target, reason="Nicht hier.")
    (item,) = anybody.get("@service-search", "application/json", q="pacht").json["items"]
    assert item["referred_to"] is None
    responsibility(portal.behoerden.rv, found, areas=[THUERINGEN])
    assert anybody.get(FINDER, q="pacht").html.select_one(".tlvwa-referred") is None


def test_whoever_is_not_public_is_not_named(anybody, portal, pension):
    withdraw(portal.behoerden.rv)
    page = anybody.get(FINDER, q="rente")
    assert "Rentenversicherung" not in page.text
    (item,) = anybody.get("@service-search", "application/json", q="rente").json["items"]
    assert item["referred_to"] is None


def test_one_that_names_nobody_is_marked_without_a_name(anybody, portal, pension):
    found = service(portal.leistungen, "pacht", title="Pacht", coverage="land")
    own = portal.behoerden.land
    responsibility(own, found, name="x", effect="referred", reason="Fragen Sie Ihren Verein.")
    row = anybody.get(FINDER, q="pacht").html.select_one(".tlvwa-referred")
    assert words(row) == "Macht eine andere Stelle."
    assert "Fragen Sie Ihren Verein." in anybody.get(FINDER, service=found.UID()).text
