"""Places that no source lays into one municipality: what is known not to be known (spec:unlaid-places)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tlvwa.portal.areas.corrections import Correction
from tlvwa.portal.areas.model import Area, Locality, UnlaidPlace
from tlvwa.portal.areas.normalize import normalize_place


def still_unlaid(
    unlaid: Iterable[UnlaidPlace],
    localities: Iterable[Locality],
    corrections: Sequence[Correction],
    areas: Mapping[str, Area],
) -> Iterator[UnlaidPlace]:
    """Yield the places that no other source lays.

    One is laid if a certain locality of its name is in a municipality where it may be, or if an operator
    says of the name where it belongs.
    """
    certain = {
        (normalize_place(place.name), place.municipality)
        for place in localities
        if place.is_certain
    }
    corrected = {row.subject[0] for row in corrections if row.municipality in areas}
    for place in unlaid:
        name = normalize_place(place.name)
        if name not in corrected and not any(
            (name, key) in certain for key in place.municipalities
        ):
            yield place


def unlaid_localities(
    unlaid: Iterable[UnlaidPlace], localities: Iterable[Locality]
) -> Iterator[Locality]:
    """Yield the unlaid places as localities that may be in one of several municipalities.

    One with nowhere to be is left out, and where an uncertain locality of its name is known already.
    """
    known = {(normalize_place(place.name), place.municipality) for place in localities}
    for place in unlaid:
        name = normalize_place(place.name)
        keys = [key for key in place.municipalities if (name, key) not in known]
        if keys:
            yield Locality(
                place.name,
                keys[0],
                (place.postal_code,),
                is_certain=False,
                others=tuple(keys[1:]),
            )
