"""The work list: every kind of finding, the worst first, only what the person may know of."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
import transaction
from bs4 import BeautifulSoup
from plone import api

from tlvwa.portal.linkcheck.results import CheckResult, LinkStatus, state_after
from tlvwa.portal.linkcheck.store import site_links
from tlvwa.portal.readmodels.nodes import BERLIN
from tlvwa.portal.tables.overviews.row_context import RowContext
from tlvwa.portal.tables.worklist.checks import findings
from tlvwa.portal.tables.worklist.finding import WorkContext, WorkSettings
from tlvwa.portal.tables.worklist.finding_types import FindingType

from ..content_fixtures import content_fixture
from ..factories import (
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
    service,
)
from ..readmodels.object_loads import content_loads, writes

LIST = "arbeitsliste"
DAY = date(2026, 11, 23)
CONFIRMED = date(2026, 11, 1)
WHOLE = {"street": "Markt 1", "town": "Ort", "emails": ["post@example.org"]}


@pytest.fixture
def today(clock):
    """It is 23 November 2026."""
    clock(2026, 11, 23, 12)


@content_fixture
def office(portal, clock):
    """An authority for all of Thüringen, with address and contact; it is 23 November 2026."""
    clock(2026, 11, 23, 12)
    return authority(portal, "land", area=THUERINGEN, **WHOLE)


def record(office, *services, name="regel", **fields):
    """A record that was confirmed lately."""
    return responsibility(office, *services, name=name, **({"confirmed_on": CONFIRMED} | fields))


def found(**settings):
    """All findings as anybody sees them who sees everything: ``(kind, title)`` with the finding."""
    facts = RowContext(models(), DAY, list, None)
    work = WorkContext(facts, WorkSettings(**settings))
    return {(each.kind, each.title): each for each in findings(work)}


def rows(response):
    """The rows of the page: what is told in each cell, and the ways."""
    assert response.status_int == 200, response.text[:3000]
    page = BeautifulSoup(response.text, "html.parser")
    return [
        [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.select("th, td")]
        for row in page.select(".editors-table tbody tr")
    ]


def titles(response):
    return [row[0] for row in rows(response)]


def test_nothing_to_do(visitor, portal, office):
    record(office, service(portal, coverage="land"))
    assert found() == {}
    page = visitor("editor").get(LIST)
    assert "Nichts zu tun" in page.text
    assert "Nichts passt" in visitor("editor").get(LIST, q="x").text or "Nichts zu tun" in page.text


def test_gaps_and_services_without_rules(portal, office):
    tax = service(portal, coverage="land")
    record(office, tax, areas=[SAALE_HOLZLAND])
    service(portal, "b", title="Nirgends", coverage="areas", coverage_areas=[JENA, WEIMAR])
    service(portal, "c", title="Nicht erwartet", coverage="none")
    service(portal, "d", title="Entwurf", coverage="land", publish=False)
    kinds = found()
    assert set(kinds) == {(FindingType.GAP, "hundesteuer"), (FindingType.NO_RULES, "Nirgends")}
    assert kinds[FindingType.NO_RULES, "Nirgends"].municipalities == 2
    ledger = models().ledger(DAY, DAY, "16")
    work = WorkContext(RowContext(models(), DAY, list, None), WorkSettings())
    both = list(findings(work, [SAALE_HOLZLAND, JENA], [JENA, WEIMAR]))
    # Findings have no order of their own: the page sorts them.
    assert {(each.title, each.municipalities) for each in both if each.spans} == {
        ("hundesteuer", 1),
        ("Nirgends", 1),
    }
    assert not any(each.spans for each in findings(work, ["16999"]))
    for area in (JENA, "16055", EISENBERG, SAALE_HOLZLAND, THUERINGEN):
        keys = models().gazetteer.municipalities(models().gazetteer.parse(area).key, DAY)
        told = {each.title: each.municipalities for each in findings(work, [area, "16999"])}
        for uid, title in ((tax.UID(), "hundesteuer"), (portal["b"].UID(), "Nirgends")):
            states = [ledger.state(uid, key) for key in keys]
            assert told.get(title, 0) == states.count("gap"), (area, title)
    assert (
        kinds[FindingType.GAP, "hundesteuer"].municipalities == ledger.by_service[tax.UID()]["gap"]
    )


def test_overlaps_and_their_excuses(portal, office):
    tax = service(portal, coverage="none")
    for name, area in (("a", JENA), ("b", WEIMAR), ("c", ERFURT)):
        record(authority(portal, name, area=area, **WHOLE), tax)
        record(authority(portal, name * 2, area=area, **WHOLE), tax)
    for name, last in (("b", DAY), ("c", DAY - timedelta(days=1))):
        obj = portal[name]["regel"]
        obj.overlap_reason, obj.overlap_until = "Bis zum Umzug", last
        obj.reindexObject()
    transaction.commit()
    kinds = {kind: each for (kind, _), each in found().items()}
    assert set(kinds) == {FindingType.OVERLAP, FindingType.EXCUSED, FindingType.EXCUSE_OVER}
    assert {finding.municipalities for finding in kinds.values()} == {1}
    assert kinds[FindingType.OVERLAP].names == ("a", "aa")
    assert kinds[FindingType.EXCUSED].note == "Bis zum Umzug"
    assert kinds[FindingType.OVERLAP].holders == tuple(
        sorted(portal[name].UID() for name in ("a", "aa"))
    )
    assert (kinds[FindingType.EXCUSED].day, kinds[FindingType.EXCUSE_OVER].since) == (DAY, DAY)


def test_records_that_say_nothing_any_more(portal, office):
    tax = service(portal, coverage="none")
    yesterday = DAY - timedelta(days=1)
    record(office, tax, name="a", title="Bis gestern", areas=[WEIMAR], valid_to=yesterday)
    record(office, tax, name="f", title="Gefolgt von heute", areas=[JENA], valid_to=yesterday)
    record(office, tax, name="b", title="Bis heute", areas=[JENA], valid_to=DAY)
    areas = models().gazetteer.areas()
    gone = next(each.key for each in areas if each.valid_to is not None and each.valid_to < DAY)
    record(office, tax, name="c", title="Nur früher", areas=[gone])
    record(office, tax, name="e", title="Auch", areas=[gone, JENA])
    record(office, tax, name="d", title="Entwurf", valid_to=date(2020, 1, 1), publish=False)
    kinds = found()
    assert set(kinds) == {(FindingType.ENDED, "Bis gestern"), (FindingType.ENDED, "Nur früher")}
    assert kinds[FindingType.ENDED, "Bis gestern"].since == DAY


def test_the_setting_says_how_long_a_confirmation_holds(visitor, portal, office):
    tax = service(portal, coverage="none")
    record(office, tax, name="a", title="Alt", confirmed_on=DAY - timedelta(days=31))
    record(office, tax, name="b", title="Neu", confirmed_on=DAY - timedelta(days=30))
    record(office, tax, name="c", title="Nie", confirmed_on=None)
    kinds = found(confirm_days=30)
    assert set(kinds) == {(FindingType.UNCONFIRMED, "Alt"), (FindingType.UNCONFIRMED, "Nie")}
    assert kinds[FindingType.UNCONFIRMED, "Alt"].since == DAY - timedelta(days=1)
    api.portal.set_registry_record("tlvwa.portal.confirm_within_days", 30)
    transaction.commit()
    assert titles(visitor("editor").get(LIST)) == ["Nie", "Alt"]
    listed = visitor("editor").get("zustaendigkeiten-uebersicht", unconfirmed="30")
    assert sorted(titles(listed)) == sorted(["Alt", "Nie"]) or len(rows(listed)) == 2


def test_authorities_that_citizens_are_sent_to(portal, today):
    tax = service(portal, coverage="none")
    for name, fields in (
        ("nichts", {}),
        ("ohne Kontakt", {"town": "Jena"}),
        ("ohne Anschrift", {"emails": ["a@example.org"]}),
        ("ganz", WHOLE),
    ):
        record(authority(portal, name.replace(" ", "-"), title=name, area=JENA, **fields), tax)
    authority(portal, "frei", area=JENA)
    kinds = {finding.title: finding.note for finding in found().values()}
    assert kinds == {
        "hundesteuer": "",
        "nichts": "nothing",
        "ohne Kontakt": "contact",
        "ohne Anschrift": "address",
    }


def test_what_cannot_be_read(visitor, portal, office):
    tax = service(portal, coverage="none")
    broken = record(office, tax)
    broken.criterion, broken.values = "gibt-es-nicht", ["1"]
    broken.reindexObject()
    transaction.commit()
    assert set(found()) == {(FindingType.UNREADABLE, "regel")}
    ((_title, kind, detail, *_others),) = rows(visitor("editor").get(LIST))
    assert kind == "Nicht lesbare Zuständigkeiten"
    assert "hat dieses Kriterium nicht: 'gibt-es-nicht'" in detail


@content_fixture
def broken_link(portal, office):
    """A link that fails since 12 November, in an authority's website; and one that has moved."""
    office.website = "https://example.org/gone"
    office.reindexObject()
    tax = service(
        portal, legal_basis=[{"title": "ThürKAG", "url": "http://example.org"}], coverage="none"
    )
    record(office, tax)
    start = datetime(2026, 11, 12, 3, tzinfo=BERLIN)
    once = state_after(None, CheckResult(LinkStatus.GONE, 404), start, 30)
    twice = state_after(once, CheckResult(LinkStatus.GONE, 404), start + timedelta(days=8), 30)
    moved = state_after(None, CheckResult(LinkStatus.MOVED, 200, "https://example.org/"), start, 30)
    store = site_links()
    store.put("https://example.org/gone", twice)
    store.put("http://example.org", moved)
    store.put("https://example.org/forgotten", twice)
    transaction.commit()
    return office


