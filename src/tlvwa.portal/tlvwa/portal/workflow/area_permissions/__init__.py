"""How far an authority's own editors reach: the areas it has, and those it acts for."""

from Acquisition import aq_chain, aq_inner

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.content.authority.schema import IAuthority


def areas_of(obj) -> tuple[str, ...]:
    """The keys of the areas that records in an authority may name: the nearest authority's that has any."""
    for around in aq_chain(aq_inner(obj)):
        if IAuthority.providedBy(around):
            keys = tuple(filter(None, (around.area, *(around.further_areas or ()))))
            if keys:
                return keys
    return ()


def beyond(gazetteer: Gazetteer, keys, reach) -> list[str]:
    """Those of some keys that lie neither in nor below the areas ``reach``; both in any written form."""
    within = {gazetteer.canonical_key(gazetteer.parse(key).key) for key in reach}
    return [key for key in keys if within.isdisjoint(gazetteer.ancestors(gazetteer.parse(key).key))]
