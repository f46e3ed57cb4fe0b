"""``POST @responsible``: the same as GET, with facts in JSON. Nothing is written."""

from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from zExceptions import BadRequest

from tlvwa.portal.services.responsible.base import Responsible
from tlvwa.portal.services.service import JSONObject

MOST_FACTS = 20


class ResponsiblePost(Responsible):
    """Who is responsible, with the facts that a criterion asks for."""

    def reply(self) -> JSONObject:
        """Return the answer. Raises BadRequest for a body or facts of another shape."""
        try:
            body = json_body(self.request)
        except DeserializationError:
            raise BadRequest("body: a JSON object is expected.") from None
        facts = body.get("facts") or {}
        if not isinstance(facts, dict) or len(facts) > MOST_FACTS:
            raise BadRequest("facts: a mapping of criterion names to texts is expected.")
        for name, value in facts.items():
            parts = value.values() if isinstance(value, dict) else (value,)
            if not all(isinstance(part, str) for part in parts):
                raise BadRequest(f"facts: {name[:40]!r} is neither a text nor a mapping of texts.")
        return self.answer_to(body, facts)
