"""The pages of the ledger for editors: what they say, where they lead, and nothing private in them."""

import csv
import io
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import transaction
from bs4 import BeautifulSoup

from tlvwa.portal.common.clock import today
from tlvwa.portal.ledger.daily_counts import store_daily_counts

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
    outside_a_request,
    responsibility,
    service,
)
from ..readmodels.object_loads import content_loads, writes

HEAT, AREA, PLACE, TREND = (
    *("zustaendigkeitsnachweis", "zustaendigkeitsnachweis-gebiet"),
    *("zustaendigkeitsnachweis-ort", "zustaendigkeitsnachweis-verlauf"),
)
PAGES = (HEAT, AREA, PLACE, TREND)


@content_fixture
def dogs(portal):
    """A service for which Jena, and in the district only one association answers."""
    return service(portal, leika_keys=[DOG_TAX], coverage="land", topics=["tiere"])


@content_fixture
def cats(portal, dogs):
    """A service of the same topic that the association answers too; nobody else."""
    return service(portal, "katzen", coverage="areas", coverage_areas=[EISENBERG], topics=["tiere"])


@content_fixture
def offices(portal, dogs, cats):
    """Jena twice, an association and its district."""
    jena = authority(portal, "jena", area=JENA)
    jena.manage_setLocalRoles("municipality", ["Kommunalredaktion"])
    jena.reindexObject()
    responsibility(jena, dogs, name="eins", title="Jena eins", areas=[JENA])
    other = authority(portal, "zweitamt", area=JENA)
    responsibility(other, dogs, name="zwei", title="Jena zwei", areas=[JENA])
    verband = authority(portal, "verband", area=ASSOCIATION)
    responsibility(verband, cats, title="Katzen", areas=[ASSOCIATION])
    authority(portal, "landratsamt", area=SAALE_HOLZLAND)
    transaction.commit()
    return portal


def shown(response):
    assert response.status_int == 200, response.text[:3000]
    return BeautifulSoup(response.text, "html.parser").select_one("#content")


def words(element):
    return " ".join(element.get_text(" ").split())


def table(response):
    """Rows of the first table: head of the row -> {head of the column: (text, link)}.

    Without the share of reachable offices, which tests/ledger/test_reach.py looks at.
    """
    page = shown(response).select_one(".editors-table table")
    heads = [words(each) for each in page.select("thead th")][1:]
    found = {}
    for row in page.select("tbody tr"):
        cells = row.find_all("td", recursive=False)
        found[words(row.find("th"))] = {
            head: (words(cell), (cell.find("a") or {}).get("href"))
            for head, cell in zip(heads, cells, strict=True)
            if not head.startswith("Erreichbar")
        }
    return found


@pytest.mark.parametrize("page", PAGES)
def test_nobody_without_a_name(anybody, offices, dogs, page):
    assert anybody.get(f"@@{page}", service=dogs.UID(), area=JENA).status_int in (302, 401)


def test_the_worst_comes_first_and_cells_tell_it_in_words(visitor, offices):
    rows = table(visitor("editor").get(HEAT))
    assert list(rows) == ["hundesteuer", "katzen"]
    dogs, cats = rows.values()
    assert dogs["Jena"][0] == "Überschneidung"
    assert len(dogs) == 22
    (holzland,) = [head for head in dogs if head.startswith("Saale-Holzland")]
    count = int(holzland.split()[1])
    assert dogs[holzland][0] == f"{count} von {count}: {count} Lücken"
    assert cats[holzland][0] == "alles geklärt"
    assert cats["Jena"][0] == "nicht erwartet"
    page = words(shown(visitor("editor").get(HEAT)))
    members = len(table(visitor("editor").get(HEAT, area=ASSOCIATION))["katzen"])
    assert (
        f"{members} von {605 + members} erwarteten Antworten sind stimmig, {members} bestätigt."
        in page
    )
    assert "Nicht stimmig: 1 Überschneidung, 604 Lücken." in page
    assert f"Bei {605 - members} weiteren wird keine Antwort erwartet" in page


def test_filters(visitor, offices, dogs):
    asked = visitor("editor").get
    for parameters, found in (
        ({"q": "katz"}, ["katzen"]),
        ({"topic": "tiere"}, ["hundesteuer", "katzen"]),
        ({"topic": "reisen"}, []),
        ({"state": "overlap"}, ["hundesteuer"]),
        ({"state": "one"}, ["katzen"]),
        ({"state": "gap,overlap"}, ["hundesteuer"]),
        ({"authority": offices["verband"].UID()}, ["katzen"]),
        ({"area": JENA}, ["hundesteuer", "katzen"]),
        ({"service": dogs.UID()}, ["hundesteuer"]),
    ):
        response = asked(HEAT, **parameters)
        if found:
            assert list(table(response)) == found, parameters
        else:
            assert "Nichts passt" in response.text
    narrow = table(asked(HEAT, area=ASSOCIATION))
    assert {"Eisenberg", "Gösen"} <= set(narrow["katzen"])
    assert narrow["katzen"]["Gösen"][0] == "eine Stelle"


