"""The base of our REST endpoints, and their errors (spec:endpoints, spec:errors)."""

import json

from plone.restapi.services import Service
from ZPublisher.HTTPRequest import HTTPRequest

JSONObject = dict[str, object]  # a reply, of values that JSON has


class JSONService(Service):
    """Answers like plone.restapi, but in one line.

    With indentation, Python's JSON encoder does not use its fast implementation.
    """

    def reply(self) -> JSONObject:
        """Return the values of the reply."""
        raise NotImplementedError

    def render(self) -> str | bytes:
        """Return the reply as JSON."""
        self.check_permission()
        self.request.response.setHeader("Content-Type", self.content_type)
        return json.dumps(self.reply(), sort_keys=True)


def not_found(request: HTTPRequest, message: str, **more: object) -> JSONObject:
    """Return a 404 with our message; plone.rest replaces the message of a raised NotFound."""
    request.response.setStatus(404)
    return {"type": "NotFound", "message": message} | more
