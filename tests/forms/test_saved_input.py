"""What is kept: who reads it, as what, and for how long."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
import transaction
from plone import api

from tlvwa.portal.common.clock import BERLIN, now
from tlvwa.portal.forms.saved_input import delete_old_input, saved_rows
from tlvwa.portal.jobs.run import run_jobs

from ..content_fixtures import content_fixture
from ..factories import public_form
from ..layer import ROLES_OF
from .form_client import filled, opened

READERS = {"forms", "editor", "manager"}
SECRET = "Geheim-4711"
FORMULA = '=HYPERLINK("http://example.org")'


@content_fixture
def form(portal):
    """A form that keeps one text."""
    return public_form(portal)


def keep(form, *texts, ago=timedelta(0)):
    """Keep texts as if they were sent some time ago."""
    from collective.easyform.api import get_actions

    moment = int((now() - ago).timestamp() * 1000)
    storage = get_actions(form)["speichern"]._storage
    for number, text in enumerate(texts):
        storage[moment + number] = {"id": moment + number, "text": text}
    transaction.commit()


DOORS = (
    "form/@@saveddata",
    "form/@@saveddata?file=csv",
    "form/@@saveddata?file=xlsx",
    "form/actions/speichern/@@data",
    "form/actions/speichern/@@data?form.buttons.download=1",
    "form/@@get_save_data_adapters",
    "form/@@export-easyform",
    "form/actions",
    "form/actions/speichern",
    "form/view",
    "form/edit",
    "form/@@historyview",
    "form/verlauf",
    "@@search?SearchableText=Geheim",
    "form/_inputStorage",
    "form/_inputStorage/speichern",
)


@pytest.mark.parametrize("door", DOORS)
def test_nobody_else_reads_it_by_any_door(form, visitor, door):
    keep(form, SECRET)
    for who in ("", *ROLES_OF):
        answer = visitor(who).get(door)
        while answer.status_int == 302 and "saveddata" in answer.headers["Location"]:
            answer = visitor(who).get(answer.headers["Location"])
        shown = SECRET.encode() in answer.body or _unpacked(answer.body)
        assert not shown or who in READERS, who
    assert saved_rows(form)


def _unpacked(body):
    """Whether the secret stands in a workbook."""
    if not body.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return any(SECRET.encode() in packed.read(name) for name in packed.namelist())


@pytest.mark.parametrize("who", ["", *ROLES_OF])
def test_json_never_has_it(form, visitor, who):
    keep(form, SECRET)
    for path in (
        "form",
        "@search?fullobjects=1&portal_type=EasyForm",
        "?fullobjects=1&include_items=1",
    ):
        answer = visitor(who).get(path, "application/json")
        assert SECRET not in answer.text
        assert "savedDataStorage" not in answer.text


@pytest.mark.parametrize("who", sorted(READERS))
def test_those_who_may_read_it(form, visitor, who):
    keep(form, SECRET)
    page = visitor(who).get("form/@@saveddata")
    assert SECRET in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_reading_writes_nothing(portal, visitor):
    form = public_form(portal)
    assert "nichts gespeichert" in visitor("forms").get("form/@@saveddata").text
    visitor("forms").get("form", "application/json")
    assert not hasattr(form, "_inputStorage")


def test_files_hold_no_formulas(form, visitor):
    texts = (FORMULA, "+49 361", "-1", "@SUM(A1)", "\tx", "harmlos")
    keep(form, *texts)
    answer = visitor("forms").get("form/@@saveddata", file="csv")
    lines = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == ["Eingegangen", "Text"]
    assert [line[1] for line in lines[1:]] == [
        "harmlos", "'\tx", "'@SUM(A1)", "'-1", "'+49 361", f"'{FORMULA}"
    ]  # fmt: skip
    book = visitor("forms").get("form/@@saveddata", file="xlsx")
    with zipfile.ZipFile(io.BytesIO(book.body)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
        assert FORMULA.replace('"', "&quot;").encode()[:10] in packed.read("xl/sharedStrings.xml")
    assert "attachment" in book.headers["Content-Disposition"]


def test_a_row_is_deleted_only_with_a_token(form, visitor, browser_of):
    keep(form, "bleibt", "geht")
    row = next(row for row in saved_rows(form) if row.values["text"] == "geht")
    key = f"{row.action}.{row.number}"
    assert visitor("forms").send("form/@@saveddata", {"delete": key}).status_int == 403
    assert len(saved_rows(form)) == 2
    browser = browser_of("forms")
    browser.open(f"{form.absolute_url()}/@@saveddata")
    browser.getControl(name="delete", index=0).click()
    transaction.begin()
    assert [each.values["text"] for each in saved_rows(form)] == ["bleibt"]
    browser.getControl("Alle löschen").click()
    transaction.begin()
    assert saved_rows(form) == []


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"upload": "speichern.1.text"}, 404),
        ({"upload": "x"}, 400),
        ({"file": "exe"}, 400),
        ({"b_start": "-1"}, 400),
    ],
)
def test_nonsense_is_refused(form, visitor, parameters, status):
    keep(form, SECRET)
    assert visitor("forms").get("form/@@saveddata", **parameters).status_int == status


def test_a_copy_begins_empty(form, portal, visitor):
    keep(form, SECRET)
    copy = api.content.copy(form, portal, "kopie")
    assert saved_rows(copy) == []
    assert [row.values["text"] for row in saved_rows(form)] == [SECRET]
    renamed = api.content.rename(form, "anders")
    assert [row.values["text"] for row in saved_rows(renamed)] == [SECRET]


def test_who_only_edits_writes_no_programs(form, visitor):
    for who in ("forms", "editor"):
        for model in ("fields_model", "actions_model"):
            assert visitor(who).patch("form", {model: "<model/>"}).status_int == 401
            assert model not in visitor(who).json("form")
        rows_of_mine = {"savedDataStorage": {"speichern": {"1": {"text": "x", "id": 1}}}}
        visitor(who).patch("form", rows_of_mine | {"title": "Neu"})
    assert form.title == "Neu"
    assert saved_rows(form) == []
    assert "fields_model" in visitor("manager").json("form")


def test_what_is_old_goes(form):
    form.retention_days = 30
    keep(form, "neu")
    keep(form, "jung", ago=timedelta(days=29, hours=23))
    keep(form, "alt", ago=timedelta(days=30, hours=1))
    assert delete_old_input(now()) == 1
    assert [row.values["text"] for row in saved_rows(form)] == ["neu", "jung"]
    assert delete_old_input(now() + timedelta(days=31)) == 2
    assert delete_old_input(now() + timedelta(days=31)) == 0


def test_the_job_moves_with_the_clock(form, clock):
    keep(form, "x")
    later = now() + timedelta(days=form.retention_days, hours=-1)
    clock(*later.timetuple()[:6], tzinfo=BERLIN)
    assert run_jobs()["forms"] == 0
    later += timedelta(hours=2)
    clock(*later.timetuple()[:6], tzinfo=BERLIN)
    assert run_jobs()["forms"] == 1
    assert saved_rows(form) == []


def test_with_no_days_nothing_is_kept(form, anybody, later):
    form.retention_days = 0
    page = filled(anybody, later, "form", text="x")
    assert (
        "Auf dieser Website werden Ihre Angaben nicht gespeichert" in opened(anybody, "form").text
    )
    assert not page.errors
    assert page.answers == {"Text": "x"}
    assert saved_rows(form) == []


def test_the_date_of_what_is_sent_is_kept(form, anybody, later):
    before = now()
    filled(anybody, later, "form", text="x")
    moment = saved_rows(form)[0].moment
    assert abs(moment - before) < timedelta(days=3650)
    assert moment.tzinfo is not None
