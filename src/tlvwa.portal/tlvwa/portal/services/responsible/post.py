"""``POST @responsible``: the same as JSON, with facts. Nothing is written."""

from plone.restapi.deserializer import json_body
from zExceptions import BadRequest

from tlvwa.portal.services.responsible.base import Responsible

MOST_FACTS = 20


class ResponsiblePost(Responsible):
    """Who is responsible, with the facts that a criterion asks for."""

    def reply(self):
        """The answer. Raises BadRequest for facts that are no mapping of texts."""
        body = json_body(self.request)
        facts = body.get("facts") or {}
        if not isinstance(facts, dict) or len(facts) > MOST_FACTS:
            raise BadRequest("facts: a mapping of criterion names to texts is expected.")
        for name, value in facts.items():
            parts = value.values() if isinstance(value, dict) else (value,)
            if not all(isinstance(part, str) for part in parts):
                raise BadRequest(f"facts: {name[:40]!r} is neither a text nor a mapping of texts.")
        return self.answer_to(body, facts)
