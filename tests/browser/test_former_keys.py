"""Keys and names from before the registers, over every face: they lead on, and tell the years known."""

import transaction

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, authority, folder, responsibility, service
from .test_finder import FINDER

EISENACH, GREIZ, ZEULENRODA = "160630105105", "160760022022", "160765054087"
OBERLAND = "16076091"  # Vogtländisches Oberland, between Greiz and Zeulenroda-Triebes today
UNTIL = (
    "So viel wir wissen, galt der Schlüssel 16056000 bis 2021, nach dem Umsteigeschlüssel des BBSR und den "
    "Gemeindeverzeichnissen."
)


@content_fixture
def dog_tax(portal):
    """Hundesteuer of three towns, and a service that is the same everywhere."""
    services, offices = folder(portal, "leistungen"), folder(portal, "behoerden")
    tax = service(services, title="Hundesteuer", leika_keys=[DOG_TAX])
    land = service(services, "land", title="Beihilfe")
    for number, key in enumerate((EISENACH, GREIZ, ZEULENRODA)):
        office = authority(offices, f"amt-{number}", title=f"Amt {number}", area=key)
        responsibility(office, tax)
    everywhere = authority(offices, "land", title="Landesamt", area="16")
    responsibility(everywhere, land)
    return {"tax": tax, "land": land}


def ask(anybody, service, **place):
    return anybody.json("@responsible", service=service.UID(), **place)


def test_an_old_key_is_answered_through_its_successor(anybody, dog_tax):
    for key in ("16056000", "16056", "160560000000"):
        answer = ask(anybody, dog_tax["tax"], area=key)
        assert answer["status"] == "answered"
        assert [office["title"] for office in answer["offices"]] == ["Amt 0"]
        assert answer["place"]["key"] == "16056000"
        became = answer["became"]
        assert (became["until"], became["since"]) == (2021, None)
        assert [area["key"] for area in became["now"]] == [EISENACH]
        assert became["text"] == (
            f"Die Stadt Eisenach hat heute einen anderen Schlüssel: {EISENACH}. {UNTIL}"
        )


def test_several_successors_are_a_question_unless_they_agree(anybody, dog_tax):
    asked = ask(anybody, dog_tax["tax"], area=OBERLAND)
    assert (asked["status"], asked["question"]["kind"]) == ("question", "place")
    places = {place["key"] for option in asked["question"]["options"] for place in option["places"]}
    assert places == {GREIZ, ZEULENRODA}
    assert ask(anybody, dog_tax["land"], area=OBERLAND)["offices"][0]["title"] == "Landesamt"


def test_the_page_tells_what_became_of_a_key_or_name(anybody, dog_tax):
    page = anybody.get(FINDER, service=dog_tax["tax"].UID(), area="16056000")
    assert "Amt 0" in page.text
    assert UNTIL in page.text
    typed = anybody.get(FINDER, service=dog_tax["tax"].UID(), wo="16056")
    assert "Amt 0" in typed.text
    assert UNTIL in typed.text
    named = anybody.get(FINDER, service=dog_tax["tax"].UID(), wo="Vogtländisches Oberland")
    assert len(named.html.select(".tlvwa-choices a")) == 2
    assert "galt der Schlüssel 16076091 bis 2011" in named.text
    asked = anybody.get(FINDER, service=dog_tax["tax"].UID(), area="16076091")
    assert "Vogtländisches Oberland gibt es so nicht mehr." in asked.text


def test_areas_by_an_old_key(anybody, dog_tax):
    found = anybody.json("@areas", q="16056000")
    assert [item["key"] for item in found["items"]] == [EISENACH]
    assert found["items"][0]["label"] == "16056000, jetzt Eisenach (Wartburgkreis)"
    assert found["became"]["until"] == 2021
    assert "became" not in anybody.json("@areas", q="Eisenach")


def test_editors_cannot_choose_a_key_of_before(anybody, portal, dog_tax):
    from tlvwa.portal.readmodels.consistency import findings

    office = authority(portal["behoerden"], "frueher", title="Früher", area=EISENACH)
    record = responsibility(office, dog_tax["land"], areas=["16056000"])
    transaction.commit()
    assert any("16056000" in str(problem) for problem in findings(portal))
    assert record.areas == ["16056000"]
