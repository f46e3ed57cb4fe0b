"""Mentions of old areas in authorities, addresses, texts, links and other content."""

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
    """A node that names old areas, and the part that does."""

    node: Node
    part: str
    names: tuple[str, ...]


def mentions(
    snapshot: Snapshot, ending: Iterable[Area], staying: Iterable[str] = ()
) -> tuple[Mention, ...]:
    """Return all mentions of ending areas, by part and title.

    Areas are found by their key, in texts by their whole name, in web addresses also in their
    spelling there ("bad-berka"). A name that a successor keeps (``staying``) is not searched for.
    """
    areas = {area.key: area.name for area in ending}
    names = {name for name in areas.values() if len(name) >= SHORTEST} - set(staying)
    if not areas:
        return ()
    finder = _NameFinder(names)
    matches = [
        Mention(node, part, tuple(sorted(names_found)))
        for node in snapshot.nodes.values()
        for part, names_found in _of_node(snapshot, node, areas, finder)
        if names_found
    ]
    return tuple(
        sorted(
            matches,
            key=_order,
        )
    )


def _order(mention: Mention) -> tuple[str, str, str]:
    return mention.part, mention.node.title.casefold(), mention.node.uid


class _NameFinder:
    """Finds whole names of areas in texts and addresses."""

    def __init__(self, names: set[str]) -> None:
        # The longest name comes first: a pattern takes the first alternative that matches.
        ordered = sorted(names, key=len, reverse=True)
        self._words = _either(ordered, IN_NAMES)
        self._slugs = {_slug(name): name for name in ordered}
        self._links = _either(self._slugs, IN_LINKS)

    def words(self, *texts: str) -> set[str]:
        return {name for text in texts for name in self._words.findall(text)}

    def links(self, *texts: str) -> set[str]:
        slugs = (slug for text in texts for slug in self._links.findall(text.casefold()))
        return {self._slugs[slug] for slug in slugs}


def _either(words: Iterable[str], letters: str) -> re.Pattern[str]:
    """Return a pattern for any of the words, with none of ``letters`` before or after it."""
    which = "|".join(map(re.escape, words)) or "(?!)"  # which matches nothing
    return re.compile(f"(?<![{letters}])(?:{which})(?![{letters}])")


def _slug(name: str) -> str:
    plain = name.casefold()
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, written)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _of_node(
    snapshot: Snapshot, node: Node, areas: dict[str, str], finder: _NameFinder
) -> Iterator[tuple[str, set[str]]]:
    payload = node.payload
    match payload:
        case AuthorityPayload():
            address = payload.address
            yield NAME, finder.words(node.title, *payload.synonyms)
            yield ADDRESS, finder.words(address.town, address.addition)
            yield AREA, _names_of_keys(areas, (payload.area,))
            yield TEXT, finder.words(payload.description, payload.notice)
            yield LINK, finder.links(payload.website, *payload.emails)
        case ServicePayload():
            yield (
                TEXT,
                finder.words(node.title, payload.description, payload.words, payload.fallback),
            )
            yield AREA, _names_of_keys(areas, payload.definition.coverage_areas)
        case ResponsibilityPayload():
            record = payload.record
            yield TEXT, finder.words(record.reason, record.legal_basis)
            if node.uid not in snapshot.records_by_responsibility:
                yield DRAFT, _names_of_keys(areas, payload.areas)
        case SpecialisationPayload():
            yield AREA, _names_of_keys(areas, payload.areas)
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


def _names_of_keys(areas: dict[str, str], keys: Iterable[str]) -> set[str]:
    """Return the names of the areas among keys."""
    return {areas[key] for key in keys if key in areas}
