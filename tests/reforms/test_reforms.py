"""A reform from its steps to its day: rehearsed, decided, applied, withdrawn; nobody loses an answer."""

from datetime import date, timedelta

import transaction
from bs4 import BeautifulSoup
from plone import api
from plone.namedfile.file import NamedBlobFile

from tlvwa.portal.areas.importing.merge import merge
from tlvwa.portal.areas.importing.register import parse_register
from tlvwa.portal.areas.known_reforms import known_reforms
from tlvwa.portal.areas.table import TableData, write_table
from tlvwa.portal.finder.reform.proposals import RecordFate
from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store, read_gazetteer_table
from tlvwa.portal.reforms import annotations

from ..content_fixtures import content_fixture
from ..factories import (
    ASSOCIATION,
    EISENBERG,
    GOESEN,
    THUERINGEN,
    authority,
    models,
    reform,
    responsibility,
    service,
)

DAY = date(2090, 1, 1)
EVE = DAY - timedelta(days=1)
SERBA, BOBECK, WEISSENBORN = "160745053091", "160745053005", "160745053109"
RODEBERG = "160645052055"
ALBERSDORF, MOVED = "160745053001", "160745052001"
STEPS = (
    ((GOESEN,), EISENBERG, ""),
    ((SERBA,), BOBECK, ""),
    ((SERBA,), WEISSENBORN, ""),
    ((ALBERSDORF,), MOVED, "Albersdorf"),
)
REHEARSAL, APPLY, WITHDRAW = (
    f"reform/@@gebietsreform-{name}" for name in ("probe", "anwenden", "zuruecknehmen")
)


@content_fixture
def offices(portal, dog_tax):
    """The offices of small municipalities, one of their Verband, one of the whole Land."""
    passport = service(portal, "pass", leika_keys=["99008003012001"], coverage="land")
    market = service(portal, "markt", coverage="land")
    for name, area in (("goesen", GOESEN), ("serba", SERBA), ("albersdorf", ALBERSDORF)):
        responsibility(authority(portal, name, area=area), dog_tax, market, title=name)
    for name, area in (("eisenberg", EISENBERG), ("bobeck", BOBECK)):
        responsibility(authority(portal, name, area=area), dog_tax, market, areas=[area])
    land = authority(portal, "amt", area=THUERINGEN)
    responsibility(land, passport, areas=[THUERINGEN])
    return portal


@content_fixture
def planned(offices):
    """A reform with a merger, a split and a move, on a day of which answers are given."""
    api.portal.set_registry_record("tlvwa.portal.known_years", 100)
    return reform(offices, *STEPS)


def text(response):
    """What a page says."""
    assert response.status_int == 200, response.text[:2000]
    content = BeautifulSoup(response.text, "html.parser").select_one("#content")
    return " ".join(content.get_text(" ").split())


def send(visitor, who, path, **fields):
    """The answer to pressing the button of the form on a page."""
    page = visitor(who).get(path)
    form = next(
        each
        for each in page.forms.values()
        if "@@gebietsreform" in each.action and each.method.lower() == "post"
    )
    given = {name: value for name, value in form.submit_fields() if name not in fields}
    return visitor(who).send(path, given | fields)


def decide(visitor, choice):
    """Decide everything alike."""
    assert send(visitor, "editor", REHEARSAL, **{"decide-rest": choice}).status_int == 302


def test_what_is_decided_of_a_rule_comes_before_its_office_and_that_before_the_rest(
    visitor, planned
):
    page = BeautifulSoup(visitor("editor").get(REHEARSAL).text, "html.parser")
    own, group, rest = dict.fromkeys(each["name"] for each in page.select("input[type=radio]"))
    for sent, decided in (
        ({rest: "end"}, RecordFate.END),
        ({rest: "end", group: "leave", own: ""}, RecordFate.LEAVE),
        ({rest: "end", group: "leave", own: "carry"}, RecordFate.CARRY),
    ):
        assert send(visitor, "editor", REHEARSAL, **sent).status_int == 302
        assert list(annotations.decisions(planned).values()) == [decided]


