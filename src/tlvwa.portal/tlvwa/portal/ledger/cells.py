"""The cells of the ledger that a query selects: pairs of a service and a municipality, worst first."""

from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from typing import NamedTuple

from tlvwa.portal.finder.ledger import LedgerRun
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.territory import MunicipalityRange
from tlvwa.portal.readmodels.payloads import ServicePayload
from tlvwa.portal.search.normalize import normalize_word


class LedgerCell(NamedTuple):
    """A service (its UID) in a municipality (its key)."""

    service: str
    municipality: str
    state: LedgerState


class LedgerCells:
    """A sequence of cells, stored as runs, so that it takes little memory.

    Services are ordered by overlaps, then gaps, then title; within one, municipalities by key.
    """

    def __init__(self, ledger, runs):
        self.ledger = ledger
        self.entries = tuple(runs)
        self._ends = tuple(accumulate(run.span.size for run in self.entries))

    def __len__(self):
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        number = index % len(self)
        run = self.entries[bisect_right(self._ends, number)]
        behind = self._ends[bisect_right(self._ends, number)] - number
        return LedgerCell(run.service, self.ledger.territory.keys[run.span.end - behind], run.state)

    def __iter__(self):
        for run in self.entries:
            for key in self.ledger.territory.keys[run.span.start : run.span.end]:
                yield LedgerCell(run.service, key, run.state)


class LedgerSelection:
    """The cells of a ledger that a query selects, and the counts of all states, chosen or not."""

    def __init__(self, snapshot, ledger, query):
        self.models, self.ledger, self.asked = snapshot, ledger, query
        self.spans = ledger.territory.spans([query.area]) if query.area else None
        runs = self._entries()
        self.counts = Counter()
        by_service = {}
        for run in runs:
            self.counts[run.state] += run.span.size
            by_service.setdefault(run.service, []).append(run)
        self.services = sorted(by_service, key=lambda uid: self._rank(uid, by_service[uid]))
        wanted = frozenset(query.states)
        self.cells = LedgerCells(
            ledger,
            (run for uid in self.services for run in by_service[uid] if run.state in wanted),
        )

    def _entries(self):
        services = [uid for uid in self._queried_services() if self._fits(uid)]
        if not self.asked.authority:
            return list(self.ledger.entries(services, self.spans))
        return list(self._of_authority(services))

    def _queried_services(self):
        return self.ledger.rows if self.asked.services is None else self.asked.services

    def _fits(self, uid):
        node = self.models.nodes[uid]
        payload = node.payload
        if not isinstance(payload, ServicePayload):
            return False
        if self.asked.topic and self.asked.topic not in payload.topics:
            return False
        return not self.asked.words or all(
            word in normalize_word(node.title) for word in self.asked.words.split()
        )

    def _of_authority(self, services):
        """Yield runs in which an authority, or a part of it, answers or could answer."""
        snapshot = self.models
        top = snapshot.nodes[self.asked.authority]
        parts = {top.uid} | snapshot.tree.dependent(top)
        for uid in services:
            if parts.isdisjoint(snapshot.rules.holders(uid)):
                continue
            runs = snapshot.resolver.kernel.runs(uid, self.ledger.territory, self.ledger.today)
            for run, decision in runs:
                if any(record.holder in parts for record in decision.verdict.won[0]):
                    yield from self._within(uid, MunicipalityRange(run.start, run.end))

    def _within(self, uid, span):
        for limit in self.spans or (self.ledger.territory.whole,):
            part = MunicipalityRange(max(span.start, limit.start), min(span.end, limit.end))
            if part.size > 0:
                for piece, state in self.ledger.rows[uid].within(part):
                    yield LedgerRun(uid, piece, state)

    def _rank(self, uid, runs):
        counts = Counter()
        for run in runs:
            counts[run.state] += run.span.size
        title = self.models.nodes[uid].title.casefold()
        return -counts[LedgerState.OVERLAP], -counts[LedgerState.GAP], title, uid
