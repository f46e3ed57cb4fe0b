"""An extract of the register in a site: read in, asked for before and after, and its open ends closed."""

import pytest
from webtest import Upload

from ..factories import authority, folder, models, responsibility, service
from ..http_client import manager
from ..register_extract import (
    DOBITSCHEN,
    EG_SCHMOELLN,
    GONE,
    KILIANSRODA,
    MELLINGEN,
    NAME,
    NEW_SCHMOELLN,
    SCHMOELLN,
    extract_file,
)
from .test_places import apply, form_of, propose

PAGE, DOUBTS, FINDER = "@@tlvwa-orte", "@@orte-zweifel", "zustaendigkeitsfinder"
DOG_TAX, LICENCE = "99102013002000", "99108041012000"
LOST = (
    "Die Gemeinde Kiliansroda gibt es spätestens seit dem 30. Juni 2026 nicht mehr. Wohin das Gebiet "
    "gekommen ist, ist hier noch nicht bekannt."
)
UNKNOWN = "Wer hier zuständig ist, ist noch nicht bekannt"


@pytest.fixture
def editor(portal):
    return manager(portal)


@pytest.fixture
def services(portal):
    """A service of municipalities and one of districts, before the extract is read."""
    place = folder(portal, "leistungen")
    tax = service(place, "hundesteuer", title="Hundesteuer", leika_keys=[DOG_TAX])
    licence = service(place, "schein", title="Fahrerlaubnis", leika_keys=[LICENCE])
    responsibility(authority(portal, "mellingen", area="160715008"), tax)
    responsibility(authority(portal, "schmoelln", area=SCHMOELLN), tax, areas=[EG_SCHMOELLN])
    for key in ("16071", "16077"):
        responsibility(authority(portal, f"kreis-{key}", area=key), licence)
    return tax, licence


def read_in(editor, name=NAME, content=None, **more):
    fields = dict(form_of(editor.get(PAGE), "import")) | more
    upload = Upload(name, extract_file() if content is None else content, "text/csv")
    return editor.submit(PAGE, **(fields | {"file": upload}))


def test_it_is_read_in_on_the_page_once(editor):
    page = read_in(editor)
    assert "Kiliansroda (160715008038) bestand bis 31. August 2025 (Tag erschlossen)" in page.text
    assert "Schmölln (160775052043) wechselt den Verband, neuer Schlüssel 160770043043" in page.text
    assert "Ohne bekannten Nachfolger: Dobitschen (160775052003)" in page.text
    assert len(models().gazetteer.municipalities("16", models().gazetteer.days[-1])) == 601
    assert "Nichts hat sich geändert." in read_in(editor).text


def test_its_publisher_is_named(editor):
    from tlvwa.portal.readmodels.gazetteer_store import read_gazetteer_table

    read_in(editor)
    read_in(editor, "auszug_2026-06-29.csv")
    sources = read_gazetteer_table().sources
    assert [source for source in sources if "Auszug" in source] == [
        "Areas: © Statistisches Bundesamt (Destatis), 2026, Gemeindeverzeichnis-Informationssystem, "
        f"Auszug, {day}.06.2026"
        for day in (30, 29)
    ]


def test_its_day_is_asked_for_where_nothing_tells_it(editor):
    page = read_in(editor, "auszug.csv")
    assert "auszug.csv: der Stand der Ausgabe fehlt." in page.text
    assert (
        "Den Stand des Auszugs bitte als JJJJ-MM-TT schreiben."
        in read_in(editor, "auszug.csv", as_of="30.6.26").text
    )
    assert models().gazetteer.area(KILIANSRODA).valid_to is None
    assert (
        "Kiliansroda (160715008038) bestand"
        in read_in(editor, "auszug.csv", as_of="2026-06-30").text
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"ars,ags,name\n1,2,3\n", "Zeile 1: es fehlt die Spalte"),
        (extract_file().replace(b"16071056", b"16071057"), "Zeile 337: ags"),
        (b"\r\n".join(extract_file().split(b"\r\n")[:90]), "das ist kein ganzes Verzeichnis"),
    ],
)
def test_a_wrong_one_changes_nothing_and_says_why(editor, content, reason):
    table = models().gazetteer
    assert reason.split(": ")[-1] in read_in(editor, content=content).text
    assert models().gazetteer.area(KILIANSRODA) == table.area(KILIANSRODA)


