"""Ortsteile that people know and that the table of places lacks; the list is maintained by hand."""

from collections.abc import Iterable, Iterator
from importlib import resources

from tlvwa.portal.areas.model import Locality


def known_ortsteile() -> tuple[Locality, ...]:
    """The Ortsteile of the shipped table ``data/ortsteile.tsv``, without postal codes or points."""
    table = resources.files("tlvwa.portal.areas").joinpath("data", "ortsteile.tsv")
    return tuple(_places(table.read_text("utf-8").splitlines()))


def missing_ortsteile(
    places: Iterable[Locality], known: Iterable[Locality]
) -> tuple[Locality, ...]:
    """The known Ortsteile that are missing among ``places``."""
    present = {(place.municipality, place.name) for place in places}
    return tuple(place for place in known if (place.municipality, place.name) not in present)


def _places(lines: Iterable[str]) -> Iterator[Locality]:
    for line in lines:
        if line and not line.startswith("#"):
            municipality, name = line.split("\t")
            yield Locality(name, municipality)
