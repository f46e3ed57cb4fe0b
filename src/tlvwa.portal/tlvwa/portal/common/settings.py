"""The settings of the site, as its registry has them."""

from plone import api
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory

from tlvwa.portal.common.i18n import content_language, current_language, say_default

PREFIX = "tlvwa.portal."
TOPICS = f"{PREFIX}topics"


def setting(name, default=None):
    """A setting of ``ISettings`` by name; ``default`` where the add-on is not installed."""
    return api.portal.get_registry_record(PREFIX + name, default=default)


class CodeTitle(str):
    """The title of a code; ``language`` marks one that is not in the language of the request."""

    language: str | None = None


def coded_lines(name):
    """A code list kept as ``id|title`` lines: ``(id, title)`` pairs in the editors' order.

    After the title may stand what it is in other languages: ``tiere|Tiere|en=Animals``.
    """
    wanted, written = current_language(), content_language()
    split = ([part.strip() for part in line.split("|")] for line in setting(name) or ())
    return [
        (code, _title(code, titles[:1], titles[1:], wanted, written))
        for code, *titles in split
        if code
    ]


def _title(code, own, others, wanted, written):
    translated = dict(other.partition("=")[::2] for other in others).get(wanted, "").strip()
    title = CodeTitle(translated or "".join(own) or code)
    if not translated:
        title.language = written
    return title


def site_topics():
    """The site's topics as ``(id, title)`` pairs, in the editors' order."""
    return coded_lines("topics")


def last_resort():
    """Whom to ask where nobody else is known: ``{"kind", "title", "text", "phone"}``."""
    return {
        "kind": "115",
        "title": say_default(setting("last_resort_title")),
        "text": say_default(setting("last_resort_text")),
        "phone": setting("last_resort_phone") or "",
    }


@provider(IContextAwareDefaultFactory)
def default_agency(context):
    """The agency whose ids new content bears."""
    return setting("agency_id")


@provider(IContextAwareDefaultFactory)
def default_coverage(context):
    """Where new services are expected to be answered."""
    return setting("coverage", "none")
