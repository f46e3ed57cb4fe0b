"""All rules as the kernel reads them: for each service the records at each place.

A RuleBook is an immutable snapshot. One service is compiled without looking at the others, so that
a change costs one service and a new book shares everything else with the old one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer

from . import leika
from .errors import CriterionError, UnknownService
from .records import Record, ServiceDefinition


@dataclass(frozen=True, slots=True)
class Defect:
    """A record that cannot be used for a service, or not in one area, and why."""

    record: str
    problem: str


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """The rules of one service: its records by the place they stand on, each place by record id."""

    service: ServiceDefinition
    by_place: Mapping[str, tuple[Record, ...]]
    defects: tuple[Defect, ...] = ()
    above: tuple[tuple[str, ...], ...] = field(default=())


def compile_service(
    service: ServiceDefinition,
    records: Iterable[tuple[Record, Iterable[str]]],
    gazetteer: Gazetteer,
) -> ServiceRules:
    """The rules of ``service`` from its records, each with the keys of the areas it is for.

    A record with a criterion the service does not define, or with values that cannot be read, is
    left out and reported among the defects, as is an area nobody knows: one wrong record must not
    take the service's other answers away. See spec:defect.
    """
    by_place: dict[str, list[Record]] = {}
    defects: list[Defect] = []
    for record, area_keys in records:
        problem = _problem(service, record)
        if problem:
            defects.append(Defect(record.id, problem))
            continue
        for key in area_keys:
            place = _place(gazetteer, key)
            if place:
                by_place.setdefault(place, []).append(record)
            else:
                defects.append(Defect(record.id, f"unknown area {key!r}"))
    return ServiceRules(
        service,
        {place: _in_order(found) for place, found in by_place.items()},
        tuple(sorted(defects, key=lambda defect: (defect.record, defect.problem))),
        tuple(filter(None, map(leika.ancestors, service.leika_keys))),
    )


class RuleBook:
    """The rules of all services, and which services share a LeiKa key. Equal by value."""

    __slots__ = ("by_leika", "by_parent", "services")

    def __init__(self, rules: Iterable[ServiceRules] = ()) -> None:
        self.services: Mapping[str, ServiceRules] = {one.service.uid: one for one in rules}
        by_leika: dict[str, list[str]] = {}
        for uid in sorted(self.services):
            for key in dict.fromkeys(self.services[uid].service.leika_keys):
                by_leika.setdefault(key, []).append(uid)
        self.by_leika: Mapping[str, tuple[str, ...]] = {k: tuple(v) for k, v in by_leika.items()}
        by_parent: dict[str, list[str]] = {}
        for uid in sorted(self.services):
            for name in _named_above(self.services[uid]):
                by_parent.setdefault(name, []).append(uid)
        self.by_parent: Mapping[str, tuple[str, ...]] = {k: tuple(v) for k, v in by_parent.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleBook) and self.services == other.services

    __hash__ = None  # type: ignore[assignment]  # a book is compared whole, never a key

    def replace(self, changes: Mapping[str, ServiceRules | None]) -> "RuleBook":
        """The book with some services' rules exchanged, added, or (None) taken out."""
        services, by_leika = dict(self.services), dict(self.by_leika)
        by_parent = dict(self.by_parent)
        for uid, rules in changes.items():
            old = services.pop(uid, None)
            if old is not None:
                _drop(by_leika, old.service.leika_keys, uid)
                _drop(by_parent, _named_above(old), uid)
            if rules is not None:
                services[uid] = rules
                _add(by_leika, rules.service.leika_keys, uid)
                _add(by_parent, _named_above(rules), uid)
        book = RuleBook()
        book.services, book.by_leika, book.by_parent = services, by_leika, by_parent
        return book

    def dependents(self, uids: Iterable[str]) -> set[str]:
        """Some services and all that can be answered by one of them, whoever shows (spec:derived)."""
        found: set[str] = set()
        ahead = list(uids)
        while ahead:
            uid = ahead.pop()
            if uid in found:
                continue
            found.add(uid)
            rules = self.services.get(uid)
            for name in (uid, *(rules.service.leika_keys if rules else ())):
                ahead += self.by_parent.get(name, ())
        return found

    def lineage(self, uids: Iterable[str]) -> set[str]:
        """Some services and all that may ever answer in their place, whoever shows."""
        found: set[str] = set()
        ahead = list(uids)
        while ahead:
            uid = ahead.pop()
            rules = self.services.get(uid)
            if uid in found or rules is None:
                continue
            found.add(uid)
            for name in _named_above(rules):
                ahead += (name, *self.by_leika.get(name, ()))
        return found

    def rules(self, uid: str, today: date) -> ServiceRules:
        """The rules of a service shown on ``today``. Raises UnknownService."""
        found = self.services.get(uid)
        if found is None or not found.service.shown_on(today):
            raise UnknownService(f"no service {uid!r}")
        return found

    def sharing(self, key: str, today: date) -> tuple[str, ...]:
        """The uids of the services shown on ``today`` that bear a LeiKa key, sorted."""
        return tuple(
            uid for uid in self.by_leika.get(key, ()) if self.services[uid].service.shown_on(today)
        )

    def generations(self, uid: str, today: date) -> Iterator[tuple[ServiceRules, ...]]:
        """The service, then its parents, then theirs, each service once (spec:derived).

        A parent is the service named as such, if it shows; else those that bear the next LeiKa key
        above for which any service shows.
        """
        seen = {uid}
        generation: tuple[ServiceRules, ...] = (self.services[uid],)
        while generation:
            yield generation
            parents = {at for rules in generation for at in self._parents(rules, today)} - seen
            seen |= parents
            generation = tuple(self.services[at] for at in sorted(parents))

    def _parents(self, rules: ServiceRules, today: date) -> Iterator[str]:
        named = self.services.get(rules.service.parent)
        if named is not None and named.service.shown_on(today):
            yield named.service.uid
            return
        for keys in rules.above:
            yield from next(filter(None, (self.sharing(key, today) for key in keys)), ())


def _named_above(rules: ServiceRules) -> set[str]:
    """What can lead to a service's parents: the uid of the one named, and LeiKa keys."""
    keys = {key for above in rules.above for key in above}
    return keys | {rules.service.parent} if rules.service.parent else keys


def _add(table: dict[str, tuple[str, ...]], names: Iterable[str], uid: str) -> None:
    for name in names:
        table[name] = tuple(sorted({*table.get(name, ()), uid}))


def _drop(table: dict[str, tuple[str, ...]], names: Iterable[str], uid: str) -> None:
    for name in names:
        left = tuple(other for other in table.get(name, ()) if other != uid)
        if left:
            table[name] = left
        else:
            table.pop(name, None)


def _in_order(found: Sequence[Record]) -> tuple[Record, ...]:
    """Each record once, for two of its areas may be one place."""
    if len(found) == 1:
        return tuple(found)
    by_id = {record.id: record for record in found}
    return tuple(by_id[id] for id in sorted(by_id))


def _place(gazetteer: Gazetteer, key: str) -> str:
    place = gazetteer.canonical_key(key)
    try:
        gazetteer.area(place)
    except LookupError:
        return ""
    return place


def _problem(service: ServiceDefinition, record: Record) -> str:
    if not record.criterion:
        return "values without a criterion" if record.values else ""
    criterion = service.criterion(record.criterion)
    if criterion is None:
        return f"the service has no criterion {record.criterion!r}"
    try:
        criterion.region(record.values)
    except CriterionError as error:
        return str(error)
    return ""
