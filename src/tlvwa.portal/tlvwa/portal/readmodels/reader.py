"""Nodes read from the database; one object that cannot be read harms no other."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from Acquisition import aq_base
from plone.dexterity.content import DexterityContent
from Products.CMFPlone.Portal import PloneSite
from Products.ZCatalog.Catalog import Catalog
from ZODB.POSException import POSError, POSKeyError

from tlvwa.portal.readmodels.journal import JournalEntry, JournalOperation
from tlvwa.portal.readmodels.nodes import node_from, unreadable_node
from tlvwa.portal.readmodels.payloads import Node

AT_ONCE = 500  # objects that are loaded together and then left to the cache

logger = logging.getLogger(__name__)
_logged: set[tuple[str, str]] = set()  # paths with their reasons, in this process


def all_nodes(site: PloneSite) -> Iterator[Node]:
    """Yield the nodes of all content of a site, those of what cannot be read among them."""
    connection = site._p_jar
    catalog = site.portal_catalog._catalog
    paths = iter(list(catalog.paths.items()))
    while batch := list(islice(paths, AT_ONCE)):
        connection.prefetch(*_unloaded(site, [path for _number, path in batch]))
        for number, path in batch:
            node = _node_at(site, path, partial(_catalogued_uid, catalog, number))
            if node is not None:
                yield node
        connection.cacheGC()  # nodes are plain values: the objects need not stay in memory


def changed_nodes(site: PloneSite, entries: Sequence[JournalEntry]) -> dict[str, Node | None]:
    """Return the last state of all that the entries name: nodes by UID, ``None`` for deleted ones."""
    changes: dict[str, Node | None] = {}
    # The dictionary keeps the last entry of each object: only its last state matters.
    for uid, entry in {entry.uid: entry for entry in entries}.items():
        if not uid:  # the gazetteer and the settings are no objects
            continue
        gone = entry.operation is JournalOperation.DELETE
        node = None if gone else _node_at(site, entry.path, partial(str, uid))
        # Another object may be at this path by now; the one of the entry is gone from it.
        changes[uid] = node if node is not None and node.uid == uid else None
    return changes


def _node_at(site: PloneSite, path: str, uid: Callable[[], str]) -> Node | None:
    """Return the node of the object at a path, ``None`` if none is there.

    Of an object that cannot be read (a file is missing, a value is damaged) a node that says so, with
    ``uid()``. Raises POSError if the database itself cannot be read.
    """
    try:
        obj = site.unrestrictedTraverse(path, None)
        return node_from(obj) if obj is not None else None
    except POSKeyError as error:
        return _unreadable(uid(), path, error)
    except POSError:
        raise
    except Exception as error:  # whatever a damaged value makes of it
        return _unreadable(uid(), path, error)


def _unreadable(uid: str, path: str, error: Exception) -> Node:
    node = unreadable_node(uid, path, error)
    if (path, str(error)) not in _logged:
        _logged.add((path, str(error)))
        logger.error("%s cannot be read and is left out", path, exc_info=error)
    return node


def _catalogued_uid(catalog: Catalog, number: int) -> str:
    """Return the UID that the catalog has for one of its objects."""
    return str(catalog.getMetadataForRID(number)["UID"])


def _unloaded(site: PloneSite, paths: Iterable[str]) -> Iterator[DexterityContent]:
    """Yield the objects at some paths as ghosts; to prefetch them together takes half the time."""
    containers: dict[str, Mapping[str, DexterityContent]] = {}
    for path in paths:
        container_path, _slash, name = path.rpartition("/")
        if container_path not in containers:
            containers[container_path] = _tree(site.unrestrictedTraverse(container_path, None))
        obj = containers[container_path].get(name)
        if obj is not None:
            yield obj


def _tree(container: DexterityContent) -> Mapping[str, DexterityContent]:
    return getattr(aq_base(container), "_tree", None) or {}
