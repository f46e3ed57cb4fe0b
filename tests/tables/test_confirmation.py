"""Confirming: what waits, by authority and by service, and all of one in one step."""

from datetime import date, timedelta

import transaction
from bs4 import BeautifulSoup

from tlvwa.portal.common.clock import today

from ..content_fixtures import content_fixture
from ..factories import JENA, UNCHECKED, models, responsibility

PAGE = "@@zustaendigkeiten-bestaetigen"
SOURCE = "Auskunft des Bürgerservice"


@content_fixture
def records(portal, dog_tax, jena):
    """Three more published records of Jena, one of them checked lately."""
    checked = {"confirmed_on": today(), "checked_against": "Hauptsatzung"}
    without_source = UNCHECKED | {"confirmed_on": today()}
    made = [
        responsibility(jena, dog_tax, name=name, title=name.upper(), areas=[JENA], **more)
        for name, more in (("a", UNCHECKED), ("b", without_source), ("c", checked))
    ]
    transaction.commit()
    return made


def text_of(response):
    """What a page says."""
    content = BeautifulSoup(response.text, "html.parser").select_one("#content")
    return " ".join(content.get_text(" ").split())


def form_of(page):
    return next(form for form in page.forms.values() if PAGE in form.action)


def confirm(visitor, who, page, **values):
    form = form_of(page)
    fields = [(name, value) for name, value in form.submit_fields() if name not in values]
    return visitor(who).send(form.action, [*fields, *values.items()])


def test_what_waits_is_listed_by_authority_and_by_service(visitor, dog_tax, jena, records):
    page = text_of(visitor("municipality").get(PAGE))
    for title in (jena.title, dog_tax.title):
        assert f"{title} : 3 von 4 zu bestätigen" in page.replace(f"{title}:", f"{title} :")


def test_all_of_an_authority_in_one_step(visitor, jena, records):
    page = visitor("municipality").get(PAGE, authority=jena.UID())
    assert "Alle, die noch zu bestätigen sind (3)" in text_of(page)
    assert [name for name, _ in form_of(page).submit_fields() if name in ("uid", "all")] == []
    values = {"checked_against": SOURCE, "source_date": "2026-01-02", "all": "waiting"}
    done = confirm(visitor, "municipality", page, **values)
    assert done.status_int == 302
    transaction.begin()
    for record in records[:2]:
        assert (record.confirmed_on, record.checked_against) == (today(), SOURCE)
        assert record.source_date == date(2026, 1, 2)
        assert models().nodes[record.UID()].payload.record.certainty == "confirmed"
    assert records[2].checked_against == "Hauptsatzung"
    assert "Nichts zu tun: Alles ist geprüft." in text_of(visitor("municipality").get(PAGE))


def test_all_of_a_service_in_one_step(visitor, dog_tax, records):
    page = visitor("municipality").get(PAGE, service=dog_tax.UID())
    chosen = {"checked_against": SOURCE, "all": "waiting"}
    assert confirm(visitor, "municipality", page, **chosen).status_int == 302
    transaction.begin()
    assert {record.checked_against for record in records} == {SOURCE, "Hauptsatzung"}
    assert {record.source_date for record in records} == {None}  # nobody said of which day it is


def test_what_is_missing_is_said_and_nothing_is_written(visitor, jena, records):
    page = visitor("municipality").get(PAGE, authority=jena.UID())
    one = records[0].UID()
    tomorrow = (today() + timedelta(days=1)).isoformat()
    for values, words in (
        ({"checked_against": "", "uid": one}, "Bitte nennen Sie die Quelle."),
        ({"checked_against": SOURCE}, "Bitte wählen Sie mindestens eine"),
        ({"checked_against": SOURCE, "uid": one, "confirmed_on": ""}, "An welchem Tag haben Sie"),
        ({"checked_against": SOURCE, "uid": one, "confirmed_on": tomorrow}, "heute oder früher"),
        ({"checked_against": SOURCE, "uid": one, "source_date": tomorrow}, "heute oder früher"),
    ):
        assert words in text_of(confirm(visitor, "municipality", page, **values))
    transaction.begin()
    assert records[0].checked_against is None


def test_nobody_else_confirms(visitor, jena, records):
    page = visitor("municipality").get(PAGE, authority=jena.UID())
    assert visitor().get(PAGE).status_int in (302, 401)
    refused = confirm(visitor, "reader", page, checked_against=SOURCE, all="waiting")
    assert refused.status_int in (302, 401, 403) or "Es wurde nichts geschrieben" in refused.text
    without = visitor("municipality").send(
        PAGE, [("authority", jena.UID()), ("checked_against", SOURCE), ("uid", records[0].UID())]
    )
    assert without.status_int == 403
    transaction.begin()
    assert records[0].checked_against is None


def test_a_group_that_nobody_knows_is_not_found(visitor, records):
    assert visitor("municipality").get(PAGE, authority="x" * 32).status_int == 404


def test_the_work_list_leads_here(visitor, jena, records):
    page = visitor("municipality").get("@@arbeitsliste", kind="unconfirmed")
    assert f"{PAGE}?authority={jena.UID()}" in page.text
