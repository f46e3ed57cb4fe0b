"""What breaks is said before it breaks, and can be handed over; names change, links stay, copies are new."""

from datetime import date
from html import unescape

import pytest
import transaction
from plone import api

from tlvwa.portal.workflow.consequences.model import consequences
from tlvwa.portal.workflow.handover.transfer import hand_over

from ..content_fixtures import content_fixture
from ..factories import (
    ERFURT,
    JENA,
    WEIMAR,
    authority,
    models,
    publish,
    responsibility,
    service,
    specialisation,
)


@content_fixture
def offices(portal, dog_tax, jena):
    """Jena with a published record and a part with another; Weimar refers to Jena."""
    publish(jena["zustaendig"])
    part = authority(jena, "teil", area=None)
    responsibility(part, dog_tax, name="im-teil", title="Im Teil", areas=[ERFURT])
    weimar = authority(portal, "weimar", area=WEIMAR)
    responsibility(
        weimar, dog_tax, name="verweis", title="Verweis", effect="referred", refers_to=jena.UID()
    )
    return portal


def titles(nodes):
    return [node.title for node in nodes]


def test_of_an_authority(offices):
    lost = consequences(models(), {offices["jena"].UID()})
    assert titles(lost.ending) == ["Im Teil", "zustaendig"]
    assert titles(lost.pointing) == ["Verweis"]
    assert not lost.naming
    assert not lost.derived


def test_of_a_service(offices, dog_tax):
    child = service(offices, "kind", title="Kind", parent_service=dog_tax.UID())
    lost = consequences(models(), {dog_tax.UID()})
    assert titles(lost.naming) == ["Im Teil", "Verweis", "zustaendig"]
    assert titles(lost.derived) == ["Kind"]
    both = consequences(models(), {dog_tax.UID(), child.UID(), offices["jena"].UID()})
    assert titles(both.naming) == ["Verweis"]
    assert not both.ending
    assert not both.derived


def test_of_local_texts(offices, dog_tax):
    specialisation(offices["jena"], dog_tax, title="Hunde in Jena")
    for going in (dog_tax, offices["jena"]):
        assert titles(consequences(models(), {going.UID()}).local) == ["Hunde in Jena"]
    assert not consequences(models(), {dog_tax.UID(), offices["jena"].UID()}).local
    assert not consequences(models(), {offices["weimar"].UID()}).local


def test_of_something_nobody_needs(portal):
    assert not consequences(models(), {authority(portal).UID()})
    assert not consequences(models(), {"unbekannt"})


def test_the_pages_that_cause_it_say_so(offices, browser_of):
    for page in (
        "jena/delete_confirmation",
        "jena/@@folgen",
        "jena/@@zustand-aendern?transition=withdraw",
    ):
        shown = browser_of("manager")
        shown.open(f"{offices.absolute_url()}/{page}")
        for title in ("zustaendig", "Im Teil", "Verweis"):
            assert f">{title}</a>" in shown.contents, (page, title)
        assert "@@uebergeben" in shown.contents


def test_deleting_several_in_a_folder_says_so(offices, dog_tax, visitor):
    from tlvwa.portal.workflow.consequences.view import DeletionInfo

    request = offices.REQUEST
    told = DeletionInfo(offices, request)([offices["jena"], dog_tax])
    assert "Verweis" in told
    assert "Im Teil" not in told  # its service goes too


def test_drafts_of_others_are_counted_not_named(offices, dog_tax, browser_of):
    responsibility(
        offices["weimar"],
        dog_tax,
        name="geheim",
        title="Geheimer Verweis",
        publish=False,
        effect="referred",
        refers_to=offices["jena"].UID(),
    )
    shown = browser_of("municipality")
    shown.open(f"{offices['jena'].absolute_url()}/@@folgen")
    assert "Geheimer Verweis" not in shown.contents
    assert "weitere" in shown.contents
    assert ">Verweis</a>" in shown.contents


def test_an_expiry_warns(offices, browser_of):
    shown = browser_of("editor")
    shown.open(f"{offices['jena'].absolute_url()}/edit")
    shown.getControl(name="form.widgets.IPublication.expires")._control.value = "2030-01-01T00:00"
    shown.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert offices["jena"].expiration_date
    assert "fehlt etwas an 3 anderen Stellen" in shown.contents
    shown.open(f"{offices['jena'].absolute_url()}/edit")
    shown.getControl(name="form.buttons.save").click()
    assert "fehlt etwas" not in shown.contents  # only when it changes


