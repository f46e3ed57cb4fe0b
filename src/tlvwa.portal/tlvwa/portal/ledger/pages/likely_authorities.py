"""Authorities that could answer for a service in a place where nobody does."""

from collections import Counter

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.content.authority.own_authorities import nearest_area
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.readmodels.visibility import filter_for_editors

MOST_AUTHORITIES = 3
LEIKA_GROUP = 5  # digits of a key that services of one kind share


def likely_authorities(snapshot, ledger, service, municipalities):
    """Return authorities that the user may see and that could answer in all of ``municipalities``.

    First those that a record of the service names there, even if it is not valid; then those that
    answer most of the similar services in the first municipality; then those whose own area contains
    all municipalities, the smallest area first. At most ``MOST_AUTHORITIES``.
    """
    ladders = [ledger.territory.gazetteer.ancestors(key) for key in municipalities]
    common = [level for level in ladders[0][:-1] if all(level in ladder for ladder in ladders)]
    votes = _votes(snapshot, ledger, _similar_services(snapshot, service), municipalities[0])
    votes = votes or _votes(snapshot, ledger, set(ledger.rows), municipalities[0])
    holders = _recorded_targets(snapshot, service, common, ledger.today)
    ranked = []
    for node in snapshot.nodes.values():
        level = _level(snapshot, node, common)
        if level is not None and (node.payload.area or node.uid in {*holders, *votes}):
            rank = node.uid not in holders, -votes[node.uid], level, node.title.casefold()
            ranked.append((*rank, node.uid))
    best = [snapshot.nodes[uid] for *_rank, uid in sorted(ranked)]
    return filter_for_editors(best)[:MOST_AUTHORITIES]


def _recorded_targets(snapshot, service, keys, today):
    """Return the targets of public records of a service on some levels, valid or not."""
    table = snapshot.rulebook.services[service].records_by_area
    return {
        record.target for key in keys for record in table.get(key, ()) if record.shown_on(today)
    }


def _level(snapshot, node, common):
    """Return the index of an authority's area in ``common``; ``None`` if absent or supervising."""
    if not isinstance(node.payload, AuthorityPayload) or node.payload.supervising:
        return None
    try:
        key = snapshot.gazetteer.parse(nearest_area(snapshot.tree, node) or "-").key
        return common.index(snapshot.gazetteer.canonical_key(key))
    except (AreaError, ValueError):
        return None


def _votes(snapshot, ledger, services, municipality):
    """Count how many of some services each authority answers in a municipality, whatever the facts."""
    kernel = snapshot.resolver.kernel
    votes: Counter[str] = Counter()
    for uid in services & ledger.rows.keys():
        decision = kernel.decide(uid, municipality, ledger.day, ledger.today)
        if decision.state in (LedgerState.ONE, LedgerState.ONE_UNCONFIRMED):
            votes.update({record.target for record in decision.verdict.records[0]})
    return votes


def _similar_services(snapshot, service):
    """Return the other services that share a group of the LeiKa or a topic with ``service``."""
    own = snapshot.nodes[service].payload
    groups = {key[:LEIKA_GROUP] for key in own.definition.leika_keys}
    topics = set(own.topics)
    return {
        uid
        for uid in snapshot.rulebook.services.keys() - {service}
        if _is_similar(snapshot.nodes[uid].payload, groups, topics)
    }


def _is_similar(payload, groups, topics):
    keys = {key[:LEIKA_GROUP] for key in payload.definition.leika_keys}
    return not groups.isdisjoint(keys) or not topics.isdisjoint(payload.topics)
