"""The public publications below a place, from the read models; put in order once for each snapshot."""

from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

from tlvwa.portal.content.publication.listing.facets import (
    CURRENT,
    NEWEST,
    TITLE,
    WITHDRAWN,
    PublicationRow,
    filter_rows,
)
from tlvwa.portal.readmodels.payloads import PublicationPayload
from tlvwa.portal.search.normalize import normalize_word

LONG_AGO = date.min
KEPT = 32
REPLACEMENTS = ""  # no path
_shelves = WeakKeyDictionary()  # snapshot -> what was made of it


class PublicationCache:
    """Rows by the order they can be asked for in; what filters leave of them is kept for a while."""

    def __init__(self, orders):
        self._orders = orders
        self._without_words = lru_cache(maxsize=KEPT)(self._filtered)

    def outcome(self, order, filters, only=None):
        """What the filters leave of all rows, or of those with a UID in ``only``."""
        asked = tuple(filters.items())
        return (
            self._without_words(order, asked)
            if only is None
            else self._filtered(order, asked, only)
        )

    def _filtered(self, order, asked, only=None):
        return filter_rows(self._orders[order], dict(asked), only)


def cache_of(snapshot, path, day):
    """The public publications at or below a path on a day."""
    return _kept(snapshot, path, day, lambda: _shelf(snapshot, path, day))


def replacements(snapshot, day):
    """By the UID of a publication those that replace it and are public on that day, the newest first."""
    return _kept(snapshot, REPLACEMENTS, day, lambda: _replacements(snapshot, day))


def public_publications(snapshot, path, day):
    """The nodes of the publications that the public sees at or below a path."""
    inside = path.rstrip("/") + "/"
    return [
        node
        for node in snapshot.nodes.values()
        if isinstance(node.payload, PublicationPayload)
        and node.path.startswith(inside)
        and snapshot.is_public(node.uid, day)
    ]


def _kept(snapshot, key, day, make):
    """What was made for this snapshot and day; of another day it is forgotten."""
    known = _shelves.setdefault(snapshot, {})
    made_for, made = known.get(key, (None, None))
    if made_for != day:
        made = make()
        known[key] = (day, made)
    return made


def _shelf(snapshot, path, day):
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
    found = {}
    for node in sorted(
        public_publications(snapshot, snapshot.tree.root, day), key=_day_of, reverse=True
    ):
        for uid in node.payload.replaces:
            found.setdefault(uid, []).append(node)
    return found
