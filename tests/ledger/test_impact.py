"""What a record would change is shown before it is saved; offices that would overlap stop it."""

from datetime import date, timedelta

import pytest
import transaction
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import BadRequest
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from tlvwa.portal.ledger.impact.changes import publication_changes, removal_changes
from tlvwa.portal.ledger.impact.effects import EffectKind, LedgerImpact
from tlvwa.portal.ledger.impact.suspension import suspend_checks

from .. import factories
from ..content_fixtures import content_fixture
from ..factories import JENA, WEIMAR, models

TODAY = date(2026, 11, 25)
NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def today(clock):
    clock(2026, 11, 25, 12)


@pytest.fixture
def draft(jena, dog_tax):
    """A draft by which the city is responsible for itself."""
    transaction.commit()
    return jena["zustaendig"]


@content_fixture
def rival(portal, dog_tax):
    """Another office that is responsible in the city, for everybody to see."""
    office = factories.authority(portal, "rivale", area=JENA)
    factories.responsibility(office, dog_tax)
    transaction.commit()
    return office


def publish(obj, **fields):
    for name, value in fields.items():
        setattr(obj, name, value)
    api.portal.get_tool("portal_workflow").doActionFor(obj, "publish_directly")


def effects_of(changes):
    return LedgerImpact(models(), changes)


# -- in words ----------------------------------------------------------------------------------


def test_a_draft_closes_a_gap(draft):
    assert effects_of(publication_changes(models(), draft)).lines == ["Schließt 1 Lücke in Jena."]


def test_from_a_day_on(draft):
    draft.valid_from = NEXT_YEAR
    assert effects_of(publication_changes(models(), draft)).lines == [
        "Schließt 1 Lücke in Jena ab 1. Januar 2027."
    ]


def test_many_places_are_counted(draft):
    draft.areas = ["16074"]
    (line,) = effects_of(publication_changes(models(), draft)).lines
    count = len(models().gazetteer.municipalities("16074", TODAY))
    assert line == f"Schließt {count} Lücken in {count} Gemeinden."


def test_what_goes_opens_gaps(rival):
    effects = effects_of(removal_changes(models(), [rival.UID()]))
    assert effects.lines == ["Öffnet 1 Lücke in Jena."]
    assert effects.opens_gaps
    assert not effects.refused


def test_an_overlap_comes_first(draft, rival):
    draft.areas = [JENA, WEIMAR]
    effects = effects_of(publication_changes(models(), draft))
    assert [each.kind for each in effects.effects] == [
        EffectKind.OVERLAP_OPENS,
        EffectKind.GAP_CLOSES,
    ]
    assert effects.lines[0] == "Öffnet 1 Überschneidung in Jena."


def test_nothing_changes_where_the_authority_is_a_draft(portal, dog_tax):
    office = factories.authority(portal, "neu", area=WEIMAR, publish=False)
    record = factories.responsibility(office, dog_tax, publish=False)
    transaction.commit()
    effects = effects_of(publication_changes(models(), record))
    assert (effects.lines, effects.hidden) == ([], True)


def test_nothing_changes_for_a_service_that_is_a_draft(portal, jena, draft):
    assert not effects_of(publication_changes(models(), draft)).hidden
    draft.services = [*draft.services, factories.service(portal, "neu", publish=False).UID()]
    effects = effects_of(publication_changes(models(), draft))
    assert (effects.lines, effects.hidden) == (["Schließt 1 Lücke in Jena."], True)


def test_which_values_are_missing_or_doubled(portal, jena, dog_tax):
    criteria = [{"name": "name", "label": "Name", "kind": "initial", "help": "", "options": ""}]
    dog_tax.criteria = criteria
    dog_tax.reindexObject()
    factories.responsibility(jena, dog_tax, name="a", criterion="name", values=["A-K"])
    part = factories.authority(jena, "teil", area=JENA)
    draft = factories.responsibility(
        part, dog_tax, name="b", publish=False, criterion="name", values=["M-Z", "Sch"]
    )
    transaction.commit()
    assert effects_of(publication_changes(models(), draft)).notes == [
        "„Sch“ steht schon in einem anderen Wert des Eintrags."
    ]
    draft.values = ["K-R"]
    assert effects_of(publication_changes(models(), draft)).notes == [
        "Mehrere Stellen bei „hundesteuer“ für: K",
        "Keine Stelle bei „hundesteuer“ für: S–Z",
    ]


# -- publication -------------------------------------------------------------------------------


def test_publication_is_stopped_by_an_overlap(draft, rival):
    with pytest.raises(WorkflowException, match="Öffnet 1 Überschneidung in Jena"):
        publish(draft)
    assert api.content.get_state(draft) != "published"


def test_a_reason_and_an_end_allow_it(draft, rival):
    publish(draft, overlap_reason="Übergabe der Akten", overlap_until=NEXT_YEAR)
    transaction.commit()
    assert effects_of(publication_changes(models(), draft)).lines == []


def test_an_exception_that_ends_before_the_overlap_does_not_help(draft, rival):
    with pytest.raises(WorkflowException):
        publish(
            draft,
            valid_from=NEXT_YEAR,
            overlap_reason="Übergabe",
            overlap_until=NEXT_YEAR - timedelta(days=1),
        )


