"""Finds services by words and filters, and counts what each further filter would leave."""

from collections import Counter
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import site_topics
from tlvwa.portal.common.vocabularies import AUDIENCES, label
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.records import RecordEffect, Role

SOMEBODY_ANSWERS = frozenset(
    {LedgerState.ONE, LedgerState.CONDITIONAL, LedgerState.OVERLAP, LedgerState.REFERRED}
)
ONLINE, OFFLINE = "true", "false"

_online = WeakKeyDictionary()  # by read models: a day and the services offered online on it


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


def find_services(models, query, filters=ServiceFilters(), correcting=True):
    """The services that fit, best first, as a result of the search index.

    ``correcting`` tells whether typing errors may be taken out.
    """
    day = today()
    online = online_services(models) if filters.online is not None else ()

    def wanted(document):
        return (
            (not filters.audience or filters.audience in document.audience)
            and (not filters.topic or filters.topic in document.topics)
            and (filters.online is None or (document.uid in online) is filters.online)
            and (not filters.object or filters.object == document.leistungsobjekt)
            and (not filters.area or _answered_in(models, document.uid, filters.area, day))
        )

    return models.index.search(query, day, wanted, correcting)


def audience_facet(documents):
    """How many of the services found are for each audience: only those that occur."""
    counts = Counter(audience for found in documents for audience in found.audience)
    return _counted(((term.value, label(AUDIENCES, term.value)) for term in AUDIENCES), counts)


def topic_facet(documents):
    """How many of them are on each topic: only those that occur."""
    return _counted(site_topics(), Counter(topic for found in documents for topic in found.topics))


def facets_of_search(models, query, filters, documents, correcting=True):
    """Both for a search that found ``documents``, and how many can be done online or not.

    A facet that filters counts what there is without its own filter: so the number beside a value is
    the number of services that choosing it instead leads to.
    """

    def without(**own):
        given_way = replace(filters, **own)
        if given_way == filters:
            return documents
        return find_services(models, query, given_way, correcting).documents

    online = online_services(models)
    done = Counter(ONLINE if found.uid in online else OFFLINE for found in without(online=None))
    ways = ((ONLINE, say(_("Online möglich"))), (OFFLINE, say(_("Nicht online"))))
    return {
        "audience": audience_facet(without(audience="")),
        "topic": topic_facet(without(topic="")),
        "online": _counted(ways, done),
    }


def _counted(titles, counts):
    return [
        {"value": value, "title": title, "count": counts[value]}
        for value, title in titles
        if counts[value]
    ]


def online_services(models):
    """The UIDs of the services for which an online service is offered anywhere today."""
    day = today()
    known = _online.get(models)
    if known is None or known[0] != day:
        rules = models.rulebook.services
        known = day, frozenset(uid for uid in rules if _is_online(rules[uid], day))
        _online[models] = known
    return known[1]


def _is_online(rules, day):
    return any(
        record.role is Role.ONLINE_SERVICE
        and record.effect is RecordEffect.RULE
        and record.shown_on(day)
        and record.valid_on(day)
        for records in rules.by_place.values()
        for record in records
    )


def _answered_in(models, service, area, day):
    """Whether somebody is responsible in any municipality of the area."""
    resolver = models.resolver
    municipalities = resolver.ground.municipalities(Location.area(area), day)
    found = resolver.kernel.decisions(service, municipalities, day, day).values()
    different = {id(decision): decision for decision in found}.values()
    return any(decision.state in SOMEBODY_ANSWERS for decision in different)
