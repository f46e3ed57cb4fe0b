"""Measures a search with queries whose right answers are known.

Measures: success@k, the share of queries with a right answer among the first k; MRR@10, the mean of
1/rank of the first right answer (0 beyond ten); recall@10, the share of all right answers among the first ten
(see Manning, Raghavan and Schütze, Introduction to Information Retrieval, chapter 8). Intervals are
Wilson's (1927) for shares, normal approximations for means, both at 95 %.

``per_object`` counts places by Leistungsobjekt, as the lists group them; ``per_key`` by service. What has no
key is never right, but takes a place.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import MatchKind, SearchResult

HEAD = ("id", "kind", "audience", "query", "gold", "related", "note")
MOST_QUERIES = 5_000
KEY = re.compile(r"99\d{12}")
TEN = 10
Z = 1.96  # of a normal distribution, for 95 %
SOMETHING_EXACT = (MatchKind.EXACT, MatchKind.ALL_WORDS)

Interval = tuple[float, float]
Search = Callable[[str], SearchResult]


class QueryError(ValueError):
    """A query set that cannot be read; says where (line from 1) and why, in German."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Zeile {line}: {reason}")
        self.line, self.reason = line, reason


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query and the LeiKa keys that answer it; none: there is no answer. ``kind`` groups the report."""

    id: str
    kind: str
    query: str
    gold: frozenset[str]
    audience: str = ""

    @property
    def objects(self) -> frozenset[str]:
        """The Leistungsobjekte that answer it: the first eight digits of the keys."""
        return frozenset(key[:8] for key in self.gold)


def read_queries(path: Path) -> tuple[JudgedQuery, ...]:
    """The queries of a file (CSV, UTF-8). Raises QueryError, and OSError if it cannot be opened."""
    content = path.read_bytes()
    try:
        return parse_queries(content.decode())
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise QueryError(line, "kein UTF-8") from None


def parse_queries(text: str) -> tuple[JudgedQuery, ...]:
    """The queries of a CSV table with its head. Raises QueryError for the first row that is wrong."""
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    found: dict[str, JudgedQuery] = {}
    try:
        head = tuple(field.strip().casefold() for field in next(reader, ()))
        if head != HEAD:
            raise QueryError(1, f"die Spalten heißen {','.join(HEAD)}")
        for fields in reader:
            if not any(field.strip() for field in fields):
                continue
            judged = _judged([field.strip() for field in fields], reader.line_num)
            if judged.id in found:
                raise QueryError(reader.line_num, f"die Kennung {judged.id} gibt es schon")
            found[judged.id] = judged
            if len(found) > MOST_QUERIES:
                raise QueryError(reader.line_num, f"mehr als {MOST_QUERIES} Anfragen")
    except csv.Error as error:
        raise QueryError(reader.line_num, f"kein CSV ({error})") from None
    return tuple(found.values())


def _judged(fields: Sequence[str], line: int) -> JudgedQuery:
    if len(fields) != len(HEAD):
        raise QueryError(line, f"{len(HEAD)} Spalten erwartet, gefunden: {len(fields)}")
    name, kind, audience, query, gold, _related, _note = fields
    if not name or not query:
        raise QueryError(line, "eine Kennung und eine Anfrage gehören in jede Zeile")
    keys = frozenset(key.strip() for key in gold.split("|") if key.strip())
    wrong = sorted(key for key in keys if not KEY.fullmatch(key))
    if wrong:
        raise QueryError(line, f"„{wrong[0]}“ ist kein Leistungsschlüssel (99 und zwölf Ziffern)")
    return JudgedQuery(name, kind, query, keys, audience)


@dataclass(frozen=True, slots=True)
class QueryOutcome:
    """What the search made of one query: the ranks (from 1) of the first right object and key; 0: none."""

    judged: JudgedQuery
    match: MatchKind
    object_rank: int
    key_rank: int
    object_recall: float
    key_recall: float


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures over some queries, each with its interval. Shares from 0 to 1."""

    success_1: tuple[float, Interval]
    success_3: tuple[float, Interval]
    mrr_10: tuple[float, Interval]
    recall_10: tuple[float, Interval]

    def told(self) -> dict[str, object]:
        """By the names of the report."""
        named = {
            "success@1": self.success_1,
            "success@3": self.success_3,
            "mrr@10": self.mrr_10,
            "recall@10": self.recall_10,
        }
        return {name: round(value, 4) for name, (value, _interval) in named.items()} | {
            "intervals": {name: _rounded(interval) for name, (_value, interval) in named.items()}
        }


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """All outcomes of a query set."""

    outcomes: tuple[QueryOutcome, ...]

    @property
    def answerable(self) -> list[QueryOutcome]:
        """Those of queries that have an answer."""
        return [outcome for outcome in self.outcomes if outcome.judged.gold]

    def told(self) -> dict[str, object]:
        """``{"total": {"per_object", "per_key", "none_correct", "without_results", …}, "by_kind": {…}}``.

        As JSON has it; ``None`` where no query is there to measure with.
        """
        kinds = dict.fromkeys(outcome.judged.kind for outcome in self.outcomes)
        by_kind = {
            kind: _told([each for each in self.outcomes if each.judged.kind == kind])
            for kind in kinds
        }
        return {"total": _told(self.outcomes), "by_kind": by_kind}


