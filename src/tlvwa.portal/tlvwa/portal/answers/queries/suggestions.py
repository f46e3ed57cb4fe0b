"""Suggestions while somebody types: services, authorities and places that are public today."""

from collections.abc import Collection, Sequence

from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.answers.queries.place_query import place_in_words
from tlvwa.portal.answers.queries.referrals import referrals
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import current_language, say
from tlvwa.portal.common.typed_text import clean_line
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.suggestions import MOST, SHORTEST, Suggestion

SERVICE, AUTHORITY, PLACE = KINDS = ("service", "authority", "place")
LEAST = 2  # items reserved for each later kind, so that services alone do not fill the list

Item = dict[str, object]


def suggestions(
    snapshot: Snapshot,
    request: HTTPRequest,
    typed: str,
    kinds: Collection[str] = KINDS,
    audience: str = "",
    most: int = MOST,
) -> list[Item]:
    """Return at most ``most`` (of 10) suggestions: services first, then authorities, then places.

    ``kinds`` restricts the kinds, ``audience`` the services. Loads no object.
    """
    typed = clean_line(typed)
    if len(typed) < SHORTEST:
        return []
    most = min(most, MOST)
    lists = [
        suggest(snapshot, request, typed, audience, most)
        for kind, suggest in ((SERVICE, _services), (AUTHORITY, _authorities), (PLACE, _places))
        if kind in kinds
    ]
    return _mixed(lists, most)


def _mixed(lists: Sequence[list[Item]], most: int) -> list[Item]:
    """Join the beginnings of some lists; ``LEAST`` items of each later list are reserved for it."""
    mixed: list[Item] = []
    for at, items in enumerate(lists):
        reserved = sum(min(LEAST, len(later)) for later in lists[at + 1 :])
        mixed += items[: max(most - len(mixed) - reserved, 0)]
    return mixed


def _services(
    snapshot: Snapshot, request: HTTPRequest, typed: str, audience: str, most: int
) -> list[Item]:
    def found(words: str) -> list[Item]:
        services = snapshot.service_suggestions.find(words, today(), wanted, most)
        return [_content(snapshot, request, SERVICE, suggestion) for suggestion in services]

    def wanted(document: Document) -> bool:
        return not audience or audience in document.audience

    items = found(typed)
    in_words = None if items else place_in_words(snapshot, typed, today())
    if in_words is None or len(in_words.rest) < SHORTEST:
        return items
    place = in_words.match.name or in_words.typed
    return [
        item | {"label": f"{item['title']} in {place}", "place": place}
        for item in found(in_words.rest)
    ]


def _authorities(
    snapshot: Snapshot, request: HTTPRequest, typed: str, audience: str, most: int
) -> list[Item]:
    authorities = snapshot.authority_suggestions.find(typed, today(), most=most)
    return [_content(snapshot, request, AUTHORITY, suggestion) for suggestion in authorities]


def _content(snapshot: Snapshot, request: HTTPRequest, kind: str, suggestion: Suggestion) -> Item:
    node = snapshot.nodes[suggestion.document.uid]
    localized = localize(snapshot, node)
    item: Item = {
        "kind": kind,
        "@id": url_of(request, node),
        "UID": node.uid,
        "title": localized.title,
        "language": localized.language or current_language(),
    }
    if suggestion.name:
        item["found"] = suggestion.name
    if node.uid in referrals(snapshot):
        item["referred_to"] = [office.title for office in referrals(snapshot)[node.uid]]
    return item


def _places(
    snapshot: Snapshot, request: HTTPRequest, typed: str, audience: str, most: int
) -> list[Item]:

    matches = find_areas(snapshot.gazetteer, typed, today(), limit=most)
    return [
        {
            "kind": PLACE,
            "key": match.area.key,
            "title": match.area.name,
            "label": say(match.label),
        }
        for match in matches
    ]
