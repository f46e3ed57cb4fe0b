"""Evaluates a search with test queries whose right answers are known, or for which there is none.

Measures: success@k, the share of queries with a right answer among the first k; MRR@10, the mean of
1/rank of the first right answer (0 beyond ten); recall@10, the share of all right answers among the first ten
(see Manning, Raghavan and Schütze, Introduction to Information Retrieval, chapter 8). Intervals are
Wilson's (1927) for shares, normal approximations for means, both at 95 %.

A false offer is a hit for a query without an answer: ``certain`` if nothing is said to be in doubt,
``doubtful`` if it is.

``per_object`` ranks Leistungsobjekte, as the lists group them; ``per_key`` ranks services. What has no key is
named by its short name: the last part of its address.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from tlvwa.portal.common.csv_text import CSVError, decode_csv
from tlvwa.portal.common.phrases import Phrase
from tlvwa.portal.search.csv_tables import RowError, read_rows
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import MatchKind, SearchResult

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

HEAD = ("id", "kind", "audience", "query", "gold", "related", "note")
MOST_QUERIES = 5_000
KEY = re.compile(r"99\d{12}")
SHORT_NAME = re.compile(r"[a-z][a-z0-9._-]*")
TEN = 10
Z = 1.96  # of a normal distribution, for 95 %
SOMETHING_EXACT = (MatchKind.EXACT, MatchKind.ALL_WORDS)
IN_DOUBT = (MatchKind.CORRECTED, MatchKind.SOME_WORDS)

Interval = tuple[float, float]
Search = Callable[[str], SearchResult]


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with what answers it: LeiKa keys and short names; without any, there is no answer.

    The report is grouped by ``kind``.
    """

    id: str
    kind: str
    query: str
    gold: frozenset[str]
    audience: str = ""

    @property
    def objects(self) -> frozenset[str]:
        """What answers the query, with Leistungsobjekte (the first eight digits) in the place of keys."""
        return frozenset(map(_object, self.gold))


def read_queries(path: Path) -> tuple[JudgedQuery, ...]:
    """Read the queries of a file (CSV). Raises RowError, and OSError if it cannot be opened."""
    try:
        return parse_queries(decode_csv(path.read_bytes()))
    except CSVError as error:
        raise RowError(error.line, error.reason) from None


def parse_queries(text: str) -> tuple[JudgedQuery, ...]:
    """Read the queries of a CSV table with its head. Raises RowError for the first wrong row."""
    by_id: dict[str, JudgedQuery] = {}
    for line, fields in read_rows(text, HEAD, MOST_QUERIES):
        judged = _judged(fields, line)
        if judged.id in by_id:
            raise RowError(line, _("die Kennung ${id} gibt es schon", id=judged.id))
        by_id[judged.id] = judged
    return tuple(by_id.values())


def _judged(fields: Sequence[str], line: int) -> JudgedQuery:
    name, kind, audience, query, gold, _related, _note = fields
    if not name or not query:
        raise RowError(line, _("eine Kennung und eine Anfrage gehören in jede Zeile"))
    keys = frozenset(key.strip() for key in gold.split("|") if key.strip())
    wrong = sorted(key for key in keys if not (KEY.fullmatch(key) or SHORT_NAME.fullmatch(key)))
    if wrong:
        raise RowError(
            line,
            _(
                "„${key}“ ist weder ein Leistungsschlüssel (99 und zwölf Ziffern) noch ein Kurzname",
                key=wrong[0],
            ),
        )
    return JudgedQuery(name, kind, query, keys, audience)