def release(planned):
    """Through the review."""
    for step in ("submit", "release"):
        api.content.transition(planned, step)
    transaction.commit()


def answers(portal, keys, day):
    """For each service and area: the status and the offices."""
    from tlvwa.portal.common.clock import today

    found = models()
    resolver = found.resolver
    told = {}
    for uid in found.rulebook.services:
        for key in keys:
            answer = resolver.answer(uid, key, day, today())
            told[uid, key] = (answer.status.value, tuple(each.target for each in answer.offices))
    return told


def everybody():
    """The municipalities of today."""
    gazetteer = models().gazetteer
    return gazetteer.municipalities(THUERINGEN, date(2026, 11, 25))


def records():
    """What every record says, by UID."""
    return {
        uid: (record.valid_from, record.valid_to, areas)
        for uid, (record, areas) in models().records_by_responsibility.items()
    }


def test_the_rehearsal_shows_what_happens_and_writes_nothing(visitor, planned):
    before = gazetteer_store().table
    page = text(visitor("editor").get(REHEARSAL))
    assert "1. Januar 2090: 3 Gebiete enden, 1 beginnen." in page
    assert "3 Zuständigkeiten betroffen" in page
    assert "1 zu entscheiden" in page
    assert "2 Antworten fehlen, die es vorher gab" in page
    assert "Das Gebiet wird geteilt." in page
    assert "Serba (160745053091) Weißenborn (160745053109)" in page
    assert gazetteer_store().table == before
    table = visitor("editor").get(REHEARSAL, csv="rules")
    assert "Albersdorf;Albersdorf;gilt weiter" in table.body.decode("utf-8-sig")
    assert visitor("editor").get(REHEARSAL, csv="xyz").status_int == 404


def test_what_else_names_an_old_area_is_listed(visitor, offices, planned):
    authority(offices, "schule", area=None, title="Schule Serba", website="https://www.serba.de")
    responsibility(offices["serba"], offices["markt"], name="entwurf", publish=False)
    page = text(visitor("editor").get(REHEARSAL))
    assert "Name der Behörde Schule Serba Serba" in page
    assert "Webadresse oder E-Mail Schule Serba Serba" in page
    assert "Gebiet serba Serba" in page


def test_a_wrong_plan_is_told_with_step_and_reason(visitor, offices):
    reform(offices, (("160745059001",), EISENBERG, ""))
    page = text(visitor("editor").get(REHEARSAL))
    assert "Schritt 1: kein Gebiet hat den Schlüssel 160745059001" in page
    assert visitor("editor").get(REHEARSAL, csv="rules").status_int == 404


def test_it_is_applied_only_reviewed_and_decided(visitor, planned):
    assert "noch nicht freigegeben" in text(visitor("manager").get(APPLY))
    release(planned)
    assert "1 Entscheidungen fehlen noch." in text(visitor("manager").get(APPLY))
    before = gazetteer_store().table
    token = visitor("manager").get("reform/@@gebietsreform-probe").forms
    assert token is not None
    assert visitor("manager").send(APPLY, {}).status_int in (302, 401, 403)
    assert visitor("editor").send(REHEARSAL, {}).status_int in (302, 401, 403)
    assert gazetteer_store().table == before


