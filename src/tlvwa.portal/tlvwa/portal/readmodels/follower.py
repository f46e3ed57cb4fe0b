"""The follower: keeps the snapshot of each site in a process in step with the database.

It reads through a connection of its own, never through that of the request: what a transaction
writes and later aborts must not enter a snapshot. Snapshots are built under one lock for each site
and swapped by assignment; a request uses the one it saw first. See spec:follow.
"""

import gc
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from threading import RLock
from weakref import WeakValueDictionary

import transaction
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.Portal import PloneSite
from ZODB.POSException import POSError
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import site as site_hook
from zope.globalrequest import getRequest

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store, read_site_gazetteer
from tlvwa.portal.readmodels.journal import (
    JournalEntry,
    JournalOperation,
    JournalStamp,
    current_journal,
)
from tlvwa.portal.readmodels.node_file import NodeFile, node_file
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.reader import all_nodes, changed_nodes
from tlvwa.portal.readmodels.search_configuration import site_words
from tlvwa.portal.readmodels.snapshot import Snapshot

REQUEST_KEY = "tlvwa.portal.models"
MOST_FOLLOWED = 1_000  # entries, of an import for example: with more, a rebuild is faster
MOST_BEHIND = 100  # entries that the file of nodes may be behind before it is written again


logger = logging.getLogger(__name__)


class Follower:
    """The snapshot of one site in this process."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._snapshot: Snapshot | None = None
        # The stamp of the nodes that this process last read from the file, or wrote into it.
        self._file_stamp: JournalStamp | None = None
        # The stamp for which no snapshot could be made, while there is an older one.
        self._failed_stamp: JournalStamp | None = None

    def at_least(self, portal: PloneSite, stamp: JournalStamp) -> Snapshot:
        """Return a snapshot that is no older than what the caller's connection sees.

        An older one where none can be made: the error is logged once, and ``check`` tells it. Raises the
        error where there is no older one.
        """
        snapshot = self._snapshot
        if snapshot is None or stamp not in (snapshot.stamp, self._failed_stamp):
            with self._lock:
                snapshot = self._snapshot = self._newer(portal, stamp)
        return snapshot

    def _newer(self, portal: PloneSite, stamp: JournalStamp) -> Snapshot:
        try:
            return self._catch_up(portal, self._snapshot)
        except POSError:  # the database is away, or somebody has written meanwhile
            raise
        except Exception:
            if self._snapshot is None:
                raise
            logger.exception(
                "The models stay as of %s: no newer ones can be made", self._snapshot.stamp
            )
            self._failed_stamp = stamp
            return self._snapshot

    def _catch_up(self, portal: PloneSite, snapshot: Snapshot | None) -> Snapshot:
        connection = portal._p_jar.db().open(transaction.TransactionManager())
        try:
            root = connection.root()["Application"]
            site = root.unrestrictedTraverse(portal.getPhysicalPath())
            with site_hook(site):
                if snapshot is None:
                    snapshot = self._start_from_file(site)
                snapshot = _follow_or_build(site, snapshot)
                self._write_file_if_behind(site, snapshot)
                return snapshot
        finally:
            connection.transaction_manager.abort()
            connection.close()

    def _start_from_file(self, site: PloneSite) -> Snapshot | None:
        """Return a snapshot of the nodes in the file and what changed since; ``None`` if it is of no use."""
        file = _node_file(site)
        with _garbage_collector_off():
            kept = file.read() if file is not None else None
        entries = current_journal().since(kept.stamp) if kept is not None else None
        if kept is None or entries is None or len(entries) > MOST_FOLLOWED:
            return None
        self._file_stamp = kept.stamp
        return _build(site, _nodes_after(kept.nodes, changed_nodes(site, entries)))

    def _write_file_if_behind(self, site: PloneSite, snapshot: Snapshot) -> None:
        """Write the file of nodes if it cannot be followed, or not for much longer."""
        file = _node_file(site)
        if file is None:
            return
        stamp = self._file_stamp
        entries = current_journal().since(stamp) if stamp is not None else None
        if entries is None or len(entries) > MOST_BEHIND:
            self._file_stamp = snapshot.stamp
            file.write_aside(snapshot.stamp, snapshot.nodes.values())


def _follow_or_build(site: PloneSite, snapshot: Snapshot | None) -> Snapshot:
    journal = current_journal()
    if snapshot is not None:
        if snapshot.stamp == journal.stamp:
            return snapshot
        entries = journal.since(snapshot.stamp)
        if entries is not None and len(entries) <= MOST_FOLLOWED:
            return _follow(site, snapshot, entries)
    return build_snapshot(site)


def _follow(site: PloneSite, snapshot: Snapshot, entries: Sequence[JournalEntry]) -> Snapshot:
    changes = changed_nodes(site, entries)
    if _has(entries, JournalOperation.GAZETTEER):
        # Rules and indexes depend on the areas, nodes do not: no object is read that did not change.
        return _build(site, _nodes_after(snapshot.nodes, changes))
    has_settings = _has(entries, JournalOperation.SETTINGS)
    words = site_words(snapshot.gazetteer) if has_settings else None
    return snapshot.follow(current_journal().stamp, changes, words)


def build_snapshot(site: PloneSite) -> Snapshot:
    """Build the snapshot of a site from nothing but the database as this connection sees it."""
    return _build(site, all_nodes(site))


def _build(site: PloneSite, nodes: Iterable[Node]) -> Snapshot:
    journal = current_journal()
    root = "/".join(site.getPhysicalPath())
    gazetteer = _gazetteer()
    with _garbage_collector_off():
        return Snapshot.build(journal.stamp, gazetteer, nodes, root, site_words(gazetteer))


def write_node_file(site: PloneSite, snapshot: Snapshot) -> None:
    """Write the file of nodes now, if the instance has a folder for it."""
    file = _node_file(site)
    if file is not None:
        file.write(snapshot.stamp, snapshot.nodes.values())


def _node_file(site: PloneSite) -> NodeFile | None:
    """Return the file of the site's nodes; ``None`` if the instance has no folder for it."""
    return node_file(current_journal().uuid, "/".join(site.getPhysicalPath()))