@dataclass(frozen=True, slots=True)
class QueryOutcome:
    """The outcome of one query: the ranks (from 1) of the first right object and key, 0 for none."""

    judged: JudgedQuery
    match: MatchKind
    object_rank: int
    key_rank: int
    object_recall: float
    key_recall: float


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures over some queries, each with its interval; all are from 0 to 1."""

    success_1: tuple[float, Interval]
    success_3: tuple[float, Interval]
    mrr_10: tuple[float, Interval]
    recall_10: tuple[float, Interval]

    def as_dict(self) -> dict[str, object]:
        """The measures by the names of the report, rounded."""
        measures = {
            "success@1": self.success_1,
            "success@3": self.success_3,
            "mrr@10": self.mrr_10,
            "recall@10": self.recall_10,
        }
        return {name: round(value, 4) for name, (value, _interval) in measures.items()} | {
            "intervals": {name: _rounded(interval) for name, (_value, interval) in measures.items()}
        }


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The outcomes of all test queries."""

    outcomes: tuple[QueryOutcome, ...]

    @property
    def answerable(self) -> list[QueryOutcome]:
        """The outcomes of queries that have an answer."""
        return [outcome for outcome in self.outcomes if outcome.judged.gold]

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values; ``None`` where there is no query to measure with.

        ``{"total": {"per_object", "per_key", "none_correct", "false_offers_certain", …}, "by_kind": {…}}``
        """
        kinds = dict.fromkeys(outcome.judged.kind for outcome in self.outcomes)
        by_kind = {
            kind: _as_dict([result for result in self.outcomes if result.judged.kind == kind])
            for kind in kinds
        }
        return {"total": _as_dict(self.outcomes), "by_kind": by_kind}


def evaluate(queries: Iterable[JudgedQuery], search: Search) -> EvaluationReport:
    """Run a search with each query, and compare the results with the right answers."""
    return EvaluationReport(tuple(_outcome(judged, search(judged.query)) for judged in queries))


def unknown_names(queries: Iterable[JudgedQuery], documents: Iterable[Document]) -> list[str]:
    """The short names that queries name as right and that no document has, sorted."""
    named = {name for judged in queries for name in judged.gold if not KEY.fullmatch(name)}
    return sorted(named - {document.short_name for document in documents})


def _outcome(judged: JudgedQuery, result: SearchResult) -> QueryOutcome:
    services = [_answers(document) & judged.gold for document in result.documents]
    grouped: dict[frozenset[str], frozenset[str]] = {}
    for document, answers in zip(result.documents, services, strict=True):
        group = _objects(document)
        grouped[group] = grouped.get(group, frozenset()) | (
            (group | set(map(_object, answers))) & judged.objects
        )
    objects = list(grouped.values())
    return QueryOutcome(
        judged,
        result.match,
        _rank(objects),
        _rank(services),
        len(frozenset().union(*objects[:TEN])) / (len(judged.objects) or 1),
        len(frozenset().union(*services[:TEN])) / (len(judged.gold) or 1),
    )


def _answers(document: Document) -> frozenset[str]:
    """The keys of a document, and its short name."""
    return frozenset((*document.keys, document.short_name))


def _objects(document: Document) -> frozenset[str]:
    """The Leistungsobjekte of a document; its UID if it has none."""
    return frozenset(map(_object, document.keys)) or frozenset((document.uid,))


def _object(answer: str) -> str:
    """The Leistungsobjekt of a key: its first eight digits; another answer is one by itself."""
    return answer[:8] if KEY.fullmatch(answer) else answer


def _rank(right: Sequence[frozenset[str]]) -> int:
    return next((rank for rank, answers in enumerate(right, 1) if answers), 0)


def _as_dict(outcomes: Sequence[QueryOutcome]) -> dict[str, object]:
    answerable = [outcome for outcome in outcomes if outcome.judged.gold]
    unanswerable = [outcome.match for outcome in outcomes if not outcome.judged.gold]
    certain = [match in SOMETHING_EXACT for match in unanswerable]
    doubtful = [match in IN_DOUBT for match in unanswerable]
    none = [not is_certain for is_certain in certain]
    without = [outcome.match is MatchKind.NONE for outcome in outcomes]
    per_object = [(outcome.object_rank, outcome.object_recall) for outcome in answerable]
    per_key = [(outcome.key_rank, outcome.key_recall) for outcome in answerable]
    shares = {
        "none_correct": none,
        "false_offers_certain": certain,
        "false_offers_doubtful": doubtful,
        "without_results": without,
    }
    return {
        "queries": len(outcomes),
        "per_object": _measures(per_object).as_dict() if answerable else None,
        "per_key": _measures(per_key).as_dict() if answerable else None,
        **{name: round(_share(flags), 4) if flags else None for name, flags in shares.items()},
        "intervals": {
            name: _rounded(_wilson_interval(flags)) for name, flags in shares.items() if flags
        },
    }


def _rounded(interval: Interval) -> list[float]:
    return [round(bound, 4) for bound in interval]


def _measures(places: Sequence[tuple[int, float]]) -> Measures:
    """The measures over pairs of rank and recall."""
    ranks = [rank for rank, _recall in places]
    recalls = [recall for _rank, recall in places]
    first = [rank == 1 for rank in ranks]
    three = [0 < rank <= 3 for rank in ranks]
    reciprocal = [1 / rank if 0 < rank <= TEN else 0.0 for rank in ranks]
    return Measures(
        (_share(first), _wilson_interval(first)),
        (_share(three), _wilson_interval(three)),
        (_mean(reciprocal), _mean_interval(reciprocal)),
        (_mean(recalls), _mean_interval(recalls)),
    )


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _wilson_interval(right: Sequence[bool]) -> Interval:
    count, share = len(right), _share(right)
    middle = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z * sqrt(share * (1 - share) / count + Z**2 / (4 * count**2)) / (1 + Z**2 / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def _mean_interval(values: Sequence[float]) -> Interval:
    mean, count = _mean(values), len(values)
    if count < 2:
        return 0.0, 1.0
    spread = sqrt(sum((value - mean) ** 2 for value in values) / (count - 1) / count)
    return max(0.0, mean - Z * spread), min(1.0, mean + Z * spread)


@dataclass(frozen=True, slots=True)
class RankChange:
    """A query whose first right answer has another rank after a change; 0 means not found."""

    judged: JudgedQuery
    before: int
    after: int

    @property
    def better(self) -> bool:
        """True if the rank is better after the change."""
        return self.after > 0 and (self.before == 0 or self.after < self.before)


def rank_changes(before: EvaluationReport, after: EvaluationReport) -> tuple[RankChange, ...]:
    """The queries with another rank by object, or with exact hits where there is no answer.

    Both reports must be of the same queries, in the same order.
    """
    changes = []
    for old, new in zip(before.outcomes, after.outcomes, strict=True):
        ranks = (_right_rank(old), _right_rank(new))
        if ranks[0] != ranks[1]:
            changes.append(RankChange(old.judged, *ranks))
    return tuple(changes)


def _right_rank(outcome: QueryOutcome) -> int:
    """The rank of the first right object; for a query without an answer 1 if no hit is exact, else 0."""
    if outcome.judged.gold:
        return outcome.object_rank
    return int(outcome.match not in SOMETHING_EXACT)
