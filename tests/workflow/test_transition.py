"""Draft, review, release, publication: who may, with a comment, and who is told."""

import xml.etree.ElementTree as ET
from importlib.resources import files

import pytest
import transaction
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException

from tlvwa.portal.common.clock import BERLIN

from ..factories import JENA, authority, models, publish, responsibility, service, withdraw
from ..mail_server import MailServer

PATH = ("submit", "release", "publish", "withdraw", "revise")
STATES = ("draft", "in_review", "released", "published", "withdrawn")
WHO = ("member", "reader", "forms", "municipality", "reviewer", "editor", "manager")
OPEN = {  # state -> transition -> who may take it, for a record of the municipality
    "draft": {
        "submit": {"municipality", "editor", "manager"},
        "publish_directly": {"manager"},
    },
    "in_review": {
        "take_back": {"municipality", "editor", "manager"},
        "send_back": {"reviewer", "manager"},
        "release": {"reviewer", "manager"},
        "publish_directly": {"manager"},
    },
    "released": {"send_back": {"reviewer", "manager"}, "publish": {"reviewer", "manager"}},
    "published": {"withdraw": {"reviewer", "manager"}},
    "withdrawn": {
        "revise": {"municipality", "editor", "manager"},
        "publish_directly": {"manager"},
    },
}
CHANGING = {
    "draft": {"municipality", "editor", "manager"},
    "in_review": {"reviewer", "manager"},
    "released": {"manager"},
    "published": {"municipality", "editor", "manager"},
    "withdrawn": {"municipality", "editor", "manager"},
}


@pytest.fixture
def mail(portal):
    """A mail server that the site sends to, and people with addresses."""
    for name in ("municipality", "reviewer"):
        api.user.get(userid=name).setMemberProperties({"email": f"{name}@example.org"})
    api.portal.set_registry_record("plone.email_from_address", "portal@example.org")
    api.portal.set_registry_record("plone.email_from_name", "Das Portal")
    with MailServer() as server:
        host, port = server.server_address
        api.portal.set_registry_record("plone.smtp_host", host)
        api.portal.set_registry_record("plone.smtp_port", port)
        transaction.commit()
        yield server


def taken_to(obj, state):
    """Take the steps that lead from a draft to a state."""
    for step in PATH[: STATES.index(state)]:
        api.content.transition(obj, step, comment="Zur Probe.")
    transaction.commit()


@pytest.mark.parametrize("state", STATES)
def test_who_may_take_which_step(portal, jena, state):
    record = jena["zustaendig"]
    taken_to(record, state)
    tool = portal.portal_workflow
    found = {}
    for who in WHO:
        with api.env.adopt_user(who):
            for step in tool.getTransitionsFor(record):
                found.setdefault(step["id"], set()).add(who)
    assert found == OPEN[state]


@pytest.mark.parametrize("state", STATES)
def test_who_may_change_it(jena, state):
    record = jena["zustaendig"]
    taken_to(record, state)
    found = set()
    for who in WHO:
        with api.env.adopt_user(who):
            if api.user.has_permission("Modify portal content", obj=record):
                found.add(who)
    assert found == CHANGING[state]


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_published_is_public(anybody, jena, state):
    from datetime import datetime

    record = jena["zustaendig"]
    taken_to(record, state)
    shown = state == "published"
    assert (anybody.get("jena/zustaendig").status_int == 200) is shown
    today = datetime.now(BERLIN).date()
    assert models().is_public(record.UID(), today) is shown


@pytest.mark.parametrize(("state", "step"), [("in_review", "send_back"), ("published", "withdraw")])
def test_a_step_back_needs_a_comment(visitor, jena, state, step):
    record = jena["zustaendig"]
    taken_to(record, state)
    for comment in (None, "", "  "):
        with pytest.raises((WorkflowException, api.exc.InvalidParameterError)):
            record.portal_workflow.doActionFor(record, step, comment=comment)
    answer = visitor("manager").post(f"jena/zustaendig/@workflow/{step}", {})
    assert answer.status_int == 400
    assert "Kommentar" in answer.json["error"]["message"]
    visitor("manager").post_json(f"jena/zustaendig/@workflow/{step}", {"comment": "Falscher Ort."})
    transaction.begin()
    assert api.content.get_state(record) != state


def test_the_history_says_who_when_and_why(visitor, jena):
    taken_to(jena["zustaendig"], "in_review")
    history = visitor("municipality").json("jena/zustaendig/@history")
    newest = history[0]
    assert (newest["action"], newest["comments"]) == ("einreichen", "Zur Probe.")
    assert newest["actor"]["id"]
    assert newest["time"]


def form(visitor, who, transition, **fields):
    """The form of a step, filled in and sent."""
    page = visitor(who).get("jena/zustaendig/@@zustand-aendern", transition=transition)
    assert page.status_int == 200, page
    shown = next(each for each in page.forms.values() if "zustand-aendern" in each.action)
    for name, value in fields.items():
        shown[name] = value
    return visitor(who).send(shown.action, shown.submit_fields())


