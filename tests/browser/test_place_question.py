"""The question for a place: villages by name, grouped by the office that would answer, never a heap."""

from urllib.parse import parse_qs, urlsplit

from tlvwa.portal.answers.pages.finder.place_groups import MOST_SHOWN, place_groups

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, authority, folder, models, responsibility, service
from .test_finder import FINDER

CODE = "07646"  # Stadtroda and some thirty municipalities around it
STADTRODA = "160745050094"


@content_fixture
def tax(portal):
    """Hundesteuer of Stadtroda, of the district, and of two Verbände."""
    tax = service(folder(portal, "leistungen"), title="Hundesteuer", leika_keys=[DOG_TAX])
    offices = folder(portal, "behoerden")
    town = authority(offices, "stadtroda", title="Stadt Stadtroda", area=STADTRODA)
    district = authority(offices, "kreis", title="Landratsamt", area="16074")
    responsibility(town, tax)
    responsibility(district, tax)
    return tax


def asked(anybody, service):
    return anybody.json("@responsible", service=service.UID(), postal_code=CODE)


def test_an_option_names_its_villages_and_its_office(anybody, tax):
    options = asked(anybody, tax)["question"]["options"]
    by_office = {tuple(option["offices"]): option for option in options}
    assert set(by_office) == {("Stadt Stadtroda",), ("Landratsamt",)}
    town = by_office["Stadt Stadtroda",]
    assert [place["key"] for place in town["places"]] == [STADTRODA]
    assert {"name": "Gernewitz", "key": STADTRODA} in town["localities"]
    for option in options:
        keys = {place["key"] for place in option["places"]}
        assert {locality["key"] for locality in option["localities"]} <= keys


def test_the_page_groups_them_and_folds_what_is_many(anybody, tax):
    page = anybody.get(FINDER, service=tax.UID(), postal_code=CODE).html
    section = page.select_one(".tlvwa-question")
    assert [title.text for title in section.select("h3")][:2] == [
        "Stadt Stadtroda",
        "Landratsamt",
    ] or {title.text for title in section.select("h3")} >= {"Stadt Stadtroda", "Landratsamt"}
    for links in section.select("ul.tlvwa-choices"):
        if links.find_parent("details") is None:
            assert len(links.select("li")) <= MOST_SHOWN + 1
    village = next(link for link in section.select("a") if link.text == "Gernewitz (Stadtroda)")
    assert parse_qs(urlsplit(village["href"]).query)["area"] == [STADTRODA]
    assert "Stadt Stadtroda" in anybody.get(village["href"]).text
    folded = section.select("details")
    assert folded
    assert folded[0].select_one("summary").text.strip().startswith("Noch ")


def test_every_place_that_can_be_meant_is_offered_once(anybody, tax):
    gazetteer = models().gazetteer
    page = anybody.get(FINDER, service=tax.UID(), postal_code=CODE).html
    links = [link.text for link in page.select(".tlvwa-question a")]
    assert len(links) == len(set(links))
    from tlvwa.portal.common.clock import today

    names = {gazetteer.area(key).name for key in gazetteer.possible_municipalities(CODE, today())}
    assert names <= set(links)


def test_a_place_typed_in_the_question_is_answered(anybody, tax):
    page = anybody.get(FINDER, service=tax.UID(), postal_code=CODE).html
    field = page.select_one("#frage-wo")
    form = field.find_parent("form")
    assert form["method"] == "post"
    fields = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
    moved = anybody.submit(FINDER, **(fields | {"wo": "Gernewitz"}))
    assert parse_qs(urlsplit(moved.location).query)["area"] == [STADTRODA]


def test_an_area_names_no_villages_but_folds_too(anybody, tax):
    answer = anybody.json("@responsible", service=tax.UID(), area="16074")
    assert all(option["localities"] == [] for option in answer["question"]["options"])
    page = anybody.get(FINDER, service=tax.UID(), area="16074").html
    shown = [
        links
        for links in page.select(".tlvwa-question ul.tlvwa-choices")
        if links.find_parent("details") is None
    ]
    assert shown
    assert all(len(links.select("li")) <= MOST_SHOWN + 1 for links in shown)


def option(office, *names):
    places = [{"key": name, "name": name, "kind": "gemeinde"} for name in names]
    offices = [office] if office else []
    return {"label": "", "parameters": {}, "places": places, "localities": [], "offices": offices}


def test_places_with_an_office_of_their_own_come_together():
    options = [option("A", "b", "a"), option("C", "c"), option("", "e", "d")]
    groups = place_groups(options, lambda key: key != "e", str)
    assert [(g["title"], [link["name"] for link in g["shown"]]) for g in groups] == [
        ("A", ["a", "b"]),
        ("Orte mit je einer eigenen Stelle", ["c", "d"]),
    ]
    titles = [group["title"] for group in place_groups(options[:2], lambda key: True, str)]
    assert titles == ["A", "C"]
    assert [group["title"] for group in place_groups(options[1:2] * 2, str, str)] == [""]


def test_thirteen_are_shown_and_fourteen_are_folded():
    for count, more in ((12, 0), (13, 0), (14, 2), (91, 79)):
        (group,) = place_groups([option("A", *map(str, range(count)))], lambda key: True, str)
        assert len(group["more"]) == more
        assert len(group["shown"]) + len(group["more"]) == count
