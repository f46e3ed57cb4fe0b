"""Golden examples: every answer of the REST endpoints as a file; none changes unnoticed.

``HTTP_EXAMPLES=write`` writes the files anew; read their diff before you commit it.
"""

import json
import os
import re
from pathlib import Path

import pytest

from ..factories import (
    ASSOCIATION,
    DOG_TAX,
    EISENBERG,
    GOESEN,
    JENA,
    WEIMAR,
    responsibility,
    service,
)
from .conftest import CAR_KEY, PENSION_KEY, ROAD_KEY, SHARED_KEY

FOLDER = Path(__file__).resolve().parents[1] / "http_examples"
UNTERBODNITZ = "160745007104"  # its key until the end of 2023
HASH = re.compile("(?!0{64})[0-9a-f]{64}")
MOMENT = re.compile(r'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^"]*"')
WRITE = os.environ.get("HTTP_EXAMPLES") == "write"
ELSEWHERE = {"lat": "48.137", "lon": "11.575"}
NEAR_GOESEN = {"lat": "50.95", "lon": "11.92"}
CHOICE = {"service": ROAD_KEY, "area": EISENBERG, "fact.strasse": "land"}
FACTS = {"service": ROAD_KEY, "area": EISENBERG, "facts": {"strasse": "land"}}
GET = {
    "areas_by_name": ("@areas", {"q": "Gösen"}),
    "areas_by_postal_code": ("@areas", {"postal_code": "07607"}),
    "areas_batched": ("@areas", {"q": "Eisen", "b_size": "2"}),
    "areas_nothing": ("@areas", {"q": "Xyzzy"}),
    "areas_unknown_postal_code": ("@areas", {"postal_code": "00000"}),
    "areas_malformed_postal_code": ("@areas", {"postal_code": "7607"}),
    "areas_malformed_date": ("@areas", {"q": "Jena", "date": "23.11.2026"}),
    "publication": ("publikationen/waldbericht-2026", {}),
    "publications_all": ("@publications", {}),
    "publications_filtered": ("publikationen/@publications", {"kind": "bericht", "year": "2026"}),
    "publications_words": ("@publications", {"q": "Wiese", "b_size": "1"}),
    "publications_malformed": ("@publications", {"year": "viel"}),
    "reason_answered": ("@reason", {"service": DOG_TAX, "area": GOESEN}),
    "reason_cited": ("@reason", {"service": DOG_TAX, "area": GOESEN, "stand": "0" * 64}),
    "reason_choice": ("@reason", CHOICE),
    "reason_question": ("@reason", {"service": DOG_TAX, "postal_code": "07607"}),
    "reason_not_offered": ("@reason", {"service": DOG_TAX, "area": WEIMAR}),
    "reason_malformed_hash": ("@reason", {"service": DOG_TAX, "area": JENA, "stand": "abc"}),
    "responsible_answered": ("@responsible", {"service": DOG_TAX, "area": JENA}),
    "responsible_on_behalf": ("@responsible", {"service": DOG_TAX, "area": GOESEN}),
    "responsible_place_question": ("@responsible", {"service": DOG_TAX, "postal_code": "07607"}),
    "responsible_postal_code": ("@responsible", {"service": CAR_KEY, "postal_code": "07743"}),
    "responsible_service_question": ("@responsible", {"service": SHARED_KEY, "area": EISENBERG}),
    "responsible_criterion_question": ("@responsible", {"service": ROAD_KEY, "area": EISENBERG}),
    "responsible_not_offered": ("@responsible", {"service": DOG_TAX, "area": WEIMAR}),
    "responsible_referred": ("@responsible", {"service": CAR_KEY, "area": WEIMAR}),
    "responsible_referred_everywhere": ("@responsible", {"service": PENSION_KEY}),
    "responsible_dissolved": ("@responsible", {"service": CAR_KEY, "area": UNTERBODNITZ}),
    "responsible_gap": ("@responsible", {"service": ROAD_KEY, "area": JENA}),
    "responsible_point_elsewhere": ("@responsible", {"service": DOG_TAX} | ELSEWHERE),
    "responsible_typed_place": ("@responsible", {"service": CAR_KEY, "place": "07743 Jena"}),
    "responsible_typed_choice": ("@responsible", {"service": DOG_TAX, "place": "07743 Weimar"}),
    "responsible_typed_elsewhere": ("@responsible", {"service": DOG_TAX, "place": "Hamburg"}),
    "responsible_typed_unknown": ("@responsible", {"service": DOG_TAX, "place": "Xyzzy"}),
    "responsible_code_elsewhere": ("@responsible", {"service": DOG_TAX, "postal_code": "20095"}),
    "responsible_code_unknown": ("@responsible", {"service": DOG_TAX, "postal_code": "00000"}),
    "responsible_point": ("@responsible", {"service": DOG_TAX} | NEAR_GOESEN),
    "responsible_point_no_service": ("@responsible", {"service": "nope"} | NEAR_GOESEN),
    "responsible_choice": ("@responsible", CHOICE),
    "responsible_no_service": ("@responsible", {"area": JENA}),
    "responsible_no_place": ("@responsible", {"service": DOG_TAX}),
    "responsible_unknown_service": ("@responsible", {"service": "99999999999999", "area": JENA}),
    "responsible_unknown_area": ("@responsible", {"service": DOG_TAX, "area": "169990000000"}),
    "responsible_malformed_area": ("@responsible", {"service": DOG_TAX, "area": "Jena"}),
    "service_search_all": ("@service-search", {}),
    "service_search_words": ("@service-search", {"q": "hund anmelden"}),
    "service_search_batched": ("@service-search", {"b_size": "2", "b_start": "2"}),
    "service_search_filtered": ("@service-search", {"audience": "citizens", "area": WEIMAR}),
    "service_search_corrected": ("@service-search", {"q": "hundesteur"}),
    "service_search_exactly": ("@service-search", {"q": "hundesteur", "exact": "true"}),
    "service_search_grouped": ("@service-search", {"q": "bau abbruch"}),
    "service_search_referred": ("@service-search", {"q": "rente"}),
    "service_search_nothing": ("@service-search", {"q": "xyzzy"}),
    "service_search_malformed": ("@service-search", {"online": "vielleicht"}),
    "service_search_unknown_area": ("@service-search", {"area": "169990000000"}),
    "suggest": ("@suggest", {"q": "je"}),
    "suggest_of_a_kind": ("@suggest", {"q": "hun", "kind": "service", "b_size": "1"}),
    "suggest_referred": ("@suggest", {"q": "ren", "kind": "service"}),
    "suggest_one_letter": ("@suggest", {"q": "h"}),
    "suggest_malformed": ("@suggest", {"q": "hund", "kind": "dogs"}),
}
EDITORS = {
    "ledger": ("@ledger", {"area": ASSOCIATION, "b_size": "4"}),
    "ledger_gaps": ("@ledger", {"state": "gap,overlap", "service": DOG_TAX, "b_size": "2"}),
    "ledger_of_an_authority": ("@ledger", {"authority": "jena", "b_size": "2"}),
    "ledger_malformed_state": ("@ledger", {"state": "hole"}),
    "ledger_unknown_area": ("@ledger", {"area": "169990000000"}),
    "ledger_unknown_service": ("@ledger", {"service": "nope"}),
    "worklist": ("@worklist", {"b_size": "4"}),
    "worklist_gaps": ("@worklist", {"kind": "gap", "area": ASSOCIATION}),
    "worklist_links": ("@worklist", {"kind": "link_fails"}),
    "worklist_malformed_kind": ("@worklist", {"kind": "hole"}),
    "worklist_unknown_area": ("@worklist", {"area": "169990000000"}),
}
POST = {
    "responsible_with_facts": ("@responsible", FACTS),
    "responsible_with_wrong_fact": ("@responsible", FACTS | {"facts": {"strasse": "bund"}}),
    "responsible_with_malformed_facts": ("@responsible", FACTS | {"facts": ["land"]}),
}
STREET = {"service": "99082003001000", "area": JENA}
POST_STREETS = {
    "responsible_streets": ("@responsible", STREET),
    "responsible_similar_street": ("@responsible", STREET | {"facts": {"str": "Marktsraße 5"}}),
    "responsible_unread_street": ("@responsible", STREET | {"facts": {"str": "weiß nicht"}}),
    "responsible_house_number": ("@responsible", STREET | {"facts": {"str": "Marktstraße"}}),
    "responsible_no_named_street": ("@responsible", STREET | {"facts": {"str": "*"}}),
}