def test_the_form_takes_a_step(visitor, jena):
    answer = form(visitor, "municipality", "submit", comment="Bitte prüfen.")
    assert answer.status_int == 302
    transaction.begin()
    record = jena["zustaendig"]
    assert api.content.get_state(record) == "in_review"
    assert next(iter(record.workflow_history.values()))[-1]["comments"] == "Bitte prüfen."


def test_the_form_says_what_is_missing_and_keeps_what_was_written(visitor, jena):
    taken_to(jena["zustaendig"], "released")
    answer = form(visitor, "reviewer", "publish", comment="Gut.", first_day="1.1.2027")
    assert answer.status_int == 200
    assert "JJJJ-MM-TT" in answer.text
    assert answer.html.find(id="comment").text.strip() == "Gut."
    transaction.begin()
    assert api.content.get_state(jena["zustaendig"]) == "released"


def test_the_first_day_is_set_with_the_publication(visitor, anybody, jena):
    taken_to(jena["zustaendig"], "released")
    assert form(visitor, "reviewer", "publish", first_day="2099-01-01").status_int == 302
    transaction.begin()
    record = jena["zustaendig"]
    assert api.content.get_state(record) == "published"
    assert (
        record.effective_date.asdatetime().astimezone(BERLIN).isoformat()[:16] == "2099-01-01T00:00"
    )
    assert anybody.get("jena/zustaendig").status_int != 200


def test_the_form_is_for_steps_that_are_open(visitor, jena):
    page = "jena/zustaendig/@@zustand-aendern"
    assert (
        visitor("municipality").get(page, transition="publish").status_int == 302
    )  # to the log-in
    assert visitor("municipality").get(page, transition="nonsense").status_int == 302
    assert visitor("municipality").get(page).status_int == 302


def test_a_step_needs_a_form_of_ours(visitor, jena):
    answer = visitor("municipality").send(
        "jena/zustaendig/@@zustand-aendern", {"transition": "submit"}
    )
    assert answer.status_int == 403
    assert api.content.get_state(jena["zustaendig"]) == "draft"


def test_those_who_release_are_told_of_a_submission(visitor, mail, jena):
    form(visitor, "municipality", "submit", comment="Bitte <b>prüfen</b>.")
    (message,) = mail.messages
    assert message["To"] == "reviewer@example.org"
    assert message["From"] == "Das Portal <portal@example.org>"
    text = message.get_content()
    assert "zustaendig" in message["Subject"]
    assert "Bitte <b>prüfen</b>." in text
    assert "/jena/zustaendig" in text


def test_a_group_is_told_member_by_member(visitor, portal, mail, jena):
    api.user.create(email="gruppe@example.org", username="gruppe", password="geheim-und-lang-genug")
    api.group.add_user(groupname="freigabe", username="gruppe")
    form(visitor, "municipality", "submit")
    assert sorted(message["To"] for message in mail.messages) == [
        "gruppe@example.org",
        "reviewer@example.org",
    ]


def test_whoever_may_release_here_is_told(visitor, mail, jena):
    """The role may be given on an authority only."""
    api.user.get(userid="member").setMemberProperties({"email": "member@example.org"})
    jena.manage_setLocalRoles("member", ["Freigabe"])
    transaction.commit()
    form(visitor, "municipality", "submit")
    assert "member@example.org" in [message["To"] for message in mail.messages]


def test_the_author_is_told_what_became_of_it(visitor, mail, jena):
    form(visitor, "municipality", "submit")
    mail.messages.clear()
    form(visitor, "reviewer", "send_back", comment="Die Norm fehlt.")
    (message,) = mail.messages
    assert message["To"] == "municipality@example.org"
    assert "Die Norm fehlt." in message.get_content()


def test_nobody_is_told_of_what_did_not_happen(mail, jena):
    with api.env.adopt_user("municipality"):
        api.content.transition(jena["zustaendig"], "submit")
    transaction.abort()
    assert mail.messages == []


def test_a_title_writes_no_header(mail, jena):
    jena["zustaendig"].title = "Titel\nBcc: alle@example.org"
    with api.env.adopt_user("municipality"):
        api.content.transition(jena["zustaendig"], "submit")
    transaction.commit()
    (message,) = mail.messages
    assert message["Bcc"] is None


def test_a_site_without_mail_goes_on(visitor, jena):
    assert form(visitor, "municipality", "submit").status_int == 302


def test_what_is_withdrawn_can_be_shown_again(portal):
    office = authority(portal, area=JENA)
    record = responsibility(office, service(portal))
    withdraw(record)
    publish(record)
    assert api.content.get_state(record) == "published"


def test_the_workflow_of_forms_differs_in_one_role():
    """Whoever changes one definition changes the other."""
    folder = files("tlvwa.portal") / "profiles/default/workflows"
    content, forms = (
        ET.fromstring((folder / name / "definition.xml").read_text(encoding="utf-8"))
        for name in ("tlvwa_publication_workflow", "tlvwa_form_workflow")
    )
    maps = forms.findall("./state/permission-map")
    added = 0
    for each in maps:
        for role in [role for role in each if role.text == "Formulare"]:
            each.remove(role)
            added += 1
    assert added
    told = [
        [
            (node.tag, sorted(node.attrib.items()), (node.text or "").strip())
            for node in root.iter()
        ][1:]
        for root in (content, forms)
    ]
    assert told[0] == told[1]
