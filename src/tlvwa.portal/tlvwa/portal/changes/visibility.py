"""Which changes somebody may read today: only while everything that they name is public."""

from zExceptions import BadRequest, NotFound

from tlvwa.portal.areas.model import AreaError, MalformedKey, UnknownArea
from tlvwa.portal.changes.comparison import PublicChangeKind
from tlvwa.portal.changes.public_state import (
    AREA,
    AREA_PREFIX,
    AUTHORITY,
    RESPONSIBILITY,
    SERVICE,
)
from tlvwa.portal.readmodels.payloads import AuthorityPayload, ServicePayload

MOST = 500
PAYLOADS = {SERVICE: ServicePayload, AUTHORITY: AuthorityPayload}


def known_subject(models, subject, day):
    """A subject with its area's canonical key. Raises BadRequest or NotFound, naming the parameter."""
    for name, expected in PAYLOADS.items():
        uid = getattr(subject, name)
        node = models.nodes.get(uid)
        known = node is not None and isinstance(node.payload, expected)
        if uid and not (known and models.is_public(uid, day)):
            raise NotFound(f"{name}: unknown.")
    if not subject.area:
        return subject
    try:
        area = models.gazetteer.parse(subject.area)
        return subject._replace(area=models.gazetteer.canonical_key(area.key))
    except MalformedKey:
        raise BadRequest("area: the key of an area is expected.") from None
    except UnknownArea:
        raise NotFound("area: unknown.") from None


def readable_entries(models, store, subject, day, after=0, most=MOST):
    """The newest entries for a subject that are noted after a number, the newest first."""
    found = []
    for number in sorted(_numbers(models, store, subject, after), reverse=True):
        entry = store.entry(number)
        if is_shown(models, entry, day):
            found.append(entry)
            if len(found) == most:
                break
    return found


def levels_above(gazetteer, key):
    """The keys whose rules hold in an area: its ladder, and those of all that went into it."""
    found, ahead, seen = set(), [key], {key}
    while ahead:
        at = ahead.pop()
        found.update(gazetteer.ancestors(at))
        for each in gazetteer.predecessors(gazetteer.ancestors(at)[0]):
            if each.key not in seen:
                seen.add(each.key)
                ahead.append(each.key)
    return found


def is_shown(models, entry, day):
    """Whether all that an entry names is public on a day."""
    ended = entry.kind == PublicChangeKind.ENDED
    if entry.thing == RESPONSIBILITY:
        record_shows = ended or models.is_public(entry.uid, day)
        return (
            record_shows
            and bool(public_services(models, entry, day))
            and _target(models, entry, day)
        )
    if entry.thing == AREA:
        return _is_area(models, entry.uid.removeprefix(AREA_PREFIX))
    return ended or models.is_public(entry.uid, day)


def public_services(models, entry, day):
    """The services that the entry of a responsibility names, as far as they are public."""
    return [uid for uid in entry.named if models.is_public(uid, day)]


def _target(models, entry, day):
    return not entry.target or models.is_public(entry.target, day)


def _is_area(models, key):
    try:
        models.gazetteer.area(key)
    except AreaError:
        return False
    return True


def _numbers(models, store, subject, after):
    parts = []
    if subject.area:
        codes = [f"area={key}" for key in levels_above(models.gazetteer, subject.area)]
        parts.append(store.numbers(*codes, after=after))
    for name in PAYLOADS:
        uid = getattr(subject, name)
        if uid:
            parts.append(store.numbers(f"{name}={uid}", after=after))
    return set.intersection(*parts) if parts else store.numbers(after=after)