@pytest.fixture
def normalised(world):
    """Makes an answer the same in every run: address, UIDs, their order, hashes, moments, numbers."""
    names = {
        brain.UID: f"<UID of {brain.getPath().removeprefix('/plone/')}>"
        for brain in world.portal.portal_catalog()
    }

    def normalise(answer):
        question = answer["response"].get("question") or {"options": []}
        question["options"].sort(key=lambda option: option["label"])
        text = json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)
        for uid, name in names.items():
            text = text.replace(uid, name)
        text = text.replace("http://nohost:80/", "http://localhost/")
        text = text.replace("http://nohost/", "http://localhost/")
        text = HASH.sub("<hash>", text)
        text = re.sub(r'"version": "\d[^"]*"', '"version": "<version>"', text)
        text = MOMENT.sub('"<moment>"', text)
        return re.sub(r'"journal": \d+', '"journal": 0', text)

    return normalise


def compare(name, text):
    """The answer is the one in the file."""
    path = FOLDER / f"{name}.json"
    if WRITE:
        path.write_text(text + "\n", encoding="utf-8")
    assert path.exists(), f"no example {path.name}: write it with HTTP_EXAMPLES=write"
    assert json.loads(text) == json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", GET)
def test_get(anybody, normalised, name):
    path, parameters = GET[name]
    response = anybody.get(path, "application/json", **parameters)
    request = {"method": "GET", "path": path, "parameters": parameters}
    told = {"request": request, "status": response.status_int, "response": response.json}
    compare(name, normalised(told))


