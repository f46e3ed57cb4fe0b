"""Funding programmes: their page and list, open or not by the day, nothing private named."""

import json
from datetime import date

import pytest
import transaction
from lxml import html
from plone import api

from ..content_fixtures import content_fixture
from ..factories import (
    authority,
    folder,
    funding_programme,
    online_service,
    public_form,
    publication,
    rich,
    withdraw,
)
from ..pdf import pdf
from ..readmodels.object_loads import content_loads

LIST = "foerderung"


@content_fixture
def funding(portal, clock):
    """A folder with a programme in each state; the day is 24 November 2026."""
    clock(2026, 11, 24, 12)
    container = folder(portal, LIST, title="Förderung")
    container.setLayout("foerderprogramme")
    for name, opens, closes in (
        ("offen", date(2026, 1, 1), date(2026, 12, 31)),
        ("bald", None, date(2026, 11, 24)),
        ("geplant", date(2027, 1, 1), None),
        ("beendet", None, date(2026, 11, 23)),
    ):
        periods = [{"label": "", "opens": opens, "closes": closes}]
        funding_programme(container, name, periods=periods, commit=False)
    funding_programme(container, "laufend", commit=False)
    funding_programme(container, "entwurf", publish=False, commit=False)
    transaction.commit()
    return container


def rows(visitor, **parameters):
    """The list on the page: title, state and when."""
    page = html.fromstring(visitor.get(LIST, **parameters).text)
    return [
        tuple(
            row.cssselect(part)[0].text_content().strip()
            for part in ("a", ".kern-badge", ".tlvwa-meta")
        )
        for row in page.cssselect(".tlvwa-list > li")
    ]


def test_what_is_urgent_comes_first(funding, anybody):
    assert rows(anybody) == [
        ("bald", "offen", "Anträge bis 24. November 2026"),
        ("offen", "offen", "Anträge bis 31. Dezember 2026"),
        ("laufend", "laufend", "Anträge jederzeit"),
        ("geplant", "geplant", "Anträge ab 1. Januar 2027"),
        ("beendet", "beendet", "Anträge waren bis 23. November 2026 möglich"),
    ]


def test_the_day_changes_it_and_writes_nothing(funding, anybody, clock):
    clock(2026, 11, 25, 0, 1)
    assert [row[1] for row in rows(anybody)].count("beendet") == 2


def test_filtering_by_state(funding, anybody):
    page = html.fromstring(anybody.get(LIST).text)
    links = {
        " ".join(link.text_content().split()): link.get("href")
        for link in page.cssselect(".tlvwa-filter a")
    }
    assert [*links] == [
        "Alle (5)", "offen (2)", "laufend (1)", "geplant (1)", "beendet (1)",
    ]  # fmt: skip
    assert len(rows(anybody, stand="offen")) == 2
    assert anybody.get(LIST, stand="x").status_int == 400


def test_the_list_loads_no_object(funding, anybody):
    anybody.get(LIST)
    with content_loads(funding) as loaded:
        anybody.get(LIST)
        names = {obj.getId() for obj in loaded}
    assert names <= {"plone", LIST}


def test_an_empty_folder_says_so(portal, anybody):
    folder(portal, "leer").setLayout("foerderprogramme")
    assert "noch kein Förderprogramm" in anybody.get("leer").text


@content_fixture
def programme(portal, clock):
    """A programme with everything."""
    clock(2026, 11, 24, 12)
    team = authority(portal, title="Team Fördermittel", phones=[{"number": "115", "label": ""}])
    directive = publication(portal, "richtlinie", title="Die Richtlinie", data=pdf("x"))
    sheet = publication(portal, "merkblatt", title="Das Merkblatt", data=pdf("x", "y"))
    service = online_service(team, title="Antrag online")
    folder(portal, "formulare")
    api.content.create(portal["formulare"], "Document", "foerderung", title="Antragsformular")
    api.content.transition(portal["formulare"]["foerderung"], "publish")
    return funding_programme(
        portal, title="E-Government", purpose=rich("<p>Ziel</p><script>alert(1)</script>"),
        rate=66.7, ceiling=250_000, team=team.UID(), directive=directive.UID(),
        publications=[sheet.UID()], legal_basis=[{"title": "§ 23 ThürLHO", "url": None}],
        periods=[{"label": "Runde 1", "opens": None, "closes": date(2026, 12, 31)}],
        application_path="/formulare/foerderung", application_target=service.UID(),
        application_url="https://example.org/antrag",
    )  # fmt: skip


def test_the_page(programme, anybody):
    page = anybody.get("programm").text
    words = " ".join(html.fromstring(page).text_content().split())
    for told in (
        "offen Anträge bis 31. Dezember 2026", "66,7\xa0%", "250\xa0000,00\xa0€", "Die Richtlinie",
        "Das Merkblatt", "PDF, 1 kB, 2 Seiten", "§ 23 ThürLHO", "Team Fördermittel", "Antragsformular",
        "Antrag online", "Antrag stellen", "Runde 1: bis 31. Dezember 2026 (offen)",
    ):  # fmt: skip
        assert " ".join(told.split()) in words, told
    assert "alert(1)" not in page
    assert 'href="tel:115"' in page
    assert "/plone/formulare/foerderung" in page


def test_what_is_not_public_is_not_named(portal, programme, anybody):
    for obj in (portal["amt"], portal["richtlinie"], portal["merkblatt"],
                portal["formulare"]["foerderung"]):  # fmt: skip
        withdraw(obj)
    for accept in ("text/html", "application/json"):
        response = anybody.get("programm", accept)
        assert response.status_int == 200
        for name in ("Fördermittel", "Richtlinie", "Merkblatt", "Antragsformular", "Antrag online"):
            words = response.text.replace("Förderrichtlinie", "")
            assert name not in words, (accept, name)


def test_json_ld(programme, anybody):
    page = html.fromstring(anybody.get("programm").text)
    told = json.loads(page.cssselect('script[type="application/ld+json"]')[0].text)
    assert told["@type"] == "Grant"
    assert told["funder"]["name"] == "Team Fördermittel"


@pytest.mark.parametrize(
    "values",
    [
        {"rate": 101.0},
        {"ceiling": -1},
        {"application_url": "javascript:alert(1)"},
        {"application_path": "../etc"},
        {"application_path": "https://example.org"},
        {"directive": "nirgends"},
        {"periods": [{"label": "", "opens": "2027-02-01", "closes": "2027-01-01"}]},
    ],
    ids=str,
)
def test_json_refuses_what_the_form_refuses(programme, visitor, values):
    response = visitor("editor").patch("programm", values)
    assert response.status_int == 400, response.text


def test_it_is_found_by_its_words(programme):
    brains = api.content.find(SearchableText="Ziel", portal_type="tlvwa.portal.FundingProgramme")
    assert [brain.getPath() for brain in brains] == ["/plone/programm"]


def test_the_sites_own_form_is_offered_while_one_can_apply(portal, anybody, clock):
    clock(2026, 11, 24, 12)
    form = public_form(portal)
    api.portal.set_registry_record("tlvwa.portal.form_funding", form.UID())
    over = [{"label": "", "opens": None, "closes": date(2026, 11, 23)}]
    open_one = funding_programme(portal, "offen")
    funding_programme(portal, "vorbei", periods=over)
    assert f"/plone/form?programm={open_one.UID()}" in anybody.get("offen").text
    assert "?programm=" not in anybody.get("vorbei").text