def test_links_that_fail_and_those_that_moved(visitor, broken_link):
    failing, moved = rows(visitor("editor").get(LIST))
    assert failing[0] == "land"
    assert (
        "https://example.org/gone, zuletzt am 20. November 2026: 404 nicht gefunden" in failing[2]
    )
    assert failing[5] == "12.11.2026"
    assert "neue Adresse: https://example.org/" in moved[2]
    assert "Jetzt prüfen" not in failing[6]


def test_one_link_is_checked_again_at_once(visitor, browser_of, portal, broken_link, monkeypatch):
    from tlvwa.portal.linkcheck import site

    asked = []

    class HttpProbe:
        def __init__(self, agent, now, **options):
            pass

        def check(self, address):
            asked.append(address)
            return CheckResult(LinkStatus.OK, 200)

    monkeypatch.setattr(site, "HttpProbe", HttpProbe)
    address = "https://example.org/gone"
    api.portal.set_registry_record("tlvwa.portal.links_check", True)
    transaction.commit()
    assert visitor("reader").submit("link-pruefen", address=address).status_int in (302, 401)
    assert visitor("editor").submit("link-pruefen", address=address).status_int == 403
    assert visitor("editor").get("link-pruefen", address=address).status_int == 302
    assert asked == []
    assert "Jetzt prüfen" not in visitor("reader").get(LIST).text
    browser = browser_of("editor")
    browser.open(f"{portal.absolute_url()}/@@{LIST}")
    form = next(
        each
        for each in (browser.getForm(index=number) for number in range(9))
        if each.action.endswith("link-pruefen")
    )
    form.submit()
    assert asked == [address]
    assert f"{address}: erreichbar" in browser.contents
    assert site_links().get(address).failing_since is None
    assert site.check_one("https://example.org/never-seen") is None
    assert site.check_one(address) is None
    assert asked == [address]


