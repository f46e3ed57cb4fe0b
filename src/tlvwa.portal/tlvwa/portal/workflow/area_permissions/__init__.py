"""The areas that an authority's own editors may assign: its own and those it acts for."""

from collections.abc import Iterable

from Acquisition import aq_chain, aq_inner
from plone.dexterity.content import DexterityContent

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.content.authority.schema import IAuthority


def permitted_areas(obj: DexterityContent) -> tuple[str, ...]:
    """Return the area keys of the nearest authority that has any: those its records may name."""
    for ancestor in aq_chain(aq_inner(obj)):
        if IAuthority.providedBy(ancestor):
            keys = tuple(
                filter(
                    None,
                    (ancestor.area, *(ancestor.further_areas or ()), *(ancestor.members or ())),
                )
            )
            if keys:
                return keys
    return ()


def keys_outside(gazetteer: Gazetteer, keys: Iterable[str], permitted: Iterable[str]) -> list[str]:
    """Return the keys that are neither in nor below the ``permitted`` areas; both in any written form."""
    permitted_keys = {gazetteer.canonical_key(gazetteer.parse(key).key) for key in permitted}
    return [
        key
        for key in keys
        if permitted_keys.isdisjoint(gazetteer.ancestors(gazetteer.parse(key).key))
    ]
