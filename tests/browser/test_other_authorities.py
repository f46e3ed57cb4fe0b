"""What the own authority does not do: who does it, who supervises, and where it is linked from."""

from datetime import date

import pytest
import transaction
from plone import api

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    ERFURT,
    GOESEN,
    JENA,
    SAALE_HOLZLAND,
    THUERINGEN,
    WEIMAR,
    authority,
    folder,
    responsibility,
    service,
    signpost,
    withdraw,
)

PAGE = "nicht-zustaendig"


@content_fixture
def own(portal):
    """The Landesamt, whose site it is, with a part that does something itself."""
    offices = folder(portal, "behoerden")
    office = authority(
        offices, "landesamt", title="Landesamt", area=THUERINGEN, kind="land", supervising=True
    )
    authority(office, "referat", title="Referat 1", area=THUERINGEN, kind="unit")
    set_own(office)
    return office


def set_own(office):
    api.portal.set_registry_record("tlvwa.portal.own_authority", office.UID())
    transaction.commit()


def entries(page):
    """By title what the page says of a service."""
    return {
        each.strong.text.strip(): " ".join(each.text.split())
        for each in page.html.select("li:has(strong)")
    }


def test_without_an_own_authority_it_says_so(anybody, portal):
    for value in ("", "gibtesnicht"):
        api.portal.set_registry_record("tlvwa.portal.own_authority", value)
        page = anybody.get(PAGE)
        assert page.status_int == 200
        assert "sobald in den Einstellungen gesagt ist" in page.text
        assert PAGE not in anybody.get("zustaendigkeitsfinder", q="xyzzy").text


def test_first_instance_and_supervision_are_told_apart(anybody, portal, own):
    building = service(portal, "bau", title="Baugenehmigung")
    for name, area, kind in (("kreis", SAALE_HOLZLAND, "district"), ("jena", JENA, "city")):
        responsibility(authority(portal, name, area=area, kind=kind), building)
    responsibility(own, building)
    told = entries(anybody.get(PAGE))["Baugenehmigung"]
    assert "Zuständig: Ihr Landratsamt oder Ihre kreisfreie Stadt" in told
    assert "Aufsicht, nimmt keine Anträge an: Landesamt" in told


@pytest.mark.parametrize(
    ("offices", "expected"),
    [
        ([(SAALE_HOLZLAND, "district")], "Ihr Landratsamt"),
        ([(JENA, "city"), (GOESEN, "municipality")], "Ihre Stadt, Gemeinde oder Verwaltungsg"),
        ([("160745052", "association")], "Ihre Stadt, Gemeinde oder Verwaltungsgemeinschaft"),
        (
            [(SAALE_HOLZLAND, "district"), (GOESEN, "municipality")],
            "Ihr Landratsamt oder Ihre Stadt",
        ),
        ([(THUERINGEN, "land")], "amt-0"),
        ([(THUERINGEN, "federal"), (JENA, "other")], "amt-0, amt-1"),
        ([(each, "other") for each in (JENA, ERFURT, WEIMAR, GOESEN)], "eine von 4 Stellen"),
        ([(SAALE_HOLZLAND, "district"), (THUERINGEN, "other")], "Ihr Landratsamt oder amt-1"),
        ([(GOESEN, None)], "Ihre Stadt, Gemeinde oder Verwaltungsgemeinschaft"),
    ],
)
def test_who_does_it_in_words(anybody, portal, own, offices, expected):
    found = service(portal, title="Hundesteuer")
    for number, (area, kind) in enumerate(offices):
        responsibility(authority(portal, f"amt-{number}", area=area, kind=kind), found)
    assert f"Zuständig: {expected}" in entries(anybody.get(PAGE))["Hundesteuer"]


def test_what_a_part_of_us_does_is_not_listed(anybody, portal, own):
    found = service(portal, title="Anerkennung")
    responsibility(own.referat, found)
    assert entries(anybody.get(PAGE)) == {}
    record = own.referat.zustaendig
    record.valid_to = date(2020, 1, 1)
    record.reindexObject()
    responsibility(authority(portal, area=JENA, kind="city"), found)
    assert list(entries(anybody.get(PAGE))) == ["Anerkennung"]


def test_of_which_nobody_knows_who_does_it_is_not_said_to_be_somebody_elses(anybody, portal, own):
    responsibility(own, service(portal, title="Baugenehmigung"))  # supervised, no more is known
    service(portal, "neu", title="Neue Leistung")
    assert entries(anybody.get(PAGE)) == {}


