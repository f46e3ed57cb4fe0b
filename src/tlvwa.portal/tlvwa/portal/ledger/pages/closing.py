"""How to close a gap or end an overlap: addresses of prefilled forms. Nothing is written."""

from collections import Counter
from urllib.parse import urlencode

from AccessControl import getSecurityManager
from plone import api

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.dates import ONE_DAY
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.authority.own_authorities import nearest_area
from tlvwa.portal.content.responsibility.prefilled import RESPONSIBILITY, TITLE_FIELD, WIDGET_PREFIX
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.pages.municipality_groups import cover
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.readmodels.visibility import EDIT, filter_for_editors

ADD = "tlvwa.portal: Add Responsibility"
MOST_AUTHORITIES = 3
MOST_AREAS = 100  # in an address; with more the editor chooses the areas in the form
LEIKA_GROUP = 5  # digits of a key that services of one kind share


def ways_to_close(request, snapshot, ledger, service, municipalities):
    """Yield likely authorities, best first: title, and the address of a form if the user may add to it."""
    areas = cover(ledger.territory, municipalities)
    for node in likely_authorities(snapshot, ledger, service, municipalities):
        url = (
            add_form_url(request, node, snapshot.nodes[service], areas)
            if _is_allowed(ADD, node)
            else ""
        )
        yield {"title": node.title, "url": url}


def add_form_url(request, authority, service, areas):
    """Return the address of the form for a new responsibility, with service and areas filled in."""
    parameters = [
        (f"{WIDGET_PREFIX}{TITLE_FIELD}", service.title),
        (f"{WIDGET_PREFIX}services", service.uid),
    ]
    if len(areas) <= MOST_AREAS:
        parameters += [(f"{WIDGET_PREFIX}areas", key) for key in areas]
    base = f"{url_of(request, authority)}/++add++{RESPONSIBILITY}"
    return f"{base}?{urlencode(parameters)}"


def last_day(day, today):
    """Return the last day of a rule that is to end before ``day``; never in the past: that stays law."""
    return max(today, day - ONE_DAY)


def edit_form_url(request, node):
    """Return the address of the form that edits a record; empty if the user may not."""
    return f"{url_of(request, node)}/edit" if _is_allowed(EDIT, node) else ""


def end_form_url(request, node, last):
    """Return the address of the form that edits a record, with a last day filled in; empty likewise."""
    edit = edit_form_url(request, node)
    return edit and f"{edit}?{urlencode({f'{WIDGET_PREFIX}valid_to': last.isoformat()})}"


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


def _is_allowed(permission, node):
    obj = api.portal.get().unrestrictedTraverse(node.path, None)
    return obj is not None and bool(getSecurityManager().checkPermission(permission, obj))
