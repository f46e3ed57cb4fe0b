"""Overviews: only what the editor may see, filtered, sorted, page by page, as files; no object is loaded."""

import csv
import io
import zipfile
from datetime import date

import pytest
import transaction
from bs4 import BeautifulSoup
from plone import api

from ..factories import (
    DOG_TAX,
    EISENBERG,
    ERFURT,
    SAALE_HOLZLAND,
    authority,
    responsibility,
    service,
)
from ..readmodels.object_loads import content_loads, writes

SERVICES, AUTHORITIES = "leistungen-uebersicht", "behoerden-uebersicht"
RECORDS = "zustaendigkeiten-uebersicht"
PAGES = (SERVICES, AUTHORITIES, RECORDS, "redaktion")


def titles(response):
    """The titles in the first column of a page."""
    assert response.status_int == 200, response.text[:2000]
    page = BeautifulSoup(response.text, "html.parser")
    return [each.get_text(strip=True) for each in page.select(".editors-table tbody th a")]


def count(response):
    """What the page says of how many are found."""
    page = BeautifulSoup(response.text, "html.parser")
    return " ".join(page.select_one("#liste").get_text().split())


def told(response):
    """The text of a page that is shown."""
    assert response.status_int == 200
    return response.text


def csv_rows(response):
    """The rows of a CSV file, without the head."""
    assert response.status_int == 200
    assert response.body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.body.decode("utf-8-sig")), delimiter=";"))[1:]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_without_a_name(anybody, portal, page):
    assert anybody.get(f"@@{page}").status_int in (302, 401)


def test_services_by_what_they_are(visitor, portal, jena):
    service(portal, "b", title="Bauen", topics=["wohnen"], audience=["businesses"], reviewed=False)
    service(portal, "c", title="Zelten", publish=False)
    asked = visitor("editor").get
    assert titles(asked(SERVICES)) == ["Bauen", "hundesteuer", "Zelten"]
    assert count(asked(SERVICES)) == "3 von 3"
    for parameters, found in {
        ("q", "ZELT"): ["Zelten"],
        ("q", DOG_TAX): ["hundesteuer"],
        ("q", "gibtesnicht"): [],
        ("state", "draft"): ["Zelten"],
        ("topic", "wohnen"): ["Bauen"],
        ("audience", "businesses"): ["Bauen"],
        ("coverage", "land"): ["hundesteuer"],
        ("reviewed", "no"): ["Bauen"],
        ("records", "no"): ["Bauen", "Zelten"],
        ("sort", "-title"): ["Zelten", "hundesteuer", "Bauen"],
    }.items():
        assert titles(asked(SERVICES, **dict([parameters]))) == found, parameters
    assert "Nichts passt" in asked(SERVICES, q="gibtesnicht").text


def test_records_by_what_they_say(visitor, portal, dog_tax, jena, weimar):
    a = responsibility(
        jena,
        dog_tax,
        name="a",
        title="Alt",
        areas=[EISENBERG],
        legal_basis="§ 1 ThürKO",
        valid_to=date(2020, 12, 31),
        confirmed_on=date(2020, 1, 1),
    )
    part = authority(jena, "teil", area=None, title="Teil")
    responsibility(part, dog_tax, name="b", title="Bald", effect="not_offered", areas=[ERFURT],
        valid_from=date(2099, 1, 1), confirmed_on=date.today())  # fmt: skip
    asked = visitor("municipality").get
    assert titles(asked(RECORDS)) == ["Alt", "Bald", "zustaendig"]
    for parameters, found in {
        ("q", "ThürKO"): ["Alt"],
        ("q", "hundesteuer jena"): ["Alt", "zustaendig"],
        ("state", "published"): ["Alt", "Bald"],
        ("effect", "not_offered"): ["Bald"],
        ("law", "no"): ["Bald", "zustaendig"],
        ("on", "2020-12-31"): ["Alt", "zustaendig"],
        ("on", "2021-01-01"): ["zustaendig"],
        ("ends", "2021-01-01"): ["Alt"],
        ("ends", "2020-12-31"): [],
        ("unconfirmed", "30"): ["Alt", "zustaendig"],
        ("authority", part.UID()): ["Bald"],
        ("authority", jena.UID()): ["Alt", "Bald", "zustaendig"],
        ("service", dog_tax.UID()): ["Alt", "Bald", "zustaendig"],
        ("service", a.UID()): [],
        ("area", SAALE_HOLZLAND): ["Alt"],
        ("area", "16051"): ["Bald"],
        ("area", "16"): ["Alt", "Bald", "zustaendig"],
        ("area-search", "Saale-Holzland"): ["Alt"],
        ("area-search", "Neustadt"): ["Alt", "Bald", "zustaendig"],
        ("sort", "to"): ["Alt", "Bald", "zustaendig"],
        ("sort", "-from"): ["Bald", "Alt", "zustaendig"],
    }.items():
        assert titles(asked(RECORDS, **dict([parameters]))) == found, parameters
    assert titles(asked(f"jena/teil/@@{RECORDS}")) == ["Bald"]
    assert count(asked(f"jena/teil/@@{RECORDS}", state="draft")) == "0 von 1"


