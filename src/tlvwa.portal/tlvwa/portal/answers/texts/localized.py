"""Services in the language of the request: their titles and teasers from the text variants they have."""

from typing import NamedTuple

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import content_language, current_language, is_own_language
from tlvwa.portal.common.urls import finder_url
from tlvwa.portal.readmodels.payloads import Node


class LocalizedService(NamedTuple):
    """What is told of a service (a UID), and by which node: a text variant's, or its own.

    ``language`` marks what is not in the language of the request (for ``lang``); ``None`` where it is.
    """

    title: str
    description: str
    node: Node
    service: str
    language: str | None = None


def public_variants(models, path):
    """The public text variants of the service, authority or page at a path, by language."""
    found = [each for each in models.tree.variants(path) if models.is_public(each.uid, today())]
    return sorted(found, key=lambda each: each.payload.language)


def localize(models, node, language=""):
    """A service as it is told in a language, else in the request's; in its own where it has no other."""
    wanted = language or current_language()
    own = LocalizedService(node.title, node.payload.description, node, node.uid)
    if is_own_language(wanted):
        return own
    for each in public_variants(models, node.path):
        if each.payload.language == wanted:
            description = each.payload.description or own.description
            return LocalizedService(each.title, description, each, node.uid)
    return own._replace(language=content_language())


def service_card(models, node):
    """What lists show of a service: ``title``, ``text``, ``language``, and the finder's ``url`` for it."""
    told = localize(models, node)
    return {
        "title": told.title,
        "text": told.description,
        "language": told.language,
        "url": finder_url(service=node.uid),
    }
