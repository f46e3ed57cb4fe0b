"""How fast the resolver is: 1.2 million synthetic records over all German municipalities.

The plain dict look-up in the same run is the
floor against which to read the rest; times of one machine do not compare with another's.
"""

import gc
import random
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter, perf_counter_ns
from typing import Any
from uuid import UUID

from benchmarks.report import Figure, table
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.register import read_register
from tlvwa.portal.areas.model import BUND, Area, AreaLevel
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.criteria import Criterion, CriterionKind
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.records import (
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
    Sphere,
)
from tlvwa.portal.finder.resolver import Resolver
from tlvwa.portal.finder.rulebook import RuleBook, compile_service

REGISTER = Path(__file__).parents[2] / "shared" / "data" / "gv100ad" / "GV100AD_31082025.txt"
RECORDS, SERVICES, CALLS, EDITED = 1_200_000, 5_000, 50_000, 500
TODAY, REFORM = date(2026, 11, 23), date(2027, 1, 1)
PART = "resolver"
AIMS = {
    "kernel": 5.0,
    "answer_and_explanation": 30.0,
    "edit_of_a_service_ms": 5.0,
    "edit_of_the_largest_service_ms": 5.0,
}
INITIAL = Criterion("name", "Name", CriterionKind.INITIAL)

Assigned = tuple[Record, tuple[str, ...]]


def gazetteer() -> Gazetteer:
    """All of Germany from the register if it is at hand, else as many made-up municipalities."""
    if REGISTER.exists():
        return Gazetteer(read_register(REGISTER).areas)
    areas = [Area(f"{land:02}", f"Land {land}", AreaLevel.LAND) for land in range(1, 17)]
    for kreis in (f"{land:02}0{number:02}" for land in range(1, 17) for number in range(25)):
        areas.append(Area(kreis, kreis, AreaLevel.KREIS))
        for number in range(1, 28):
            verband = f"{kreis}{5000 + number // 6}"
            areas.append(Area(f"{verband}{number:03}", f"Gemeinde {number}", AreaLevel.GEMEINDE))
    return Gazetteer(areas)


def services(rng: random.Random) -> Iterator[tuple[ServiceDefinition, str]]:
    """The services, each with the level on which it is given: some are local, most are not."""
    for number in range(SERVICES):
        level = "gemeinde" if number % 89 == 0 else "kreis" if number % 5 == 0 else "land"
        criteria = (INITIAL,) if rng.random() < 0.02 else ()
        key = f"99{rng.randrange(10**9):09}{rng.choice(('000', '001'))}"
        yield (
            ServiceDefinition(uid(rng), (key,), ExpectedCoverage.FEDERAL, criteria=criteria),
            level,
        )


def uid(rng: random.Random) -> str:
    """An identifier as Plone gives them."""
    return UUID(int=rng.getrandbits(128)).hex


def records(
    rng: random.Random, service: ServiceDefinition, areas: list[str], offices: dict[str, str]
) -> Iterator[Assigned]:
    """One office an area, some with a change to come, some with an online service beside."""
    law = f"§ {rng.randrange(1, 99)} Abs. 1"
    for key in areas:
        halves: tuple[tuple[str, tuple[str, ...]], ...] = (("", ()),)
        if service.criteria and rng.random() < 0.3:
            halves = ("name", ("A-K",)), ("", ())
        for name, values in halves:
            end = REFORM if rng.random() < 0.1 else None
            yield rule(rng, Role.RESPONSIBLE, offices[key], key, law, end, name, values), (key,)
        if rng.random() < 0.125:
            yield rule(rng, Role.ONLINE_SERVICE, uid(rng), key, law), (key,)


def rule(
    rng: random.Random,
    role: Role,
    target: str,
    area: str,
    law: str,
    end: date | None = None,
    criterion: str = "",
    values: tuple[str, ...] = (),
) -> Record:
    """A rule as an editor would make it."""
    return Record(
        uid(rng),
        role,
        RecordEffect.RULE,
        target,
        target,
        area,
        valid_to=end,
        criterion=criterion,
        values=values,
        sphere=Sphere.OWN,
        legal_basis=law,
        confirmed_on=TODAY,
    )