def test_authorities_by_what_they_are(visitor, portal, jena, weimar):
    authority(jena, "teil", area=None, title="Teil", kind="unit", town="Jena")
    asked = visitor("editor").get
    assert titles(asked(AUTHORITIES)) == ["Geheimamt", "jena", "Teil", "weimar"]
    for parameters, found in {
        ("kind", "unit"): ["Teil"],
        ("address", "no"): ["Geheimamt", "jena", "weimar"],
        ("area", "16053"): ["jena"],
        ("area", "16"): ["jena", "weimar"],
        ("sort", "-records"): ["jena", "weimar", "Geheimamt", "Teil"],
        ("sort", "parent"): ["Teil", "Geheimamt", "jena", "weimar"],
    }.items():
        assert titles(asked(AUTHORITIES, **dict([parameters]))) == found, parameters


def test_drafts_of_others_are_in_no_list_count_or_file(visitor, portal, dog_tax, jena, weimar):
    service(portal, "geheim", title="Geheimleistung", publish=False)
    transaction.commit()
    for who in ("municipality", "member"):
        asked = visitor(who).get
        for page in PAGES:
            assert "Geheim" not in told(asked(page))
        for page in PAGES[:3]:
            for kind in ("csv", "xlsx"):
                assert b"Geheim" not in unpacked(asked(page, file=kind))
        (row,) = csv_rows(asked(SERVICES, file="csv"))
        assert row[7] == ("1" if who == "municipality" else "0")
        assert titles(asked(RECORDS, authority=weimar["a"].UID())) == []
        hidden = portal["geheim"].UID()
        assert "Geheim" not in asked(RECORDS, service=hidden).text
    assert "Geheimsache" in visitor("editor").get(RECORDS).text


def test_a_service_that_is_not_seen_stays_unnamed(visitor, portal, jena):
    hidden = service(portal, "geheim", title="Geheimleistung", publish=False)
    jena["zustaendig"].services = [hidden.UID()]
    jena["zustaendig"].reindexObject()
    transaction.commit()
    assert "Geheim" not in visitor("municipality").get(RECORDS).text
    assert titles(visitor("municipality").get(RECORDS, q="geheim")) == []


