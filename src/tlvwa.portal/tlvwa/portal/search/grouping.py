"""Puts hits of one Leistungsobjekt together, under the one that fits best."""

from collections.abc import Iterable
from dataclasses import dataclass

from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import Hit


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one Leistungsobjekt, best first; never empty."""

    hits: tuple[Hit, ...]

    @property
    def best(self) -> Document:
        """The document that fits best."""
        return self.hits[0].document

    @property
    def others(self) -> tuple[Document, ...]:
        """All others, best first."""
        return tuple(hit.document for hit in self.hits[1:])


def group_hits(hits: Iterable[Hit]) -> tuple[HitGroup, ...]:
    """The groups of some hits that are in order: each stands where the best of its hits stood."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.document.leistungsobjekt, []).append(hit)
    return tuple(HitGroup(tuple(each)) for each in found.values())


def apart(hits: Iterable[Hit]) -> tuple[HitGroup, ...]:
    """Each hit as a group of its own: for lists that nobody searches."""
    return tuple(HitGroup((hit,)) for hit in hits)