def test_handing_over_moves_the_records(offices, dog_tax):
    target = authority(offices, "nachfolge", area=ERFURT)
    moved = offices["jena"]["zustaendig"]
    moved.areas = []
    uid, before = moved.UID(), set(models().nodes)
    done = hand_over(offices["jena"], target)
    transaction.commit()
    assert (
        done.moved_records,
        done.continued_records,
        done.redirected_references,
        done.skipped_references,
    ) == (2, 0, 1, 0)
    assert set(models().nodes) == before
    assert target["zustaendig"].UID() == uid
    assert target["zustaendig"].areas == [JENA]  # what it meant where it was
    assert api.content.get_state(target["zustaendig"]) == "published"
    assert offices["weimar"]["verweis"].refers_to == target.UID()
    assert not consequences(models(), {offices["jena"].UID()})


def test_handing_over_from_a_day_on(offices, anybody, dog_tax):
    target = authority(offices, "nachfolge", area=ERFURT)
    done = hand_over(offices["jena"], target, date(2027, 1, 1))
    transaction.commit()
    assert (done.moved_records, done.continued_records, done.redirected_references) == (0, 2, 0)
    assert offices["jena"]["zustaendig"].valid_to == date(2026, 12, 31)
    assert target["zustaendig"].valid_from == date(2027, 1, 1)
    for day, office in (("2026-12-31", offices["jena"]), ("2027-01-01", target)):
        told = anybody.json("@responsible", service=dog_tax.UID(), area=JENA, date=day)
        assert [each["UID"] for each in told["offices"]] == [office.UID()]


def test_a_record_that_ended_stays_where_it_was_law(offices):
    target = authority(offices, "nachfolge", area=ERFURT)
    offices["jena"]["zustaendig"].valid_to = date(2020, 1, 1)
    hand_over(offices["jena"], target, date(2027, 1, 1))
    assert offices["jena"]["zustaendig"].valid_to == date(2020, 1, 1)
    assert "zustaendig" not in target


def test_the_form_hands_over(offices, browser_of):
    target = authority(offices, "nachfolge", area=ERFURT, title="Nachfolge")
    shown = browser_of("editor")
    shown.open(f"{offices['jena'].absolute_url()}/@@uebergeben")
    shown.getControl(name="form.widgets.target-search").value = "nachfolge"
    shown.getControl(name="form.widgets.target-find").click()
    shown.getControl(name="form.widgets.target").value = [target.UID()]
    shown.getControl(name="form.buttons.hand_over").click()
    transaction.begin()
    assert set(target.objectIds()) == {"zustaendig", "im-teil"}
    assert "2 Zuständigkeiten übergeben" in unescape(shown.contents)
    assert "Ändert 3 Antworten in Erfurt, Jena und Weimar." in unescape(shown.contents)


def test_the_form_refuses_a_part_of_the_authority(offices, browser_of):
    shown = browser_of("editor")
    shown.open(f"{offices['jena'].absolute_url()}/@@uebergeben")
    shown.getControl(name="form.widgets.target-search").value = "teil"
    shown.getControl(name="form.widgets.target-find").click()
    shown.getControl(name="form.widgets.target").value = [offices["jena"]["teil"].UID()]
    shown.getControl(name="form.buttons.hand_over").click()
    transaction.begin()
    assert "die nicht diese oder ein Teil davon ist" in shown.contents
    assert "zustaendig" in offices["jena"]


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("path", ["jena", "jena/teil", "jena/teil/im-teil"])
def test_renaming_and_moving_break_no_link(offices, anybody, path, accept):
    uid = offices.unrestrictedTraverse(path).UID()
    api.content.rename(offices["jena"], "stadt-jena")
    api.content.create(offices, "Folder", "aemter", title="Ämter")
    api.content.transition(offices["aemter"], "publish")
    api.content.move(offices["stadt-jena"], offices["aemter"])
    transaction.commit()
    answer = anybody.get(path, accept)
    assert answer.status_int in (301, 302)
    new = answer.headers["Location"]
    assert "/aemter/stadt-jena" in new
    assert uid in anybody.get(new, "application/json").text


def test_a_link_to_what_is_hidden_tells_nothing(offices, anybody):
    api.content.rename(offices["jena"], "geheimer-name")
    api.content.transition(offices["geheimer-name"], "withdraw", comment="Zur Probe.")
    transaction.commit()
    answer = anybody.get("jena")
    followed = (
        anybody.get(answer.headers["Location"]) if answer.status_int in (301, 302) else answer
    )
    assert followed.status_int != 200


def test_a_copy_bears_no_id(offices):
    jena = offices["jena"]
    jena.identifier = jena["teil"].identifier = "L100108_4711"
    copy = api.content.copy(jena, offices, "kopie")
    assert copy.identifier is None
    assert copy["teil"].identifier is None
    assert copy.UID() != jena.UID()
    assert jena.identifier == "L100108_4711"
    moved = api.content.move(jena["teil"], offices["weimar"])
    assert moved.identifier == "L100108_4711"