@pytest.mark.parametrize(
    ("page", "parameters", "status"),
    [
        (HEAT, {"date": "gestern"}, 400),
        (HEAT, {"state": "kaputt"}, 400),
        (HEAT, {"area": "1607"}, 400),
        (HEAT, {"area": "99"}, 404),
        (HEAT, {"authority": "gibtesnicht"}, 404),
        (HEAT, {"file": "pdf"}, 400),
        (AREA, {}, 404),
        (AREA, {"service": "gibtesnicht"}, 404),
        (PLACE, {"service": DOG_TAX}, 404),
        (PLACE, {"service": DOG_TAX, "area": SAALE_HOLZLAND}, 404),
        (TREND, {"period": "7"}, 400),
    ],
)
def test_bad_parameters(visitor, offices, page, parameters, status):
    assert visitor("editor").get(page, **parameters).status_int == status


def test_a_municipal_editor_begins_with_the_own_area(visitor, offices):
    asked = visitor("municipality").get
    page = shown(asked(HEAT))
    assert list(table(asked(HEAT))["hundesteuer"]) == ["Jena"]
    (everything,) = [a["href"] for a in page.select("nav a") if words(a) == "alle Gebiete"]
    assert len(table(visitor("municipality").get(everything))["hundesteuer"]) == 22
    assert "Mein Gebiet" not in visitor("editor").get(HEAT).text


def test_no_object_is_loaded_and_nothing_written(visitor, offices):
    editor = visitor("editor")
    editor.get(HEAT)
    with content_loads(offices) as loaded, writes() as written:
        assert editor.get(HEAT).status_int == 200
    assert [each for each in loaded if each.portal_type != "Plone Site"] == []
    assert written == []


def test_a_row_stays_on_its_page(visitor, offices):
    for number in range(60):
        service(offices, f"s{number:02}", commit=False)
    transaction.commit()
    asked = visitor("editor").get
    assert len(table(asked(HEAT))) == 50
    (after,) = [a["href"] for a in shown(asked(HEAT)).select("a[rel=next]")]
    assert len(table(visitor("editor").get(after))) == 12


def test_files_hold_what_is_found(visitor, offices):
    response = visitor("editor").get(HEAT, state="overlap,gap", area=JENA, file="csv")
    rows = list(csv.reader(io.StringIO(response.body.decode("utf-8-sig")), delimiter=";"))
    assert [row[:6:5] for row in rows[1:]] == [["hundesteuer", "Überschneidung"]]
    assert visitor("editor").get(HEAT, file="xlsx").body.startswith(b"PK")


def test_a_service_in_an_area_is_folded(visitor, offices, dogs, cats):
    asked = visitor("editor").get
    rows = table(asked(AREA, service=dogs.UID(), area=THUERINGEN))
    assert [words[0] for words in (row["Zustand"] for row in rows.values())] == [
        "Überschneidung",
        "Lücke",
    ]
    assert rows["Jena"]["Stellen"][0] == "jena zweitamt"
    assert PLACE in rows["Jena"]["Was zu tun ist"][1]
    (whole,) = table(asked(AREA, service=cats.UID(), area=ASSOCIATION)).items()
    assert whole[0].startswith("alle ")
    assert whole[1]["Stellen"][0] == "verband"


def test_a_gap_leads_to_a_form_that_closes_it(visitor, offices, dogs, browser_of):
    page = shown(visitor("editor").get(PLACE, service=dogs.UID(), area=GOESEN))
    assert "Keine einzige" in words(page)
    links = [a["href"] for a in page.select("#schliessen ~ ul a")]
    assert [urlsplit(link).path.split("/")[-2] for link in links] == ["verband", "landratsamt"]
    browser = browser_of("editor")
    browser.open(links[0])
    form = BeautifulSoup(browser.contents, "html.parser")
    ticked = {each["value"] for each in form.select("input[type=checkbox][checked]")}
    assert {dogs.UID(), GOESEN} <= ticked
    browser.getControl(name="form.buttons.save").click()
    assert offices["verband"]["hundesteuer"].services == [dogs.UID()]
    assert offices["verband"]["hundesteuer"].areas == [GOESEN]


def test_a_gap_of_a_whole_area_names_the_area(visitor, offices, dogs):
    response = visitor("editor").get(AREA, service=dogs.UID(), area=SAALE_HOLZLAND)
    (row,) = table(response).values()
    query = parse_qs(urlsplit(row["Was zu tun ist"][1]).query)
    assert query["form.widgets.areas"] == [SAALE_HOLZLAND]


def test_who_may_add_nothing_gets_no_form(visitor, offices, dogs):
    page = shown(visitor("municipality").get(PLACE, service=dogs.UID(), area=GOESEN))
    assert "dort können Sie nichts anlegen" in words(page)
    assert page.select("#schliessen ~ ul a") == []


