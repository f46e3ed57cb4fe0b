"""How fast the ledger is: all of it, after one edit, a change looked at before it is saved; and how
many questions people are asked.

The services and records are those of the resolver's part, made up over real municipalities where
the register is at hand.
"""

import gc
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter

from benchmarks.report import Figure
from benchmarks.resolver import (
    TODAY,
    Assigned,
    gazetteer,
    records,
    resident,
    services,
    synthetic,
    uid,
)
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import BUND, AreaLevel
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.ledger import Ledger
from tlvwa.portal.finder.preview import RulesBeforeAfter, state_changes
from tlvwa.portal.finder.question_statistics import (
    QuestionCounter,
    count_questions,
    mean,
    percentile,
)
from tlvwa.portal.finder.records import ExpectedCoverage, ServiceDefinition
from tlvwa.portal.finder.rulebook import RuleBook, compile_service
from tlvwa.portal.finder.territory import Territory

PART = "ledger"
LAND = "16"
EDITS = 200

Rows = list[tuple[ServiceDefinition, list[Assigned]]]


def figures() -> list[Figure]:
    """All figures, each with its aim."""
    return [*_germany(), *_thueringen()]


def _germany() -> Iterator[Figure]:
    rng = random.Random(42)
    land = gazetteer()
    rows = synthetic(rng, land)
    kernel = _kernel(rows, land)
    yield from _whole(kernel, Territory(land, TODAY, [LAND]), "Thüringen", 2.0)
    yield from _whole(kernel, Territory(land, TODAY), "Germany", 60.0)
    yield from _edits(rng, rows, kernel)


def _whole(kernel: Kernel, territory: Territory, name: str, aim: float) -> Iterator[Figure]:
    gc.collect()
    gc.freeze()  # as a server does once its models stand
    before, start = resident(), perf_counter()
    ledger = Ledger.build(kernel, territory, TODAY, LAND)
    seconds = perf_counter() - start
    what = f"{len(ledger.rows):,} services × {len(territory):,} municipalities, {name}"
    yield Figure(PART, what, seconds, "s", aim)
    yield Figure(PART, f"its memory, {name}", (resident() - before) / 1e6, "MB")
    start = perf_counter()
    total = sum(ledger.totals.values())
    assert total == len(ledger.rows) * len(territory)
    yield Figure(PART, f"counting it, {name}", (perf_counter() - start) * 1e3, "ms")


def _edits(rng: random.Random, rows: Rows, kernel: Kernel) -> Iterator[Figure]:
    """One record of a service ends or goes; the ledger of the Land follows, and a preview is asked."""
    territory = Territory(kernel.gazetteer, TODAY, [LAND])
    ledger = Ledger.build(kernel, territory, TODAY, LAND)
    following, previewing = [], []
    for service, assigned in rng.sample([row for row in rows if row[1]], EDITS):
        number = rng.randrange(len(assigned))
        record, areas = assigned[number]
        changed = [*assigned[:number], *assigned[number + 1 :]]
        changed.append((replace(record, valid_from=TODAY), areas[:1]))
        rules = {service.uid: compile_service(service, changed[:-1], kernel.gazetteer)}
        book = kernel.rulebook.replace(rules)
        touched = kernel.rulebook.dependents(rules) | book.dependents(rules)
        following.append(
            _timed(
                lambda book=book, touched=touched: ledger.replace(
                    Kernel(book, kernel.gazetteer), touched
                )
            )
        )
        both = RulesBeforeAfter(kernel.rulebook, book, kernel.gazetteer)
        previewing.append(
            _timed(
                lambda both=both, touched=touched, areas=areas: state_changes(
                    both, touched, areas, TODAY, LAND
                )
            )
        )
    for name, spans, aim in (("an edit", following, 10.0), ("a preview", previewing, 50.0)):
        spans.sort()
        yield Figure(PART, f"{name}: median", spans[len(spans) // 2], "ms", aim)
        yield Figure(PART, f"{name}: slowest of {EDITS}", spans[-1], "ms")


def _timed(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1e3


def _kernel(rows: Rows, land: Gazetteer) -> Kernel:
    return Kernel(RuleBook(compile_service(each, found, land) for each, found in rows), land)


def _thueringen() -> Iterator[Figure]:
    """Questions over every service and every postal code of Thüringen."""
    land = load_thueringen().gazetteer()
    rng = random.Random(7)
    rows, levels = [], {}
    keys = {
        "gemeinde": [area.key for area in land.areas(AreaLevel.GEMEINDE) if area.exists_on(TODAY)],
        "kreis": [area.key for area in land.areas(AreaLevel.KREIS)],
        "land": [LAND],
    }
    offices = {key: uid(rng) for some in keys.values() for key in some}
    for service, level in services(rng):
        service = replace(service, coverage=ExpectedCoverage.LAND)
        rows.append((service, list(records(rng, service, keys[level], offices))))
        levels[service.uid] = level
    kernel = _kernel(rows, land)
    codes = [row.code for row in land.postal_codes()]
    counted, in_one_district = QuestionCounter(), 0
    start = perf_counter()
    for asked in count_questions(kernel, [row[0].uid for row in rows], codes, TODAY, TODAY):
        counted.add(asked)
        if (
            levels[asked.service] == "kreis"
            and asked.questions
            and not _asks_more(kernel, asked.service)
        ):
            in_one_district += _districts(land, asked.code) == 1
    seconds = perf_counter() - start
    yield Figure(
        PART, f"questions: {len(rows):,} services × {len(codes)} postal codes", seconds, "s"
    )
    for name, counts in (("ours", counted.ours), ("always asking", counted.always)):
        yield Figure(PART, f"questions, {name}: mean", mean(counts), "")
        yield Figure(PART, f"questions, {name}: 95th percentile", percentile(counts), "")
        yield Figure(PART, f"questions, {name}: worst", max(counts), "")
    ratio = mean(counted.ours) / mean(counted.always)
    yield Figure(PART, "questions: ours to always asking", ratio, "", most=0.5)
    yield Figure(PART, "district services asked within one district", in_one_district, "", most=0)
    yield Figure(
        PART, "answers that naming the place changes", _changed(kernel, rows, codes), "", most=0
    )


def _asks_more(kernel: Kernel, service: str) -> bool:
    """Whether a service asks for more than the place."""
    return bool(kernel.criteria(service, TODAY))


def _districts(land: Gazetteer, code: str) -> int:
    return len({key[:5] for key in land.possible_municipalities(code, TODAY)})


def _changed(kernel: Kernel, rows: Rows, codes: list[str]) -> int:
    """Pairs that ask for no place although municipalities of the code, one by one, answer differently."""
    possible = {code: kernel.gazetteer.possible_municipalities(code, TODAY) for code in codes}
    found = 0
    for service, _assigned in rows:
        answers = {
            at: kernel.decide(service.uid, at, TODAY, TODAY).answer
            for at in kernel.gazetteer.municipalities(BUND, TODAY)
        }
        asked = {
            one.code: one.questions
            for one in count_questions(kernel, [service.uid], codes, TODAY, TODAY)
        }
        found += sum(
            not asked[code] and len({answers[at] for at in keys}) > 1
            for code, keys in possible.items()
        )
    return found
