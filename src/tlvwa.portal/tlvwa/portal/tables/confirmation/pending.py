"""Which records wait for a confirmation, by authority and by service."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from tlvwa.portal.readmodels.payloads import Node, ResponsibilityPayload, payload_of
from tlvwa.portal.tables.overviews.responsibilities import is_unconfirmed
from tlvwa.portal.tables.overviews.row_context import RECORD, RowContext

CONFIRMATION = "zustaendigkeiten-bestaetigen"  # the name of the page


class PendingGroup(NamedTuple):
    """An authority or service, how many of its records wait for a confirmation, and how many it has."""

    node: Node
    pending: int
    total: int


def groups_by_authority(context: RowContext, days: int) -> list[PendingGroup]:
    """Return the authorities whose records wait, those with the most first."""
    return _groups(
        context, days, lambda node: (holder.uid,) if (holder := context.holder(node)) else ()
    )


def groups_by_service(context: RowContext, days: int) -> list[PendingGroup]:
    """Return the services whose records wait, those with the most first."""
    return _groups(context, days, lambda node: payload_of(node, ResponsibilityPayload).services)


def records_of(context: RowContext, uid: str) -> list[Node]:
    """Return the records in an authority with its parts, or for a service, by title."""
    named = context.snapshot.nodes.get(uid)
    if named is None or not context.sees(uid):
        return []
    inside = named.path + "/"
    records = [
        node
        for node in context.nodes(RECORD)
        if node.path.startswith(inside) or uid in payload_of(node, ResponsibilityPayload).services
    ]
    return sorted(records, key=lambda node: (node.title.casefold(), node.uid))


def _groups(
    context: RowContext, days: int, names: Callable[[Node], Iterable[str]]
) -> list[PendingGroup]:
    pending: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for node in context.nodes(RECORD):
        uids = tuple(names(node))
        total.update(uids)
        if is_unconfirmed(context, node, days):
            pending.update(uids)
    nodes = context.snapshot.nodes
    found = [
        PendingGroup(nodes[uid], count, total[uid])
        for uid, count in pending.items()
        if context.sees(uid)
    ]
    return sorted(found, key=lambda group: (-group.pending, group.node.title.casefold()))
