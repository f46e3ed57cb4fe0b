"""A wrong parameter is told in plone.restapi's error form, by its name."""

import pytest

from ..factories import DOG_TAX, JENA

ASKED = {"service": DOG_TAX, "area": JENA}
WRONG = [
    ("@responsible", ASKED | {"date": "2026-13-01"}, 400, "date"),
    ("@responsible", ASKED | {"date": "20261123"}, 400, "date"),
    ("@responsible", ASKED | {"postal_code": "07743"}, 400, "area"),
    ("@responsible", {"service": DOG_TAX, "postal_code": "7743"}, 400, "postal_code"),
    ("@responsible", {"service": DOG_TAX, "postal_code": "00000"}, 404, "postal_code"),
    ("@responsible", {"service": DOG_TAX, "lat": "50"}, 400, "lon"),
    ("@responsible", {"service": DOG_TAX, "lat": "91", "lon": "11"}, 400, "lat"),
    ("@responsible", {"service": DOG_TAX, "lat": "nan", "lon": "11"}, 400, "lat"),
    ("@responsible", {"service": "x" * 5000, "area": JENA}, 404, "service"),
    ("@responsible", {"area": JENA}, 400, "service"),
    ("@areas", {"q": "Jena", "b_size": "-1"}, 400, "b_size"),
    ("@areas", {"q": "Jena", "b_start": "viel"}, 400, "b_start"),
    ("@areas", {"q": "Jena", "postal_code": "07743"}, 400, "q"),
    ("@areas", {"lat": "50"}, 400, "lon"),
    ("@areas", {"postal_code": "00000"}, 404, "postal_code"),
    ("@service-search", {"audience": "dogs"}, 400, "audience"),
    ("@service-search", {"online": "maybe"}, 400, "online"),
    ("@service-search", {"area": "Jena"}, 400, "area"),
    ("@service-search", {"exact": "maybe"}, 400, "exact"),
    ("@suggest", {"q": "hund", "kind": "dogs"}, 400, "kind"),
    ("@suggest", {"q": "hund", "audience": "dogs"}, 400, "audience"),
    ("@suggest", {"q": "hund", "b_size": "viel"}, 400, "b_size"),
    ("@service-search", {"area": "169990000000"}, 404, "area"),
    ("@service-search", {"b_size": "1000000"}, 400, "b_size"),
]


@pytest.mark.parametrize("code", ["07607", "D-07607", "DE 07607", "0 7607"])
def test_a_postal_code_may_be_written_as_people_do(anybody, world, code):
    places = anybody.json("@areas", postal_code=code)["items"]
    assert places == anybody.json("@areas", postal_code="07607")["items"] != []
    asked = {"service": DOG_TAX}
    answer = anybody.json("@responsible", postal_code=code, **asked)
    same = anybody.json("@responsible", postal_code="07607", **asked)
    assert answer == same


@pytest.mark.parametrize(("path", "parameters", "status", "name"), WRONG, ids=str)
def test_an_error_names_the_parameter(anybody, world, path, parameters, status, name):
    error = anybody.json(path, status=status, **parameters)
    assert error["type"] == {400: "BadRequest", 404: "NotFound"}[status]
    assert error["message"].startswith(f"{name}: ") or error["message"].startswith(f"{name},")
    assert len(error["message"]) < 400


@pytest.mark.parametrize(
    "body",
    [[], "Hund", {"service": 1, "area": JENA}, {"service": DOG_TAX, "area": [JENA]}],
    ids=str,
)
def test_a_body_of_another_shape_is_a_bad_request(anybody, world, body):
    assert anybody.post("@responsible", body).status_int == 400


def test_lists_in_an_address_are_a_bad_request(anybody, world):
    path = f"@responsible?service={DOG_TAX}&area={JENA}&area={JENA}"
    assert "area" in anybody.json(path, status=400)["message"]


def test_batches_hold_every_service_once(anybody, world):
    found = []
    for start in range(0, 6, 2):
        page = anybody.json("@service-search", b_size="2", b_start=str(start))
        assert page["items_total"] == 5
        found += [item["title"] for item in page["items"]]
    assert len(set(found)) == len(found) == 5