def test_a_referral_says_where_to_and_why(anybody, portal, own):
    found = service(portal, title="Wohngeld")
    other = authority(portal, "wohngeldstelle", area=JENA, kind="other")
    responsibility(
        own, found, effect="referred", refers_to=other.UID(), reason="Das macht die Wohngeldstelle."
    )
    told = entries(anybody.get(PAGE))["Wohngeld"]
    assert "Zuständig: wohngeldstelle" in told
    assert "Aufsicht" not in told
    assert "Das macht die Wohngeldstelle." in told


def test_a_referral_that_names_nobody_is_not_said_to_be_nobodys(anybody, portal, own):
    found = service(portal, title="Kirchliche Trauung")
    responsibility(own, found, effect="referred", reason="Das macht Ihre Kirchgemeinde.")
    told = entries(anybody.get(PAGE))["Kirchliche Trauung"]
    assert "Zuständig: eine andere Stelle" in told
    assert "Das macht Ihre Kirchgemeinde." in told


def test_each_leads_to_the_finder_with_the_service(anybody, portal, own):
    found = service(portal, title="Hundesteuer")
    responsibility(authority(portal, area=JENA, kind="city"), found)
    link = anybody.get(PAGE).html.find("a", string=None, href=lambda url: "service=" in (url or ""))
    assert f"zustaendigkeitsfinder?service={found.UID()}" in link["href"]
    assert "Zuständige Stelle finden (Hundesteuer)" in " ".join(link.text.split())


def test_drafts_and_offices_of_the_past_are_not_told(anybody, portal, own):
    service(portal, "geheim", title="Geheimleistung", publish=False)
    found = service(portal, title="Hundesteuer")
    office = authority(portal, area=JENA, kind="land", title="Geheimamt")
    responsibility(office, found)
    withdraw(office)
    page = anybody.get(PAGE)
    assert "Geheim" not in page.text
    assert entries(page) == {}
    withdraw(own)
    assert "sobald in den Einstellungen" in anybody.get(PAGE).text


def test_the_filter_works_without_scripts_and_knows_other_words(anybody, portal, own):
    tax = service(portal, title="Hundesteuer", synonyms=["Vierbeiner"])
    kita = service(portal, "kita", title="Kita-Platz")
    responsibility(authority(portal, area=JENA, kind="city"), tax, kita)
    assert list(entries(anybody.get(PAGE))) == ["Hundesteuer", "Kita-Platz"]
    assert list(entries(anybody.get(PAGE, q="Vierbeiner"))) == ["Hundesteuer"]
    page = anybody.get(PAGE, q="xyzzy")
    assert entries(page) == {}
    assert "ist dazu nichts eingetragen" in page.text
    for nonsense in ({"q": "\x07" * 900}, {"buchstabe": "ß"}, {"q": ["a", "b"]}):
        assert anybody.get(PAGE, **nonsense).status_int == 200


def test_many_are_shown_letter_by_letter(anybody, portal, own):
    many = [
        service(portal, f"a-{number}", title=f"Abc {number:03}", commit=False)
        for number in range(151)
    ]
    many.append(service(portal, "z", title="Zaun"))
    responsibility(authority(portal, area=JENA, kind="city"), *many)
    page = anybody.get(PAGE)
    assert len(entries(page)) == 151
    assert list(entries(anybody.get(PAGE, buchstabe="Z"))) == ["Zaun"]


def test_it_is_linked_where_somebody_stands_before_a_closed_door(anybody, portal, own):
    found = service(portal, title="Hundesteuer", leika_keys=[DOG_TAX])
    signpost(portal)
    gap = anybody.get("zustaendigkeitsfinder", service=found.UID(), area=JENA)
    for page in (gap, anybody.get("zustaendigkeitsfinder", q="xyzzy"), anybody.get("wegweiser")):
        assert page.html.find("a", href=lambda url: url and url.endswith(PAGE))


def test_what_nobody_offers_is_said_as_such(anybody, portal, own):
    gone = service(portal, title="Kinderreisepass", coverage="land")
    office = authority(portal, "jena", area=JENA, kind="city")
    responsibility(office, gone, effect="not_offered", areas=[THUERINGEN], reason="Abgeschafft.")
    transaction.commit()
    assert "nicht mehr oder noch nicht angeboten" in entries(anybody.get(PAGE))["Kinderreisepass"]
