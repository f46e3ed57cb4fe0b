"""The rule book: for each service the records by area, as the kernel reads them.

A RuleBook is immutable. Each service is compiled on its own, so that a change compiles one service
and the new book shares all others with the old one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer

from . import leika
from .errors import CriterionError, UnknownService
from .records import Agreement, Record, ServiceDefinition


@dataclass(frozen=True, slots=True)
class Defect:
    """A record that cannot be used for a service, or not in one of its areas, with the reason."""

    record: str
    problem: str


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """The rules of one service: its records by canonical area key, those of one key sorted by id.

    ``above`` are the keys above each of its LeiKa keys, nearest first. ``has_agreements`` is true if
    any record is an agreement, which few services have.
    """

    service: ServiceDefinition
    records_by_area: Mapping[str, tuple[Record, ...]]
    defects: tuple[Defect, ...] = ()
    above: tuple[tuple[str, ...], ...] = field(default=())
    has_agreements: bool = False


def compile_service(
    service: ServiceDefinition,
    records: Iterable[tuple[Record, Iterable[str]]],
    gazetteer: Gazetteer,
) -> ServiceRules:
    """Compile the rules of ``service`` from its records, each with the keys of its areas.

    A record with a criterion that the service does not define, or with values that cannot be read,
    is left out and listed among the defects, as is an unknown area: one wrong record must not make
    the other answers of the service fail. See spec:defect.
    """
    by_place: dict[str, list[Record]] = {}
    defects: list[Defect] = []
    for record, area_keys in records:
        problem = _problem(service, record)
        if problem:
            defects.append(Defect(record.id, problem))
            continue
        for key in area_keys:
            place = _known_place(gazetteer, key)
            if place:
                by_place.setdefault(place, []).append(record)
            else:
                defects.append(Defect(record.id, f"unknown area {key!r}"))
    return ServiceRules(
        service,
        {place: _unique(standing) for place, standing in by_place.items()},
        tuple(sorted(defects, key=lambda defect: (defect.record, defect.problem))),
        tuple(filter(None, map(leika.ancestors, service.leika_keys))),
        any(
            record.agreement is not Agreement.NONE
            for standing in by_place.values()
            for record in standing
        ),
    )


class RuleBook:
    """The rules of all services, with the services by LeiKa key and by parent. Equal by value."""

    __slots__ = ("by_parent", "services", "services_by_leika_key")

    def __init__(self, rules: Iterable[ServiceRules] = ()) -> None:
        self.services: Mapping[str, ServiceRules] = {
            service_rules.service.uid: service_rules for service_rules in rules
        }
        by_leika: dict[str, list[str]] = {}
        for uid in sorted(self.services):
            for key in dict.fromkeys(self.services[uid].service.leika_keys):
                by_leika.setdefault(key, []).append(uid)
        self.services_by_leika_key: Mapping[str, tuple[str, ...]] = {
            k: tuple(v) for k, v in by_leika.items()
        }
        by_parent: dict[str, list[str]] = {}
        for uid in sorted(self.services):
            for name in _parent_references(self.services[uid]):
                by_parent.setdefault(name, []).append(uid)
        self.by_parent: Mapping[str, tuple[str, ...]] = {k: tuple(v) for k, v in by_parent.items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuleBook) and self.services == other.services

    __hash__ = None  # type: ignore[assignment]  # equality compares all rules, so a book is never a key

    def replace(self, changes: Mapping[str, ServiceRules | None]) -> "RuleBook":
        """Return a book in which the rules of some services are replaced, added, or (None) removed."""
        services, by_leika = dict(self.services), dict(self.services_by_leika_key)
        by_parent = dict(self.by_parent)
        for uid, rules in changes.items():
            old = services.pop(uid, None)
            if old is not None:
                _drop(by_leika, old.service.leika_keys, uid)
                _drop(by_parent, _parent_references(old), uid)
            if rules is not None:
                services[uid] = rules
                _add(by_leika, rules.service.leika_keys, uid)
                _add(by_parent, _parent_references(rules), uid)
        # The constructor would index all services again; here only the changed ones are.
        book = RuleBook()
        book.services, book.services_by_leika_key, book.by_parent = services, by_leika, by_parent
        return book

    def dependents(self, uids: Iterable[str]) -> set[str]:
        """Some services and all that one of them can answer for, public or not (spec:derived)."""
        reached: set[str] = set()
        ahead = list(uids)
        while ahead:
            uid = ahead.pop()
            if uid in reached:
                continue
            reached.add(uid)
            rules = self.services.get(uid)
            for name in (uid, *(rules.service.leika_keys if rules else ())):
                ahead += self.by_parent.get(name, ())
        return reached

    def lineage(self, uids: Iterable[str]) -> set[str]:
        """Some services and all that may ever answer in their place, public or not."""
        reached: set[str] = set()
        ahead = list(uids)
        while ahead:
            uid = ahead.pop()
            rules = self.services.get(uid)
            if uid in reached or rules is None:
                continue
            reached.add(uid)
            for name in _parent_references(rules):
                ahead += (name, *self.services_by_leika_key.get(name, ()))
        return reached

    def rules(self, uid: str, today: date) -> ServiceRules:
        """The rules of a service that is public on ``today``. Raises UnknownService."""
        service_rules = self.services.get(uid)
        if service_rules is None or not service_rules.service.shown_on(today):
            raise UnknownService(f"no service {uid!r}")
        return service_rules

    def services_with_key(self, key: str, today: date) -> tuple[str, ...]:
        """The uids of the services with a LeiKa key that are public on ``today``, sorted."""
        return tuple(
            uid
            for uid in self.services_by_leika_key.get(key, ())
            if self.services[uid].service.shown_on(today)
        )

    def generations(self, uid: str, today: date) -> Iterator[tuple[ServiceRules, ...]]:
        """Yield the service, then its parents, then their parents, each service once (spec:derived).

        The parent is the service that is named as such, if it is public; else the parents are those
        with the next LeiKa key above for which any service is public.
        """
        seen = {uid}
        generation: tuple[ServiceRules, ...] = (self.services[uid],)
        while generation:
            yield generation
            parents = {
                parent for rules in generation for parent in self._parents(rules, today)
            } - seen
            seen |= parents
            generation = tuple(self.services[parent] for parent in sorted(parents))

    def _parents(self, rules: ServiceRules, today: date) -> Iterator[str]:
        named = self.services.get(rules.service.parent)
        if named is not None and named.service.shown_on(today):
            yield named.service.uid
            return
        for keys in rules.above:
            yield from next(filter(None, (self.services_with_key(key, today) for key in keys)), ())


def _parent_references(rules: ServiceRules) -> set[str]:
    """The uid and the LeiKa keys under which the parents of a service are looked up."""
    keys = {key for above in rules.above for key in above}
    return keys | {rules.service.parent} if rules.service.parent else keys


def _add(table: dict[str, tuple[str, ...]], names: Iterable[str], uid: str) -> None:
    for name in names:
        table[name] = tuple(sorted({*table.get(name, ()), uid}))


def _drop(table: dict[str, tuple[str, ...]], names: Iterable[str], uid: str) -> None:
    for name in names:
        others = tuple(other for other in table.get(name, ()) if other != uid)
        if others:
            table[name] = others
        else:
            table.pop(name, None)


def _unique(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records, each once and sorted by id: two areas of a record may have one canonical key."""
    if len(records) == 1:
        return tuple(records)
    by_id = {record.id: record for record in records}
    return tuple(by_id[id] for id in sorted(by_id))


def _known_place(gazetteer: Gazetteer, key: str) -> str:
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