def test_who_asks_for_a_lost_place_is_told_so(editor, anybody, services):
    tax, _licence = services
    read_in(editor)
    for asked in ({"area": KILIANSRODA}, {"place": "Kiliansroda"}):
        told = anybody.json("@responsible", service=DOG_TAX, **asked)
        assert (told["status"], told["offices"]) == ("gap", []), asked
        assert told["became"]["text"] == LOST
        assert told["became"]["now"] == []
        assert [area["key"] for area in told["became"]["unknown"]] == [KILIANSRODA]
        assert told["explanation"][-1]["code"] == "unknown_successor"
        assert (told["fallback"]["kind"], told["fallback"]["title"]) == (
            "district",
            "Weimarer Land",
        )
    for wo in ("Kiliansroda", "Kiliansroda (Weimarer Land), aufgelöst", "16071038"):
        page = anybody.get(FINDER, service=tax.UID(), wo=wo).text
        assert LOST in page, wo
        assert UNKNOWN in page
        assert "mellingen" not in page
        assert LOST in anybody.get("leistungen/hundesteuer", wo=wo).text
    village = anybody.json("@responsible", service=DOG_TAX, place="Rolika")
    assert (village["status"], village["place"]["key"]) == ("gap", DOBITSCHEN)


def test_before_its_end_it_answers_as_ever_and_the_district_after_it(editor, anybody, services):
    read_in(editor)
    then = anybody.json("@responsible", service=DOG_TAX, area=KILIANSRODA, date="2025-08-31")
    assert [office["title"] for office in then["offices"]] == ["mellingen"]
    assert then["became"] is None
    for place in ({"area": KILIANSRODA}, {"postal_code": "99441"}, {"area": DOBITSCHEN}):
        told = anybody.json("@responsible", service=LICENCE, **place)
        assert told["status"] == "answered", place


def test_no_neighbour_answers_for_it_at_its_postal_code(editor, anybody, services):
    before = anybody.json("@responsible", service=DOG_TAX, postal_code="99441")
    assert before["status"] == "question"  # Ilmtal-Weinstraße has the code, too
    read_in(editor)
    after = anybody.json("@responsible", service=DOG_TAX, postal_code="99441")
    assert after["status"] == "question"
    assert "Kiliansroda, Kleinschwabhausen und Mechelroda" in after["question"]["help"]
    places = [
        place["name"] for option in after["question"]["options"] for place in option["places"]
    ]
    assert "Bad Berka" in places
    assert "Bad Berka" not in str(before["question"]["options"])
    page = anybody.get(FINDER, service=services[0].UID(), wo="99441").text
    assert (
        "Zur Postleitzahl 99441 gehörte auch Kiliansroda, Kleinschwabhausen und Mechelroda." in page
    )


def test_a_town_under_another_key_keeps_its_office(editor, anybody, services):
    read_in(editor)
    for key in (SCHMOELLN, NEW_SCHMOELLN, "16077043"):
        told = anybody.json("@responsible", service=DOG_TAX, area=key)
        assert [office["title"] for office in told["offices"]] == ["schmoelln"], key
        assert told["offices"][0]["on_behalf_of"] is None
    assert anybody.json("@responsible", service=DOG_TAX, area=DOBITSCHEN)["status"] == "gap"


def test_a_named_successor_answers_and_the_doubt_is_gone(editor, anybody, services):
    read_in(editor)
    page = editor.get(DOUBTS)
    table = page.html.select_one("#verloren").find_parent("table").text
    for text in ("Kiliansroda", KILIANSRODA, "Weimarer Land", "31. August 2025", "30. Juni 2026"):
        assert text in table
    preview = propose(editor, kind="successor", text="Kiliansroda", municipality="Mellingen")
    assert (
        f"„Kiliansroda ({KILIANSRODA})“ führt dann zu: Mellingen. Bisher: nichts." in preview.text
    )
    assert apply(editor, preview).status_int == 302
    told = anybody.json("@responsible", service=DOG_TAX, area=KILIANSRODA)
    assert [office["title"] for office in told["offices"]] == ["mellingen"]
    assert [area["key"] for area in told["became"]["now"]] == [MELLINGEN]
    assert "Nachfolger einer Gemeinde, die es nicht mehr gibt" in editor.get(PAGE).text
    assert KILIANSRODA not in editor.get(DOUBTS).html.select_one("#verloren").parent.text
    assert "Nichts hat sich geändert." in read_in(editor).text
    assert models().gazetteer.successors_on(KILIANSRODA, models().gazetteer.days[-1]) == (
        MELLINGEN,
    )


def test_areas_are_found_and_say_that_they_are_no_more(editor, anybody):
    read_in(editor)
    found = anybody.json("@areas", q="Kiliansroda")
    assert [item["key"] for item in found["items"]] == [KILIANSRODA]
    assert found["items"][0]["label"] == "Kiliansroda (Weimarer Land), aufgelöst"
    assert found["became"]["text"] == LOST
    assert {area.key for area in models().gazetteer.areas() if area.is_lost} == set(GONE)
