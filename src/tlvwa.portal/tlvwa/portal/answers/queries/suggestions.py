"""What somebody may mean while typing: services, authorities and places, as the public may see them."""

from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.lookup.name_index import find_areas
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import current_language, say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.search.suggestions import MOST, SHORTEST

SERVICE, AUTHORITY, PLACE = KINDS = ("service", "authority", "place")
LEAST = 2  # of each other kind, where services alone would fill the list


def suggestions(models, request, typed, kinds=KINDS, audience="", most=MOST):
    """At most ``most`` (of 10) items of the kinds asked for: services first, then authorities, then places.

    Services are those of an audience, if one is given. Loads no object.
    """
    typed = " ".join(typed.split())
    if len(typed) < SHORTEST:
        return []
    most = min(most, MOST)
    found = [
        made(models, request, typed, audience, most)
        for kind, made in ((SERVICE, _services), (AUTHORITY, _authorities), (PLACE, _places))
        if kind in kinds
    ]
    return _mixed(found, most)


def _mixed(lists, most):
    """The beginnings of some lists: each may have a few, and the first what the others leave."""
    room, kept = most, []
    for at, each in enumerate(lists):
        reserved = sum(min(LEAST, len(later)) for later in lists[at + 1 :])
        kept += each[: max(room - reserved, 0)]
        room = most - len(kept)
    return kept


def _services(models, request, typed, audience, most):
    def wanted(document):
        return not audience or audience in document.audience

    found = models.services_suggested.find(typed, today(), wanted, most)
    return [_content(models, request, SERVICE, each) for each in found]


def _authorities(models, request, typed, audience, most):
    found = models.authorities_suggested.find(typed, today(), most=most)
    return [_content(models, request, AUTHORITY, each) for each in found]


def _content(models, request, kind, suggestion):
    node = models.nodes[suggestion.document.uid]
    told = localize(models, node)
    item = {
        "kind": kind,
        "@id": url_of(request, node),
        "UID": node.uid,
        "title": told.title,
        "language": told.language or current_language(),
    }
    return item | ({"found": suggestion.found} if suggestion.found else {})


def _places(models, request, typed, audience, most):
    matches = find_areas(models.gazetteer, typed, today(), limit=most)
    return [
        {
            "kind": PLACE,
            "key": match.area.key,
            "title": match.area.name,
            "label": say(match.label),
        }
        for match in matches
    ]