def test_an_authority_brings_its_records(portal, dog_tax, rival):
    office = factories.authority(portal, "zweite", area=JENA, publish=False)
    factories.responsibility(office, dog_tax)
    transaction.commit()
    with pytest.raises(WorkflowException, match="Jena"):
        publish(office)


def test_what_is_public_does_not_come_to_overlap(draft, rival):
    publish(draft, areas=[WEIMAR])
    transaction.commit()
    draft.areas = [JENA]
    with pytest.raises(BadRequest, match="Öffnet 1 Überschneidung in Jena"):
        notify(ObjectModifiedEvent(draft))


def test_a_draft_may_be_anything(draft, rival):
    draft.areas = [JENA]
    notify(ObjectModifiedEvent(draft))


def test_changes_judged_together_are_not_judged_alone(draft, rival):
    with suspend_checks():
        publish(draft)
    assert api.content.get_state(draft) == "published"


def test_over_rest_it_is_a_400_and_nothing_is_saved(visitor, draft, rival):
    publish(draft, areas=[WEIMAR])
    transaction.commit()
    answer = visitor("editor").patch("jena/zustaendig", {"areas": [JENA]})
    assert answer.status_int == 400
    assert "Überschneidung" in answer.json["message"]
    transaction.begin()
    assert draft.areas == [WEIMAR]


# -- the forms ---------------------------------------------------------------------------------


def test_the_edit_form_shows_it_and_saves_nothing(browser_of, draft):
    browser = browser_of("municipality")
    browser.open(f"{draft.absolute_url()}/edit")
    browser.getControl(name="form.widgets.valid_from").value = "2027-01-01"
    browser.getControl(name="form.buttons.preview").click()
    assert "Schließt 1 Lücke in Jena ab 1. Januar 2027." in browser.contents
    assert browser.getControl(name="form.widgets.valid_from").value == "2027-01-01"
    transaction.begin()
    assert draft.valid_from is None


def test_the_add_form_shows_it(browser_of, jena, dog_tax):
    browser = browser_of("municipality")
    address = f"{jena.absolute_url()}/++add++tlvwa.portal.Responsibility"
    browser.open(address)
    browser.getControl(name="form.widgets.IBasic.title").value = "Hundesteuer"
    browser.getControl(name="form.widgets.services-search").value = "hundesteuer"
    browser.getControl(name="form.widgets.services-find").click()
    browser.getControl(name="form.widgets.services").value = [dog_tax.UID()]
    browser.getControl(name="form.buttons.preview").click()
    assert "Schließt 1 Lücke in Jena." in browser.contents


def test_the_edit_form_refuses_an_overlap_of_a_public_record(browser_of, draft, rival):
    publish(draft, areas=[WEIMAR])
    browser = browser_of("editor")
    browser.open(f"{draft.absolute_url()}/edit")
    browser.getControl(name="form.widgets.areas").displayValue = []
    browser.getControl(name="form.buttons.save").click()
    assert "So nicht: Öffnet 1 Überschneidung in Jena." in browser.contents


# -- for programs ------------------------------------------------------------------------------


def test_programs_ask_before_they_write(visitor, draft, dog_tax, rival):
    editor = visitor("editor")
    add = {"authority": rival.UID(), "services": [dog_tax.UID()], "areas": [WEIMAR]}
    found = editor.post_json("@ledger", {"changes": [{"add": add}]})
    assert found["summary"] == ["Schließt 1 Lücke in Weimar."]
    (effect,) = found["effects"]
    assert effect["municipalities"] == [{"key": WEIMAR, "name": "Weimar", "kind": "gemeinde"}]
    found = editor.post_json("@ledger", {"changes": [{"edit": {"UID": draft.UID()}}]})
    assert found["refused"]
    changes = [{"edit": {"UID": draft.UID()}}, {"remove": {"UID": rival.UID()}}]
    assert editor.post_json("@ledger", {"changes": changes})["summary"] == [
        "Ändert 1 Antwort in Jena."
    ]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ([], "body"),
        ({}, "changes"),
        ({"changes": [{"move": {}}]}, "no. 1"),
        ({"changes": [{"add": {"authority": "nope"}}]}, "authority"),
        ({"changes": [{"remove": {"UID": 7}}]}, "UID"),
    ],
)
def test_a_malformed_body_is_named(visitor, jena, body, named):
    transaction.commit()
    assert named in visitor("editor").post_json("@ledger", body, 400)["message"]


def test_a_malformed_field_is_named(visitor, draft):
    change = {"edit": {"UID": draft.UID(), "valid_from": "morgen"}}
    answer = visitor("editor").post_json("@ledger", {"changes": [change]}, 400)
    assert "valid_from" in answer["message"]
    change = {"edit": {"UID": draft.UID(), "colour": "blue"}}
    answer = visitor("editor").post_json("@ledger", {"changes": [change]}, 400)
    assert "colour" in answer["message"]


def test_nobody_asks_about_what_they_may_not_change(visitor, weimar):
    change = {"edit": {"UID": weimar["z"].UID()}}
    visitor("municipality").post_json("@ledger", {"changes": [change]}, 400)
    visitor().post_json("@ledger", {"changes": [change]}, 401)
