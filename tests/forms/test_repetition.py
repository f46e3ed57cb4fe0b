"""A form that is sent twice is carried out once, and the second one shows the page of the first."""

from threading import Barrier, Thread

import pytest
import transaction
from plone import api
from webtest import TestApp, Upload

from tlvwa.portal.common.clock import now
from tlvwa.portal.forms import submissions
from tlvwa.portal.forms.saved_input import delete_old_input, saved_rows
from tlvwa.portal.forms.submissions import KEPT_SECONDS, KEY, LONGEST_PENDING, Submission

from ..http_client import APPLICATION
from .files import FILES
from .form_client import PREFIX, Page, filled, opened, send
from .test_funding import VALUES as FUNDING

PATH, CONTACT = "formulare/barriere-melden", "formulare/kontakt"
VALUES = {"seite": "/", "beschreibung": "Kein Kontrast", "email": "a@example.org"}
MESSAGE = {"email": "a@example.org", "betreff": "Frage", "nachricht": "Guten Tag"}
ALREADY = "Dieses Formular ist schon angekommen"


def main_text(page):
    return page.tree.get_element_by_id("content-core").text_content()


def records(portal):
    from zope.annotation.interfaces import IAnnotations

    portal._p_jar.sync()
    return dict(IAnnotations(portal).get(KEY, {}))


@pytest.mark.parametrize(
    ("path", "values", "kept"), [(PATH, VALUES, 1), (CONTACT, MESSAGE, 0), ("formulare/beratung", {
        "name": "A", "organisation": "Amt", "gemeinde": "160530000000", "thema": "fim",
        "anliegen": "x", "email": "a@example.org"}, 1)],
)  # fmt: skip
def test_a_double_click_is_kept_and_mailed_once(forms, anybody, later, mail, path, values, kept):
    page = opened(anybody, path)
    later(10)
    first = send(anybody, page, path, **values)
    mails = len(mail)
    assert mails
    for seconds in (10, 60, 3600):
        later(seconds)
        second = send(anybody, page, path, **values)
        assert second.heading == first.heading
        assert second.answers == first.answers
        assert main_text(second) == main_text(first)
    assert len(saved_rows(forms[path.rpartition("/")[2]])) == kept
    assert len(mail) == mails


def test_who_goes_back_and_changes_something_is_told_that_it_was_not_sent(
    forms, anybody, later, mail
):
    page = opened(anybody, PATH)
    later()
    first = send(anybody, page, PATH, **VALUES)
    assert ALREADY not in first.text
    for values in (VALUES | {"beschreibung": "Anders"}, {"seite": ""}):
        second = send(anybody, page, PATH, **values)
        assert second.answers == first.answers
        assert second.heading == first.heading
        assert ALREADY in second.text
        assert "Anders" not in second.text
    assert len(mail) == 2
    again = filled(anybody, later, PATH, **VALUES)
    assert ALREADY not in again.text
    assert len(saved_rows(forms["barriere-melden"])) == 2


def test_two_forms_opened_in_one_second_are_two(forms, anybody, later, mail):
    pages = [opened(anybody, PATH) for _number in range(2)]
    later()
    answers = [
        send(anybody, page, PATH, **VALUES | {"beschreibung": text}).answers
        for page, text in zip(pages, ("eins", "zwei"), strict=True)
    ]
    assert [each["Welche Barriere haben Sie gefunden?"] for each in answers] == ["eins", "zwei"]
    assert len(saved_rows(forms["barriere-melden"])) == 2


def test_a_correction_is_no_repetition(forms, anybody, later, mail):
    wrong = filled(anybody, later, PATH, **VALUES | {"seite": ""})
    assert wrong.errors
    assert "Danke" in send(anybody, wrong, PATH, **VALUES).heading
    assert len(saved_rows(forms["barriere-melden"])) == 1


def test_what_was_not_sent_can_be_sent_again(forms, anybody, later, mail):
    port = api.portal.get_registry_record("plone.smtp_port")
    api.portal.set_registry_record("plone.smtp_port", 9)
    page = filled(anybody, later, CONTACT, **MESSAGE)
    assert "verschickt zurzeit keine E-Mails" in " ".join(page.refusals)
    api.portal.set_registry_record("plone.smtp_port", port)
    assert send(anybody, page, CONTACT).heading == "Nachricht gesendet"
    assert len(mail) == 2


def test_files_that_arrived_are_named_on_both_pages(forms, anybody, later, mail):
    path = "formulare/foerderantrag"
    name = "Plan <b>&ü.ods"
    page = opened(anybody, path)
    later()
    first = send(anybody, page, path, **FUNDING | {"finanzierungsplan": Upload(name, FILES["ods"])})
    (item,) = first.tree.xpath("//*[@id='angekommene-dateien']/li")
    assert item.text_content().startswith(f"Finanzierungsplan: {name} (")
    assert "<b>&ü" not in first.text
    without = send(anybody, page, path, **FUNDING | {"finanzierungsplan": ""})
    assert name in without.tree.get_element_by_id("angekommene-dateien").text_content()
    assert len(saved_rows(forms["foerderantrag"])) == 1
    assert "angekommene-dateien" not in filled(anybody, later, PATH, **VALUES).text