@pytest.mark.parametrize("name", EDITORS)
def test_get_by_an_editor(visitor, world, normalised, name):
    path, parameters = EDITORS[name]
    request = {"method": "GET", "path": path, "parameters": parameters}
    if "authority" in parameters:
        office = getattr(world.offices, parameters["authority"])
        parameters = parameters | {"authority": office.UID()}
    response = visitor("editor").get(path, "application/json", **parameters)
    told = {"request": request, "status": response.status_int, "response": response.json}
    compare(name, normalised(told))


@pytest.mark.parametrize("name", POST)
def test_post(anybody, normalised, name):
    path, body = POST[name]
    response = anybody.post(path, body)
    request = {"method": "POST", "path": path, "body": body}
    told = {"request": request, "status": response.status_int, "response": response.json}
    compare(name, normalised(told))


@pytest.fixture
def by_street(world):
    """A service whose office in Jena depends on the street."""
    criterion = {"name": "str", "label": "In welcher Straße?", "kind": "address"}
    folder, offices, key = world.portal["leistungen"], world.offices, STREET["service"]
    waste = service(folder, "muell", title="Abfall", leika_keys=[key], criteria=[criterion])
    named = {"areas": [JENA], "criterion": "str", "values": ["Marktstraße 1-20"]}
    responsibility(offices.jena, waste, name="markt", **named)
    # On another level, so that the steps of the explanation have one order.
    responsibility(offices.district, waste, name="rest", areas=["16"])


@pytest.mark.parametrize("name", POST_STREETS)
def test_post_of_a_street(anybody, by_street, normalised, name):
    path, body = POST_STREETS[name]
    response = anybody.post(path, body)
    request = {"method": "POST", "path": path, "body": body}
    told = {"request": request, "status": response.status_int, "response": response.json}
    compare(name, normalised(told))


def test_every_file_is_an_example():
    assert {
        path.stem for path in FOLDER.glob("*.json")
    } == GET.keys() | EDITORS.keys() | POST.keys() | POST_STREETS.keys()
