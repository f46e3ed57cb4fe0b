"""The import of contact data into a site: whom it finds, what it writes, and what it says of rows."""

import json
from contextlib import nullcontext
from datetime import date, time

import pytest
import transaction
from click.testing import CliRunner
from ZODB.POSException import ConflictError

from tlvwa.portal.cli import main
from tlvwa.portal.exchange import contact_import
from tlvwa.portal.exchange.contact_import import ContactImport, source_of
from tlvwa.portal.exchange.contact_table import parse_contacts
from tlvwa.portal.readmodels.payloads import ContactSource

from ..content_fixtures import content_fixture
from ..factories import ASSOCIATION, EISENBERG, GOESEN, JENA, authority, folder, models
from ..http_client import manager
from .contact_tables import address, plain, publishers, row

DAY = date(2026, 1, 31)
LIST = "Statistische Ämter"
WHOLE = row(
    JENA,
    **address(),
    phone="03641 49-0",
    email="info@jena.example; rathaus@jena.example",
    web="https://jena.example/rathaus",
    hours="Mo-Di 9-12; Do 9-18",
)


@content_fixture
def offices(portal, clock):
    """A city, a part of it, an association, and a municipality that acts for another area."""
    clock(2026, 7, 1, 10)
    container = folder(portal, "behoerden")
    jena = authority(container, "jena", title="Stadt Jena", kind="city", area=JENA)
    authority(jena, "amt", title="Ordnungsamt", kind="unit", area=JENA)
    authority(container, "vg", title="VG", kind="association", area=ASSOCIATION)
    authority(container, "gericht", title="Gericht", kind="other", area="16074")
    return container


def run(portal, *rows, content=None, name="liste.csv", **options):
    """The report of an import of rows."""
    table = parse_contacts(plain(*rows) if content is None else content, name)
    source = source_of(table, options.pop("source", ""), options.pop("as_of", None))
    return ContactImport(portal, **options).run(table, source)


def outcomes(report):
    return [(result.title, result.offer.piece, str(result.outcome)) for result in report.results]


def problems(report):
    return [problem.text for problem in report.problems]


def state(portal):
    """All that is stored of the authorities."""
    portal._p_jar.sync()
    objects = {name: portal["behoerden"][name] for name in ("jena", "vg")}
    for each in objects.values():
        each._p_activate()
    return {
        name: {key: value for key, value in each.__dict__.items() if not key.startswith("_")}
        for name, each in objects.items()
    }


def test_all_pieces_of_a_row(portal, offices):
    report = run(portal, WHOLE)
    pieces = ("address", "phones", "emails", "website", "opening_hours")
    assert outcomes(report) == [("Stadt Jena", piece, "filled") for piece in pieces]
    node = models().tree.by_path["/plone/behoerden/jena"].payload
    assert (node.address.street, node.address.postal_code) == ("Am Anger 15", "07743")
    assert node.phones == (("03641 49-0", ""),)
    assert node.emails == ("info@jena.example", "rathaus@jena.example")
    assert node.website == "https://jena.example/rathaus"
    assert [(each.weekday, each.closes) for each in node.hours.rows] == [
        (0, time(12)),
        (1, time(12)),
        (3, time(18)),
    ]
    assert node.contact_sources == tuple(ContactSource(piece, LIST, DAY) for piece in pieces)


def test_a_second_run_changes_nothing_and_no_request_is_made(portal, offices, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *address: pytest.fail("a request"))
    rows = [WHOLE, row(ASSOCIATION, **address("Markt 1", "07607", "Eisenberg"), web="vg.example")]
    first = run(portal, *rows)
    assert first.counts["to_try"] == 1
    before, serial = state(portal), portal["behoerden"]["jena"]._p_serial
    second = run(portal, *rows)
    assert {str(result.outcome) for result in second.results} == {"unchanged", "waiting"}
    assert second.differences == []
    assert state(portal) == before
    assert portal["behoerden"]["jena"]._p_serial == serial
    assert portal["behoerden"]["vg"].website is None


