"""The public publications below a path, read from the snapshot; sorted once for each snapshot."""

from datetime import date
from functools import lru_cache

from tlvwa.portal.content.publication.listing.facets import (
    CURRENT,
    NEWEST,
    TITLE,
    WITHDRAWN,
    PublicationRow,
    filter_rows,
)
from tlvwa.portal.readmodels.daily import once_a_day
from tlvwa.portal.readmodels.payloads import Node, PublicationPayload
from tlvwa.portal.search.normalize import normalize_word

LONG_AGO = date.min
CACHED_RESULTS = 32


class PublicationCache:
    """Rows in each of the orders; the latest results of filters are cached."""

    def __init__(self, orders):
        self._orders = orders
        self._cached_result = lru_cache(maxsize=CACHED_RESULTS)(self._result)

    def result(self, order, filters, only=None):
        """Return the rows that pass the filters, among all or those with a UID in ``only``."""
        key = tuple(filters.items())
        return self._cached_result(order, key) if only is None else self._result(order, key, only)

    def _result(self, order, filters, only=None):
        return filter_rows(self._orders[order], dict(filters), only)


def cache_of(snapshot, path, day):
    """Return the public publications at or below a path on a day."""
    return once_a_day(_publication_cache, snapshot, day, path)


def replacements(snapshot, day):
    """Return by UID of a publication those public on that day that replace it, newest first."""
    return once_a_day(_replacements, snapshot, day)


def public_publications(snapshot, path, day):
    """Return the nodes of the publications at or below a path that are public on a day."""
    inside = path.rstrip("/") + "/"
    return [
        node
        for node in snapshot.nodes.values()
        if isinstance(node.payload, PublicationPayload)
        and node.path.startswith(inside)
        and snapshot.is_public(node.uid, day)
    ]


def _publication_cache(snapshot, day, path):
    nodes = public_publications(snapshot, path, day)
    by_title = sorted(nodes, key=lambda node: (normalize_word(node.title), node.uid))
    newest = sorted(by_title, key=_day_of, reverse=True)
    rows = {node.uid: _row(snapshot, node, day) for node in nodes}
    orders = {NEWEST: newest, TITLE: by_title}
    return PublicationCache(
        {name: tuple(rows[node.uid] for node in order) for name, order in orders.items()}
    )


def _day_of(node):
    return node.payload.issued or LONG_AGO


def _row(snapshot, node, day):
    payload = node.payload
    publisher = payload.publisher if snapshot.is_public(payload.publisher, day) else ""
    year = f"{payload.issued.year:04}" if payload.issued else ""
    single = (payload.kind, year, publisher)
    return PublicationRow(
        node.uid,
        (
            *((value,) if value else () for value in single),
            tuple(dict.fromkeys(payload.subjects)),
            (payload.language,) if payload.language else (),
            (WITHDRAWN if payload.withdrawn else CURRENT,),
        ),
    )


def _replacements(snapshot, day):
    by_replaced: dict[str, list[Node]] = {}
    for node in sorted(
        public_publications(snapshot, snapshot.tree.root, day), key=_day_of, reverse=True
    ):
        for uid in node.payload.replaces:
            by_replaced.setdefault(uid, []).append(node)
    return by_replaced
