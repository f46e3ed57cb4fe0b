"""The reason of an answer: what it says, its hash, and whether a cited one is still the same."""

from datetime import date

import pytest
import transaction
from plone import api

from ..content_fixtures import content_fixture
from ..factories import (
    ASSOCIATION,
    DOG_TAX,
    EISENBERG,
    GOESEN,
    JENA,
    SAALE_HOLZLAND,
    THUERINGEN,
    WEIMAR,
    authority,
    folder,
    models,
    responsibility,
    service,
)

PAGE, JSON = "begruendung", "@reason"


@content_fixture
def tax(portal, clock):
    """Hundesteuer, which Eisenberg does for its neighbours; the district would, too."""
    clock(2026, 11, 25, 12)
    found = service(
        folder(portal, "leistungen"),
        title="Hundesteuer",
        leika_keys=[DOG_TAX],
        place_of_reference="home",
    )
    offices = folder(portal, "behoerden")
    town = authority(offices, "stadt", title="Stadtverwaltung Eisenberg", area=ASSOCIATION)
    district = authority(offices, "kreis", title="Landratsamt", area=SAALE_HOLZLAND)
    above = authority(offices, "aufsicht", title="Landesamt", area=THUERINGEN, supervising=True)
    fields = {"sphere": "own", "legal_basis": "§ 5 ThürKAG", "confirmed_on": date(2026, 5, 1)}
    responsibility(town, found, **fields)
    responsibility(district, found)
    responsibility(above, found)
    return found


def reason(visitor, **parameters):
    return visitor.json(JSON, **({"service": DOG_TAX, "area": GOESEN} | parameters))


def test_everything_that_can_be_cited(anybody, tax):
    told = reason(anybody)
    assert told["sentence"] == (
        "Weil Sie in Gösen wohnen und Gösen von der Stadt Eisenberg mitverwaltet wird, "
        "ist zuständig: Stadtverwaltung Eisenberg."
    )
    (won,) = told["won"]
    assert (won["legal_basis"], won["confirmed_on"]) == ("§ 5 ThürKAG", "2026-05-01")
    assert {step["authority"]["title"]: step["code"] for step in told["lost"]} == {
        "Landratsamt": "higher_level",
        "Landesamt": "supervising",
    }
    assert [area["key"] for area in told["areas"]] == [GOESEN, ASSOCIATION, "16074", "16", "00"]
    assert [area["key"] for area in told["areas"] if area["decides"]] == [ASSOCIATION]
    assert told["offices"][0]["on_behalf_of"]["key"] == GOESEN
    assert [office["title"] for office in told["supervising"]] == ["Landesamt"]
    assert told["permalink"].endswith(f"date=2026-11-25&stand={told['hash']}")
    assert told["compared"] is None
    page = anybody.get(PAGE, service=tax.UID(), area=GOESEN)
    for text in (told["sentence"], "§ 5 ThürKAG", told["hash"], ASSOCIATION, "1. Mai 2026"):
        assert text in page.text
    assert "Eine Regel für ein kleineres Gebiet geht vor." in page.text
    answer = anybody.get("zustaendigkeitsfinder", service=tax.UID(), area=GOESEN)
    link = answer.html.find("a", string="Begründung zum Ausdrucken und Zitieren")["href"]
    assert told["hash"] in anybody.get(link).text


@pytest.mark.parametrize(
    ("area", "where", "clause"),
    [
        ("16074", GOESEN, "Gösen im Saale-Holzland-Kreis liegt"),
        ("16067", "160675054092", "Georgenthal im Landkreis Gotha liegt"),
        ("16", JENA, "diese Aufgabe für ganz Thüringen geregelt ist"),
        (JENA, JENA, "Jena eine kreisfreie Stadt ist"),
        ("160615001", "", "Berlingerode zur Verwaltungsgemeinschaft Lindenberg/Eichsfeld gehört"),
    ],
)
def test_the_clause_comes_from_the_ladder(anybody, portal, area, where, clause):
    found = service(portal, leika_keys=[DOG_TAX], place_of_reference="home")
    where = where or models().gazetteer.municipalities(area, date(2026, 11, 25))[0]
    responsibility(authority(portal, area=area), found, sphere="transferred")
    sentence = reason(anybody, area=where)["sentence"]
    assert sentence.startswith("Weil Sie in ")
    assert f" und {clause}, ist zuständig: amt." in sentence


def test_a_municipality_that_does_it_itself_needs_no_clause(anybody, tax):
    expected = "Weil Sie in Eisenberg wohnen, ist zuständig: Stadtverwaltung Eisenberg."
    assert reason(anybody, area=EISENBERG)["sentence"] == expected


