"""Records of an area that goes on under another key: their office answers there, too.

A reform that is applied in the site gives each record its new areas (spec:carry-over). Where only a
register tells that a municipality has another key, nobody has decided anything, and nothing has changed but
the key: the records stand for the same place. See spec:continued-area.
"""

from collections.abc import Iterable, Iterator

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import Area, AreaLevel, TextMark, UnknownArea

from .records import Record


def with_continued_areas(
    gazetteer: Gazetteer, record: Record, areas: Iterable[str]
) -> tuple[str, ...]:
    """Return the keys of a record's areas, with those under which the same places go on."""
    own = tuple(areas)
    further = (new for key in own for new in _continuations(gazetteer, key))
    return (
        *own,
        *(
            key
            for key in further
            if key not in own and _is_over(gazetteer, record.holder_area, key)
        ),
    )


def _continuations(gazetteer: Gazetteer, key: str) -> Iterator[str]:
    """The municipalities that an ended area is now: of an erfüllende Gemeinde, the one that acted for it."""
    try:
        area = gazetteer.area(key)
    except UnknownArea:
        return
    if area.valid_to is None:
        return
    if area.level is AreaLevel.GEMEINDE:
        yield from _later_keys(gazetteer, area)
    elif area.text_mark == TextMark.ERFUELLENDE_GEMEINDE:
        for member in gazetteer.municipalities(area.key, area.valid_to):
            if gazetteer.area(member).name == area.name:
                yield from _later_keys(gazetteer, gazetteer.area(member))


def _later_keys(gazetteer: Gazetteer, area: Area) -> Iterator[str]:
    """The keys that a municipality got later, as the register tells, while its AGS stayed."""
    seen = {area.key}
    while area.valid_to is not None:
        same = [
            link.key
            for link in area.successors
            if link.certain and keys.ags(link.key) == keys.ags(area.key)
        ]
        if len(area.successors) != 1 or not same:
            return
        try:
            area = gazetteer.area(same[0])
        except UnknownArea:
            return
        # An area that no register lists was made by a reform of the site, which gave it its records.
        if not area.seen or area.key in seen:
            return
        seen.add(area.key)
        yield area.key


def _is_over(gazetteer: Gazetteer, holder_area: str, key: str) -> bool:
    """True if the office's own area is the place or above it; so it is where nobody knows that area."""
    if not holder_area:
        return True
    own = {gazetteer.canonical_key(holder_area)}
    try:
        own.update(_later_keys(gazetteer, gazetteer.area(gazetteer.canonical_key(holder_area))))
    except UnknownArea:
        return False
    return not own.isdisjoint(gazetteer.ancestors(key))
