"""Local texts: told where and when they hold, marked as whose they are, and nowhere else."""

from collections import Counter
from datetime import date

import pytest
import transaction
from plone import api

from tlvwa.portal.answers.texts.local_texts import LocalText, LocalTexts, local_texts
from tlvwa.portal.content.specialisation.merged_texts import MergedTexts
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.consistency import findings

from ..content_fixtures import content_fixture
from ..factories import (
    ASSOCIATION,
    DOG_TAX,
    EISENBERG,
    ERFURT,
    GOESEN,
    JENA,
    SAALE_HOLZLAND,
    THUERINGEN,
    WEIMAR,
    authority,
    models,
    responsibility,
    rich,
    service,
    specialisation,
    withdraw,
)
from ..readmodels.object_loads import content_loads

DAY = date(2026, 11, 23)
FEE = {"kind": "fixed", "amount": "60", "description": "erster Hund"}
FINDER = "zustaendigkeitsfinder"


@content_fixture
def dog_tax(portal):
    """A service with a central text and central costs, and the office of Weimar for it."""
    tax = service(
        portal,
        leika_keys=[DOG_TAX],
        coverage="land",
        full_text=rich("<p>Zentraler Text</p>"),
        fees=[{"kind": "variable", "description": "je nach Gemeinde"}],
    )
    responsibility(authority(portal, "weimar", area=WEIMAR, title="Stadtverwaltung Weimar"), tax)
    return tax


def local(portal, tax, name, area, **fields):
    """A specialisation of an authority with that area."""
    office = portal[name] if name in portal else authority(portal, name, area=area)
    given = {"notes_text": rich(f"<p>Hinweis {name}</p>")} | fields
    return specialisation(office, tax, **({"title": name} | given))


def told(tax, *keys, day=DAY):
    """By module the ids of the authorities that say something of it, at a place or in a whole area."""
    found = {}
    for key in keys:
        texts = local_texts(models(), tax.UID(), Location.area(key), day).texts
        found[key] = {
            code: [each.path.split("/")[-2] for each in own] for code, own in texts.items()
        }
    return found[keys[0]] if len(keys) == 1 else found


def test_the_nearest_area_is_heard_for_each_module(portal, dog_tax):
    local(portal, dog_tax, "land", THUERINGEN, fees=[FEE])
    local(portal, dog_tax, "kreis", SAALE_HOLZLAND, deadlines=[{"description": "bald"}])
    local(portal, dog_tax, "verband", ASSOCIATION)
    local(portal, dog_tax, "goesen", GOESEN, notes_text=None, full_text=rich("<p>x</p>"))
    common = {"98": ["land"], "97": ["kreis"], "16": ["verband"]}
    assert told(dog_tax, GOESEN, EISENBERG, ERFURT) == {
        GOESEN: common | {"06": ["goesen"]},
        EISENBERG: common,
        ERFURT: {"98": ["land"], "16": ["land"]},
    }


def test_two_for_the_same_area_are_both_told_by_title(portal, dog_tax):
    local(portal, dog_tax, "b", WEIMAR, title="Zweitens")
    local(portal, dog_tax, "a", "16055", title="erstens")  # the city as its own district
    assert told(dog_tax, WEIMAR) == {"16": ["a", "b"]}


def test_without_areas_it_is_for_the_own_area_of_its_authority(portal, dog_tax):
    specialisation(portal["weimar"], dog_tax, fees=[FEE])
    part = authority(authority(portal, "jena", area=JENA), "teil", area=None)
    specialisation(part, dog_tax, fees=[FEE])  # as a responsibility there: nowhere
    assert told(dog_tax, WEIMAR, JENA) == {WEIMAR: {"98": ["weimar"]}, JENA: {}}


def test_both_days_belong_to_it(portal, dog_tax):
    first, last = date(2027, 1, 1), date(2027, 1, 2)
    local(portal, dog_tax, "weimar", WEIMAR, valid_from=first, valid_to=last)
    days = [date(2026, 12, 31), first, last, date(2027, 1, 3)]
    assert [bool(told(dog_tax, WEIMAR, day=day)) for day in days] == [False, True, True, False]


def test_a_dissolved_municipality_hears_its_successor(portal, dog_tax):
    gazetteer = models().gazetteer
    gone = next(
        area
        for area in gazetteer.areas()
        if area.valid_to and len(gazetteer.successors_on(area.key, DAY)) == 1
    )
    (now,) = gazetteer.successors_on(gone.key, DAY)
    local(portal, dog_tax, "amt", now)
    assert told(dog_tax, gone.key) == {"16": ["amt"]}


