"""What the page of a municipality shows: its administration, who does what there, its names and villages."""

from functools import cached_property
from typing import TypedDict

from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.answers.pages.office_contact import OfficeContact
from tlvwa.portal.answers.queries.municipalities import offices_by_service
from tlvwa.portal.answers.queries.town_halls import town_halls
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.model import Area, AreaLevel
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, content_language, say
from tlvwa.portal.common.urls import changes_url, feed_links, finder_url, url_of
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot

DEPENDS = _("Je nach Fall")


class ServiceLink(TypedDict):
    """A service with the address of its answer in the municipality."""

    title: str
    language: str | None
    url: str


class OfficeTasks(TypedDict):
    """What one office does in the municipality; ``url`` is empty where the case decides who does it."""

    title: str
    language: str | None
    url: str
    services: list[ServiceLink]


class ShownAdministration(TypedDict):
    """An administration and the ways to it."""

    office: OfficeCard
    contact: OfficeContact


class MunicipalityPage:
    """One municipality as it is today."""

    def __init__(self, snapshot: Snapshot, area: Area, request: HTTPRequest) -> None:
        self._snapshot = snapshot
        self._request = request
        self.area = area
        self._day = today()

    @property
    def above(self) -> list[Area]:
        """The Verband and the Kreis it belongs to, the nearest first."""
        levels = (AreaLevel.VERBAND, AreaLevel.KREIS)
        return [
            area
            for area in reversed(self._snapshot.gazetteer.path(self.area.key))
            if area.level in levels and area.key != self.area.key
        ]

    @property
    def postal_codes(self) -> str:
        """Its postal codes, as text."""
        return ", ".join(self._snapshot.gazetteer.postal_codes_of(self.area.key))

    @property
    def former_names(self) -> str:
        """The names it had, and the municipalities that have become part of it, as text."""
        gazetteer = self._snapshot.gazetteer
        before = map(gazetteer.area, (row.key for row in gazetteer.predecessors(self.area.key)))
        merged = (area.name for area in before if area.level is AreaLevel.GEMEINDE)
        names = dict.fromkeys((*self.area.former_names, *merged))
        return ", ".join(sorted(name for name in names if name != self.area.name))

    @property
    def villages(self) -> str:
        """The villages and quarters that are known to lie in it, as text."""
        names = {
            village.name
            for village in self._snapshot.gazetteer.localities()
            if village.municipality == self.area.key
            and village.is_certain
            and not village.is_spelling
        }
        return ", ".join(sorted(names - {self.area.name}))

    @cached_property
    def administrations(self) -> list[ShownAdministration]:
        """Its administration with the ways to it; empty if none is known."""
        nodes = town_halls(self._snapshot, Location.area(self.area.key))
        cards = [OfficeCard(node, url_of(self._request, node)) for node in nodes]
        return [{"office": card, "contact": OfficeContact(self._snapshot, card)} for card in cards]

    @cached_property
    def tasks(self) -> list[OfficeTasks]:
        """Who does what here: its administration, then who does most, last what depends on the case."""
        by_office: dict[str, list[ServiceLink]] = {}
        found = offices_by_service(self._snapshot, self.area.key, self._day)
        for uid, offices in found.items():
            office = next(iter(offices)) if len(offices) == 1 else ""
            by_office.setdefault(office, []).append(self._service(self._snapshot.nodes[uid]))
        first = [shown["office"].uid for shown in self.administrations]
        tasks = [self._tasks(uid, links) for uid, links in by_office.items() if uid in first]
        others = [
            self._tasks(uid, links) for uid, links in by_office.items() if uid and uid not in first
        ]
        tasks += sorted(others, key=lambda one: (-len(one["services"]), one["title"].casefold()))
        return tasks + [self._tasks(uid, links) for uid, links in by_office.items() if not uid]

    def _tasks(self, uid: str, links: list[ServiceLink]) -> OfficeTasks:
        node = self._snapshot.nodes.get(uid)
        return {
            "title": node.title if node else say(DEPENDS),
            "language": content_language() if node else None,
            "url": url_of(self._request, node) if node else "",
            "services": sorted(links, key=lambda link: link["title"].casefold()),
        }

    def _service(self, node: Node) -> ServiceLink:
        localized = localize(self._snapshot, node)
        return {
            "title": localized.title,
            "language": localized.language,
            "url": finder_url(service=node.uid, area=self.area.key),
        }

    @property
    def finder_url(self) -> str:
        """The finder with the place chosen."""
        return finder_url(area=self.area.key)

    @property
    def changes_url(self) -> str:
        """What changes here."""
        return changes_url(area=self.area.key)

    @property
    def feeds(self) -> list[dict[str, str]]:
        """The feeds of that."""
        return feed_links(area=self.area.key)
