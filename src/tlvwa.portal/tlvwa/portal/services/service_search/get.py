"""``GET @service-search?q=&audience=&topic=&online=&area=&b_start=&b_size=``: services, best first."""

from zExceptions import BadRequest

from tlvwa.portal.answers import parameters
from tlvwa.portal.answers.counting import count_search
from tlvwa.portal.answers.finding import Filters, facets, find_services
from tlvwa.portal.answers.links import url_of
from tlvwa.portal.answers.telling import told_of
from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.content.vocabularies import AUDIENCES
from tlvwa.portal.i18n import current_language
from tlvwa.portal.projection.reader import site_models
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.errors import not_found
from tlvwa.portal.services.service import JSONService


class ServiceSearchGet(JSONService):
    """Services that fit a query, from the read models."""

    def reply(self):
        """Batched items with ``match``, ``facets`` and ``did_you_mean``."""
        form = self.request.form
        models = site_models()
        try:
            filters = self.filters(models, form)
        except UnknownArea as error:
            return not_found(self.request, f"area: {error}.")
        query = parameters.text(form, "q")
        result = find_services(models, query, filters)
        count_search(self.request, query, result)
        answer = batched(
            self.request, result.documents, lambda found: self.item(models.nodes[found.uid])
        )
        return answer | {
            "match": result.match.value,
            "facets": facets(result.documents),
            "did_you_mean": None,
        }

    def filters(self, models, form):
        """The filters asked for. Raises BadRequest or UnknownArea."""
        area = parameters.text(form, "area")
        try:
            key = models.gazetteer.parse(area).key if area else ""
        except MalformedKey as error:
            raise BadRequest(f"area: {error}.") from None
        return Filters(
            audience=parameters.code(form, "audience", {term.value for term in AUDIENCES}),
            topic=parameters.text(form, "topic"),
            online=parameters.flag(form, "online"),
            area=key,
        )

    def item(self, node):
        """One service in the list."""
        told = told_of(site_models(), node)
        return {
            "@id": url_of(self.request, node),
            "UID": node.uid,
            "title": told.title,
            "language": told.language or current_language(),
            "leika_keys": list(node.payload.definition.leika_keys),
            "description": told.description,
        }
