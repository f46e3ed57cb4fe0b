"""What the site's own authority does not do, who does it, and who supervises: from the read models."""

from dataclasses import dataclass

from tlvwa.portal.answers.queries.service_search import find_services
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import finder_url
from tlvwa.portal.finder.records import RecordEffect, Role
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node

SPELT_OUT = 3
# Levels that have an office everywhere, by the kinds of authorities that make them up.
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
NOT_OFFERED = _("niemand, denn die Leistung wird nicht mehr oder noch nicht angeboten")
ONE_OF_MANY = _("eine von ${count} Stellen, je nach Ort oder Fall")
OR = _("${one} oder ${other}")


@dataclass(frozen=True, slots=True)
class ServiceElsewhere:
    """A service that is done elsewhere: by whom, under whose supervision, and what we say of it.

    ``office`` is in words; ``named`` are the nodes where it is named offices. ``referred`` are the
    reasons why our own records refer it to others.
    """

    title: str
    language: str | None
    url: str
    office: str
    named: tuple[Node, ...]
    supervising: tuple[str, ...]
    referred: tuple[str, ...]


def own_authority(models):
    """The node of the authority whose site it is; ``None`` where none that the public sees is set."""
    node = models.nodes.get(setting("own_authority") or "")
    if node is None or not isinstance(node.payload, AuthorityPayload):
        return None
    return node if models.is_public(node.uid, today()) else None


class OtherAuthorities:
    """The services that neither the own authority nor a part of it does, over one snapshot."""

    def __init__(self, models, own):
        self._models, self._day = models, today()
        self._own = own
        self._done, self._referring = self._own_records()

    def services(self, query=""):
        """The nodes of those services, all of them or those that words find, best first.

        Of which nobody knows who does them, they are not said to be somebody else's.
        """
        found = find_services(self._models, query).documents
        nodes = (self._models.nodes[document.uid] for document in found)
        return [node for node in nodes if node.uid not in self._done and self._is_told(node.uid)]

    def entry(self, node):
        """Who does a service, in words."""
        told = localize(self._models, node)
        holders, supervising = self._holders(node.uid)
        office, named = self._office(holders)
        if not office and not named:
            office = say(NOT_OFFERED)
        return ServiceElsewhere(
            told.title,
            told.language,
            finder_url(service=node.uid),
            office,
            named,
            tuple(sorted(self._models.nodes[uid].title for uid in supervising)),
            tuple(self._referring.get(node.uid, ())),
        )

    def _own_records(self):
        """The services that our public records answer, and by service the reasons why they refer it on."""
        done, referring = set(), {}
        for node in self._own_responsibilities(self._own):
            record, _areas = self._models.assigned[node.uid]
            if not self._holds(record) or record.role is not Role.RESPONSIBLE:
                continue
            for service in node.payload.services:
                if record.effect is RecordEffect.REFERRED:
                    referring.setdefault(service, []).append(record.reason)
                elif record.effect is RecordEffect.RULE and not record.supervising:
                    done.add(service)
        return done, {uid: list(filter(None, reasons)) for uid, reasons in referring.items()}

    def _own_responsibilities(self, node):
        """The responsibilities in an authority and in all its parts."""
        for child in self._models.tree.children(node.path):
            if isinstance(child.payload, AuthorityPayload):
                yield from self._own_responsibilities(child)
            elif child.uid in self._models.assigned:
                yield child

    def _holds(self, record):
        return record.valid_on(self._day) and record.shown_on(self._day)

    def _holders(self, service):
        """Whom the public records of a service name: who does it, each with its place; who supervises."""
        rules = self._models.rulebook.services[service]
        holders, supervising = {}, set()
        for place, records in rules.by_place.items():
            for record in records:
                if record.role is not Role.RESPONSIBLE or not self._holds(record):
                    continue
                if record.supervising and record.effect is RecordEffect.RULE:
                    supervising.add(record.target)
                elif record.target and record.effect is not RecordEffect.NOT_OFFERED:
                    holders.setdefault(record.target, place)
        return holders, supervising & set(self._models.nodes)

    def _office(self, holders):
        """In words who does it: the level where each place has its own, else the offices by name."""
        levels, named = set(), []
        for uid, place in holders.items():
            level = self._level(self._models.nodes[uid], place)
            if level:
                levels.add(level)
            else:
                named.append(self._models.nodes[uid])
        named.sort(key=lambda node: node.title.casefold())
        parts = [self._level_text(levels)] if levels else []
        if len(named) > SPELT_OUT:
            parts.append(say(ONE_OF_MANY, count=len(named)))
        elif parts:
            parts.extend(node.title for node in named)
        text = _either(parts) if parts else ""
        shown = tuple(named) if len(named) <= SPELT_OUT and not levels else ()
        return text, shown

    def _is_told(self, service):
        """Whether any record says today who does a service, or that nobody does."""
        return any(
            record.role is Role.RESPONSIBLE
            and (record.effect is not RecordEffect.RULE or not record.supervising)
            and self._holds(record)
            for records in self._models.rulebook.services[service].by_place.values()
            for record in records
        )

    def _level(self, node, place):
        """The level on which an authority, or what it is a part of, stands; empty for a named office."""
        for around in self._models.tree.lineage(node):
            kind = (
                around.payload.kind
                if around and isinstance(around.payload, AuthorityPayload)
                else ""
            )
            if kind in LEVELS:
                return LEVELS[kind]
            if kind in ("federal", "land"):
                return ""
        known = isinstance(node.payload, AuthorityPayload) and node.payload.kind
        return "" if known else LEVEL_OF_AREA.get(self._models.gazetteer.area(place).kind, "")

    def _level_text(self, levels):
        return say(LEVEL_TEXTS.get(frozenset(levels), BOTH_LEVELS))


def _either(parts):
    text = parts[0]
    for part in parts[1:]:
        text = say(OR, one=text, other=part)
    return text
