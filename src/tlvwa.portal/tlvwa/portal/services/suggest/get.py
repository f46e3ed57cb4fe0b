"""``GET @suggest?q=&kind=&audience=&b_size=``: suggestions while somebody types."""

from collections.abc import Collection

from zExceptions import BadRequest

from tlvwa.portal.answers.queries.suggestions import KINDS, suggestions
from tlvwa.portal.common import request_params
from tlvwa.portal.common.vocabularies import AUDIENCES
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search.suggestions import MOST
from tlvwa.portal.services.service import JSONObject, JSONService

LARGEST_SIZE = 200


class SuggestGet(JSONService):
    """Services, authorities and areas from two letters on, at most ten."""

    def reply(self) -> JSONObject:
        """Return ``items``, best first within each kind."""
        form = self.request.form
        typed = request_params.text(form, "q")
        audience = request_params.code(form, "audience", {term.value for term in AUDIENCES})
        size = request_params.whole_number(form, "b_size", MOST, LARGEST_SIZE)
        kinds = self.kinds(form)
        items = suggestions(site_snapshot(), self.request, typed, kinds, audience, size)
        return {"@id": f"{self.context.absolute_url()}/@suggest", "items": items}

    def kinds(self, form: request_params.Form) -> Collection[str]:
        """Return the kinds asked for, separated by commas, or all. Raises BadRequest."""
        text = request_params.text(form, "kind")
        kinds = [part.strip() for part in text.split(",")] if text else KINDS
        if not set(kinds) <= set(KINDS):
            raise BadRequest(f"kind: {', '.join(KINDS)} are expected, separated by commas.")
        return kinds
