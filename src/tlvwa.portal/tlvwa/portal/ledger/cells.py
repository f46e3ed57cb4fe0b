"""The cells of the ledger that are asked for: pairs of a service and a municipality, worst first."""

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
    """A sequence of cells, kept as runs: as long as the ledger, and as small.

    Services come by their overlaps, then gaps, then title; within one, municipalities by key.
    """

    def __init__(self, ledger, entries):
        self.ledger = ledger
        self.entries = tuple(entries)
        self._ends = tuple(accumulate(entry.span.size for entry in self.entries))

    def __len__(self):
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, at):
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        number = at % len(self)
        entry = self.entries[bisect_right(self._ends, number)]
        behind = self._ends[bisect_right(self._ends, number)] - number
        return LedgerCell(
            entry.service, self.ledger.territory.keys[entry.span.end - behind], entry.state
        )

    def __iter__(self):
        for entry in self.entries:
            for key in self.ledger.territory.keys[entry.span.start : entry.span.end]:
                yield LedgerCell(entry.service, key, entry.state)


class LedgerSelection:
    """The part of a ledger that is asked for: its cells, and how all states count without that filter."""

    def __init__(self, models, ledger, asked):
        self.models, self.ledger, self.asked = models, ledger, asked
        self.spans = ledger.territory.spans([asked.area]) if asked.area else None
        entries = self._entries()
        self.counts = Counter()
        by_service = {}
        for entry in entries:
            self.counts[entry.state] += entry.span.size
            by_service.setdefault(entry.service, []).append(entry)
        self.services = sorted(by_service, key=lambda uid: self._rank(uid, by_service[uid]))
        wanted = frozenset(asked.states)
        self.cells = LedgerCells(
            ledger,
            (each for uid in self.services for each in by_service[uid] if each.state in wanted),
        )

    def _entries(self):
        services = [uid for uid in self._asked_services() if self._fits(uid)]
        if not self.asked.authority:
            return list(self.ledger.entries(services, self.spans))
        return list(self._of_authority(services))

    def _asked_services(self):
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
        """Where an authority, or a part of it, answers or could."""
        models = self.models
        top = models.nodes[self.asked.authority]
        parts = {top.uid} | models.tree.dependent(top)
        for uid in services:
            if parts.isdisjoint(models.ruling.holders(uid)):
                continue
            runs = models.resolver.kernel.runs(uid, self.ledger.territory, self.ledger.today)
            for run, decision in runs:
                if any(record.holder in parts for record in decision.verdict.won[0]):
                    yield from self._within(uid, MunicipalityRange(run.start, run.end))

    def _within(self, uid, span):
        for limit in self.spans or (self.ledger.territory.whole,):
            part = MunicipalityRange(max(span.start, limit.start), min(span.end, limit.end))
            if part.size > 0:
                for at, state in self.ledger.rows[uid].within(part):
                    yield LedgerRun(uid, at, state)

    def _rank(self, uid, entries):
        counts = Counter()
        for entry in entries:
            counts[entry.state] += entry.span.size
        title = self.models.nodes[uid].title.casefold()
        return -counts[LedgerState.OVERLAP], -counts[LedgerState.GAP], title, uid
