"""Where else an old area is named: authorities and their addresses, texts, links, other content."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tlvwa.portal.areas.model import Area
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    CampaignPayload,
    FundingPayload,
    Node,
    OnlinePayload,
    PagePayload,
    PublicationPayload,
    ResponsibilityPayload,
    ServicePayload,
    SpecialisationPayload,
)
from tlvwa.portal.readmodels.snapshot import Snapshot

SHORTEST = 3  # letters of a name that is looked for in texts
IN_NAMES, IN_LINKS = r"\w-", r"\w"  # what parts no words there
NAME, ADDRESS, AREA, TEXT, LINK, DRAFT = "name", "address", "area", "text", "link", "draft"


@dataclass(frozen=True, slots=True)
class Mention:
    """A node that names old areas, and in which of its parts."""

    node: Node
    part: str
    names: tuple[str, ...]


def mentions(
    snapshot: Snapshot, ending: Iterable[Area], staying: Iterable[str] = ()
) -> tuple[Mention, ...]:
    """Everything that names an area that ends, by part and title.

    Areas are found by their key, in texts by their whole name; in web addresses also as they are
    written there ("bad-berka"). A name that goes on (``staying``) is not looked for.
    """
    areas = {area.key: area.name for area in ending}
    names = {name for name in areas.values() if len(name) >= SHORTEST} - set(staying)
    if not areas:
        return ()
    finder = _Finder(names)
    found = [
        Mention(node, part, tuple(sorted(named)))
        for node in snapshot.nodes.values()
        for part, named in _of_node(snapshot, node, areas, finder)
        if named
    ]
    return tuple(sorted(found, key=lambda at: (at.part, at.node.title.casefold(), at.node.uid)))


class _Finder:
    def __init__(self, names: set[str]) -> None:
        ordered = sorted(names, key=len, reverse=True)
        self._words = _either(ordered, IN_NAMES)
        self._slugs = {_slug(name): name for name in ordered}
        self._links = _either(self._slugs, IN_LINKS)

    def words(self, *texts: str) -> set[str]:
        return {found for text in texts for found in self._words.findall(text)}

    def links(self, *texts: str) -> set[str]:
        found = (at for text in texts for at in self._links.findall(text.casefold()))
        return {self._slugs[at] for at in found}


def _either(words: Iterable[str], letters: str) -> re.Pattern[str]:
    """Any of the words, whole: none of ``letters`` before or behind it."""
    which = "|".join(map(re.escape, words)) or "(?!)"
    return re.compile(f"(?<![{letters}])(?:{which})(?![{letters}])")


def _slug(name: str) -> str:
    plain = name.casefold()
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, written)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _of_node(
    snapshot: Snapshot, node: Node, areas: dict[str, str], finder: _Finder
) -> Iterator[tuple[str, set[str]]]:
    payload = node.payload
    match payload:
        case AuthorityPayload():
            address = payload.address
            yield NAME, finder.words(node.title, *payload.synonyms)
            yield ADDRESS, finder.words(address.town, address.addition)
            yield AREA, _named(areas, (payload.area,))
            yield TEXT, finder.words(payload.description, payload.notice)
            yield LINK, finder.links(payload.website, *payload.emails)
        case ServicePayload():
            yield (
                TEXT,
                finder.words(node.title, payload.description, payload.words, payload.fallback),
            )
            yield AREA, _named(areas, payload.definition.coverage_areas)
        case ResponsibilityPayload():
            record = payload.record
            yield TEXT, finder.words(record.reason, record.legal_basis)
            if node.uid not in snapshot.assigned:
                yield DRAFT, _named(areas, payload.areas)
        case SpecialisationPayload():
            yield AREA, _named(areas, payload.areas)
        case OnlinePayload():
            yield TEXT, finder.words(node.title, payload.description, payload.provider)
            yield LINK, finder.links(payload.url)
        case PagePayload():
            yield TEXT, finder.words(node.title, payload.description, payload.words)
        case CampaignPayload():
            yield TEXT, finder.words(node.title, payload.description)
            yield LINK, finder.links(payload.link)
        case FundingPayload() | PublicationPayload():
            yield TEXT, finder.words(node.title, payload.description)


def _named(areas: dict[str, str], keys: Iterable[str]) -> set[str]:
    return {areas[key] for key in keys if key in areas}
