"""Answers with a way to the office: the rule, the share in the ledger, and who may see it."""

import csv
import io
import json
from contextlib import nullcontext

import pytest
import transaction
from bs4 import BeautifulSoup
from click.testing import CliRunner

from tlvwa.portal.answers.queries.reachability import (
    MissingWay,
    missing_ways,
    reachable_offices,
)
from tlvwa.portal.cli import main
from tlvwa.portal.common.clock import today
from tlvwa.portal.ledger.reach import Reach, total_reach

from ..content_fixtures import content_fixture
from ..factories import (
    ASSOCIATION,
    DOG_TAX,
    EISENBERG,
    ERFURT,
    JENA,
    SAALE_HOLZLAND,
    WEIMAR,
    authority,
    models,
    responsibility,
    service,
)
from ..http_client import JSON
from ..readmodels.object_loads import content_loads, writes

HEAT = "zustaendigkeitsnachweis"
STREET = {"street": "Markt 1", "town": "Ort"}
PHONE = {"phones": [{"number": "03641 49-0", "label": ""}]}
PAGE, CONTACT, OF_STREET = MissingWay.PAGE, MissingWay.CONTACT, MissingWay.STREET


def missing(office):
    """What is missing on the way to an office, as the models say."""
    snapshot = models()
    found = missing_ways(snapshot, snapshot.nodes[office.UID()], today())
    assert (office.UID() in reachable_offices(snapshot, today())) == (not found)
    return found


@pytest.mark.parametrize(
    ("fields", "lacks"),
    [
        (STREET | PHONE, ()),
        (STREET | {"emails": ["post@example.org"]}, ()),
        (STREET, (CONTACT,)),
        (PHONE, (OF_STREET,)),
        (PHONE | {"town": "Ort", "postal_code": "07743"}, (OF_STREET,)),
        (PHONE | {"postal_address": "Postfach 1"}, (OF_STREET,)),
        ({}, (CONTACT, OF_STREET)),
        (PHONE | {"notice": "Die Straße ist hier nicht eingetragen: Die Quelle nennt keine."}, ()),
        (PHONE | {"notice": "KEIN PUBLIKUMSVERKEHR"}, ()),
        (PHONE | {"notice": "Bekannt ist nur ein Postfach."}, ()),
        (PHONE | {"notice": "Die Öffnungszeiten sind ein Beispiel."}, (OF_STREET,)),
        (PHONE | {"notice": "Eingang nicht von der Hofstraße, nur Lange-Straße"}, (OF_STREET,)),
        (PHONE | {"notice": "Die Aufteilung nach Straßen ist nicht amtlich."}, (OF_STREET,)),
        (PHONE | {"notice": "Die Straße wird gebaut. Termine sind noch frei."}, (OF_STREET,)),
        ({"notice": "Die Anschrift folgt."}, (CONTACT,)),
    ],
)
def test_reachable_is_who_can_be_called_or_written_to_and_visited(portal, fields, lacks):
    assert missing(authority(portal, **fields)) == lacks


def test_contact_of_the_body_above_or_the_association_counts_and_its_street_does_not(portal):
    district = authority(portal, "landratsamt", area=SAALE_HOLZLAND, **STREET, **PHONE)
    assert missing(authority(district, "amt", area=None, **STREET)) == ()
    assert missing(authority(district, "ohne", area=None)) == (OF_STREET,)
    authority(portal, "verband", area=ASSOCIATION, kind="association", **STREET, **PHONE)
    assert missing(authority(portal, "gemeinde", area=EISENBERG, **STREET)) == ()


def test_what_is_not_public_is_no_way(portal):
    draft = authority(portal, publish=False, **STREET, **PHONE)
    assert missing(draft) == (PAGE,)


def test_percent_is_rounded_down_so_that_a_hundred_means_all():
    assert Reach(605, 604).percent == 99
    assert Reach(605, 605).percent == 100
    assert Reach().percent == 0
    assert total_reach([Reach(3, 2), Reach(5, 0)]) == Reach(8, 2)
    assert Reach(8, 2).unreachable == 6


@content_fixture
def offices(portal):
    """Dog tax in Jena (reachable) and Weimar (not), twice in Erfurt; cats in Weimar and Eisenberg (not)."""
    dogs = service(portal, leika_keys=[DOG_TAX], coverage="none")
    cats = service(portal, "katzen", coverage="none")
    jena = authority(portal, "jena", area=JENA, **STREET, **PHONE)
    weimar = authority(portal, "weimar", area=WEIMAR)
    for holder, area, services in ((jena, JENA, [dogs]), (weimar, WEIMAR, [dogs, cats])):
        responsibility(holder, *services, areas=[area])
    eisenberg = authority(portal, "eisenberg", area=EISENBERG, **STREET)
    responsibility(eisenberg, cats, areas=[EISENBERG])
    for name in ("a", "b"):
        responsibility(authority(portal, name, area=ERFURT), dogs, areas=[ERFURT])
    return portal


def rows(response):
    """The text of head and cell *Erreichbar*, by the head of the row."""
    assert response.status_int == 200, response.text[:3000]
    page = BeautifulSoup(response.text, "html.parser").select_one(".editors-table table")
    assert page.select("thead th")[1].get_text(" ", strip=True).startswith("Erreichbar")
    return {
        row.find("th").get_text(strip=True): row.find("td").get_text(strip=True)
        for row in page.select("tbody tr")
    }