def test_a_mail_with_all_fields_names_the_files(forms, anybody, later, mail):
    form = forms["foerderantrag"]
    form.actions_model = form.actions_model.replace(
        "<showAll>False</showAll>", "<showAll>True</showAll>", 1
    )
    filled(anybody, later, "formulare/foerderantrag", **FUNDING)
    texts = [message.get_body().get_content().replace("\r\n", "\n") for message in mail]
    assert any("Finanzierungsplan:\nplan.ods (" in text for text in texts)


def test_a_repetition_costs_no_turn(forms, anybody, later, mail, monkeypatch):
    from tlvwa.portal.forms import spam_protection

    monkeypatch.setattr(spam_protection, "MOST_INPUTS", 1)
    spam_protection.rate_limiter.cache_clear()
    page = opened(anybody, PATH)
    later()
    assert [send(anybody, page, PATH, **VALUES).heading for _number in range(3)] == [
        "Danke für Ihre Meldung"
    ] * 3
    spam_protection.rate_limiter.cache_clear()


def test_the_button_may_be_left_out(forms, anybody, later, mail):
    page = opened(anybody, PATH)
    later()
    pairs = [
        (name, value)
        for name, values in page.fields().items()
        for value in values
        if "buttons" not in name
    ]
    given = dict(pairs) | {PREFIX + name: value for name, value in VALUES.items()}
    assert "Danke" in Page(anybody.send(PATH, list(given.items()))).heading
    assert len(saved_rows(forms["barriere-melden"])) == 1
    assert len(mail) == 2


def test_nothing_readable_is_kept_and_not_for_long(forms, portal, anybody, later, mail):
    filled(anybody, later, CONTACT, **MESSAGE)
    ((_key, record),) = records(portal).items()
    assert record[0] == "done"
    assert isinstance(record[2], bytes)
    assert b"Guten Tag" not in record[2]
    later(KEPT_SECONDS + 60)
    delete_old_input(now())
    transaction.commit()
    assert records(portal) == {}


def test_old_records_go_when_a_form_is_sent(forms, portal, anybody, later, mail):
    filled(anybody, later, CONTACT, **MESSAGE)
    (old,) = records(portal)
    filled_later = KEPT_SECONDS + 3600
    later(filled_later)
    page = opened(anybody, CONTACT)
    later(filled_later + 10)
    send(anybody, page, CONTACT, **MESSAGE)
    assert old not in records(portal)
    assert len(records(portal)) == 1


def test_a_redirect_is_done_again_and_nothing_else(forms, anybody, later, mail):
    form = forms["barriere-melden"]
    form.thanksPageOverride = "string:https://example.org/danke"
    form.thanksPageOverrideAction = "redirect_to"
    page = opened(anybody, PATH)
    later()
    given = page.fields() | {PREFIX + name: [value] for name, value in VALUES.items()}
    pairs = [(name, value) for name, values in given.items() for value in values]
    for _number in range(2):
        answer = anybody.send(PATH, pairs)
        assert answer.status_int == 302
        assert answer.headers["Location"] == "https://example.org/danke"
    assert len(saved_rows(form)) == 1
    assert len(mail) == 2


def submission_of(portal, page, form):
    """The submission of an opened page, as the site sees it."""
    stamp = page.fields()["gestempelt"][0]
    return Submission(portal, stamp, int(stamp.partition(".")[0]), int(now().timestamp()))


def test_who_is_too_early_waits_and_is_told(forms, portal, anybody, later, mail, monkeypatch):
    monkeypatch.setattr(submissions, "LONGEST_WAIT", 0.2)
    page = opened(anybody, PATH)
    later()
    submission_of(portal, page, forms).begin()
    transaction.commit()
    waiting = send(anybody, page, PATH, **VALUES)
    assert "werden gerade angenommen" in " ".join(waiting.refusals)
    assert waiting.of("beschreibung").text == VALUES["beschreibung"]
    assert mail == []
    # The process that had begun has ended: its input is saved, its mails are sent now.
    later(LONGEST_PENDING + 20)
    assert "Danke" in send(anybody, page, PATH, **VALUES).heading
    assert saved_rows(forms["barriere-melden"]) == []
    assert len(mail) == 2


@pytest.mark.parametrize(("path", "values", "kept"), [(PATH, VALUES, 1), (CONTACT, MESSAGE, 0)])
@pytest.mark.parametrize("queue", [False, True])
def test_of_some_at_once_one_is_carried_out(
    forms, portal, anybody, later, mail, tmp_path, path, values, kept, queue
):
    if queue:
        forms.MailHost.smtp_queue = True
        forms.MailHost.smtp_queue_directory = str(tmp_path / "mail")
        forms.MailHost._stopQueueProcessorThread()
    page = opened(anybody, path)
    later()
    given = page.fields() | {PREFIX + name: [value] for name, value in values.items()}
    pairs = [(name, value) for name, all_of in given.items() for value in all_of]
    url = f"{portal.absolute_url()}/{path}"
    transaction.commit()
    count = 4
    barrier, answers = Barrier(count), []

    def click():
        barrier.wait()
        answer = TestApp(APPLICATION).post(url, pairs, expect_errors=True)
        answers.append(Page(answer))

    threads = [Thread(target=click) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.response.status_int for answer in answers} == {200}
    assert len({main_text(answer) for answer in answers}) == 1, [a.refusals for a in answers]
    assert "Danke" in answers[0].heading or answers[0].heading == "Nachricht gesendet"
    portal._p_jar.sync()
    assert len(saved_rows(forms[path.rpartition("/")[2]])) == kept
    if not queue:
        assert len(mail) == 2