def evaluate(queries: Iterable[JudgedQuery], search: Search) -> EvaluationReport:
    """Ask the search each query, and compare."""
    return EvaluationReport(tuple(_outcome(judged, search(judged.query)) for judged in queries))


def _outcome(judged: JudgedQuery, result: SearchResult) -> QueryOutcome:
    keys = [document.keys for document in result.documents]
    objects = list(dict.fromkeys(map(_objects, result.documents)))
    right_objects = [bool(each & judged.objects) for each in objects]
    right_keys = [bool(judged.gold.intersection(each)) for each in keys]
    found_objects = frozenset().union(*objects[:TEN]) & judged.objects
    found_keys = judged.gold.intersection(key for each in keys[:TEN] for key in each)
    return QueryOutcome(
        judged,
        result.match,
        _rank(right_objects),
        _rank(right_keys),
        len(found_objects) / (len(judged.objects) or 1),
        len(found_keys) / (len(judged.gold) or 1),
    )


def _objects(document: Document) -> frozenset[str]:
    """The Leistungsobjekte of a document; its UID where it has none."""
    return frozenset(key[:8] for key in document.keys) or frozenset((document.uid,))


def _rank(right: Sequence[bool]) -> int:
    return right.index(True) + 1 if True in right else 0


def _told(outcomes: Sequence[QueryOutcome]) -> dict[str, object]:
    answerable = [each for each in outcomes if each.judged.gold]
    none = [each.match not in SOMETHING_EXACT for each in outcomes if not each.judged.gold]
    without = [each.match is MatchKind.NONE for each in outcomes]
    per_object = [(each.object_rank, each.object_recall) for each in answerable]
    per_key = [(each.key_rank, each.key_recall) for each in answerable]
    shares = {"none_correct": none, "without_results": without}
    return {
        "queries": len(outcomes),
        "per_object": _measures(per_object).told() if answerable else None,
        "per_key": _measures(per_key).told() if answerable else None,
        **{name: round(_share(each), 4) if each else None for name, each in shares.items()},
        "intervals": {name: _rounded(_wilson(each)) for name, each in shares.items() if each},
    }


def _rounded(interval: Interval) -> list[float]:
    return [round(each, 4) for each in interval]


def _measures(found: Sequence[tuple[int, float]]) -> Measures:
    """The measures over pairs of rank and recall."""
    ranks = [rank for rank, _recall in found]
    recalls = [recall for _rank, recall in found]
    first = [rank == 1 for rank in ranks]
    three = [0 < rank <= 3 for rank in ranks]
    reciprocal = [1 / rank if 0 < rank <= TEN else 0.0 for rank in ranks]
    return Measures(
        (_share(first), _wilson(first)),
        (_share(three), _wilson(three)),
        (_mean(reciprocal), _around(reciprocal)),
        (_mean(recalls), _around(recalls)),
    )


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _wilson(right: Sequence[bool]) -> Interval:
    count, share = len(right), _share(right)
    middle = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z * sqrt(share * (1 - share) / count + Z**2 / (4 * count**2)) / (1 + Z**2 / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def _around(values: Sequence[float]) -> Interval:
    mean, count = _mean(values), len(values)
    if count < 2:
        return 0.0, 1.0
    spread = sqrt(sum((value - mean) ** 2 for value in values) / (count - 1) / count)
    return max(0.0, mean - Z * spread), min(1.0, mean + Z * spread)


@dataclass(frozen=True, slots=True)
class RankChange:
    """A query whose first right answer stands elsewhere after a change; ranks from 1, 0: not found."""

    judged: JudgedQuery
    before: int
    after: int

    @property
    def better(self) -> bool:
        """Whether it stands further up."""
        return self.after > 0 and (self.before == 0 or self.after < self.before)


def rank_changes(before: EvaluationReport, after: EvaluationReport) -> tuple[RankChange, ...]:
    """The queries for which a change makes a difference: by object, or exact where nothing should be.

    Both reports are of the same queries, in the same order.
    """
    changes = []
    for old, new in zip(before.outcomes, after.outcomes, strict=True):
        ranks = (_standing(old), _standing(new))
        if ranks[0] != ranks[1]:
            changes.append(RankChange(old.judged, *ranks))
    return tuple(changes)


def _standing(outcome: QueryOutcome) -> int:
    """The rank of the right object; for a query without an answer 1 where nothing exact is said, else 0."""
    if outcome.judged.gold:
        return outcome.object_rank
    return int(outcome.match not in SOMETHING_EXACT)
