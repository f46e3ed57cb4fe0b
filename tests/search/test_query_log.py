"""Counts of searches: appended by many at once, folded, bounded, forgotten in time, never personal."""

import json
import subprocess
import sys
from datetime import date

import pytest

from tlvwa.portal.search import query_log as module
from tlvwa.portal.search.query_log import SearchLog, SearchOutcome, countable_query

TODAY = date(2026, 11, 25)


def note(log, query, times=1, outcome=SearchOutcome.EXACT, day=TODAY):
    """Note a search several times."""
    for _time in range(times):
        log.append(day, outcome, query)


# What another process does: four threads, a hundred searches each.
ANOTHER = """
import sys
from datetime import date
from pathlib import Path
from threading import Thread
from tlvwa.portal.search.query_log import SearchLog, SearchOutcome

def note():
    log = SearchLog(Path(sys.argv[1]))
    for _time in range(100):
        log.append(date(2026, 11, 25), SearchOutcome.EXACT, sys.argv[2])

threads = [Thread(target=note) for _thread in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


@pytest.fixture
def log(tmp_path):
    """A log in a folder that is not there yet."""
    return SearchLog(tmp_path / "searches" / "site")


def test_outcomes_are_counted_by_month(log):
    note(log, "hund", 5)
    note(log, "hund", 2, SearchOutcome.NONE)
    note(log, "hund", 1, SearchOutcome.SOME)
    note(log, "hund", 3, SearchOutcome.CLICK)
    note(log, "hund", 6, day=date(2026, 10, 1))
    assert log.fold(TODAY) == 17
    assert log.months() == ["2026-11", "2026-10"]
    (november,) = log.counts("2026-11")
    assert (november.none, november.some, november.exact, november.click) == (2, 1, 5, 3)
    assert log.counts()[0].searches == 14
    assert log.fold(TODAY) == 0
    assert log.counts()[0].searches == 14


def test_below_five_nothing_is_told_and_after_the_month_it_is_forgotten(log):
    note(log, "selten", 4)
    note(log, "selten", 9, SearchOutcome.CLICK)
    log.fold(TODAY)
    assert log.counts() == []
    note(log, "selten")
    log.fold(TODAY)
    assert [each.query for each in log.counts()] == ["selten"]
    note(log, "anderes", 4)
    log.fold(date(2026, 12, 1))
    told = json.loads((log.folder / "counts.json").read_text())
    assert list(told["2026-11"]) == ["selten"]


def test_a_year_is_kept(log):
    note(log, "alt", 5, day=date(2025, 12, 31))
    log.fold(date(2026, 11, 30))
    assert log.months() == ["2025-12"]
    log.fold(date(2026, 12, 1))
    assert log.months() == []


def test_the_number_of_queries_is_bounded(log, monkeypatch):
    monkeypatch.setattr(module, "MOST_QUERIES", 3)
    for number in range(6):
        note(log, f"wort{'x' * number}", 5 + number)
    log.fold(TODAY)
    assert [each.searches for each in log.counts()] == [10, 9, 8]


def test_the_files_are_bounded(log, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 500)
    note(log, "hund", 500)
    sizes = [path.stat().st_size for path in log.folder.glob("*.log")]
    assert len(sizes) == 2
    assert max(sizes) < 600
    monkeypatch.setattr(module, "MOST_FILES", 2)
    for path in list(log.folder.glob("*.log")):
        path.rename(path.with_name(f"other-{path.name}"))
    note(log, "hund")
    assert len(list(log.folder.glob("*.log"))) == 2


def test_threads_and_processes_lose_nothing_while_it_is_folded(log):
    command = [sys.executable, "-c", ANOTHER, log.folder]
    workers = [subprocess.Popen([*command, query]) for query in ("hund", "müll", "hund")]
    lines = 0
    while any(worker.poll() is None for worker in workers):
        lines += log.fold(TODAY)
    assert [worker.returncode for worker in workers] == [0, 0, 0]
    lines += log.fold(TODAY)
    assert lines == 1200
    assert {each.query: each.exact for each in log.counts()} == {"hund": 800, "müll": 400}


def test_forgetting_leaves_nothing(log):
    note(log, "hund", 5)
    log.fold(TODAY)
    note(log, "hund")
    assert log.forget() == 3
    assert not log.folder.exists()
    assert log.forget() == 0
    assert log.counts() == []


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"x": 1}', '{"2026-11": {"a": {"none": "x"}}}'])
def test_broken_counts_begin_anew(log, broken):
    note(log, "hund", 5)
    (log.folder / "counts.json").write_text(broken)
    log.fold(TODAY)
    assert [each.query for each in log.counts()] == ["hund"]


def test_lines_that_are_none_are_left_out(log):
    note(log, "hund", 5)
    with next(log.folder.glob("*.log")).open("ab") as file:
        file.write(b"\xff\xfe\n2026-11-25\thacked\tx\n\n2026-11-25\texact\t\nnever")
    assert log.fold(TODAY) == 5


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("Hundesteuer  anmelden", "hundesteuer anmelden"),
        ("Müll in 07743 Jena", "mull in 07743 jena"),
        ("99102015070000", "99102015070000"),
        ("", ""),
        ("?!", ""),
        ("erika@example.org", ""),
        ("03641 123456", ""),
        ("0171 12 34 56 78", ""),
        ("geboren 12.05.1980", ""),
        ("eins zwei drei vier fünf sechs sieben acht neun", ""),
        ("x" * 101, ""),
    ],
)
def test_what_looks_personal_is_not_counted(typed, counted):
    assert countable_query(typed) == counted
