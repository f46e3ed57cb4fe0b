"""The ledger over HTTP and on the console: filters, paging, files."""

import csv
import io
import json
import zipfile
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from tlvwa.portal.cli import main
from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.answer import QuestionKind
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.ledger.query import site_ledger
from tlvwa.portal.readmodels.follower import site_snapshot

from .. import factories
from ..factories import ASSOCIATION, DOG_TAX, EISENBERG, GOESEN, JENA, SAALE_HOLZLAND, WEIMAR
from ..http_client import JSON
from .conftest import CAR_KEY


@pytest.fixture
def editor(visitor, world):
    """Asks as somebody of the central editors."""
    return visitor("editor")


def cells(answer):
    return {
        (item["service"]["title"], item["municipality"]["name"]): item["state"]
        for item in answer["items"]
    }


def test_it_says_how_a_service_stands_where(editor):
    found = editor.json("@ledger", service=DOG_TAX, state="one,not_offered")
    states = {item["municipality"]["key"]: item["state"] for item in found["items"]}
    assert states[JENA] == states[EISENBERG] == states[GOESEN] == "one"
    assert states[WEIMAR] == "not_offered"
    assert found["counts"]["gap"] == 605 - found["items_total"]


def test_an_area_means_all_that_lies_in_it(editor):
    found = editor.json("@ledger", service=CAR_KEY, area=SAALE_HOLZLAND)
    assert found["counts"]["one"] == found["items_total"] > 50
    assert editor.json("@ledger", service=CAR_KEY, area=JENA)["items_total"] == 1


def test_the_worst_comes_first_and_states_narrow_it_down(editor):
    first = editor.json("@ledger", area=WEIMAR, b_size=200)
    assert [item["state"] for item in first["items"]][:1] == ["gap"] or first["counts"]["gap"] == 0
    gaps = editor.json("@ledger", area=WEIMAR, state="gap")
    assert {item["state"] for item in gaps["items"]} <= {"gap"}
    assert gaps["counts"] == first["counts"]


def test_an_authority_means_its_parts_too(editor, world):
    eisenberg = world.offices.eisenberg
    found = editor.json("@ledger", authority=eisenberg.UID(), service=DOG_TAX)
    assert {item["municipality"]["key"][:9] for item in found["items"]} == {ASSOCIATION}
    part = factories.authority(eisenberg, "steueramt", title="Steueramt", area=None)
    factories.responsibility(part, world.services.twins[0], name="bau", areas=[EISENBERG])
    found = editor.json("@ledger", authority=eisenberg.UID(), service=world.services.twins[0].UID())
    assert cells(found) == {("Bauantrag", "Eisenberg"): "one"}


def test_a_day_means_its_law(editor, world):
    world.offices.jena["hund"].valid_to = today().replace(year=today().year + 1)
    world.offices.jena["hund"].reindexObject()
    factories.transaction.commit()
    ask = {"service": DOG_TAX, "area": JENA}
    assert editor.json("@ledger", **ask)["counts"]["one"] == 1
    assert editor.json("@ledger", date="2028-01-01", **ask)["counts"]["gap"] == 1


def test_pages_hold_what_comes_next(editor):
    both = editor.json("@ledger", service=DOG_TAX, b_size=6)["items"]
    second = editor.json("@ledger", service=DOG_TAX, b_size=3, b_start=3)["items"]
    assert both[3:] == second


def test_drafts_are_not_in_it(editor):
    found = json.dumps(editor.json("@ledger", b_size=200))
    assert "Geheim" not in found


@pytest.mark.parametrize(
    ("parameters", "status", "named"),
    [
        ({"state": "hole"}, 400, "state"),
        ({"date": "morgen"}, 400, "date"),
        ({"date": "2023-11-29"}, 400, "date"),
        ({"date": "2099-01-01"}, 400, "date"),
        ({"area": "Jena"}, 400, "area"),
        ({"area": "169990000000"}, 404, "area"),
        ({"service": "nope"}, 404, "service"),
        ({"authority": "nope"}, 404, "authority"),
        ({"format": "pdf"}, 400, "format"),
        ({"b_size": "viele"}, 400, "b_size"),
    ],
)
def test_what_is_wrong_is_named(editor, parameters, status, named):
    answer = editor.json("@ledger", status, **parameters)
    assert answer["message"].startswith(f"{named}:")