def test_the_worst_comes_first_and_filters_narrow(visitor, portal, office, jena, weimar):
    tax = service(portal, "b", title="Bauen", coverage="land", topics=["wohnen"])
    record(authority(portal, "x", title="Amt X", area=GOESEN, **WHOLE), tax, title="Regel X")
    record(authority(portal, "y", title="Amt Y", area=GOESEN, **WHOLE), tax, name="y", title="Y")
    record(office, tax, name="alt", title="Alt", confirmed_on=date(2020, 1, 1))
    asked = visitor("editor").get
    everything = [(row[0], row[1]) for row in rows(asked(LIST))]
    assert everything[0] == ("Bauen", "Überschneidungen")
    assert ("hundesteuer", "Leistungen ohne Zuständigkeiten") in everything
    assert ("Alt", "Zu bestätigen") in everything
    for parameters, expected in {
        ("kind", "overlap"): {"Bauen"},
        ("kind", "gap"): set(),
        ("topic", "wohnen"): {"Bauen", "Alt"},
        ("authority", portal["x"].UID()): {"Bauen"},
        ("authority", office.UID()): {"Alt"},
        ("area", EISENBERG): {"hundesteuer"},
        ("q", "bau"): {"Bauen", "Alt"},
    }.items():
        assert set(titles(asked(LIST, **dict([parameters])))) == expected, parameters
    response = asked(LIST, kind="overlap")
    (overlap,) = rows(response)
    link = BeautifulSoup(response.text, "html.parser").select_one(".editors-work td a")
    assert asked(link["href"]).status_int == 200
    assert overlap[2:5] == ["Amt X, Amt Y", "Gösen", "1"]
    (gap,) = rows(asked(LIST, kind="no_rules", area=SAALE_HOLZLAND))
    assert int(gap[4]) < 605
    summary = BeautifulSoup(asked(LIST).text, "html.parser").select(".editors-summary-list a")
    for link in summary:
        assert len(rows(asked(link["href"]))) == int(link.strong.get_text()), link


