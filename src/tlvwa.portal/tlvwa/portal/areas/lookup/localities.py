"""The villages and Ortsteile that have a postal code, by municipality."""

from collections.abc import Collection
from datetime import date

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.normalize import normalize_place


def localities_of_code(
    gazetteer: Gazetteer, code: str, municipalities: Collection[str], day: date
) -> dict[str, tuple[str, ...]]:
    """Return the names of the localities with a postal code, by those of the municipalities they lie in.

    A locality has the code if a source says so, or if its municipality has no other code. What may lie
    elsewhere, and the name of the municipality itself, is left out. Names are sorted.
    """
    names: dict[str, dict[str, str]] = {}
    for place in gazetteer.localities():
        if not place.is_certain or place.is_spelling:
            continue
        has_code = code in place.postal_codes or (
            not place.postal_codes and gazetteer.postal_codes_of(place.municipality) == (code,)
        )
        successors = gazetteer.successors_on(place.municipality, day) if has_code else ()
        if len(successors) == 1 and successors[0] in municipalities:
            names.setdefault(successors[0], {}).setdefault(normalize_place(place.name), place.name)
    return {key: _without_own(gazetteer.area(key).name, by_name) for key, by_name in names.items()}


def _without_own(name: str, by_name: dict[str, str]) -> tuple[str, ...]:
    own = {normalize_place(name), normalize_place(name.split("/")[0])}
    return tuple(by_name[key] for key in sorted(by_name) if key not in own)
