"""The console command ``search evaluate``: what it prints, what it ends with."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from tlvwa.portal.cli import main

from ..content_fixtures import content_fixture
from ..factories import service

HEAD = "id,kind,audience,query,gold,related,note"
QUERIES = f"""{HEAD}
a,official,citizens,Hundesteuer,99102013002000,,
b,typo,citizens,Raisepass,99085001012000,,
c,none,citizens,Quarkkeulchen,,,
"""


@pytest.fixture
def command(portal, tmp_path, monkeypatch):
    """Runs the command over a query set in the test's own site."""
    monkeypatch.setattr(main.instance, "open_site", lambda *_names: nullcontext(portal))
    monkeypatch.delenv("TLVWA_POSTGRESQL", raising=False)
    file = tmp_path / "queries.csv"

    def command(*options, content=None):
        file.write_bytes(QUERIES.encode() if content is None else content)
        return CliRunner().invoke(main.main, ["search", "evaluate", str(file), *options])

    return command


@content_fixture
def services(portal):
    """Two public services, and one that is nobody's business yet."""
    for title, key in (("Hundesteuer", "99102013002000"), ("Reisepass", "99085001012000")):
        service(portal, title, leika_keys=[key])
    service(portal, "Quarkkeulchen", publish=False)


def test_what_programs_read(command, services):
    ended = command("--json")
    assert ended.exit_code == 0, ended.output
    report = json.loads(ended.stdout)
    assert set(report) == {"total", "by_kind", "unknown_names"}
    total = report["total"]
    for level in ("per_object", "per_key"):
        measured = {key: value for key, value in total[level].items() if key != "intervals"}
        assert measured == {"success@1": 1, "success@3": 1, "mrr@10": 1, "recall@10": 1}
        assert set(total[level]["intervals"]) == set(measured)
    assert total["none_correct"] == 1
    assert total["without_results"] == pytest.approx(1 / 3, abs=1e-3)
    assert list(report["by_kind"]) == ["official", "typo", "none"]
    assert report["by_kind"]["none"]["per_object"] is None


def test_short_names_stand_for_services_without_a_key(command, portal):
    bulky = service(portal, "Sperrmüll")
    ended = command(
        "--json", content=f"{HEAD}\na,official,,Sperrmüll,{bulky.id}|abfuhr,,\n".encode()
    )
    report = json.loads(ended.stdout)
    assert report["total"]["per_key"]["success@1"] == 1
    assert report["unknown_names"] == ["abfuhr"]


def test_what_people_read(command, services):
    lines = command().output.splitlines()
    assert lines[0] == "Suche der Website, 3 Anfragen (in Klammern: 95-%-Intervall)"
    assert lines[1].split()[-1] == "Recall@10"
    assert "1,00 (0,34–1,00)" in lines[2]
    assert "Ohne Treffer: 0,33 (0,06–0,79)" in lines
    assert "Falsches Angebot ohne Zweifel: 0,00 (0,00–0,79)" in lines
    assert lines[-1].split(maxsplit=2) == [
        *("none", "(1)", "falsche Angebote: 0,00 ohne, 0,00 mit Zweifel")
    ]


def test_others_beside_it(command, services):
    told = json.loads(command("--json", "--compare").stdout)["compared"]
    assert told["plone"]["total"]["per_key"]["success@1"] == 0.5  # it corrects nothing
    assert told["plone"]["total"]["none_correct"] == 1  # and counts nothing that is not public
    assert told["postgresql"] is None
    said = command("--compare").output
    assert "Plones Volltextindex, wie Plone sucht, 3 Anfragen" in said
    assert "Plones Volltextindex, ein Wort genügt, 3 Anfragen" in said
    assert "PostgreSQL, Konfiguration german: ausgelassen: TLVWA_POSTGRESQL nennt keinen" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "queries.csv, Zeile 1: die Spalten"),
        (f"{HEAD}\na,typo,,Hund,99,,\n".encode(), "queries.csv, Zeile 2: „99“ ist weder"),
        (
            QUERIES.encode() + b"d,x,,K\x81se,,,",
            "queries.csv, Zeile 5: weder UTF-8 noch Windows-1252",
        ),
    ],
)
def test_a_broken_file(command, content, said):
    ended = command(content=content)
    assert ended.exit_code == 1
    assert said in ended.output