def test_a_trial_writes_nothing_and_says_the_same(portal, offices):
    before = state(portal)
    trial = run(portal, WHOLE, is_trial=True)
    transaction.commit()
    assert state(portal) == before
    assert outcomes(trial) == outcomes(run(portal, WHOLE))


def test_an_editors_own_entry_stays(portal, offices):
    run(portal, WHOLE)
    body = {"phones": [{"number": "115"}], "street": "Markt 1"}
    assert manager(portal).patch("behoerden/jena", body).status_int == 204
    later = row(
        JENA,
        **address("Neue Straße 1"),
        phone="03641 1",
        email="neu@jena.example",
        as_of="30.06.2026",
    )
    report = run(portal, later)
    assert [entry[2] for entry in outcomes(report)] == ["kept", "updated"]
    assert problems(report)[0].startswith("Zeile 2, Telefon: „03641 1“")
    newest = row(JENA, **address("Neue Straße 1"), phone="03641 490", as_of="01.07.2026")
    assert [entry[2] for entry in outcomes(run(portal, newest))] == ["kept", "kept"]
    office = portal["behoerden"]["jena"]
    assert (office.street, office.phones[0]["number"]) == ("Markt 1", "115")
    assert office.emails == ["neu@jena.example"]


def test_a_newer_source_proposes(portal, offices, clock):
    run(portal, WHOLE)
    manager(portal).patch("behoerden/jena", {"street": "Markt 1"})
    clock(2027, 3, 1)
    newer = row(JENA, **address("Neue Straße 1"), as_of="2027-01-31")
    for expected in ("proposed", "waiting"):
        assert outcomes(run(portal, newer)) == [("Stadt Jena", "address", expected)]
    portal._p_jar.sync()
    assert portal["behoerden"]["jena"].street == "Markt 1"


KEYS = {
    JENA: "Stadt Jena",
    "16053": "Stadt Jena",
    "16053000": "Stadt Jena",
    "16 053 0000 000": "Stadt Jena",
    ASSOCIATION: "VG",
    GOESEN: "VG",
    "16074025": "VG",
}


@pytest.mark.parametrize("key", KEYS)
def test_whom_a_key_means(portal, offices, key):
    assert outcomes(run(portal, row(key, **address()))) == [(KEYS[key], "address", "filled")]


NOBODY = {
    "16074": "Für Saale-Holzland-Kreis (16074) ist keine Verwaltung eingetragen.",
    "16": "Für Thüringen (16) ist keine Verwaltung eingetragen.",
    "169990000000": "Das Gebiet 169990000000 ist hier unbekannt.",
    "": "Der Schlüssel fehlt.",
    "Jena": "„Jena“ ist kein Gebietsschlüssel.",
    "1,6053E+11": "Excel hat den Schlüssel gerundet",
}


@pytest.mark.parametrize("key", NOBODY)
def test_rows_of_nobody_are_told_and_create_nothing(portal, offices, key):
    report = run(portal, row(key, **address()), WHOLE)
    (problem,) = problems(report)
    assert problem.startswith("Zeile 2, Schlüssel: ")
    assert NOBODY[key] in problem
    assert len(report.results) == 5
    assert sorted(offices.objectIds()) == ["gericht", "jena", "vg"]


def test_two_administrations_of_one_area(portal, offices):
    authority(offices, "zwei", title="Noch eine", kind="city", area=JENA)
    assert "mehrere Verwaltungen" in problems(run(portal, WHOLE))[0]


def test_whoever_acts_for_an_area(portal, offices):
    for key in (EISENBERG, GOESEN):
        offices["vg"].area, offices["vg"].further_areas = EISENBERG, [ASSOCIATION]
        offices["vg"].reindexObject()
        transaction.commit()
        assert outcomes(run(portal, row(key, **address(f"Markt {key}"))))[0][0] == "VG"


