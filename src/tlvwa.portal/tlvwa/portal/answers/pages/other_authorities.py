"""Other authorities: the services that the site's own authority does not do, and who does them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tlvwa.portal.answers.queries.service_search import find_services
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import finder_url
from tlvwa.portal.finder.records import Record, RecordEffect, Role
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    payload_of,
)
from tlvwa.portal.readmodels.snapshot import Snapshot

SPELT_OUT = 3  # offices that are named
# The levels on which every place has an office of its own, by the kinds of authorities on them.
DISTRICT, MUNICIPAL, CITY = "district", "municipal", "city"
LEVELS = {
    "district": DISTRICT,
    "city": CITY,
    "association": MUNICIPAL,
    "municipality": MUNICIPAL,
}
LEVEL_OF_AREA = {
    AreaLevel.KREIS: DISTRICT,
    AreaLevel.VERBAND: MUNICIPAL,
    AreaLevel.GEMEINDE: MUNICIPAL,
}
LEVEL_TEXTS = {
    frozenset({DISTRICT}): _("Ihr Landratsamt"),
    frozenset({CITY}): _("Ihre kreisfreie Stadt"),
    frozenset({DISTRICT, CITY}): _("Ihr Landratsamt oder Ihre kreisfreie Stadt"),
    frozenset({MUNICIPAL}): _("Ihre Stadt, Gemeinde oder Verwaltungsgemeinschaft"),
    frozenset({MUNICIPAL, CITY}): _("Ihre Stadt, Gemeinde oder Verwaltungsgemeinschaft"),
}
BOTH_LEVELS = _("Ihr Landratsamt oder Ihre Stadt oder Gemeinde")
SOMEBODY_ELSE = _("eine andere Stelle")
NOT_OFFERED = _("niemand, denn die Leistung wird nicht mehr oder noch nicht angeboten")
ONE_OF_MANY = _("eine von ${count} Stellen, je nach Ort oder Fall")
OR = _("${one} oder ${other}")


@dataclass(frozen=True, slots=True)
class ServiceElsewhere:
    """A service of other authorities: who does it, who supervises, and the reasons for referrals.

    ``office`` is a text; ``named`` are the nodes of the offices that are named in it. ``referred`` are
    the reasons in the own authority's records that refer the service to others.
    """

    title: str
    language: str | None
    url: str
    office: str
    named: tuple[Node, ...]
    supervising: tuple[str, ...]
    referred: tuple[str, ...]


def own_authority(snapshot: Snapshot) -> Node | None:
    """Return the node of the site's own authority; ``None`` if none is set or it is not public."""
    node = snapshot.nodes.get(setting("own_authority") or "")
    if node is None or not isinstance(node.payload, AuthorityPayload):
        return None
    return node if snapshot.is_public(node.uid, today()) else None


