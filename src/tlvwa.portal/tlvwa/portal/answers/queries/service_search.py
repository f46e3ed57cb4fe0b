"""Service search: services by words and filters, and how many each further filter would leave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from tlvwa.portal.answers.texts.filter_labels import (
    WITH_ONLINE_SERVICE,
    WITHOUT_ONLINE_SERVICE,
)
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import say
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.vocabularies import AUDIENCES, label
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.records import RecordEffect, Role
from tlvwa.portal.finder.rulebook import ServiceRules
from tlvwa.portal.readmodels.daily import once_a_day
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import SearchResult

SOMEBODY_ANSWERS = frozenset(
    {
        LedgerState.ONE,
        LedgerState.ONE_UNCONFIRMED,
        LedgerState.CONDITIONAL,
        LedgerState.OVERLAP,
        LedgerState.REFERRED,
    }
)
ONLINE, OFFLINE = "true", "false"


class FacetOption(TypedDict):
    """A value to choose, and how many services it would leave."""

    value: str
    title: str
    count: int


FacetOptions = list[FacetOption]


@dataclass(frozen=True, slots=True)
class ServiceFilters:
    """What narrows a list of services; empty values do not.

    ``object`` is a Leistungsobjekt: the first eight digits of a LeiKa key.
    """

    audience: str = ""
    topic: str = ""
    online: bool | None = None
    area: str = ""
    object: str = ""


def find_services(
    snapshot: Snapshot,
    query: str,
    filters: ServiceFilters = ServiceFilters(),
    correcting: bool = True,
) -> SearchResult:
    """Return the services that fit, best first; without words, all that pass the filters.

    ``correcting`` is whether typing errors may be corrected.
    """
    day = today()
    online = online_services(snapshot) if filters.online is not None else frozenset()

    def wanted(document: Document) -> bool:
        return (
            (not filters.audience or filters.audience in document.audience)
            and (not filters.topic or filters.topic in document.topics)
            and (filters.online is None or (document.uid in online) is filters.online)
            and (not filters.object or filters.object == document.leistungsobjekt)
            and (not filters.area or _is_answered_in(snapshot, document.uid, filters.area, day))
        )

    return snapshot.service_index.search(query, day, wanted, correcting)


def audience_facet(documents: Iterable[Document]) -> FacetOptions:
    """Count the services for each audience; audiences without services are left out."""
    counts = Counter(audience for document in documents for audience in document.audience)
    return _options(((term.value, label(AUDIENCES, term.value)) for term in AUDIENCES), counts)


def topic_facet(documents: Iterable[Document]) -> FacetOptions:
    """Count the services on each topic; topics without services are left out."""
    counts = Counter(topic for document in documents for topic in document.topics)
    return _options(site_topics(), counts)


def facets_of_search(
    snapshot: Snapshot,
    query: str,
    filters: ServiceFilters,
    documents: Iterable[Document],
    correcting: bool = True,
) -> dict[str, FacetOptions]:
    """Return the facets of a search that found ``documents``: audience, topic, online or not.

    Each facet is counted without its own filter: so the number beside a value is the number of
    services that choosing this value instead leads to.
    """

    def passing(wider: ServiceFilters) -> Iterable[Document]:
        if wider == filters:
            return documents
        return find_services(snapshot, query, wider, correcting).documents

    online = online_services(snapshot)
    counts = Counter(
        ONLINE if document.uid in online else OFFLINE
        for document in passing(replace(filters, online=None))
    )
    titles = ((ONLINE, say(WITH_ONLINE_SERVICE)), (OFFLINE, say(WITHOUT_ONLINE_SERVICE)))
    return {
        "audience": audience_facet(passing(replace(filters, audience=""))),
        "topic": topic_facet(passing(replace(filters, topic=""))),
        "online": _options(titles, counts),
    }


def _options(titles: Iterable[tuple[str, str]], counts: Counter[str]) -> FacetOptions:
    return [
        {"value": value, "title": title, "count": counts[value]}
        for value, title in titles
        if counts[value]
    ]


def online_services(snapshot: Snapshot) -> frozenset[str]:
    """Return the UIDs of the services for which an online service is offered anywhere today."""
    return once_a_day(_online_services, snapshot, today())


def _online_services(snapshot: Snapshot, day: date) -> frozenset[str]:
    rules = snapshot.rulebook.services
    return frozenset(uid for uid in rules if _is_online(rules[uid], day))


def _is_online(rules: ServiceRules, day: date) -> bool:
    return any(
        record.role is Role.ONLINE_SERVICE
        and record.effect is RecordEffect.RULE
        and record.shown_on(day)
        and record.valid_on(day)
        for records in rules.records_by_area.values()
        for record in records
    )


def _is_answered_in(snapshot: Snapshot, service: str, area: str, day: date) -> bool:
    """Whether somebody is responsible in any municipality of the area."""
    resolver = snapshot.resolver
    municipalities = resolver.place_resolver.municipalities(Location.area(area), day)
    decisions = resolver.kernel.decisions(service, municipalities, day, day).values()
    # Municipalities with the same records share one decision object: look at each of them once.
    different = {id(decision): decision for decision in decisions}.values()
    return any(decision.state in SOMEBODY_ANSWERS for decision in different)