def test_as_a_file(editor):
    parameters = {"service": DOG_TAX, "area": ASSOCIATION}
    response = editor.get("@ledger", JSON, format="csv", **parameters)
    assert response.content_type == "text/csv"
    rows = list(csv.reader(io.StringIO(response.body.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Leistung", "Leistungsschlüssel", "Gemeinde"]
    assert ["Hundesteuer anmelden", DOG_TAX, "Eisenberg"] in [row[:3] for row in rows]
    assert len(rows) == 1 + editor.json("@ledger", **parameters)["items_total"]
    response = editor.get("@ledger", JSON, format="xlsx", **parameters)
    assert zipfile.is_zipfile(io.BytesIO(response.body))


def test_a_file_that_would_be_too_long_is_refused(editor, monkeypatch):
    monkeypatch.setattr("tlvwa.portal.ledger.export.MOST_ROWS", 10)
    response = editor.get("@ledger", JSON, format="csv")
    assert response.status_int == 400
    assert "narrow it down" in response.text


def test_the_models_follow_an_edit(world):
    before = site_ledger(site_snapshot(), today())
    assert before.state(world.services.dog_tax.UID(), WEIMAR) is LedgerState.NOT_OFFERED
    factories.withdraw(world.offices.jena["weimar"])
    factories.transaction.commit()
    after = factories.models()
    assert after.ledger(today(), today(), "16").state(world.services.dog_tax.UID(), WEIMAR) is (
        LedgerState.GAP
    )


# -- the console -------------------------------------------------------------------------------


@pytest.fixture
def command(world, monkeypatch):
    """Runs ``ledger`` in the test's own site."""
    monkeypatch.setattr(main.instance, "open_site", lambda *_names: nullcontext(world.portal))
    return lambda *options: console(("ledger", *map(str, options)))


def console(arguments):
    """The result of a command."""
    return CliRunner().invoke(main.main, arguments)


def test_the_console_tells_what_is_missing(command):
    ended = command("--service", DOG_TAX, "--limit", 2, "--state", "gap")
    assert ended.exit_code == 3, ended.output
    lines = ended.output.splitlines()
    assert "erwarteten Antworten sind stimmig" in lines[0]
    assert lines[-1].endswith("weitere.")


def test_the_console_goes_on_from_a_line(command):
    both = json.loads(command("--service", DOG_TAX, "--json", "--limit", 4).output)["items"]
    rest = json.loads(command("--service", DOG_TAX, "--json", "--start", 2, "--limit", 2).output)
    assert rest["items"] == both[2:]


def test_the_console_ends_well_where_nothing_is_missing(command):
    ended = command("--service", DOG_TAX, "--area", "Jena", "--json")
    assert ended.exit_code == 0, ended.output
    assert json.loads(ended.output)["items"][0]["offices"][0]["title"] == "Stadt Jena"


def test_the_console_writes_files(command, tmp_path):
    file = tmp_path / "ledger.csv"
    command("--service", DOG_TAX, "--output", file)
    assert file.read_bytes().count(b"\r\n") == 606


@pytest.mark.parametrize(
    "options",
    [
        ("--area", "Xyzzy"),
        ("--service", "nope"),
        ("--state", "hole"),
        ("--output", "ledger.pdf"),
    ],
)
def test_the_console_names_what_is_wrong(command, options):
    ended = command(*options)
    assert ended.exit_code == 1
    assert options[1] in ended.output or options[0].strip("-") in ended.output


def test_the_console_counts_questions(command):
    ended = console(["questions", "--json"])
    assert ended.exit_code == 0, ended.output
    report = json.loads(ended.output)
    assert report["ours"]["mean"] < report["always_asking"]["mean"]
    pairs = {name: sum(report[name]["counts"].values()) for name in ("ours", "codes_in_use")}
    assert 0 < pairs["codes_in_use"] < pairs["ours"]
    assert sum(report["ours"]["counts"].values()) == report["services"] * report["postal_codes"]
    assert console(["questions"]).output.splitlines()[1].startswith("So wird gefragt")


def test_no_answer_changes_by_naming_the_place(world):
    """Exhaustively: where no place is asked for, every municipality of the code gives that answer."""
    models = site_snapshot()
    resolver, day = models.resolver, today()
    for service in models.rulebook.services:
        for row in models.gazetteer.postal_codes():
            answer = resolver.answer(service, Location.postal_code(row.code), day, day)
            if answer.question is not None and answer.question.kind is QuestionKind.PLACE:
                continue
            for key in answer.municipalities:
                named = resolver.answer(service, key, day, day)
                assert _told(named) == _told(answer), (service, row.code, key)


def _told(answer):
    roles = (answer.offices, answer.refusals, answer.contact_points, answer.online_services)
    question = answer.question and answer.question.options
    return answer.status, [sorted(one.target for one in role) for role in roles], question