def test_a_place_of_several_answers_is_told_nothing_but_that(portal, dog_tax, anybody):
    word = "Für einige Orte gibt es eigene Angaben"
    assert word not in anybody.get("hundesteuer").text
    local(portal, dog_tax, "weimar", WEIMAR)
    for path, place in (("hundesteuer", {}), ("hundesteuer", {"area": THUERINGEN})):
        page = anybody.get(path, **place).text
        assert word in page
        assert "Hinweis weimar" not in page
    for key in (WEIMAR, ERFURT):
        assert word not in anybody.get("hundesteuer", area=key).text


def test_what_holds_everywhere_needs_no_place(portal, dog_tax, anybody):
    local(portal, dog_tax, "land", THUERINGEN)
    page = anybody.get("hundesteuer").text
    assert "Zusätzlich hier (land):" in page
    assert "Für einige Orte" not in page


def test_it_is_added_or_takes_the_place_and_is_marked(portal, dog_tax, anybody):
    page = anybody.get("hundesteuer", area=WEIMAR).text
    assert "Zentraler Text" in page
    assert "je nach Gemeinde" in page
    specialisation(
        portal["weimar"],
        dog_tax,
        full_text=rich("<p>Weimars Text</p>"),
        fees=[FEE],
        replaces=["98"],
    )
    page = anybody.get("hundesteuer", area=WEIMAR).text
    assert page.index("Zentraler Text") < page.index("Weimars Text")
    assert "Zusätzlich in Weimar (Stadtverwaltung Weimar):" in page
    assert "Angaben für Weimar (Stadtverwaltung Weimar):" in page
    assert "je nach Gemeinde" not in page
    assert "60,00" in page
    elsewhere = anybody.get("hundesteuer", area=ERFURT).text
    assert "Weimars Text" not in elsewhere
    assert "je nach Gemeinde" in elsewhere


def test_the_answer_of_the_finder_tells_it(portal, dog_tax, anybody):
    specialisation(
        portal["weimar"],
        dog_tax,
        notes_text=rich("<p>Weimars Hinweis</p>"),
        documents=[{"title": "Chipnummer", "description": "", "required": True}],
        example=True,
    )
    asked = {"service": dog_tax.UID(), "area": WEIMAR}
    page = anybody.get(FINDER, **asked).text
    assert "Besonderheiten an Ihrem Ort" in page
    assert "Weimars Hinweis" in page
    assert "Chipnummer" in page
    assert "Diese Angabe ist ein Beispiel" in page
    assert "Weimars Hinweis" not in anybody.get(FINDER, **(asked | {"area": ERFURT})).text


def test_the_answer_tells_the_procedure_unless_a_local_text_replaces_it(portal, dog_tax, anybody):
    dog_tax.procedure_text = rich("<ol><li>Formular ausfüllen</li></ol>")
    dog_tax.reindexObject()
    specialisation(
        portal["weimar"], dog_tax, procedure_text=rich("<p>Im Rathaus</p>"), replaces=["11"]
    )

    def procedure(area):
        page = anybody.get(FINDER, service=dog_tax.UID(), area=area).html
        section = page.find("section", attrs={"aria-labelledby": "ablauf"})
        return section and section.ol.li.text, page.text

    assert procedure(ERFURT)[0] == "Formular ausfüllen"
    replaced, text = procedure(WEIMAR)
    assert replaced is None
    assert "Im Rathaus" in text
    assert "Formular ausfüllen" not in text


def test_of_two_for_one_area_one_may_replace(dog_tax):
    both = LocalTexts(
        {"06": (LocalText("/eins", "eins", replaces=True), LocalText("/zwei", "zwei"))}
    )
    for sources, marks in (
        ({"/eins": dog_tax, "/zwei": dog_tax}, ["eins", "zwei"]),
        ({"/zwei": dog_tax}, ["", "zwei"]),  # the other is gone from the database by now
    ):
        telling = MergedTexts(dog_tax, both, sources.get)
        assert [part.mark for part in telling.parts("06")] == marks


@pytest.mark.parametrize("path", ["hundesteuer", FINDER])
def test_only_what_is_shown_is_loaded(portal, dog_tax, anybody, path):
    for name, area in (("jena", JENA), ("erfurt", ERFURT), ("kreis", SAALE_HOLZLAND)):
        local(portal, dog_tax, name, area, fees=[FEE])
    specialisation(portal["weimar"], dog_tax, "eins", fees=[FEE], notes_text=rich("<p>x</p>"))
    specialisation(portal["weimar"], dog_tax, "zwei", fees=[FEE])
    place = {"service": dog_tax.UID(), "area": WEIMAR}
    anybody.get(path, **place)
    for area, shown, offices in ((WEIMAR, 2, 1), (EISENBERG, 1, 1), (THUERINGEN, 0, 0)):
        with content_loads(portal) as loaded:
            anybody.get(path, **(place | {"area": area}))
            types = Counter(type(obj).__name__ for obj in loaded)
        # The way to an object leads through what it lies in.
        assert (types["Specialisation"], types["Authority"]) == (shown, offices)
        assert types["Service"] <= 1


