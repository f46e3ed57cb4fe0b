"""Counts of search queries in files: plain Python, bounded, safe between threads and processes.

Each process appends to a file of its own; a job folds the files into counts by month. Nothing finer
than the day is stored, no address and nothing else about persons. Queries that look personal are
never written; queries with fewer than ``SEVERAL`` searches in a month are never returned, and
deleted when the month is over.
"""

import fcntl
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from threading import Lock

from tlvwa.portal.search.normalize import normalize_word

SEVERAL = 5
MONTHS = 12
MOST_QUERIES = 5_000  # per month; the rarest ones beyond are deleted
MOST_BYTES = 1_000_000  # of a file; the full one stays beside the next until that is full
MOST_FILES = 64
MOST_WORDS, LONGEST = 8, 100
MOST_DIGITS = 7  # in a query, except for LeiKa keys; a telephone number has more
LONG_NUMBER = re.compile(r"\d{6,}")
LEIKA_KEY = re.compile(r"99\d{12}")
COUNTS, LOCK = "counts.json", "lock"


class SearchOutcome(StrEnum):
    """The outcome of a search; ``CLICK`` counts hits that were opened."""

    NONE = "none"
    SOME = "some"
    EXACT = "exact"
    CLICK = "click"


@dataclass(frozen=True, slots=True)
class QueryCount:
    """How often a normalized query had each outcome, in one month or several."""

    query: str
    none: int = 0
    some: int = 0
    exact: int = 0
    click: int = 0

    @property
    def searches(self) -> int:
        """The number of searches."""
        return self.none + self.some + self.exact


Month = dict[str, dict[str, int]]  # by query and outcome
Months = dict[str, Month]  # by "2026-11"


def countable_query(typed: str) -> str:
    """Normalize a query for counting; empty for one that is too long or could be personal."""
    query = normalize_word(typed[: 4 * LONGEST])
    if not query or "@" in typed or len(query) > LONGEST or len(query.split()) > MOST_WORDS:
        return ""
    if LEIKA_KEY.fullmatch(query):
        return query
    too_many = sum(map(str.isdigit, query)) > MOST_DIGITS
    return "" if too_many or LONG_NUMBER.search(query) else query


