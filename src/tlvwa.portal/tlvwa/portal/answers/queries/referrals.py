"""Referrals: services that others do in the whole Land, so that lists can say so beside their titles."""

from collections.abc import Mapping
from datetime import date

from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.records import Record, RecordEffect, Role
from tlvwa.portal.finder.rulebook import ServiceRules
from tlvwa.portal.readmodels.daily import once_a_day
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot

Referrals = Mapping[str, tuple[Node, ...]]
WHOLE_LAND = frozenset({AreaLevel.BUND, AreaLevel.LAND})


def referrals(snapshot: Snapshot) -> Referrals:
    """Return the services that are only referred to others today, by UID, with whom they are referred to.

    A referral that holds for some places or some cases only is none: there the answer must say it.
    """
    return once_a_day(_referrals, snapshot, today())


def _referrals(snapshot: Snapshot, day: date) -> Referrals:
    rules = snapshot.rulebook.services
    return {
        uid: _offices(snapshot, rules[uid], day)
        for uid in rules
        if _is_referral(snapshot, rules[uid], day)
    }


def is_referral(snapshot: Snapshot, service: str) -> bool:
    """True if the service with this UID or LeiKa key is only referred to others today."""
    uids = snapshot.rulebook.services_with_key(service, today()) or (service,)
    return all(uid in referrals(snapshot) for uid in uids)


def _is_referral(snapshot: Snapshot, rules: ServiceRules, day: date) -> bool:
    """True if referrals of the whole Land are all that is said of who is responsible."""
    areas = {area for area, records in rules.records_by_area.items() if _in_force(records, day)}
    records = [record for area in areas for record in _in_force(rules.records_by_area[area], day)]
    return bool(records) and (
        all(record.effect is RecordEffect.REFERRED and not record.criterion for record in records)
        and all(snapshot.gazetteer.area(area).level in WHOLE_LAND for area in areas)
    )


def _in_force(records: tuple[Record, ...], day: date) -> list[Record]:
    return [
        record
        for record in records
        if record.role is Role.RESPONSIBLE
        and not record.supervising
        and record.valid_on(day)
        and record.shown_on(day)
    ]


def _offices(snapshot: Snapshot, rules: ServiceRules, day: date) -> tuple[Node, ...]:
    """Return the offices that the referrals name, by title; none where they only give a reason."""
    targets = {
        record.target
        for records in rules.records_by_area.values()
        for record in _in_force(records, day)
    }
    nodes = (snapshot.nodes[target] for target in targets if target in snapshot.nodes)
    return tuple(sorted(nodes, key=lambda node: node.title.casefold()))
