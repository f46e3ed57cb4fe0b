"""The page of a municipality: its administration, who does what there, its names; and the list of all."""

import pytest

from ..content_fixtures import content_fixture
from ..factories import (
    ASSOCIATION,
    EISENBERG,
    GOESEN,
    SAALE_HOLZLAND,
    authority,
    folder,
    make,
    responsibility,
    service,
)


@content_fixture
def town(portal):
    """An administration for the members of its Verband, and a district's office."""
    offices = folder(portal, "behoerden")
    seat = authority(
        offices,
        "eisenberg",
        title="Stadtverwaltung Eisenberg",
        kind="municipality",
        area=EISENBERG,
        further_areas=[ASSOCIATION],
        phones=[{"number": "036691 7330", "label": ""}],
    )
    district = authority(
        offices, "kreis", title="Landratsamt", kind="district", area=SAALE_HOLZLAND
    )
    dog, car = (
        service(portal, "hund", title="Hund anmelden"),
        service(portal, "kfz", title="Auto zulassen"),
    )
    draft = service(portal, "geheim", title="Geheimes", publish=False)
    responsibility(seat, dog, draft, areas=[ASSOCIATION])
    responsibility(district, car, areas=[SAALE_HOLZLAND])
    return dog


def words(element):
    return " ".join(element.text.split())


def test_it_tells_the_administration_and_who_does_what(anybody, town):
    page = anybody.get("orte/goesen").html
    assert page.h1.text == "Gösen"
    facts = words(page.select_one(".tlvwa-facts"))
    assert "Erfüllende Gemeinde Eisenberg" in facts
    assert "Landkreis Saale-Holzland-Kreis" in facts
    assert "07607" in facts
    card = page.select_one(".tlvwa-office")
    assert "Stadtverwaltung Eisenberg" in card.h3.text
    assert card.select_one(".tlvwa-ways a")["href"] == "tel:+49366917330"
    tasks = page.find("section", attrs={"aria-labelledby": "aufgaben"})
    told = [(head.text.strip(), words(head.find_next("ul"))) for head in tasks.select("h3")]
    assert told == [
        ("Stadtverwaltung Eisenberg", "Hund anmelden"),
        ("Landratsamt", "Auto zulassen"),
    ]
    link = tasks.select_one("a[href*='service=']")
    assert f"service={town.UID()}" in link["href"]
    assert f"area={GOESEN}" in link["href"]


def test_an_answer_leads_to_it(anybody, town):
    page = anybody.get("zustaendigkeitsfinder", service=town.UID(), area=GOESEN).html
    assert page.select("main a[href$='/orte/goesen']")


def test_so_does_one_of_a_place_that_means_one_municipality(anybody, portal):
    service(portal, "tier", title="Tier melden", coverage="land")
    uid = portal["tier"].UID()
    for place, name in ({"area": "16051"}, "Erfurt"), ({"wo": "07743"}, "Jena"):
        page = anybody.get("zustaendigkeitsfinder", service=uid, **place).html
        (link,) = page.select("main a[href*='/orte/']")
        assert words(link).endswith(f": {name}")


def test_all_are_listed_from_a_to_z(anybody, portal):
    listed = anybody.get("orte").html
    links = [link["href"].rpartition("/")[2] for link in listed.select("main ul a")]
    assert "goesen" in links
    assert len(links) == len(set(links)) > 600


def test_every_link_of_the_list_leads_to_one_municipality(anybody, portal):
    from tlvwa.portal.answers.queries.municipalities import municipalities_by_name, short_name
    from tlvwa.portal.readmodels.follower import site_snapshot

    snapshot = site_snapshot()
    by_name = municipalities_by_name(snapshot)
    keys = {key for found in by_name.values() for key in found}
    assert all(by_name[short_name(snapshot, key)] == (key,) for key in keys)
    shared = [name for name, found in by_name.items() if len(found) > 1]
    for name in shared:
        page = anybody.get(f"orte/{name}").html
        assert page.h1.text == "Welchen Ort meinen Sie?"
        assert len(page.select("main ul a")) == len(by_name[name])


@pytest.mark.parametrize("path", ["orte/nirgendwo", "orte/goesen/weiter", "orte/<b>"])
def test_what_is_no_municipality_is_not_found(anybody, portal, path):
    assert anybody.get(path).status_int == 404


def test_what_is_not_public_is_not_told(anybody, portal, town):
    make(
        portal,
        "tlvwa.portal.Authority",
        publish=False,
        id="entwurf",
        title="Geheimes Amt",
        kind="municipality",
        area=GOESEN,
    )
    assert "Geheim" not in anybody.get("orte/goesen").text
