"""A report of measures as German text lines."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MEASURES = {
    "success@1": "Platz 1",
    "success@3": "Platz 1–3",
    "mrr@10": "MRR@10",
    "recall@10": "Recall@10",
}
LEVELS = {"per_object": "je Leistungsobjekt", "per_key": "je Schlüssel"}
SHARES = {
    "none_correct": "Nichts Genaues gezeigt, wo es keine Antwort gibt",
    "false_offers_certain": "Falsches Angebot ohne Zweifel",
    "false_offers_doubtful": "Falsches Angebot mit Zweifel",
    "without_results": "Ohne Treffer",
}
LEFT, COLUMN = 20, 19

ReportValues = Mapping[str, Any]


def report_lines(name: str, report: ReportValues) -> Iterator[str]:
    """Yield the table of one search: all queries with 95 % intervals, then each kind of query."""
    total = report["total"]
    yield f"{name}, {total['queries']} Anfragen (in Klammern: 95-%-Intervall)"
    yield _row("", MEASURES.values())
    for level, words in LEVELS.items():
        if total[level]:
            yield _row(words, _with_intervals(total[level]))
    for share, words in SHARES.items():
        if total[share] is not None:
            yield f"{words}: {_number(total[share], total['intervals'][share])}"
    yield "Nach Art der Anfragen, je Leistungsobjekt:"
    for kind, part in report["by_kind"].items():
        measured = part["per_object"]
        values = (
            (_decimal(measured[measure]) for measure in MEASURES)
            if measured
            else [
                f"falsche Angebote: {_decimal(part['false_offers_certain'])} ohne,"
                f" {_decimal(part['false_offers_doubtful'])} mit Zweifel"
            ]
        )
        yield _row(f"{kind} ({part['queries']})", values)


def _with_intervals(measured: ReportValues) -> Iterator[str]:
    for measure in MEASURES:
        yield _number(measured[measure], measured["intervals"][measure])


def _number(value: float, interval: Iterable[float]) -> str:
    low, high = interval
    return f"{_decimal(value)} ({_decimal(low)}–{_decimal(high)})"


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _row(first: str, values: Iterable[str]) -> str:
    return f"  {first:<{LEFT}}{''.join(f'{value:<{COLUMN}}' for value in values)}".rstrip()
