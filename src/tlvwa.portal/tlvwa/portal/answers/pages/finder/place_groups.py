"""The places to choose from in a question, grouped by who would answer."""

from collections.abc import Callable, Collection, Iterator
from typing import TypedDict

from tlvwa.portal.answers.pages.finder.place import PlaceLink
from tlvwa.portal.answers.serializers.entries import QuestionOptionEntry
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.formatting import list_text
from tlvwa.portal.common.i18n import _, say

MOST_SHOWN = 12  # places of a group that are seen at once; the others are folded
NO_OFFICE = _("Hier ist keine zuständige Stelle eingetragen")
OWN_OFFICES = _("Orte mit je einer eigenen Stelle")
IN = _("${place} (${municipality})")


class PlaceGroup(TypedDict):
    """Places with the same answer: who gives it, those that are seen, and those that are folded."""

    title: str
    shown: list[PlaceLink]
    more: list[PlaceLink]


def place_groups(
    options: Collection[QuestionOptionEntry],
    is_asked: Callable[[str], bool],
    url_of: Callable[[str], str],
) -> list[PlaceGroup]:
    """Return the groups of the places whose key ``is_asked``, one for each option; empty ones are left out.

    Options with a single place come together in a last group; it has no title if it is the only one.
    """
    groups: list[PlaceGroup] = []
    single: list[PlaceLink] = []
    title = ""
    for option in options:
        links = sorted(_links(option, is_asked, url_of), key=_name)
        if len(links) == 1 and len(options) > 1:
            single += links
            title = say(OWN_OFFICES) if title else _title(option)
        elif links:
            groups.append(_group(_title(option), links))
    if single:
        groups.append(_group(title if groups else "", sorted(single, key=_name)))
    return groups


def _group(title: str, links: list[PlaceLink]) -> PlaceGroup:
    # A fold for a single place would take as much room as the place.
    seen = MOST_SHOWN if len(links) > MOST_SHOWN + 1 else len(links)
    return {"title": title, "shown": links[:seen], "more": links[seen:]}


def _title(option: QuestionOptionEntry) -> str:
    return list_text(option["offices"]) or say(NO_OFFICE)


def _name(link: PlaceLink) -> str:
    return normalize_place(link["name"])


def _links(
    option: QuestionOptionEntry, is_asked: Callable[[str], bool], url_of: Callable[[str], str]
) -> Iterator[PlaceLink]:
    """Yield the municipalities of an option and their villages."""
    names = {place["key"]: place["name"] for place in option["places"] if is_asked(place["key"])}
    for key, name in names.items():
        yield {"name": name, "url": url_of(key)}
    for locality in option["localities"]:
        key = locality["key"]
        if key in names:
            name = say(IN, place=locality["name"], municipality=names[key])
            yield {"name": name, "url": url_of(key)}