class OtherAuthorities:
    """The services of one snapshot that neither the own authority nor a part of it does."""

    def __init__(self, snapshot: Snapshot, own: Node) -> None:
        self._snapshot, self._day = snapshot, today()
        self._own = own
        self._done, self._referring = self._own_records()

    def services(self, query: str = "") -> list[Node]:
        """Return the nodes of these services, all or those that a query finds, best first.

        Services of which no record says who does them are left out.
        """
        documents = find_services(self._snapshot, query).documents
        nodes = (self._snapshot.nodes[document.uid] for document in documents)
        return [
            node for node in nodes if node.uid not in self._done and self._is_recorded(node.uid)
        ]

    def entry(self, node: Node) -> ServiceElsewhere:
        """Return who does a service, in words."""
        localized = localize(self._snapshot, node)
        holders, supervising = self._holders(node.uid)
        office, named = self._office(holders)
        if not office and not named:
            office = say(SOMEBODY_ELSE if self._is_referred(node.uid) else NOT_OFFERED)
        return ServiceElsewhere(
            localized.title,
            localized.language,
            finder_url(service=node.uid),
            office,
            named,
            tuple(sorted(self._snapshot.nodes[uid].title for uid in supervising)),
            tuple(self._referring.get(node.uid, ())),
        )

    def _own_records(self) -> tuple[set[str], dict[str, list[str]]]:
        """Return the services that the own records answer, and the reasons for referrals by service."""
        done: set[str] = set()
        referring: dict[str, list[str]] = {}
        for node in self._own_responsibilities(self._own):
            record, _areas = self._snapshot.records_by_responsibility[node.uid]
            if not self._holds(record) or record.role is not Role.RESPONSIBLE:
                continue
            for service in payload_of(node, ResponsibilityPayload).services:
                if record.effect is RecordEffect.REFERRED:
                    referring.setdefault(service, []).append(record.reason)
                elif record.effect is RecordEffect.RULE and not record.supervising:
                    done.add(service)
        return done, {uid: list(filter(None, reasons)) for uid, reasons in referring.items()}

    def _own_responsibilities(self, node: Node) -> Iterator[Node]:
        """Yield the responsibilities in an authority and in all its parts."""
        for child in self._snapshot.tree.children(node.path):
            if isinstance(child.payload, AuthorityPayload):
                yield from self._own_responsibilities(child)
            elif child.uid in self._snapshot.records_by_responsibility:
                yield child

    def _holds(self, record: Record) -> bool:
        return record.valid_on(self._day) and record.shown_on(self._day)

    def _holders(self, service: str) -> tuple[dict[str, str], set[str]]:
        """Return the offices of a service, each with the key of an area, and the supervising ones."""
        rules = self._snapshot.rulebook.services[service]
        holders: dict[str, str] = {}
        supervising: set[str] = set()
        for place, records in rules.records_by_area.items():
            for record in records:
                if record.role is not Role.RESPONSIBLE or not self._holds(record):
                    continue
                if record.supervising and record.effect is RecordEffect.RULE:
                    supervising.add(record.target)
                elif record.target and record.effect is not RecordEffect.NOT_OFFERED:
                    holders.setdefault(record.target, place)
        return holders, supervising & set(self._snapshot.nodes)

    def _office(self, holders: Mapping[str, str]) -> tuple[str, tuple[Node, ...]]:
        """Return the text that says who does it, and the nodes that are named in it.

        Offices of a level that every place has are summed up; the others are named.
        """
        levels: set[str] = set()
        named: list[Node] = []
        for uid, place in holders.items():
            level = self._level(self._snapshot.nodes[uid], place)
            if level:
                levels.add(level)
            else:
                named.append(self._snapshot.nodes[uid])
        named.sort(key=lambda node: node.title.casefold())
        parts = [self._level_text(levels)] if levels else []
        if len(named) > SPELT_OUT:
            parts.append(say(ONE_OF_MANY, count=len(named)))
        elif parts:
            parts.extend(node.title for node in named)
        text = _either(parts) if parts else ""
        shown = tuple(named) if len(named) <= SPELT_OUT and not levels else ()
        return text, shown

    def _is_referred(self, service: str) -> bool:
        """Whether a record refers a service to others today, though it may not say to whom."""
        return any(
            record.effect is RecordEffect.REFERRED
            and record.role is Role.RESPONSIBLE
            and self._holds(record)
            for records in self._snapshot.rulebook.services[service].records_by_area.values()
            for record in records
        )

    def _is_recorded(self, service: str) -> bool:
        """Whether a record says who does a service today, or that nobody does."""
        return any(
            record.role is Role.RESPONSIBLE
            and (record.effect is not RecordEffect.RULE or not record.supervising)
            and self._holds(record)
            for records in self._snapshot.rulebook.services[service].records_by_area.values()
            for record in records
        )

    def _level(self, node: Node, place: str) -> str:
        """Return the level of an authority, or of what it is a part of; empty for an office to be named."""
        for container in self._snapshot.tree.lineage(node):
            kind = (
                container.payload.kind
                if container and isinstance(container.payload, AuthorityPayload)
                else ""
            )
            if kind in LEVELS:
                return LEVELS[kind]
            if kind in ("federal", "land"):
                return ""
        known = isinstance(node.payload, AuthorityPayload) and node.payload.kind
        return "" if known else LEVEL_OF_AREA.get(self._snapshot.gazetteer.area(place).level, "")

    def _level_text(self, levels: Collection[str]) -> str:
        return say(LEVEL_TEXTS.get(frozenset(levels), BOTH_LEVELS))


def _either(parts: Sequence[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        text = say(OR, one=text, other=part)
    return text
