"""``GET @service-search?q=&audience=&topic=&online=&area=&object=&exact=&b_start=&b_size=``: services."""

from zExceptions import BadRequest

from tlvwa.portal.answers.pages.service_results import extract_text, groups_of, marker
from tlvwa.portal.answers.queries.place_query import PlaceInWords, place_in_words
from tlvwa.portal.answers.queries.referrals import referrals
from tlvwa.portal.answers.queries.service_search import (
    ServiceFilters,
    facets_of_search,
    find_services,
    online_services,
)
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import current_language, say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.common.vocabularies import AUDIENCES
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import Node, ServicePayload, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.grouping import HitGroup
from tlvwa.portal.search_admin.usage_log import count_search
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.service import JSONObject, JSONService, not_found

LARGEST_GROUP = 10  # members that are listed with the best of them


class ServiceSearchGet(JSONService):
    """Services that match a query, from the snapshot."""

    def reply(self) -> JSONObject:
        """Return batched groups with match, suggestion, facets and the number of services."""
        form = self.request.form
        snapshot = site_snapshot()
        try:
            filters = self.filters(snapshot, form)
        except UnknownArea as error:
            return not_found(self.request, f"area: {error}.")
        query = request_params.text(form, "q")
        correcting = not request_params.flag(form, "exact")
        place = place_in_words(snapshot, query, today()) if correcting else None
        query = place.rest if place and place.rest else query
        result = find_services(snapshot, query, filters, correcting)
        count_search(self.request, query, result)
        self.marks, self.language = marker(snapshot.service_index, result), current_language()
        self.online = online_services(snapshot)
        groups = groups_of(query, filters, result)
        return batched(self.request, groups, lambda group: self.item(snapshot, group)) | {
            "match": result.match.value,
            "did_you_mean": result.corrected or None,
            "mentioned": [self.brief(snapshot, hit.document) for hit in result.mentions],
            "place": _place(place),
            "facets": facets_of_search(snapshot, query, filters, result.documents, correcting),
            "services_total": len(result.hits),
        }

    def filters(self, snapshot: Snapshot, form: request_params.Form) -> ServiceFilters:
        """Return the filters asked for. Raises BadRequest or UnknownArea."""
        area = request_params.text(form, "area")
        try:
            key = snapshot.gazetteer.parse(area).key if area else ""
        except MalformedKey as error:
            raise BadRequest(f"area: {error}.") from None
        return ServiceFilters(
            audience=request_params.code(form, "audience", {term.value for term in AUDIENCES}),
            topic=request_params.text(form, "topic"),
            online=request_params.flag(form, "online"),
            area=key,
            object=request_params.text(form, "object"),
        )

    def item(self, snapshot: Snapshot, group: HitGroup) -> JSONObject:
        """Return a group: the service that matches best, and the others of its Leistungsobjekt."""
        node = snapshot.nodes[group.best.uid]
        localized = localize(snapshot, node, self.language)
        others = [self.brief(snapshot, document) for document in group.others[:LARGEST_GROUP]]
        return {
            "@id": url_of(self.request, node),
            "UID": node.uid,
            "title": localized.title,
            "language": localized.language or self.language,
            "leika_keys": list(payload_of(node, ServicePayload).definition.leika_keys),
            "description": localized.description,
            "snippet": extract_text(self.marks, localized, node, group.best),
            "online": node.uid in self.online,
            "referred_to": self.referred_to(snapshot, node),
            "grouped": {"count": len(group.others), "items": others},
        }

    def referred_to(self, snapshot: Snapshot, node: Node) -> list[JSONObject] | None:
        """Return those who do a service that is only referred to them; ``None`` for any other service."""
        offices = referrals(snapshot).get(node.uid)
        if offices is None:
            return None
        return [
            {"@id": url_of(self.request, office), "UID": office.uid, "title": office.title}
            for office in offices
        ]

    def brief(self, snapshot: Snapshot, document: Document) -> JSONObject:
        """Return a further service of a group."""
        node = snapshot.nodes[document.uid]
        localized = localize(snapshot, node, self.language)
        return {
            "@id": url_of(self.request, node),
            "UID": node.uid,
            "title": localized.title,
            "language": localized.language or self.language,
            "referred_to": self.referred_to(snapshot, node),
        }


def _place(place: PlaceInWords | None) -> JSONObject | None:
    """Return the place among the words: as it was typed, what it means, and the words without it."""
    if place is None:
        return None
    reading = place.match.reading
    return {
        "typed": place.typed,
        "rest": place.rest,
        "certainty": reading.certainty.value,
        "postal_code": reading.code or None,
        "areas": [
            {"key": match.area.key, "name": match.area.name, "label": say(match.label)}
            for match in reading.matches
        ],
    }
