"""Groups hits by Leistungsobjekt, under the best hit."""

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
        """The document of the best hit."""
        return self.hits[0].document

    @property
    def others(self) -> tuple[Document, ...]:
        """The other documents, best first."""
        return tuple(hit.document for hit in self.hits[1:])


def group_hits(hits: Iterable[Hit]) -> tuple[HitGroup, ...]:
    """Group hits that are in order; each group has the position of its best hit."""
    by_object: dict[str, list[Hit]] = {}
    for hit in hits:
        by_object.setdefault(hit.document.leistungsobjekt, []).append(hit)
    return tuple(HitGroup(tuple(hits_of_object)) for hits_of_object in by_object.values())


def ungrouped(hits: Iterable[Hit]) -> tuple[HitGroup, ...]:
    """Make each hit a group of its own, for lists without a query."""
    return tuple(HitGroup((hit,)) for hit in hits)