def test_rows_of_members_count_only_without_the_associations_own(portal, offices):
    own = row(ASSOCIATION, **address("Markt 27", "07607", "Eisenberg"))
    member, other = row(GOESEN, **address("Falsch 1")), row(EISENBERG, **address("Falsch 2"))
    report = run(portal, member, other, own)
    assert [(each.line, each.after) for each in report.results] == [
        (4, "Markt 27, 07607 Eisenberg")
    ]
    report = run(portal, member, other, is_trial=True)
    assert [each.line for each in report.results] == [2]
    report = run(portal, own, row(ASSOCIATION, **address("Markt 28")))
    assert problems(report) == ["Zeile 3: widerspricht Zeile 2, die für dieselbe Verwaltung gilt."]


CELLS = {
    "PLZ": (address(postal_code="123"), "„00123“"),
    "Straße": (address(street=""), "fehlt. Eine Anschrift hat Straße"),
    "Telefon": ({"phone": "Zentrale"}, "keine Telefonnummer"),
    "E-Mail": ({"email": "www.jena.example"}, "keine E-Mail-Adresse"),
    "Web": ({"web": "127.0.0.1"}, "weder eine Webadresse"),
    "Öffnungszeiten": ({"hours": "nach Vereinbarung"}, "ab „nach Vereinbarung“"),
    "Stand": ({"as_of": "bald"}, "kein Tag wie 31.01.2026"),
    "Quelle": ({"source": ""}, "fehlt"),
}


@pytest.mark.parametrize("head", CELLS)
def test_a_cell_that_cannot_be_is_told_and_the_others_are_taken(portal, offices, head):
    cells, reason = CELLS[head]
    good = {"email": "a@jena.example"} if head != "E-Mail" else {"phone": "115"}
    report = run(portal, row(JENA, **good | cells))
    (problem,) = problems(report)
    assert problem.startswith(f"Zeile 2, {head}: ")
    assert reason in problem
    assert len(report.results) == (0 if head in ("Stand", "Quelle") else 1)


@pytest.mark.parametrize(
    "web",
    [
        "localhost",
        "10.0.0.1",
        "a b.de",
        "javascript:alert(1)",
        "-a.de",
        "ftp://a.de",
        "jena.de/amt",
    ],
)
def test_what_is_no_name_of_a_website(portal, offices, web):
    assert "Web" in problems(run(portal, row(JENA, web=web)))[0]


def test_a_day_to_come_and_no_day(portal, offices):
    assert "Zukunft" in problems(run(portal, row(JENA, **address(), as_of="02.07.2026")))[0]
    assert "fehlt" in problems(run(portal, row(JENA, **address(), as_of="")))[0]
    report = run(portal, row(JENA, **address(), as_of="", source=""), source="Liste", as_of=DAY)
    assert [each.source for each in report.results] == ["Stand 31.01.2026, Liste"]


def test_the_publishers_layout(portal, offices):
    content = publishers(
        ("16", None, "Thüringen", "Staatskanzlei", "Regierungsstraße 73", "99084", "Erfurt"),
        ("16053", None, "Jena, Stadt", "Stadtverwaltung Jena", "Am Anger 15", "07743", "Jena"),
        (JENA, "16053000", "Jena, Stadt", "Stadtverwaltung Jena", "Am Anger 15", "07743", "Jena"),
    )
    report = run(portal, content=content, name="liste.xlsx")
    assert outcomes(report) == [("Stadt Jena", "address", "filled")]
    assert report.results[0].source == "Stand 31.01.2026, Statistische Ämter"
    assert [problem.line for problem in report.problems] == [8]