def test_a_permalink_says_whether_it_is_still_the_same(anybody, portal, tax):
    told = reason(anybody)
    assert reason(anybody, stand=told["hash"])["compared"] == {"stand": told["hash"], "same": True}
    assert "Unverändert" in anybody.get(told["permalink"]).text
    record = portal.behoerden.stadt.zustaendig
    record.legal_basis = "§ 6 ThürKAG"
    record.reindexObject()
    transaction.commit()
    later = reason(anybody, stand=told["hash"])
    assert later["compared"]["same"] is False
    assert later["hash"] != told["hash"]
    assert "Geändert" in anybody.get(told["permalink"]).text
    record.legal_basis = "§ 5 ThürKAG"
    record.reindexObject()
    transaction.commit()
    assert reason(anybody)["hash"] == told["hash"]
    assert reason(anybody)["journal"] > told["journal"]


def changed(name, value):
    def change(obj):
        setattr(obj, name, value)

    return change


@pytest.mark.parametrize(
    ("path", "change", "matters"),
    [
        ("leistungen/hundesteuer", changed("title", "Hunde anmelden"), True),
        ("leistungen/hundesteuer", changed("description", "Anderes."), False),
        ("leistungen/hundesteuer", changed("place_of_reference", "plot"), True),
        ("behoerden/stadt", changed("title", "Stadt Eisenberg"), True),
        ("behoerden/stadt", changed("street", "Markt 27"), False),
        ("behoerden/stadt/zustaendig", changed("confirmed_on", date(2026, 6, 1)), True),
        ("behoerden/stadt/zustaendig", changed("valid_from", date(2020, 1, 1)), True),
        ("behoerden/stadt/zustaendig", changed("sphere", "transferred"), True),
        ("behoerden/kreis/zustaendig", changed("legal_basis", "§ 1"), True),
        ("behoerden/aufsicht", changed("title", "Oberamt"), True),
    ],
)
def test_any_change_of_what_is_cited_changes_the_hash(anybody, portal, tax, path, change, matters):
    before = reason(anybody)["hash"]
    obj = portal.unrestrictedTraverse(path)
    change(obj)
    obj.reindexObject()
    transaction.commit()
    assert (reason(anybody)["hash"] != before) is matters


def test_the_hash_is_the_same_in_every_language_and_on_every_day_it_is_opened(
    anybody, portal, tax, clock
):
    from tlvwa.portal.setuphandlers.starter.languages import install_languages

    install_languages(portal)
    transaction.commit()
    told = reason(anybody, date="2026-11-25")
    english = anybody.json(f"en/{JSON}", service=DOG_TAX, area=GOESEN, date="2026-11-25")
    assert english["hash"] == told["hash"]
    assert english["sentence"] != told["sentence"]
    clock(2026, 11, 27, 12)
    assert reason(anybody, date="2026-11-25")["hash"] == told["hash"]
    assert reason(anybody)["hash"] != told["hash"]  # of another day


def test_a_draft_that_is_not_cited_changes_nothing(anybody, portal, tax):
    before = reason(anybody)
    secret = authority(portal, "geheim", title="Geheimamt", area=GOESEN, publish=False)
    responsibility(secret, tax, publish=False)
    after = reason(anybody)
    assert (after["hash"], after["lost"]) == (before["hash"], before["lost"])
    assert "Geheimamt" not in anybody.get(PAGE, service=tax.UID(), area=GOESEN).text


def test_a_question_says_so_and_leads_to_the_finder(anybody, tax):
    told = reason(anybody, area="", postal_code="07616")
    assert told["status"] == "question"
    assert (told["hash"], told["won"], told["lost"]) == (None, [], [])
    page = anybody.get(PAGE, service=tax.UID(), postal_code="07616")
    link = page.html.find("a", href=lambda url: url and "zustaendigkeitsfinder?" in url)
    assert "postal_code=07616" in link["href"]


ROAD = {"name": "x", "label": "Welche Straße?", "kind": "choice", "options": "a|A\nb|B"}


def test_a_choice_may_be_cited_and_is_told_among_what_would_change_it(anybody, portal):
    found = service(portal, leika_keys=[DOG_TAX], criteria=[ROAD])
    responsibility(authority(portal), found, criterion="x", values=["a"])
    responsibility(authority(portal, "anderes"), found)
    told = anybody.json(JSON, **{"service": DOG_TAX, "area": JENA, "fact.x": "a"})
    assert "fact.x=a" in told["permalink"]
    assert any("„Welche Straße?“" in change for change in told["changes"])
    assert told["lost"][0]["code"] == "displaced"