def unpacked(response):
    """The bytes of a file; of an XLSX file, of all that is in it."""
    if not response.content_type.startswith("application"):
        return response.body
    with zipfile.ZipFile(io.BytesIO(response.body)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_pages_sizes_and_addresses(visitor, portal, jena):
    for number in range(120):
        service(portal, f"s{number:03}", title=f"Leistung {number:03}", commit=False)
    transaction.commit()
    asked = visitor("editor").get
    first = asked(SERVICES, q="Leistung", sort="-title")
    assert titles(first)[0] == "Leistung 119"
    assert len(titles(first)) == 50
    following = BeautifulSoup(first.text, "html.parser").select_one('.editors-pages [rel="next"]')
    second = visitor("editor").get(following["href"])
    assert titles(second)[0] == "Leistung 069"
    assert len(titles(asked(SERVICES, b_size="200"))) == 121
    assert len(titles(asked(SERVICES, b_size="100", b_start="100"))) == 21
    assert len(csv_rows(asked(SERVICES, file="csv", q="Leistung"))) == 120


@pytest.mark.parametrize(
    "parameters",
    [
        {"sort": "secret"},
        {"b_size": "7"},
        {"b_size": "100000"},
        {"b_start": "-1"},
        {"on": "1.1.2027"},
        {"unconfirmed": "viele"},
        {"file": "exe"},
        {"area": "ß"},
        {"q:list": "a"},
    ],
)
def test_malformed_parameters_are_refused(visitor, portal, parameters):
    expected = 200 if "area" in parameters else 400
    assert visitor("editor").get(RECORDS, **parameters).status_int == expected


def test_heads_say_how_the_list_is_sorted(visitor, jena):
    page = BeautifulSoup(visitor("editor").get(SERVICES, sort="-changed").text, "html.parser")
    table = page.select_one(".editors-table table")
    assert table.caption.get_text(strip=True)
    heads = {each.get_text(strip=True): each for each in table.select("thead th")}
    assert heads["Geändert"]["aria-sort"] == "descending"
    assert "aria-sort" not in heads["Titel"].attrs
    assert {each["scope"] for each in table.select("th")} == {"col", "row"}
    assert all(page.find(id=each["for"]) for each in page.select("form label[for]"))


EVIL = ('=HYPERLINK("http://evil.example")', "+49 361", "-1", "@SUM(A1)", "\tTab")


def test_no_cell_becomes_a_formula(visitor, portal, dog_tax, jena):
    for number, text in enumerate(EVIL):
        responsibility(jena, dog_tax, name=f"evil{number}", title=text, legal_basis=text)
    asked = visitor("editor").get
    response = asked(RECORDS, file="csv")
    cells = [cell for row in csv_rows(response) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert "'@SUM(A1)" in cells
    assert response.headers["Content-Disposition"].startswith("attachment;")
    text = unpacked(asked(RECORDS, file="xlsx")).decode()
    assert "<f>" not in text
    assert "@SUM(A1)" in text


def test_the_workbook_keeps_keys_and_days_and_says_what_it_is(visitor, portal, dog_tax, jena):
    responsibility(jena, dog_tax, name="a", title="007", valid_to=date(2026, 12, 31))
    response = visitor("editor").get(RECORDS, file="xlsx", ends="2027-01-01")
    with zipfile.ZipFile(io.BytesIO(response.body)) as archive:
        texts = BeautifulSoup(archive.read("xl/sharedStrings.xml"), "xml")
        sheet = BeautifulSoup(archive.read("xl/worksheets/sheet1.xml"), "xml")
        about = BeautifulSoup(archive.read("xl/worksheets/sheet2.xml"), "xml")
    strings = [each.get_text() for each in texts.find_all("si")]
    first = sheet.find("c", r="A2")
    assert (first["t"], strings[int(first.v.text)]) == ("s", "007")
    assert sheet.find("c", r="I2").v.text == "46387"  # the day's number in Excel
    assert sheet.find("pane")["ySplit"] == "1"
    told = [strings[int(each.v.text)] for each in about.find_all("c", t="s")]
    assert {"Endet vor dem", "01.01.2027"} <= set(told)


def test_the_start_page_counts_what_waits(visitor, portal, dog_tax, jena, weimar):
    page = BeautifulSoup(visitor("municipality").get("@@redaktion").text, "html.parser")
    own = page.select_one('[aria-labelledby="eigene"]')
    assert [each.get_text(" ", strip=True) for each in own.select("li a")] == [
        "jena",
        "1 Zuständigkeiten von jena",
    ]
    for link in page.select(".editors-cards li a"):
        listed = visitor("municipality").get(link["href"])
        expected = link.strong.get_text()
        assert count(listed).split()[0] == expected, link
    editors = BeautifulSoup(visitor("editor").get("@@redaktion").text, "html.parser")
    assert editors.select_one('[aria-labelledby="eigene"]') is None


def test_own_authorities_are_those_of_groups_too(visitor, portal, jena, weimar):
    api.group.create(groupname="weimarer")
    api.group.add_user(groupname="weimarer", username="municipality")
    weimar.manage_setLocalRoles("weimarer", ["Kommunalredaktion"])
    weimar.reindexObjectSecurity()
    transaction.commit()
    page = BeautifulSoup(visitor("municipality").get("@@redaktion").text, "html.parser")
    names = [each.get_text(strip=True) for each in page.select('[aria-labelledby="eigene"] li > a')]
    assert names[::2] == ["jena", "weimar"]


def test_the_menu_leads_there(visitor, anybody, portal):
    assert "/@@redaktion" in visitor("editor").get("").text
    assert "/@@redaktion" not in anybody.get("").text


def test_no_content_is_loaded_and_nothing_is_written(visitor, portal, dog_tax, jena, weimar):
    for number in range(100):
        named = service(portal, f"s{number}", publish=number % 2 == 0, commit=False)
        responsibility(jena, named, name=f"r{number}", publish=number % 3 == 0, commit=False)
    transaction.commit()
    for who in ("editor", "municipality"):
        for path in (*PAGES, f"jena/@@{RECORDS}"):
            for parameters in (
                {},
                {"q": "s1", "sort": "-changed", "state": "draft"},
                {"file": "csv"},
            ):
                visitor(who).get(path, **parameters)
                with content_loads(portal) as loaded, writes() as registered:
                    assert visitor(who).get(path, **parameters).status_int == 200
                    names = {obj.getId() for obj in loaded}
                assert names - {"plone", *path.split("/")} == set(), path
                assert registered == [], path