def test_the_table_tells_the_share_of_each_service_and_of_all(visitor, offices):
    page = visitor("editor").get(HEAT)
    assert rows(page) == {"hundesteuer": "50 % (1 von 2)", "katzen": "0 % (0 von 2)"}
    assert "Bei 1 von 4 Antworten mit einer Stelle (25 %) ist die Stelle erreichbar" in page.text
    # The state and what it shows do not change the share; the area does.
    assert rows(visitor("editor").get(HEAT, state="overlap")) == {"hundesteuer": "50 % (1 von 2)"}
    assert rows(visitor("editor").get(HEAT, area=JENA)) == {
        "hundesteuer": "100 % (1 von 1)",
        "katzen": "–",
    }


def test_the_worst_come_first_on_demand(visitor, offices):
    page = visitor("editor").get(HEAT, order="reachable")
    assert list(rows(page)) == ["katzen", "hundesteuer"]
    assert "die mit den meisten Antworten ohne erreichbare Stelle zuerst" in page.text
    assert 'name="order"' in page.text
    assert "order=reachable" in visitor("editor").get(HEAT).text
    found = visitor("editor").json("@ledger", order="reachable", state="one")
    assert [item["service"]["title"] for item in found["items"]][:2] == ["katzen", "katzen"]


def test_programs_are_told_for_each_cell_and_of_all(visitor, offices):
    found = visitor("editor").json("@ledger", state="one,overlap")
    assert found["reachable"] == {"answers": 4, "reachable": 1}
    assert {
        (item["service"]["title"], item["municipality"]["key"]): item["reachable"]
        for item in found["items"]
    } == {
        ("hundesteuer", JENA): True,
        ("hundesteuer", WEIMAR): False,
        ("hundesteuer", ERFURT): None,
        ("katzen", WEIMAR): False,
        ("katzen", EISENBERG): False,
    }
    message = visitor("editor").json("@ledger", 400, order="worst")["message"]
    assert message == "order: one of reachable, state is expected."


def test_the_file_has_the_column(visitor, offices):
    response = visitor("editor").get("@ledger", JSON, format="csv", state="one,overlap")
    head, *lines = csv.reader(io.StringIO(response.body.decode("utf-8-sig")), delimiter=";")
    assert head[-1] == "Erreichbar"
    assert sorted(line[-1] for line in lines) == ["", "ja", "nein", "nein", "nein"]


def test_the_console_tells_it(offices, monkeypatch):
    monkeypatch.setattr(main.instance, "open_site", lambda *_names: nullcontext(offices))
    told = (
        CliRunner().invoke(main.main, ["ledger", "--state", "one", "--order", "reachable"]).output
    )
    assert "  Erreichbar: bei 1 von 4 Antworten mit einer Stelle (25 %)" in told.splitlines()
    in_json = CliRunner().invoke(main.main, ["ledger", "--json"]).output
    assert json.loads(in_json)["reachable"] == {"answers": 4, "reachable": 1}


def test_the_work_list_names_offices_by_the_number_of_answers(visitor, offices):
    found = visitor("editor").json("@worklist", kind="unreachable")
    assert [(item["title"], item["detail"]) for item in found["items"]] == [
        (
            "weimar",
            "in 2 Antworten genannt; weder Telefon noch E-Mail, auch nicht bei der Stelle darüber; "
            "keine Straße, und kein Grund dafür im Hinweis auf der Seite",
        ),
        (
            "eisenberg",
            "in 1 Antwort genannt; weder Telefon noch E-Mail, auch nicht bei der Stelle darüber",
        ),
    ]
    assert found["counts"]["unreachable"] == 2
    ways = found["items"][0]["ways"]
    assert [(way["title"], way["url"].endswith("/weimar/edit")) for way in ways] == [
        ("Bearbeiten", True)
    ]
    page = visitor("editor").get("arbeitsliste", kind="unreachable").text
    assert "Antworten ohne Weg zur Stelle" in page
    assert visitor("editor").json("@worklist", kind="unreachable", area=JENA)["items"] == []


def test_a_street_and_a_telephone_end_it(visitor, offices):
    weimar = offices["weimar"]
    weimar.street, weimar.phones = "Markt 1", [{"number": "03643 1-0", "label": ""}]
    weimar.reindexObject()
    transaction.commit()
    found = visitor("editor").json("@ledger", state="one")
    assert found["reachable"] == {"answers": 4, "reachable": 3}
    items = visitor("editor").json("@worklist", kind="unreachable")["items"]
    assert [item["title"] for item in items] == ["eisenberg"]


def test_nobody_without_a_name_may_see_it(anybody, offices):
    for name in (f"@@{HEAT}?order=reachable", "@@arbeitsliste?kind=unreachable"):
        assert anybody.get(name).status_int in (302, 401)
    for name in ("@ledger", "@worklist"):
        assert anybody.get(name, JSON).status_int == 401


def test_no_object_is_loaded_and_nothing_written(visitor, offices):
    visitor("editor").get(HEAT)
    with content_loads(offices) as loaded, writes() as written:
        visitor("editor").get(HEAT, order="reachable")
        visitor("editor").json("@worklist", kind="unreachable")
    assert not [each for each in loaded if each.portal_type != "Plone Site"]
    assert not written
