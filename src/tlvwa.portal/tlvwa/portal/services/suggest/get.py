"""``GET @suggest?q=&kind=&audience=&b_size=``: what somebody may mean while typing."""

from zExceptions import BadRequest

from tlvwa.portal.answers.queries.suggestions import KINDS, suggestions
from tlvwa.portal.common import request_params
from tlvwa.portal.common.vocabularies import AUDIENCES
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search.suggestions import MOST
from tlvwa.portal.services.service import JSONService

LARGEST_SIZE = 200


class SuggestGet(JSONService):
    """Services, authorities and places from two letters on, at most ten."""

    def reply(self):
        """``items``, best first within each kind."""
        form = self.request.form
        typed = request_params.text(form, "q")
        audience = request_params.code(form, "audience", {term.value for term in AUDIENCES})
        size = request_params.whole_number(form, "b_size", MOST, LARGEST_SIZE)
        kinds = self.kinds(form)
        found = suggestions(site_snapshot(), self.request, typed, kinds, audience, size)
        return {"@id": f"{self.context.absolute_url()}/@suggest", "items": found}

    def kinds(self, form):
        """The kinds asked for, by commas; all where none is named. Raises BadRequest."""
        named = request_params.text(form, "kind")
        kinds = [each.strip() for each in named.split(",")] if named else KINDS
        if not set(kinds) <= set(KINDS):
            raise BadRequest(f"kind: {', '.join(KINDS)} are expected, separated by commas.")
        return kinds