def test_applied_nobody_is_without_an_answer_they_had(visitor, planned):
    keys = everybody()
    earlier, later = answers(planned, keys, EVE), answers(planned, keys, DAY)
    decide(visitor, "carry")
    release(planned)
    assert send(visitor, "editor", APPLY).status_int == 302
    assert answers(planned, keys, EVE) == earlier  # nothing changes before the day
    now = answers(planned, keys, DAY)
    for at, (status, _offices) in later.items():
        assert now[at][0] != "gap" or status == "gap", at
    gazetteer = models().gazetteer
    assert gazetteer.successors_on(GOESEN, DAY) == (EISENBERG,)
    assert gazetteer.successors_on(ALBERSDORF, DAY) == (MOVED,)
    dog_tax = planned.__parent__["hundesteuer"].UID()
    assert now[dog_tax, GOESEN] == now[dog_tax, EISENBERG] != later[dog_tax, GOESEN]
    assert now[dog_tax, ALBERSDORF] == later[dog_tax, ALBERSDORF]
    assert now[dog_tax, SERBA][0] == "question"  # which part?
    answer = visitor().json("@responsible", service=dog_tax, area=SERBA, date=DAY.isoformat())
    assert {o["parameters"]["area"] for o in answer["question"]["options"]} == {BOBECK, WEISSENBORN}
    for key in (GOESEN, ALBERSDORF, SERBA):
        page = visitor().get(
            "zustaendigkeitsfinder", service=dog_tax, area=key, date=DAY.isoformat()
        )
        assert page.status_int == 200


def test_the_records_carry_dates_and_a_note(visitor, planned):
    decide(visitor, "carry")
    release(planned)
    send(visitor, "editor", APPLY)
    offices = planned.__parent__
    assert offices["goesen"]["zustaendig"].valid_to == EVE
    assert offices["albersdorf"]["zustaendig"].areas == [ALBERSDORF, MOVED]
    assert offices["serba"]["zustaendig"].valid_to == EVE
    (begun,) = [each for each in offices["serba"].objectValues() if each.getId() != "zustaendig"]
    assert (begun.areas, begun.valid_from, begun.valid_to) == ([WEISSENBORN], DAY, None)
    assert api.content.get_state(begun) == "published"
    history = api.portal.get_tool("portal_repository").getHistory(offices["goesen"]["zustaendig"])
    assert history[0].comment == "Gebietsreform: reform"
    page = text(visitor("editor").get(REHEARSAL))
    assert "Diese Reform ist angewendet." in page


def test_it_is_withdrawn_whole_before_its_day(visitor, planned):
    before, told = gazetteer_store().table, records()
    decide(visitor, "carry")
    release(planned)
    send(visitor, "editor", APPLY)
    assert gazetteer_store().table != before
    assert send(visitor, "editor", WITHDRAW).status_int == 302
    assert gazetteer_store().table == before
    assert records() == told
    assert "3 Gebiete enden" in text(visitor("editor").get(REHEARSAL))
    assert send(visitor, "editor", APPLY).status_int == 302  # and can be applied again


def test_it_is_not_withdrawn_where_something_was_edited_since(visitor, planned):
    decide(visitor, "carry")
    release(planned)
    send(visitor, "editor", APPLY)
    record = planned.__parent__["goesen"]["zustaendig"]
    record.valid_to = date(2089, 6, 30)
    record.reindexObject()
    transaction.commit()
    table = gazetteer_store().table
    page = text(send(visitor, "editor", WITHDRAW))
    assert "„goesen“ wurde seither geändert." in page
    assert gazetteer_store().table == table


def test_it_is_not_withdrawn_after_its_day(visitor, offices):
    past = reform(offices, ((GOESEN,), EISENBERG, ""), day=date(2026, 1, 1))
    release(past)
    assert send(visitor, "editor", APPLY).status_int == 302
    assert "zurücknehmen lässt sie sich nur vorher" in text(send(visitor, "editor", WITHDRAW))


def test_an_answer_may_be_lost_only_for_a_reason(visitor, planned):
    decide(visitor, "end")
    release(planned)
    assert "2 Antworten würden fehlen" in text(send(visitor, "editor", APPLY))
    assert send(visitor, "editor", APPLY, reason="Aufgabe entfällt").status_int == 302
    assert "Aufgabe entfällt" in text(visitor("editor").get(REHEARSAL))