def test_an_interrupted_run_goes_on_where_it_ended(portal, offices, monkeypatch):
    rows = [WHOLE, row(ASSOCIATION, **address("Markt 27", "07607", "Eisenberg"))]
    carry_out, calls = contact_import.write_offers, []

    def fail_at_second(office, decided):
        calls.append(office.getId())
        if len(calls) == 2:
            raise RuntimeError("power cut")
        carry_out(office, decided)

    monkeypatch.setattr(contact_import, "write_offers", fail_at_second)
    with pytest.raises(RuntimeError):
        run(portal, *rows, batch=1)
    monkeypatch.undo()
    portal._p_jar.sync()
    assert (offices["jena"].town, offices["vg"].town) == ("Jena", None)
    report = run(portal, *rows, batch=1)
    assert {result.title: str(result.outcome) for result in report.results} == {
        "Stadt Jena": "unchanged",
        "VG": "filled",
    }


def test_a_conflict_is_tried_again(portal, offices, monkeypatch):
    carry_out, calls = contact_import.write_offers, []

    def conflict_once(office, decided):
        calls.append(office)
        if len(calls) == 1:
            raise ConflictError
        carry_out(office, decided)

    monkeypatch.setattr(contact_import, "write_offers", conflict_once)
    assert {str(each.outcome) for each in run(portal, WHOLE).results} == {"filled"}


def test_the_first_version_is_kept(portal, offices):
    run(portal, WHOLE)
    history = portal.portal_repository.getHistory(offices["jena"])
    assert len(history) == 2
    assert history[1].object.town is None


# The command


@pytest.fixture
def command(portal, offices, tmp_path, monkeypatch):
    """Runs the command over a table in the test's own site."""
    monkeypatch.setattr(main.instance, "open_site", lambda *_names: nullcontext(portal))
    file = tmp_path / "liste.csv"

    def command(*options, content=None):
        file.write_bytes(plain(WHOLE, row("x", **address())) if content is None else content)
        return CliRunner().invoke(main.main, ["authorities", "import", str(file), *options])

    return command


def test_the_command_shows_and_carries_out(portal, command):
    shown = command("--dry-run")
    assert shown.exit_code == 0, shown.output
    assert "Zeile 2, Stadt Jena, Anschrift: eingetragen: „Am Anger 15, 07743 Jena“" in shown.output
    assert "Zeile 3, Schlüssel: „x“ ist kein Gebietsschlüssel." in shown.output
    assert shown.output.splitlines()[-1] == "5 eingetragen; 1 nicht übernommen"
    assert portal["behoerden"]["jena"].town is None
    assert command().output == shown.output
    assert portal["behoerden"]["jena"].town == "Jena"
    assert command().output.splitlines()[-1] == "5 unverändert; 1 nicht übernommen"


def test_the_command_for_programs(command):
    report = json.loads(command("--json", "--dry-run").stdout)
    assert report["counts"]["filled"] == 5
    assert report["results"][0] | {"path": ""} == {
        "line": 2,
        "key": JENA,
        "authority": "Stadt Jena",
        "path": "",
        "piece": "address",
        "outcome": "filled",
        "before": "",
        "after": "Am Anger 15, 07743 Jena",
        "source": LIST,
        "as_of": "2026-01-31",
    }
    assert report["problems"][0]["line"] == 3


def test_the_command_takes_source_and_day(portal, command):
    content = plain((JENA, "115"), head=("key", "phone"))
    assert "Stand" in command(content=content).output or "fehlt" in command(content=content).output
    assert command("--source", "Anruf", "--as-of", "2026-06-01", content=content).exit_code == 0
    assert portal["behoerden"]["jena"].contact_sources[0]["source"] == "Anruf"


def test_the_command_names_file_line_and_reason(command):
    ended = command(content=b"a;b\n")
    assert ended.exit_code == 1
    assert "liste.csv, Zeile 1: Hier ist keine Kopfzeile" in ended.output


def test_the_real_list(portal, offices, real_offices):
    name = "anschriften_destatis_2023-01-31_thueringen.xlsx"
    report = run(portal, content=(real_offices / name).read_bytes(), name=name)
    assert ("Stadt Jena", "address", "filled") in outcomes(report)
    assert all("Verwaltung eingetragen" in each or "unbekannt" in each for each in problems(report))