def test_my_area(visitor, portal, office, jena, weimar):
    api.content.transition(jena["zustaendig"], "publish_directly")
    transaction.commit()
    asked = visitor("municipality").get
    mine = rows(asked(LIST, mine="yes"))
    assert {row[0] for row in mine} == {"jena", "zustaendig"}
    assert {row[0] for row in rows(asked(LIST))} > {"hundesteuer"}
    assert 'name="mine"' in asked(LIST).text
    assert 'name="mine"' not in visitor("editor").get(LIST).text


def test_drafts_of_others_are_not_named(visitor, portal, office, jena, weimar):
    hidden = service(portal, "geheim", title="Geheimleistung", publish=False)
    record(office, hidden, name="alt", title="Alt", confirmed_on=None)
    for who in ("municipality", "member"):
        for kind in ("", "csv"):
            response = visitor(who).get(LIST, **({"file": kind} if kind else {}))
            assert "Geheim" not in response.text
        assert "Geheim" not in visitor(who).get("@worklist", "application/json").text
        assert titles(visitor(who).get(LIST, q="geheim")) == []
    assert "Geheimsache" in visitor("editor").get(LIST).text


def test_nobody_without_a_name(anybody, portal):
    for path in (LIST, "link-pruefen"):
        assert anybody.get(path).status_int in (302, 401)
    assert anybody.get("@worklist", "application/json").status_int == 401


def test_files(visitor, portal, office, jena):
    response = visitor("editor").get(LIST, file="csv")
    lines = list(csv.reader(io.StringIO(response.body.decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == [
        *("Was", "Befund", "Im Einzelnen", "Wo", "Gemeinden", "Seit", "Adresse"),
    ]
    assert len(lines) - 1 == len(rows(visitor("editor").get(LIST)))
    assert visitor("editor").get(LIST, file="xlsx").status_int == 200


def test_malformed_parameters(visitor, portal, office):
    for parameters in ({"b_start": "-1"}, {"file": "exe"}, {"sort": "secret"}):
        assert visitor("editor").get(LIST, **parameters).status_int == 400
    for parameters, status in (
        ({"kind": "nope"}, 400),
        ({"mine": "no"}, 400),
        ({"area": "Jena"}, 400),
        ({"area": "169990000000"}, 404),
        ({"authority": "nope"}, 404),
        ({"b_size": "viel"}, 400),
    ):
        response = visitor("editor").get("@worklist", "application/json", **parameters)
        assert response.status_int == status, parameters
        assert next(iter(parameters)) in response.json["message"]


def test_no_content_is_loaded_and_nothing_is_written(visitor, portal, office, broken_link, jena):
    for number in range(60):
        named = service(portal, f"s{number}", coverage="land", publish=number % 2, commit=False)
        record(office, named, name=f"r{number}", areas=[JENA], confirmed_on=None, commit=False)
    transaction.commit()
    for who in ("editor", "municipality"):
        for path, parameters in ((LIST, {}), (LIST, {"file": "csv"}), ("@worklist", {})):
            accept = "application/json" if path.startswith("@") else "text/html"
            visitor(who).get(path, accept, **parameters)
            with content_loads(portal) as loaded, writes() as registered:
                assert visitor(who).get(path, accept, **parameters).status_int == 200
                names = {obj.getId() for obj in loaded}
            assert names - {"plone"} == set(), path
            assert registered == [], path


def test_the_start_page_leads_there(visitor, portal, office, jena):
    page = BeautifulSoup(visitor("editor").get("@@redaktion").text, "html.parser")
    link = next(each for each in page.select("#content a") if each["href"].endswith("@@" + LIST))
    count = int(link.parent.strong.get_text())
    assert count == len(rows(visitor("editor").get(link["href"])))
    assert DOG_TAX in visitor("editor").get(LIST, q="hundesteuer").text