def test_an_exception_keeps_the_old_office_until_its_day(visitor, offices):
    until = date(2091, 12, 31)
    market, serba = offices["markt"].UID(), offices["serba"].UID()
    receiver = authority(offices, "vg", area=ASSOCIATION)
    responsibility(receiver, offices["markt"], areas=[ASSOCIATION])
    rows = [{"services": market, "areas": SERBA, "until": until}]
    planned = reform(offices, ((SERBA,), "160745052091", "Serba"), staying=rows)
    page = text(visitor("editor").get(REHEARSAL))
    assert "Ausnahme: Die Aufgabe bleibt bis zum genannten Tag bei der alten Stelle." in page
    release(planned)
    assert send(visitor, "editor", APPLY).status_int == 302
    for day in (EVE, DAY, until):
        assert answers(planned, [SERBA], day)[market, SERBA] == ("answered", (serba,))
    later = answers(planned, [SERBA], until + timedelta(days=1))
    assert later[market, SERBA] == ("answered", (receiver.UID(),))


def test_an_exception_that_nobody_understands_is_told(visitor, offices):
    row = {"services": "xyz", "areas": "160745059001", "until": DAY}
    reform(offices, *STEPS, staying=[row])
    page = text(visitor("editor").get(REHEARSAL))
    assert "Ausnahme 1: Keine Leistung heißt „xyz“." in page
    assert "Ausnahme 1: Kein Gebiet hat den Schlüssel 160745059001." in page


def test_a_newer_register_is_rehearsed_and_applied(visitor, portal, dog_tax, data):
    folder = data / "gv100ad"
    old = parse_register((folder / "GV100AD_30112023.txt").read_bytes(), "2023", "16")
    areas = merge((), old, known_reforms()).areas
    gazetteer_store().write(table=write_table(TableData(areas)))
    transaction.commit()
    for name, area in (("rodeberg", RODEBERG), ("vg", "160615012"), ("kreis", "16061")):
        responsibility(authority(portal, name, area=area), dog_tax, title=name)
    responsibility(authority(portal, "land", area=THUERINGEN), dog_tax)
    newer = folder / "GV100AD_31082025.txt"
    register = NamedBlobFile(newer.read_bytes(), filename=newer.name)
    planned = reform(portal, day=date(2024, 1, 1), register=register, land="16")
    page = text(visitor("editor").get(REHEARSAL))
    assert "1. Januar 2024: 29 Gebiete enden, 8 beginnen." in page
    decide(visitor, "carry")
    release(planned)
    assert send(visitor, "editor", APPLY).status_int == 302
    merged = merge(areas, parse_register(newer.read_bytes(), "2025", "16"), known_reforms())
    assert read_gazetteer_table().areas == merged.areas
    assert "lässt sich nicht zurücknehmen" in text(send(visitor, "editor", WITHDRAW))
    told = answers(portal, everybody(), date(2024, 1, 1))
    assert "gap" not in {status for status, _offices in told.values()}


def test_the_list_of_reforms_leads_to_them(visitor, planned):
    page = text(visitor("editor").get("@@gebietsreformen"))
    assert "reform 1. Januar 2090 Entwurf nein" in page
    assert "Neue Gebietsreform" in page
    assert "Neue Gebietsreform" not in text(visitor("reviewer").get("@@gebietsreformen"))


def test_it_is_made_in_a_browser_with_its_rows(browser_of, offices):
    browser = browser_of("editor")
    browser.open(f"{offices.absolute_url()}/++add++tlvwa.portal.Reform")
    browser.getControl(name="form.widgets.IBasic.title").value = "Zusammenschluss"
    browser.getControl(name="form.widgets.day").value = DAY.isoformat()
    browser.getControl(name="form.widgets.steps-insert").click()
    browser.getControl(name="form.widgets.steps.0.widgets.old").value = f"{GOESEN}, {SERBA}"
    browser.getControl(name="form.widgets.steps.0.widgets.key").value = EISENBERG
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    (made,) = (each for each in offices.objectValues() if each.Title() == "Zusammenschluss")
    assert made.day == DAY
    assert made.steps == [{"old": f"{GOESEN}, {SERBA}", "key": EISENBERG, "name": None}]
    assert "Serba (160745053091)" in browser.contents
