"""The cells of the ledger that a query selects: pairs of a service and a municipality, worst first."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from tlvwa.portal.answers.queries.reachability import reachable_offices
from tlvwa.portal.finder.ledger import LedgerRun
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.territory import MunicipalityRange
from tlvwa.portal.ledger.query import LedgerOrder
from tlvwa.portal.ledger.reach import Reach, reach_of, total_reach
from tlvwa.portal.readmodels.payloads import ServicePayload
from tlvwa.portal.search.normalize import normalize_word


class LedgerCell(NamedTuple):
    """A service (its UID) in a municipality (its key)."""

    service: str
    municipality: str
    state: LedgerState


class LedgerCells(Sequence[LedgerCell]):
    """A sequence of cells, stored as runs, so that it takes little memory.

    Services are ordered as the query says; within one, municipalities by key.
    """

    def __init__(self, ledger, runs):
        self.ledger = ledger
        self.runs = tuple(runs)
        self._ends = tuple(accumulate(run.municipalities.size for run in self.runs))

    def __len__(self):
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        number = index % len(self)
        run = self.runs[bisect_right(self._ends, number)]
        behind = self._ends[bisect_right(self._ends, number)] - number
        return LedgerCell(
            run.service, self.ledger.territory.keys[run.municipalities.end - behind], run.state
        )

    def __iter__(self):
        for run in self.runs:
            for key in self.ledger.territory.keys[
                run.municipalities.start : run.municipalities.end
            ]:
                yield LedgerCell(run.service, key, run.state)


class LedgerSelection:
    """The cells of a ledger that a query selects; the counts are of all states, chosen or not."""

    def __init__(self, snapshot, ledger, query):
        self.snapshot, self.ledger, self.query = snapshot, ledger, query
        self.spans = ledger.territory.municipality_ranges([query.area]) if query.area else None
        runs = self._entries()
        self.counts: Counter[LedgerState] = Counter()
        by_service: dict[str, list[LedgerRun]] = {}
        for run in runs:
            self.counts[run.state] += run.municipalities.size
            by_service.setdefault(run.service, []).append(run)
        self._runs = by_service
        self.services = sorted(by_service, key=lambda uid: self._rank(uid, by_service[uid]))
        wanted = frozenset(query.states)
        self.cells = LedgerCells(
            ledger,
            (run for uid in self.services for run in by_service[uid] if run.state in wanted),
        )

    @cached_property
    def reach_by_service(self) -> dict[str, Reach]:
        """How many answers of each service lead to an office that is reachable."""
        reachable = reachable_offices(self.snapshot, self.ledger.today)
        return {uid: reach_of(self.ledger, runs, reachable) for uid, runs in self._runs.items()}

    @property
    def reach(self) -> Reach:
        """How many answers of all services lead to an office that is reachable."""
        return total_reach(self.reach_by_service.values())

    def _entries(self):
        services = [uid for uid in self._queried_services() if self._fits(uid)]
        if not self.query.authority:
            return list(self.ledger.runs(services, self.spans))
        return list(self._of_authority(services))

    def _queried_services(self):
        return self.ledger.rows if self.query.services is None else self.query.services

    def _fits(self, uid):
        node = self.snapshot.nodes[uid]
        payload = node.payload
        if not isinstance(payload, ServicePayload):
            return False
        if self.query.topic and self.query.topic not in payload.topics:
            return False
        return not self.query.words or all(
            word in normalize_word(node.title) for word in self.query.words.split()
        )

    def _of_authority(self, services):
        """Yield runs in which an authority, or a part of it, answers or could answer."""
        snapshot = self.snapshot
        top = snapshot.nodes[self.query.authority]
        parts = {top.uid} | snapshot.tree.dependents(top)
        for uid in services:
            if parts.isdisjoint(snapshot.rules.holders(uid)):
                continue
            runs = snapshot.resolver.kernel.runs(uid, self.ledger.territory, self.ledger.today)
            for run, decision in runs:
                if any(record.holder in parts for record in decision.verdict.records[0]):
                    yield from self._within(uid, MunicipalityRange(run.start, run.end))

    def _within(self, uid, span):
        for limit in self.spans or (self.ledger.territory.whole,):
            part = MunicipalityRange(max(span.start, limit.start), min(span.end, limit.end))
            if part.size > 0:
                for piece, state in self.ledger.rows[uid].runs_in(part):
                    yield LedgerRun(uid, piece, state)

    def _rank(self, uid, runs):
        counts: Counter[LedgerState] = Counter()
        for run in runs:
            counts[run.state] += run.municipalities.size
        title = self.snapshot.nodes[uid].title.casefold()
        by_state = -counts[LedgerState.OVERLAP], -counts[LedgerState.GAP], title, uid
        if self.query.order is LedgerOrder.REACHABLE:
            return -self.reach_by_service[uid].unreachable, *by_state
        return by_state