class SearchLog:
    """The counts of one site, in a folder of their own."""

    _lock = Lock()  # the files of this process are written by one thread at a time

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def append(self, day: date, outcome: SearchOutcome, query: str) -> None:
        """Append one line. Raises OSError."""
        line = f"{day.isoformat()}\t{outcome}\t{query}\n".encode()
        with self._lock:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            while not self._append(self.folder / f"{os.getpid()}.log", line):
                pass

    def _append(self, path: Path, line: bytes) -> bool:
        """Append a line to a file; return False if the caller has to try again.

        That is so if another process folded and deleted the file before it was locked, or if the
        file was full. With too many files, the line is dropped.
        """
        if not path.exists() and len(list(self.folder.glob("*.log"))) >= MOST_FILES:
            return True
        with _locked(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, fcntl.LOCK_SH) as file:
            state = os.fstat(file)
            if state.st_nlink == 0:
                return False
            if state.st_size >= MOST_BYTES:
                path.replace(path.with_suffix(".full.log"))
                return False
            os.write(file, line)
        return True

    def fold(self, today: date) -> int:
        """Add all lines to the counts, and delete old and rare ones; return the number of lines."""
        if not self.folder.is_dir():
            return 0
        with _locked(self.folder / LOCK, os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX):
            months, lines = self._months(), 0
            paths = sorted(self.folder.glob("*.log"))
            with _all_locked(paths) as files:
                for file in files:
                    lines += _add(months, _read(file))
                self._write(_trim(months, today))
                for path in paths:
                    path.unlink(missing_ok=True)
        return lines

    def forget(self) -> int:
        """Delete everything; return the number of files."""
        if not self.folder.is_dir():
            return 0
        paths = [path for path in self.folder.iterdir() if path.is_file()]
        for path in paths:
            path.unlink(missing_ok=True)
        self.folder.rmdir()
        return len(paths)

    def months(self) -> list[str]:
        """The months with counts, newest first, as ``2026-11``."""
        return sorted(self._months(), reverse=True)

    def counts(self, month: str = "") -> list[QueryCount]:
        """The queries with several searches in a month (of all months by default), most frequent first."""
        months = self._months()
        by_query: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for name, queries in months.items():
            if month in ("", name):
                for query, outcomes in queries.items():
                    if _searches(outcomes) >= SEVERAL:
                        for outcome, count in outcomes.items():
                            by_query[query][outcome] += count
        counts = [QueryCount(query, **outcomes) for query, outcomes in by_query.items()]
        return sorted(counts, key=lambda query_count: (-query_count.searches, query_count.query))

    def _months(self) -> Months:
        try:
            return _check(json.loads((self.folder / COUNTS).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def _write(self, months: Months) -> None:
        fresh = self.folder / f"{COUNTS}.new"
        fresh.write_text(json.dumps(months, ensure_ascii=False), encoding="utf-8")
        fresh.chmod(0o600)
        fresh.replace(self.folder / COUNTS)


@contextmanager
def _locked(path: Path, flags: int, lock: int) -> Iterator[int]:
    file = os.open(path, flags, 0o600)
    try:
        fcntl.flock(file, lock)
        yield file
    finally:
        os.close(file)


@contextmanager
def _all_locked(paths: Iterable[Path]) -> Iterator[list[int]]:
    """Open files and lock them against writers."""
    files = [os.open(path, os.O_RDONLY) for path in paths]
    try:
        for file in files:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield files
    finally:
        for file in files:
            os.close(file)


def _read(file: int) -> str:
    with os.fdopen(os.dup(file), "rb") as reading:
        return reading.read(2 * MOST_BYTES).decode(errors="replace")


def _add(months: Months, text: str) -> int:
    """Count the lines of a file; return their number. Malformed lines are skipped."""
    lines = 0
    for line in text.splitlines():
        day, _tab, rest = line.partition("\t")
        outcome, _tab, query = rest.partition("\t")
        if (
            not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)
            or outcome not in set(SearchOutcome)
            or not query
        ):
            continue
        outcomes = months.setdefault(day[:7], {}).setdefault(query, {})
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        lines += 1
    return lines


def _trim(months: Months, today: date) -> Months:
    """The counts without old months, rare queries of past months, and queries beyond the limit."""
    now = f"{today:%Y-%m}"
    oldest = today.year * 12 + today.month - MONTHS
    trimmed = {}
    for month, queries in sorted(months.items()):
        year, _dash, number = month.partition("-")
        if int(year) * 12 + int(number) <= oldest:
            continue
        least = SEVERAL if month < now else 0
        often = [
            (query, outcomes) for query, outcomes in queries.items() if _searches(outcomes) >= least
        ]
        often.sort(key=lambda pair: (-_searches(pair[1]), pair[0]))
        if often:
            trimmed[month] = dict(often[:MOST_QUERIES])
    return trimmed


def _searches(outcomes: Mapping[str, int]) -> int:
    return sum(count for outcome, count in outcomes.items() if outcome != SearchOutcome.CLICK)


def _check(data: object) -> Months:
    """Check the data of a file of counts. Raises ValueError for anything else."""
    if not isinstance(data, dict):
        raise ValueError(COUNTS)
    months: Months = {}
    for month, queries in data.items():
        if not re.fullmatch(r"\d{4}-\d{2}", month) or not isinstance(queries, dict):
            raise ValueError(month)
        for query, outcomes in queries.items():
            counts = {
                outcome: int(count)
                for outcome, count in outcomes.items()
                if outcome in set(SearchOutcome)
            }
            months.setdefault(month, {})[query] = counts
    return months
