"""Keeps each process's read models in step with the database.

Catching up reads through a connection of its own, never inside the asking transaction: what is
aborted later must not enter a model. Models are built under one lock a site and swapped by
assignment; a request keeps the one it saw first. See spec:follow.
"""

import gc
from contextlib import contextmanager
from itertools import islice
from threading import RLock

import transaction
from Acquisition import aq_base
from plone import api
from Products.CMFCore.indexing import processQueue
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.component.hooks import site as site_hook
from zope.globalrequest import getRequest

from tlvwa.portal.readmodels.gazetteer_store import known_data, known_polygons
from tlvwa.portal.readmodels.journal import IJournal, JournalOperation, site_journal
from tlvwa.portal.readmodels.node_file import node_file
from tlvwa.portal.readmodels.nodes import node_from
from tlvwa.portal.readmodels.search_configuration import site_words
from tlvwa.portal.readmodels.snapshot import Snapshot

REQUEST_KEY = "tlvwa.portal.models"
AT_ONCE = 500
MOST_FOLLOWED = 1_000  # entries, of an import for example: from then on building anew is faster
MOST_BEHIND = 100  # entries that the file of nodes may be behind before it is written again


class Follower:
    """The read models of one site in this process."""

    def __init__(self):
        self._lock = RLock()
        self._snapshot = None
        self._kept = (
            None  # the stamp of what this process has last read from the file, or written into it
        )

    def at_least(self, portal, stamp):
        """A snapshot no older than what the caller's connection sees."""
        snapshot = self._snapshot
        if snapshot is None or snapshot.stamp != stamp:
            with self._lock:
                snapshot = self._snapshot = self._caught_up(portal, self._snapshot)
        return snapshot

    def _caught_up(self, portal, snapshot):
        connection = portal._p_jar.db().open(transaction.TransactionManager())
        try:
            root = connection.root()["Application"]
            site = root.unrestrictedTraverse(portal.getPhysicalPath())
            with site_hook(site):
                if snapshot is None:
                    snapshot = self._started(site)
                snapshot = _catch_up(site, snapshot)
                self._keep(site, snapshot)
                return snapshot
        finally:
            connection.transaction_manager.abort()
            connection.close()

    def _started(self, site):
        """The models of a process that has none, from the file of nodes; ``None`` where it is of no use."""
        journal, file = getUtility(IJournal), _node_file(site)
        with _nothing_collected():
            kept = file.read() if file is not None else None
        entries = journal.since(kept.stamp) if kept is not None else None
        if entries is None or not _can_follow(entries):
            return None
        self._kept = kept.stamp
        nodes = kept.nodes | _changes(site, entries)
        return _built(site, [node for node in nodes.values() if node is not None])

    def _keep(self, site, snapshot):
        """Write the file of nodes where it could not be followed, or not for much longer."""
        file = _node_file(site)
        if file is None:
            return
        entries = getUtility(IJournal).since(self._kept) if self._kept is not None else None
        if entries is None or len(entries) > MOST_BEHIND or not _can_follow(entries):
            self._kept = snapshot.stamp
            file.write_aside(snapshot.stamp, snapshot.nodes.values())


def _catch_up(site, snapshot):
    journal = getUtility(IJournal)
    if snapshot is not None:
        if snapshot.stamp == journal.stamp:
            return snapshot
        entries = journal.since(snapshot.stamp)
        if entries is not None and _can_follow(entries):
            words = site_words(snapshot.gazetteer) if _tells_settings(entries) else None
            return snapshot.follow(journal.stamp, _changes(site, entries), words)
    return build_snapshot(site)


def build_snapshot(site):
    """The models of a site, built from nothing but the database as this connection sees it."""
    return _built(site, _all_nodes(site))


def _built(site, nodes):
    journal = getUtility(IJournal)
    root = "/".join(site.getPhysicalPath())
    gazetteer = _gazetteer()
    with _nothing_collected():
        return Snapshot.build(journal.stamp, gazetteer, nodes, root, site_words(gazetteer))


def keep_nodes(site, models):
    """Write the file of nodes now, where there is to be one."""
    file = _node_file(site)
    if file is not None:
        file.write(models.stamp, models.nodes.values())


def _node_file(site):
    """Where the nodes of a site are kept; ``None`` where they are not."""
    return node_file(getUtility(IJournal).uuid, "/".join(site.getPhysicalPath()))


@contextmanager
def _nothing_collected():
    """Without the garbage collector, which else goes through all that is being made again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def pending():
    """What the running transaction has changed so far: nodes by UID, ``None`` for what is gone.

    Nothing where others have committed meanwhile; such a transaction conflicts and is tried again.
    """
    processQueue()
    return _changes(api.portal.get(), site_journal().since(site_snapshot().stamp) or ())


def _can_follow(entries):
    return len(entries) <= MOST_FOLLOWED and not any(
        entry.operation is JournalOperation.GAZETTEER for entry in entries
    )


def _tells_settings(entries):
    return any(entry.operation is JournalOperation.SETTINGS for entry in entries)


def _gazetteer():
    data = known_data()
    return data.gazetteer(known_polygons(data))


def _all_nodes(site):
    connection = site._p_jar
    paths = iter(list(site.portal_catalog._catalog.paths.values()))
    while some := list(islice(paths, AT_ONCE)):
        connection.prefetch(*_unloaded(site, some))
        for path in some:
            obj = site.unrestrictedTraverse(path, None)
            found = node_from(obj) if obj is not None else None
            if found is not None:
                yield found
        connection.cacheGC()


def _unloaded(site, paths):
    """The objects at some paths, not loaded yet: asked for together they come in half the time."""
    containers = {}
    for path in paths:
        around, _slash, name = path.rpartition("/")
        if around not in containers:
            containers[around] = _tree(site.unrestrictedTraverse(around, None))
        found = containers[around].get(name)
        if found is not None:
            yield found


def _tree(container):
    return getattr(aq_base(container), "_tree", None) or {}


def _changes(site, entries):
    """The last state of everything the entries name: its node, or ``None`` where it is gone."""
    changes = {}
    for uid, entry in {entry.uid: entry for entry in entries}.items():
        if entry.operation is JournalOperation.SETTINGS:
            continue
        gone = entry.operation is JournalOperation.DELETE
        obj = None if gone else site.unrestrictedTraverse(entry.path, None)
        found = node_from(obj) if obj is not None else None
        changes[uid] = found if found is not None and found.uid == uid else None
    return changes


_followers = {}
_followers_lock = RLock()


def _follower(portal):
    key = (portal._p_jar.db().database_name, portal.getPhysicalPath())
    with _followers_lock:
        return _followers.setdefault(key, Follower())


def site_snapshot():
    """The read models of the current site, the same throughout a request."""
    portal = api.portal.get()
    request = getRequest()
    kept = IAnnotations(request).setdefault(REQUEST_KEY, {}) if request is not None else {}
    path = portal.getPhysicalPath()
    if path not in kept:
        kept[path] = _follower(portal).at_least(portal, site_journal().stamp)
    return kept[path]
