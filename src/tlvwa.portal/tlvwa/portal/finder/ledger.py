"""The ledger: the state of every service in every municipality on a day (spec:ledger).

The kernel decides; the ledger only counts. The row of a service consists of runs of municipalities
with the same state, so the ledger of a whole country is small, and an edit changes only the rows of
the services concerned.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tlvwa.portal.areas.model import AreaError

from .decision import Decision
from .kernel import Kernel
from .ledger_states import LedgerState
from .office_row import OfficeRow, Offices, offices_of
from .records import ExpectedCoverage, ServiceDefinition
from .territory import MunicipalityRange, Territory

PROBLEMS = (LedgerState.OVERLAP, LedgerState.GAP)  # worst first


class LedgerRun(NamedTuple):
    """A service in a run of municipalities with the same state."""

    service: str
    municipalities: MunicipalityRange
    state: LedgerState


class LedgerRow:
    """The row of one service: runs of municipalities with their state, and its offices. Equal by value."""

    __slots__ = ("ends", "offices", "states")

    def __init__(
        self, runs: Iterable[tuple[int, LedgerState]], offices: OfficeRow | None = None
    ) -> None:
        """``runs`` are the end of each run (exclusive) with its state, from the first municipality."""
        ends: list[int] = []
        states: list[LedgerState] = []
        for end, state in runs:
            if states and states[-1] is state:
                ends[-1] = end
            elif not ends or end > ends[-1]:
                ends.append(end)
                states.append(state)
        self.ends, self.states = tuple(ends), tuple(states)
        self.offices = OfficeRow() if offices is None else offices

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, LedgerRow)
            and self.ends == other.ends
            and self.states == other.states
            and self.offices == other.offices
        )

    __hash__ = None  # type: ignore[assignment]  # equality compares all runs, so a row is never a key

    def state(self, number: int) -> LedgerState:
        """The state in one municipality, by its number."""
        return self.states[bisect_right(self.ends, number)]

    def runs_in(self, span: MunicipalityRange) -> Iterator[tuple[MunicipalityRange, LedgerState]]:
        """The runs within a range."""
        number = bisect_right(self.ends, span.start)
        start = span.start
        while start < span.end:
            end = min(self.ends[number], span.end)
            yield MunicipalityRange(start, end), self.states[number]
            start, number = end, number + 1

    def counts(self, span: MunicipalityRange) -> Counter[LedgerState]:
        """The number of municipalities in a range by state."""
        numbers: Counter[LedgerState] = Counter()
        for run, state in self.runs_in(span):
            numbers[state] += run.size
        return numbers


class Ledger:
    """All services public on ``today`` over one territory, by the law of its day; immutable."""

    def __init__(
        self, territory: Territory, today: date, land: str, rows: Mapping[str, LedgerRow]
    ) -> None:
        self.territory, self.today, self.land, self.rows = territory, today, land, rows

    @classmethod
    def build(cls, kernel: Kernel, territory: Territory, today: date, land: str) -> "Ledger":
        """Build the ledger of all services.

        ``land`` is the key of the Land in which a coverage of ``land`` expects answers.
        """
        return cls(territory, today, land, dict(_rows(kernel, territory, today, land, None)))

    def replace(self, kernel: Kernel, services: Iterable[str]) -> "Ledger":
        """Return the ledger after the rules of some services changed; only their rows are rebuilt.

        ``services`` must include those for which changed services answer; see
        ``RuleBook.dependents``.
        """
        rows, changed = dict(self.rows), set(services)
        for uid in changed:
            rows.pop(uid, None)
        rows.update(_rows(kernel, self.territory, self.today, self.land, changed))
        return Ledger(self.territory, self.today, self.land, rows)

    @property
    def day(self) -> date:
        """The day of the law."""
        return self.territory.day

    @cached_property
    def totals(self) -> Counter[LedgerState]:
        """The number of pairs of a service and a municipality by state."""
        sums: Counter[LedgerState] = Counter()
        for counts in self.by_service.values():
            sums.update(counts)
        return sums

    @cached_property
    def by_service(self) -> Mapping[str, Counter[LedgerState]]:
        """The number of municipalities by state, for each service."""
        whole = self.territory.whole
        return {uid: row.counts(whole) for uid, row in self.rows.items()}

    @cached_property
    def answers_by_office(self) -> Counter[str]:
        """The number of pairs in which an authority is the one office, or may be it by the facts."""
        counts: Counter[str] = Counter()
        for row in self.rows.values():
            for size, offices in row.offices.runs_in(self.territory.whole):
                for uid in offices:
                    counts[uid] += size
        return counts

    def state(self, service: str, municipality: str) -> LedgerState:
        """The state of a service in a municipality. Raises KeyError if the ledger has no such pair."""
        return self.rows[service].state(self._number(municipality))

    def offices(self, service: str, municipality: str) -> Offices:
        """The one office of a pair; several where facts decide, none in other states. Errors as ``state``."""
        return self.rows[service].offices.at(self._number(municipality))

    def _number(self, municipality: str) -> int:
        span = self.territory.municipality_range(municipality)
        if not span.size:
            raise KeyError(municipality)
        return span.start

    def runs(
        self,
        services: Iterable[str],
        spans: Sequence[MunicipalityRange] | None = None,
        states: Iterable[LedgerState] = LedgerState,
    ) -> Iterator[LedgerRun]:
        """The runs of some services in some ranges that have one of ``states``."""
        wanted = frozenset(states)
        for uid in services:
            row = self.rows.get(uid)
            for span in (self.territory.whole,) if spans is None else spans:
                for part, state in row.runs_in(span) if row is not None else ():
                    if state in wanted:
                        yield LedgerRun(uid, part, state)


def _rows(
    kernel: Kernel, territory: Territory, today: date, land: str, only: Iterable[str] | None
) -> Iterator[tuple[str, LedgerRow]]:
    services = kernel.rulebook.services
    for uid in services if only is None else only:
        rules = services.get(uid)
        if rules is not None and rules.service.shown_on(today):
            yield uid, ledger_row(kernel, rules.service, territory, today, land)


def ledger_row(
    kernel: Kernel, service: ServiceDefinition, territory: Territory, today: date, land: str
) -> LedgerRow:
    """Build the row of one service."""
    runs = list(service_states(kernel, service, territory, today, land))
    offices = OfficeRow((end, offices_of(state, decision)) for end, state, decision in runs)
    return LedgerRow(((end, state) for end, state, _decision in runs), offices)


def service_states(
    kernel: Kernel, service: ServiceDefinition, territory: Territory, today: date, land: str
) -> Iterator[tuple[int, LedgerState, Decision]]:
    """The states of a service, run by run: the end of the run, the state, and the decision.

    Where no answer is expected, a gap is ``not_expected``; such runs are parted at the borders. An
    office that is not known for the day yet is a gap (spec:known-days).
    """
    expected = _expected_ranges(service, territory, land)
    for run, decision in kernel.runs(service.uid, territory, today):
        known_since = decision.known_since
        is_known = known_since is None or known_since <= territory.day
        state = decision.state if is_known else LedgerState.GAP
        if state is LedgerState.GAP:
            for end, missing in _split_gap(MunicipalityRange(run.start, run.end), expected):
                yield end, missing, decision
        else:
            yield run.end, state, decision


def _split_gap(
    span: MunicipalityRange, expected: Sequence[MunicipalityRange]
) -> Iterator[tuple[int, LedgerState]]:
    """Part a range without an answer into gaps and parts where none is expected."""
    at = span.start
    for part in expected:
        start, end = max(part.start, at), min(part.end, span.end)
        if start >= end:
            continue
        if at < start:
            yield start, LedgerState.NOT_EXPECTED
        yield end, LedgerState.GAP
        at = end
    if at < span.end:
        yield span.end, LedgerState.NOT_EXPECTED


def _expected_ranges(
    service: ServiceDefinition, territory: Territory, land: str
) -> tuple[MunicipalityRange, ...]:
    """The ranges in which an answer is expected (spec:coverage), without unknown areas."""
    match service.coverage:
        case ExpectedCoverage.FEDERAL:
            return (territory.whole,)
        case ExpectedCoverage.LAND:
            return territory.municipality_ranges(_known_keys(territory, (land,)))
        case ExpectedCoverage.AREAS:
            return territory.municipality_ranges(_known_keys(territory, service.coverage_areas))
    return ()


def _known_keys(territory: Territory, areas: Iterable[str]) -> Iterator[str]:
    for key in areas:
        try:
            yield territory.gazetteer.canonical_key(territory.gazetteer.parse(key).key)
        except AreaError:
            continue
