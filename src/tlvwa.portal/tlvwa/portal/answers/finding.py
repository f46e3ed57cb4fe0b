"""Finds services by words and filters."""

from collections import Counter
from dataclasses import dataclass

from tlvwa.portal.content.topics import site_topics
from tlvwa.portal.content.vocabularies import AUDIENCES, label
from tlvwa.portal.finder.places import Place
from tlvwa.portal.finder.records import Role
from tlvwa.portal.finder.states import State
from tlvwa.portal.projection.clock import today

SOMEBODY_ANSWERS = frozenset({State.ONE, State.CONDITIONAL, State.OVERLAP, State.REFERRED})


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list of services; empty values do not."""

    audience: str = ""
    topic: str = ""
    online: bool | None = None
    area: str = ""


def find_services(models, query, filters=Filters()):
    """The services that fit, best first, as a result of the search index."""
    day = today()

    def wanted(document):
        return (
            (not filters.audience or filters.audience in document.audience)
            and (not filters.topic or filters.topic in document.topics)
            and (filters.online is None or _online(models, document.uid, day) is filters.online)
            and (not filters.area or _answered_in(models, document.uid, filters.area, day))
        )

    return models.index.search(query, day, wanted)


def facets(documents):
    """How many of the services found are for each audience and topic: only those that occur."""
    audiences = Counter(audience for found in documents for audience in found.audience)
    topics = Counter(topic for found in documents for topic in found.topics)
    return {
        "audience": _counted(
            ((term.value, label(AUDIENCES, term.value)) for term in AUDIENCES), audiences
        ),
        "topic": _counted(site_topics(), topics),
    }


def _counted(titles, counts):
    return [
        {"value": value, "title": title, "count": counts[value]}
        for value, title in titles
        if counts[value]
    ]


def _online(models, service, day):
    """Whether an online service is offered anywhere."""
    rules = models.rulebook.services.get(service)
    return rules is not None and any(
        record.role is Role.ONLINE_SERVICE and record.shown_on(day) and record.valid_on(day)
        for records in rules.by_place.values()
        for record in records
    )


def _answered_in(models, service, area, day):
    """Whether somebody is responsible in any municipality of the area."""
    resolver = models.resolver
    municipalities = resolver.ground.municipalities(Place.area(area), day)
    found = resolver.kernel.outcomes(service, day, day, municipalities).found
    return any(outcome.state in SOMEBODY_ANSWERS for outcome in found)