def test_what_is_personal_is_neither_read_nor_written(anybody, portal):
    name = {"name": "n", "label": "Anfangsbuchstabe", "kind": "initial"}
    found = service(portal, leika_keys=[DOG_TAX], criteria=[name])
    responsibility(authority(portal), found, criterion="n", values=["A-K"])
    responsibility(authority(portal, "anderes"), found)
    fields = {"service": found.UID(), "area": JENA, "fact.n": "Geheim"}
    assert anybody.json(JSON, **fields)["status"] == "question"
    for page in (anybody.get(PAGE, **fields), anybody.submit(PAGE, **fields)):
        assert "Anfangsbuchstabe" in page.text
        assert "Geheim" not in page.text
    answer = anybody.submit("zustaendigkeitsfinder", **fields)
    assert "Eine Begründung zum Zitieren gibt es hier nicht" in answer.text
    assert "begruendung" not in answer.text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"effect": "not_offered", "reason": "Weimar tut das nicht."}, "nicht angeboten"),
        ({"effect": "referred", "reason": "Fragen Sie dort."}, "eine andere Stelle da"),
        (None, "keine zuständige Stelle eingetragen"),
    ],
)
def test_refusals_and_gaps_are_reasoned_too(anybody, portal, fields, expected):
    found = service(portal, leika_keys=[DOG_TAX])
    if fields is not None:
        responsibility(authority(portal, area=WEIMAR), found, **fields)
    told = reason(anybody, area=WEIMAR)
    assert expected in told["sentence"]
    page = anybody.get(PAGE, service=found.UID(), area=WEIMAR)
    assert told["sentence"] in page.text
    assert not fields or fields["reason"] in page.text


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"service": "nope"}, 404),
        ({"area": "169990000000"}, 404),
        ({"area": "Jena"}, 400),
        ({"area": ""}, 400),
        ({"service": ""}, 400),
        ({"date": "gestern"}, 400),
        ({"stand": "abc"}, 400),
    ],
)
def test_bad_parameters(anybody, tax, parameters, status):
    given = {"service": tax.UID(), "area": GOESEN} | parameters
    (name,) = parameters
    response = anybody.get(JSON, "application/json", **given)
    assert response.status_int == status
    assert response.json["message"].startswith(name)
    page = anybody.get(PAGE, **given)
    assert page.status_int in (200, 404)
    assert "Zuständigkeitsfinder" in page.text


@pytest.mark.parametrize("parameters", [{}, {"service": "\x07"}, {"stand": "x" * 9000}])
def test_nonsense_is_never_an_error_page(anybody, tax, parameters):
    assert anybody.get(PAGE, **parameters).status_int in (200, 404)
    assert anybody.get(PAGE, service=tax.UID(), area=GOESEN, stand="x").status_int == 200


def test_what_would_change_the_answer(anybody, portal, clock):
    clock(2026, 11, 25, 12)
    found = service(portal, leika_keys=[DOG_TAX])
    last = date(2026, 12, 31)
    responsibility(authority(portal, area=THUERINGEN), found, valid_to=last)
    changes = reason(anybody)["changes"]
    assert changes == [
        "Ein anderer Ort ändert nichts: Die Antwort ist in ganz Thüringen dieselbe.",
        "Für die Zeit ab dem 1. Januar 2027 ist noch niemand eingetragen.",
        "Bekannt ist das seit 30. November 2023; was davor galt, wissen wir nicht.",
    ]
    assert len(reason(anybody, date="2020-01-01")["changes"]) == 1  # nothing is known of that day
    assert reason(anybody, date="2024-01-01")["changes"][1] == (
        "Ein anderer Tag: Ab 1. Januar 2027 ist die Antwort nach heutigem Stand eine andere."
    )
    responsibility(authority(portal, "kreis", area=SAALE_HOLZLAND), found, valid_to=last)
    assert "Im Gebiet Saale-Holzland-Kreis" in reason(anybody)["changes"][0]
    assert "Schon in der nächsten" in reason(anybody, area=JENA)["changes"][0]


def test_the_registered_land_is_asked_where_the_place_does_not_matter(anybody, portal):
    found = service(portal, leika_keys=[DOG_TAX])
    responsibility(authority(portal, area=THUERINGEN), found)
    assert api.portal.get_registry_record("tlvwa.portal.land") == THUERINGEN
    assert "für ganz Thüringen geregelt" in anybody.get(PAGE, service=found.UID()).text