def synthetic(
    rng: random.Random, land: Gazetteer
) -> list[tuple[ServiceDefinition, list[Assigned]]]:
    """All services with their records, as many as RECORDS."""
    by_level = {
        "gemeinde": [area.key for area in land.areas(AreaLevel.GEMEINDE)],
        "kreis": [area.key for area in land.areas(AreaLevel.KREIS)],
        "land": [area.key for area in land.areas(AreaLevel.LAND)],
    }
    offices = {key: uid(rng) for keys in by_level.values() for key in keys}
    found, left = [], RECORDS
    for service, level in services(rng):
        rows = list(records(rng, service, by_level[level], offices))[:left]
        left -= len(rows)
        found.append((service, rows))
    return found


def timed(calls: list[Any], call: Callable[[Any], object]) -> dict[str, float]:
    """Median and 99th percentile of single calls, in microseconds."""
    spans = []
    for parameters in calls:
        start = perf_counter_ns()
        call(parameters)
        spans.append(perf_counter_ns() - start)
    spans.sort()
    return {
        "median_us": spans[len(spans) // 2] / 1e3,
        "p99_us": spans[len(spans) * 99 // 100] / 1e3,
    }


def resident() -> int:
    """The memory the process has now, in bytes."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def run() -> dict[str, Any]:
    """All figures: sizes, seconds of a cold start, microseconds of calls, bytes of memory."""
    rng = random.Random(42)
    land = gazetteer()
    gc.collect()
    before = resident()
    rows = synthetic(rng, land)
    count = sum(len(assigned) for _, assigned in rows)
    gc.freeze()  # as a server does once its models stand: what stays is not searched again
    start = perf_counter()
    book = RuleBook(compile_service(service, assigned, land) for service, assigned in rows)
    resolver = Resolver(land, book)
    cold = perf_counter() - start
    uids = [service.uid for service, _ in rows]
    largest = max(rows, key=lambda row: len(row[1]))

    def edit(row: tuple[ServiceDefinition, list[Assigned]]) -> RuleBook:
        return book.replace({row[0].uid: compile_service(*row, land)})

    edits = timed(rng.sample(rows, EDITED), edit)
    largest_edits = timed([largest] * 5, edit)
    del rows, largest
    gc.collect()
    memory = resident() - before
    everywhere = land.municipalities(BUND, TODAY)
    calls = [(rng.choice(uids), rng.choice(everywhere)) for _ in range(CALLS)]
    return {
        "municipalities": len(everywhere),
        "services": len(uids),
        "records": count,
        "memory_per_million_records_MB": memory / count,
        "cold_start_s": cold,
        "edit_of_a_service_ms": edits["median_us"] / 1e3,
        "edit_of_the_largest_service_ms": largest_edits["median_us"] / 1e3,
        **measured(resolver, calls),
    }


def measured(resolver: Resolver, calls: list[tuple[str, str]]) -> dict[str, Any]:
    """The times of single calls, and of all municipalities at once."""
    kernel: Kernel = resolver.kernel
    targets = {call: call[0] for call in calls}

    def decide(call: tuple[str, str]) -> object:
        service, area = call
        return kernel.decide(service, area, TODAY, TODAY)

    def answer(call: tuple[str, str]) -> Answer:
        service, area = call
        return resolver.answer(service, area, TODAY, TODAY)

    found: dict[str, Any] = {
        "dict_lookup": timed(calls, targets.__getitem__),
        "kernel": timed(calls, decide),
        "answer": timed(calls, answer),
        "answer_and_explanation": timed(calls, lambda call: resolver.explain(answer(call))),
    }
    everywhere = kernel.gazetteer.municipalities(BUND, TODAY)
    some = [(service,) for service, _ in calls[:200]]
    found["one_service_everywhere"] = timed(
        some, lambda call: kernel.decisions(call[0], everywhere, TODAY, TODAY)
    )
    return found


def figures() -> list[Figure]:
    """The same, each with its aim."""
    found = []
    for name, value in run().items():
        title = name.replace("_", " ")
        if isinstance(value, dict):
            found.append(Figure(PART, f"{title}: median", value["median_us"], "µs", AIMS.get(name)))
            found.append(Figure(PART, f"{title}: p99", value["p99_us"], "µs"))
        else:
            words, _, unit = title.rpartition(" ")
            unit = unit if unit in ("MB", "ms", "s") else ""
            found.append(Figure(PART, words if unit else title, value, unit, AIMS.get(name)))
    return found


def main() -> None:
    """Print the figures as a table."""
    print(table(figures(), []))


if __name__ == "__main__":
    main()