@contextmanager
def _garbage_collector_off() -> Iterator[None]:
    """Switch the garbage collector off: a build only adds objects, and it would scan all of them often."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def pending_changes() -> dict[str, Node | None]:
    """Return what the running transaction has changed so far: nodes by UID, ``None`` for deleted ones.

    Empty if others have committed meanwhile: this transaction conflicts with theirs and is retried.
    """
    processQueue()
    return changed_nodes(api.portal.get(), current_journal().since(site_snapshot().stamp) or ())


def _has(entries: Iterable[JournalEntry], operation: JournalOperation) -> bool:
    return any(entry.operation is operation for entry in entries)


def _nodes_after(nodes: Mapping[str, Node], changes: Mapping[str, Node | None]) -> list[Node]:
    """Return the nodes after some were written or (``None``) removed."""
    return [node for node in {**nodes, **changes}.values() if node is not None]


# By the hash of their texts, as long as any snapshot uses them: sites with the same texts share one.
_gazetteers: WeakValueDictionary[tuple[bytes, ...], Gazetteer] = WeakValueDictionary()


def _gazetteer() -> Gazetteer:
    """Return the site's gazetteer, parsed once for all sites and snapshots with the same texts."""
    store = gazetteer_store()
    texts = (
        store.table,
        store.polygons,
        store.villages or "",
        store.postal_areas or "",
        store.former or "",
        store.corrections,
    )
    key = tuple(sha256(text.encode()).digest() for text in texts)
    gazetteer = _gazetteers.get(key)
    if gazetteer is None:
        gazetteer = _gazetteers[key] = read_site_gazetteer()
    return gazetteer


_followers: dict[tuple[str, tuple[str, ...]], Follower] = {}
_followers_lock = RLock()


def _follower(portal: PloneSite) -> Follower:
    key = (portal._p_jar.db().database_name, portal.getPhysicalPath())
    with _followers_lock:
        return _followers.setdefault(key, Follower())


def site_snapshot() -> Snapshot:
    """Return the snapshot of the current site, the same one throughout a request."""
    portal = api.portal.get()
    request = getRequest()
    snapshots = IAnnotations(request).setdefault(REQUEST_KEY, {}) if request is not None else {}
    path = portal.getPhysicalPath()  # several sites may be used in one request
    if path not in snapshots:
        snapshots[path] = _follower(portal).at_least(portal, current_journal().stamp)
    snapshot: Snapshot = snapshots[path]
    return snapshot