def test_an_overlap_leads_to_the_ends_of_its_rules(visitor, offices, dogs, browser_of):
    page = shown(visitor("editor").get(PLACE, service=dogs.UID(), area=JENA))
    rows = page.select("tbody tr")
    assert len(rows) == 2
    assert all("überschneidet sich" in words(row) for row in rows)
    (end,) = [a["href"] for a in rows[0].select("a") if words(a).startswith("Beenden")]
    browser = browser_of("editor")
    browser.open(end)
    assert browser.getControl(name="form.widgets.valid_to").value == today().isoformat()
    mine = shown(visitor("municipality").get(PLACE, service=dogs.UID(), area=JENA))
    assert len([a for a in mine.select("tbody a") if words(a).startswith("Bearbeiten")]) == 1


def test_a_form_sent_by_get_is_filled_in_only_with_what_fits(visitor, offices, dogs, browser_of):
    secret = service(offices, "geheim", title="Geheimleistung", publish=False)
    transaction.commit()
    browser = browser_of("municipality")
    base = f"{offices.absolute_url()}/jena/++add++tlvwa.portal.Responsibility"
    browser.open(
        f"{base}?form.widgets.services={secret.UID()}&form.widgets.services={dogs.UID()}"
        f"&form.widgets.areas=99&form.widgets.areas=16053&form.widgets.valid_to=morgen"
        f"&form.widgets.effect=not_offered&form.widgets.reason=Text&form.buttons.save=1"
    )
    form = BeautifulSoup(browser.contents, "html.parser")
    ticked = {each["value"] for each in form.select(".choosing input[checked]")}
    assert ticked == {dogs.UID(), JENA[:5]}
    assert "Geheim" not in browser.contents
    assert browser.getControl(name="form.widgets.valid_to").value == ""
    assert browser.getControl(name="form.widgets.reason").value == ""
    assert [each for each in offices["jena"].objectIds() if each != "eins"] == []


def test_drafts_are_named_only_to_those_who_see_them(visitor, offices, dogs):
    responsibility(
        offices["zweitamt"], dogs, name="d", title="Geheimsache", publish=False, areas=[JENA]
    )
    transaction.commit()
    assert "Geheimsache" in visitor("editor").get(PLACE, service=dogs.UID(), area=JENA).text
    for who in ("municipality", "member"):
        for page in PAGES:
            text = visitor(who).get(page, service=dogs.UID(), area=JENA).text
            assert "Geheim" not in text, (who, page)


def test_criteria_with_values_of_nobody_are_told(visitor, offices):
    parted = service(
        offices,
        "geteilt",
        coverage="areas",
        coverage_areas=[WEIMAR],
        criteria=[{"name": "name", "label": "Name", "kind": "initial", "options": []}],
    )
    office = authority(offices, "weimar", area=WEIMAR)
    responsibility(office, parted, areas=[WEIMAR], criterion="name", values=["A-K"])
    transaction.commit()
    page = shown(visitor("editor").get(PLACE, service=parted.UID(), area=WEIMAR))
    assert "Niemand ist zuständig für:" in words(page)
    assert "kann gewinnen" in words(page)


def test_an_exception_stays_visible(visitor, offices, dogs):
    record = offices["zweitamt"]["zwei"]
    record.overlap_reason, record.overlap_until = "Übergang", today() + timedelta(days=30)
    record.reindexObject()
    transaction.commit()
    for page in (PLACE, AREA):
        told = words(shown(visitor("editor").get(page, service=dogs.UID(), area=JENA)))
        assert ": Übergang" in told


def test_the_trend_tells_days_and_differences(visitor, offices, dogs):
    outside_a_request(store_daily_counts, today() - timedelta(days=1))
    transaction.commit()
    responsibility(offices["verband"], dogs, areas=[ASSOCIATION])
    outside_a_request(store_daily_counts, today())
    transaction.commit()
    response = visitor("editor").get(TREND)
    rows = list(table(response).values())
    assert [row["Überschneidungen"][0] for row in rows] == ["1", "1"]
    assert int(rows[0]["Lücken"][0]) < int(rows[1]["Lücken"][0]) == 604
    page = shown(response)
    assert "Seit gestern:" in words(page)
    assert "Lücken weniger" in words(page)
    assert len(page.select("svg polyline")) == 2
    assert page.select_one("svg title").get_text()
    assert "hundesteuer" in words(page.select("table")[-1])
    assert "Seit gestern:" in words(shown(visitor("editor").get(HEAT)))


def test_a_day_can_be_asked_for(visitor, offices, dogs):
    record = offices["zweitamt"]["zwei"]
    record.valid_to = date(2030, 12, 31)
    record.reindexObject()
    transaction.commit()
    asked = visitor("editor").get
    assert table(asked(HEAT, date="2030-12-31"))["hundesteuer"]["Jena"][0] == "Überschneidung"
    later = table(asked(HEAT, date="2031-01-01"))["hundesteuer"]["Jena"]
    assert later[0] == "eine Stelle"
    assert "date=2031-01-01" in later[1]
