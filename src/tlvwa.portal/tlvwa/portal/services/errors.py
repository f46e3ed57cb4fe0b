"""Errors in plone.restapi's form that name the parameter (spec:errors)."""


def not_found(request, message):
    """A 404 whose message is ours (plone.rest would replace that of a raised NotFound)."""
    request.response.setStatus(404)
    return {"type": "NotFound", "message": message}