def test_its_own_page(portal, dog_tax, anybody):
    specialisation(
        portal["weimar"],
        dog_tax,
        title="Hundesteuer in Weimar",
        areas=[WEIMAR],
        notes_text=rich("<p>Weimars Hinweis</p>"),
        fees=[FEE],
        replaces=["98"],
        valid_to=date(2027, 1, 2),
    )
    page = anybody.get("weimar/oertlich").text
    for words in ("Weimars Hinweis", "Ergänzt die zentrale", "Ersetzt die zentrale", "60,00"):
        assert words in page
    assert "bis 2. Januar 2027" in page
    assert f"Weimar ({WEIMAR})" in page
    assert "Eigene Angaben zu Leistungen" in anybody.get("weimar").text
    assert "Hundesteuer in Weimar" in anybody.get("weimar").text


def test_a_service_that_is_not_public_is_not_told(portal, dog_tax, anybody):
    secret = service(portal, "geheim", title="Geheime Leistung", publish=False)
    specialisation(portal["weimar"], secret, title="Angabe", fees=[FEE])
    for path in ("weimar/oertlich", "weimar"):
        for accept in ("text/html", "application/json"):
            page = anybody.get(path, accept).text
            assert secret.UID() not in page
            assert "Geheime Leistung" not in page
    assert anybody.json("weimar/oertlich")["service"] is None
    assert "keine veröffentlichte Leistung" in anybody.get("weimar/oertlich").text


def test_json_names_a_public_service(portal, dog_tax, anybody):
    specialisation(portal["weimar"], dog_tax, fees=[FEE])
    told = anybody.json("weimar/oertlich")["service"]
    assert told == {"token": dog_tax.UID(), "title": "hundesteuer"}


@pytest.mark.parametrize("hidden", ["weimar", "weimar/oertlich"])
def test_what_is_withdrawn_is_told_nowhere(portal, dog_tax, anybody, hidden):
    specialisation(portal["weimar"], dog_tax, fees=[FEE])
    withdraw(portal.unrestrictedTraverse(hidden))
    transaction.commit()
    assert told(dog_tax, WEIMAR) == {}
    assert "60,00" not in anybody.get("hundesteuer", area=WEIMAR).text


def test_the_check_names_what_does_not_exist(portal, dog_tax):
    lost = local(portal, dog_tax, "amt", None, areas=[])
    lost.service = "weg"
    lost.reindexObject()
    local(portal, dog_tax, "weimar", WEIMAR, areas=["169999999999"])
    transaction.commit()
    problems = {each["path"].split("/")[-2]: [] for each in findings(portal)}
    for each in findings(portal):
        problems[each["path"].split("/")[-2]].append(each["problem"])
    assert len(problems["amt"]) == 2
    assert "eine Leistung, die es nicht gibt (weg)" in problems["amt"][0]
    assert "nennt kein Gebiet" in problems["amt"][1]
    assert "ein unbekanntes Gebiet" in problems["weimar"][0]
    assert told(dog_tax, WEIMAR) == {}


def test_a_program_makes_one_in_the_own_area_only(portal, dog_tax, visitor):
    office = portal["weimar"]
    office.manage_setLocalRoles("municipality", ["Kommunalredaktion"])
    office.reindexObjectSecurity()
    transaction.commit()
    body = {
        "@type": "tlvwa.portal.Specialisation",
        "title": "Hundesteuer in Weimar",
        "service": dog_tax.UID(),
        "areas": [WEIMAR],
        "fees": [FEE],
    }
    municipality = visitor("municipality")
    assert municipality.post_json("weimar", body, 201)["review_state"] == "draft"
    refused = municipality.post("weimar", body | {"areas": [ERFURT]})
    assert refused.status_int == 400
    assert "Außerhalb des Gebiets" in refused.json["message"]
    for wrong in ({"fees": []}, {"replaces": ["06"]}, {"service": "weg"}, {"service": None}):
        assert municipality.post("weimar", body | wrong).status_int == 400, wrong
    assert municipality.post("", body).status_int in (401, 403)


def test_a_copy_bears_no_id(portal, dog_tax):
    made = specialisation(portal["weimar"], dog_tax, fees=[FEE], identifier="L1_1")
    assert api.content.copy(made, portal["weimar"], "kopie").identifier is None
