"""What closes a gap, or ends an overlap: addresses of forms that are filled in so far. Nothing is written."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlencode

from AccessControl import getSecurityManager
from plone import api

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.authority.own_authorities import area_around
from tlvwa.portal.content.responsibility.prefilled import PREFIX, RESPONSIBILITY, TITLE
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.pages.municipality_groups import cover
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.readmodels.visibility import EDIT, of_those_for_editors

ADD = "tlvwa.portal: Add Responsibility"
MOST_AUTHORITIES = 3
MOST_AREAS = 100  # that an address names one by one
LEIKA_GROUP = 5  # digits of a key that services of one kind share


def ways_to_close(request, models, ledger, service, municipalities):
    """Authorities that would likely answer, best first: title, and a form's address if the user may add."""
    areas = cover(ledger.territory, municipalities)
    for node in likely_authorities(models, ledger, service, municipalities):
        url = adding_url(request, node, models.nodes[service], areas) if _may(ADD, node) else ""
        yield {"title": node.title, "url": url}


def adding_url(request, authority, service, areas):
    """The form for a new responsibility of an authority, with a service and areas in it."""
    given = [(f"{PREFIX}{TITLE}", service.title), (f"{PREFIX}services", service.uid)]
    if len(areas) <= MOST_AREAS:
        given += [(f"{PREFIX}areas", key) for key in areas]
    base = f"{url_of(request, authority)}/++add++{RESPONSIBILITY}"
    return f"{base}?{urlencode(given)}"


def last_day(day, today):
    """The last day of a rule that is to be gone on ``day``; not before today, for what was is law."""
    return max(today, day - timedelta(days=1))


def editing_url(request, node):
    """The form that changes a record; empty where the user may not."""
    return f"{url_of(request, node)}/edit" if _may(EDIT, node) else ""


def ending_url(request, node, last):
    """The same, with a last day in it."""
    edit = editing_url(request, node)
    return edit and f"{edit}?{urlencode({f'{PREFIX}valid_to': last.isoformat()})}"


def likely_authorities(models, ledger, service, municipalities):
    """The authorities that the user may know of and that would answer in all of some municipalities.

    First those that a record of the service names there, though it answers no longer, then those
    that answer most other services of the same kind in the first of them, then those whose own
    area they are in, the smallest first. At most three.
    """
    ladders = [ledger.territory.gazetteer.ancestors(key) for key in municipalities]
    common = [rung for rung in ladders[0][:-1] if all(rung in ladder for ladder in ladders)]
    votes = _votes(models, ledger, _of_a_kind(models, service), municipalities[0])
    votes = votes or _votes(models, ledger, set(ledger.rows), municipalities[0])
    named = _named(models, service, common, ledger.today)
    ranked = []
    for node in models.nodes.values():
        rung = _rung(models, node, common)
        if rung is not None and (node.payload.area or node.uid in {*named, *votes}):
            rank = node.uid not in named, -votes[node.uid], rung, node.title.casefold()
            ranked.append((*rank, node.uid))
    best = [models.nodes[uid] for *_rank, uid in sorted(ranked)]
    return of_those_for_editors(best)[:MOST_AUTHORITIES]


def _named(models, service, places, today):
    """The authorities that public records of a service name in some places, whether or not valid."""
    table = models.rulebook.services[service].by_place
    return {
        record.target
        for place in places
        for record in table.get(place, ())
        if record.shown_on(today)
    }


def _rung(models, node, common):
    """How far up an authority's area stands over all; ``None`` where it does not, or is none."""
    if not isinstance(node.payload, AuthorityPayload) or node.payload.supervising:
        return None
    try:
        key = models.gazetteer.parse(area_around(models.tree, node) or "-").key
        return common.index(models.gazetteer.canonical_key(key))
    except (AreaError, ValueError):
        return None


def _votes(models, ledger, services, municipality):
    """How many of some services each authority answers in a municipality, whatever the facts are."""
    kernel, found = models.resolver.kernel, Counter()
    for uid in services & ledger.rows.keys():
        decision = kernel.decide(uid, municipality, ledger.day, ledger.today)
        if decision.state is LedgerState.ONE:
            found.update({record.target for record in decision.verdict.won[0]})
    return found


def _of_a_kind(models, service):
    """The other services that share a group of the LeiKa or a topic with one."""
    own = models.nodes[service].payload
    groups = {key[:LEIKA_GROUP] for key in own.definition.leika_keys}
    topics = set(own.topics)
    return {
        uid
        for uid in models.rulebook.services.keys() - {service}
        if _is_like(models.nodes[uid].payload, groups, topics)
    }


def _is_like(payload, groups, topics):
    keys = {key[:LEIKA_GROUP] for key in payload.definition.leika_keys}
    return not groups.isdisjoint(keys) or not topics.isdisjoint(payload.topics)


def _may(permission, node):
    obj = api.portal.get().unrestrictedTraverse(node.path, None)
    return obj is not None and bool(getSecurityManager().checkPermission(permission, obj))
