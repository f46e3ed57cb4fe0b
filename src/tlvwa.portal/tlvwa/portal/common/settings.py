"""The settings of the site, read from its registry."""

from typing import Any, TypedDict

from plone import api
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory

from tlvwa.portal.common.contact import phone_link
from tlvwa.portal.common.i18n import content_language, current_language, say_default

PREFIX = "tlvwa.portal."
TOPICS = f"{PREFIX}topics"


def setting(
    name: str, default: Any = None
) -> Any:  # the type is that of the field in ``ISettings``
    """Return a setting of ``ISettings`` by name; ``default`` if the add-on is not installed."""
    return api.portal.get_registry_record(PREFIX + name, default=default)


def central_name() -> str:
    """Return who receives messages that are for no other: the name in Plone's mail settings."""
    name: str = api.portal.get_registry_record("plone.email_from_name", default="")
    return name or api.portal.get().Title()


class LastResort(TypedDict):
    """Whom to ask if nobody else is known; ``kind`` is the kind of this fallback in answers.

    ``phone_url`` is the ``tel:`` address of the number; empty if it cannot be read.
    """

    kind: str
    title: str
    text: str
    phone: str
    phone_url: str


class CodeTitle(str):
    """The title of a code; ``language`` marks one that is not in the language of the request."""

    language: str | None = None


def coded_lines(name: str) -> list[tuple[str, CodeTitle]]:
    """Return a code list of the settings as ``(id, title)`` pairs, in the editors' order.

    It is written as lines ``id|title``, with titles in other languages after them:
    ``tiere|Tiere|en=Animals``.
    """
    language, own_language = current_language(), content_language()
    lines = ([part.strip() for part in line.split("|")] for line in setting(name) or ())
    return [
        (code, _title(code, titles[:1], titles[1:], language, own_language))
        for code, *titles in lines
        if code
    ]


def _title(
    code: str, own: list[str], others: list[str], language: str, own_language: str | None
) -> CodeTitle:
    translations = dict(other.partition("=")[::2] for other in others)
    translated = translations.get(language, "").strip()
    title = CodeTitle(translated or "".join(own) or code)
    if not translated:
        title.language = own_language
    return title


def site_topics() -> list[tuple[str, CodeTitle]]:
    """Return the site's topics as ``(id, title)`` pairs, in the editors' order."""
    return coded_lines("topics")


def last_resort() -> LastResort:
    """Return whom to ask if nobody else is known."""
    phone = setting("last_resort_phone") or ""
    return {
        "kind": "115",
        "title": say_default(setting("last_resort_title")),
        "text": say_default(setting("last_resort_text")),
        "phone": phone,
        "phone_url": phone_link(phone),
    }


@provider(IContextAwareDefaultFactory)
def default_agency(context: object) -> str | None:
    """Return the agency of the ids of new content."""
    agency: str | None = setting("agency_id")
    return agency


@provider(IContextAwareDefaultFactory)
def default_coverage(context: object) -> str:
    """Return the expected coverage of new services."""
    coverage: str = setting("coverage", "none")
    return coverage
