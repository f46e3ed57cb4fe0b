"""The visibility of changes: an entry is shown only while all that it names is public."""

from datetime import date

from zExceptions import BadRequest, NotFound

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import AreaError, MalformedKey, UnknownArea
from tlvwa.portal.changes.comparison import PublicChangeKind
from tlvwa.portal.changes.entry import ChangeEntry, ChangeSubject
from tlvwa.portal.changes.public_state import (
    AREA,
    AREA_PREFIX,
    AUTHORITY,
    RESPONSIBILITY,
    SERVICE,
)
from tlvwa.portal.changes.store import ChangeStore
from tlvwa.portal.readmodels.payloads import AuthorityPayload, ServicePayload
from tlvwa.portal.readmodels.snapshot import Snapshot

MOST = 500  # entries
PAYLOADS = {SERVICE: ServicePayload, AUTHORITY: AuthorityPayload}


def known_subject(snapshot: Snapshot, subject: ChangeSubject, day: date) -> ChangeSubject:
    """Return a subject with the canonical key of its area.

    Raises BadRequest for a malformed key, and NotFound for what does not exist or is not public. Both
    name the parameter.
    """
    for name, expected in PAYLOADS.items():
        uid = getattr(subject, name)
        node = snapshot.nodes.get(uid)
        has_type = node is not None and isinstance(node.payload, expected)
        if uid and not (has_type and snapshot.is_public(uid, day)):
            raise NotFound(f"{name}: unknown.")
    if not subject.area:
        return subject
    try:
        area = snapshot.gazetteer.parse(subject.area)
        return subject._replace(area=snapshot.gazetteer.canonical_key(area.key))
    except MalformedKey:
        raise BadRequest("area: the key of an area is expected.") from None
    except UnknownArea:
        raise NotFound("area: unknown.") from None


def readable_entries(
    snapshot: Snapshot,
    store: ChangeStore,
    subject: ChangeSubject,
    day: date,
    after: int = 0,
    most: int = MOST,
) -> list[ChangeEntry]:
    """Return the newest entries for a subject with numbers after ``after``, the newest first."""
    entries = []
    for number in sorted(_numbers(snapshot, store, subject, after), reverse=True):
        entry = store.entry(number)
        if is_shown(snapshot, entry, day):
            entries.append(entry)
            if len(entries) == most:
                break
    return entries


def levels_above(gazetteer: Gazetteer, key: str) -> set[str]:
    """Return the keys whose rules apply in an area: its ladder, and the ladders of all predecessors."""
    levels: set[str] = set()
    pending, seen = [key], {key}
    while pending:
        current = pending.pop()
        levels.update(gazetteer.ancestors(current))
        for predecessor in gazetteer.predecessors(gazetteer.ancestors(current)[0]):
            if predecessor.key not in seen:
                seen.add(predecessor.key)
                pending.append(predecessor.key)
    return levels


def is_shown(snapshot: Snapshot, entry: ChangeEntry, day: date) -> bool:
    """Whether all that an entry names is public on ``day``; what ended need not be."""
    has_ended = entry.kind == PublicChangeKind.ENDED
    if entry.thing == RESPONSIBILITY:
        is_record_public = has_ended or snapshot.is_public(entry.uid, day)
        return (
            is_record_public
            and bool(public_services(snapshot, entry, day))
            and _is_target_public(snapshot, entry, day)
        )
    if entry.thing == AREA:
        return _is_area(snapshot, entry.uid.removeprefix(AREA_PREFIX))
    return has_ended or snapshot.is_public(entry.uid, day)


def public_services(snapshot: Snapshot, entry: ChangeEntry, day: date) -> list[str]:
    """Return the services that the entry of a responsibility names and that are public."""
    return [uid for uid in entry.named if snapshot.is_public(uid, day)]


def _is_target_public(snapshot: Snapshot, entry: ChangeEntry, day: date) -> bool:
    return not entry.target or snapshot.is_public(entry.target, day)


def _is_area(snapshot: Snapshot, key: str) -> bool:
    try:
        snapshot.gazetteer.area(key)
    except AreaError:
        return False
    return True


def _numbers(
    snapshot: Snapshot, store: ChangeStore, subject: ChangeSubject, after: int
) -> set[int]:
    parts = []
    if subject.area:
        codes = [f"area={key}" for key in levels_above(snapshot.gazetteer, subject.area)]
        parts.append(store.numbers(*codes, after=after))
    for name in PAYLOADS:
        uid = getattr(subject, name)
        if uid:
            parts.append(store.numbers(f"{name}={uid}", after=after))
    return set.intersection(*parts) if parts else store.numbers(after=after)
