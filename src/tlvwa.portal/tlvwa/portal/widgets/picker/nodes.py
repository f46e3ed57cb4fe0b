"""Options of services, authorities, online services and forms: by title, LeiKa key or location."""

import re
from functools import lru_cache

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.leika import is_key
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import ServicePayload
from tlvwa.portal.readmodels.visibility import (
    container_title,
    filter_for_editors,
    visible_node,
)
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.widgets.picker.option import MOST, PickerOption

SEPARATORS = re.compile(r"[\s,;]+")
CACHED_TITLES = 20_000
# Each key press compares the titles of all objects, so their normal forms are cached.
normalized = lru_cache(maxsize=CACHED_TITLES)(normalize_word)


class NodeSource:
    """Objects of some types that the current user may name, by UID."""

    help = _("Name, auch mitten daraus.")

    def __init__(self, *portal_types):
        self.portal_types = portal_types
        self.snapshot = site_snapshot()

    def option(self, value):
        """Return the object of a UID; one that the user may not see stays without a title."""
        node = visible_node(value, self.portal_types)
        if node is None:
            return PickerOption(value, say(_("ein Eintrag, den Sie nicht sehen")))
        return self._option(node)

    def find(self, text):
        """Return objects with all the words in the title; titles that begin with them come first."""
        words = normalize_word(text).split()
        if not words:
            return []
        ranked = sorted(self._ranked(words))
        nodes = filter_for_editors([self.snapshot.nodes[uid] for _rank, _title, uid in ranked])
        return [self._option(node) for node in nodes[:MOST]]

    def options_of_keys(self, text):
        """Return nothing: only services have keys."""
        return []

    def parts(self, value):
        """Return nothing: an object cannot be replaced by its parts."""
        return []

    def _ranked(self, words):
        for node in self.snapshot.nodes.values():
            if node.portal_type in self.portal_types:
                rank = _rank(self._names(node), words)
                if rank is not None:
                    yield rank, normalized(node.title), node.uid

    def _names(self, node):
        return (normalized(node.title),)

    def _option(self, node):
        return PickerOption(node.uid, node.title, container_title(node))


class ServiceSource(NodeSource):
    """Services, found by their LeiKa name, keys and synonyms too."""

    help = _("Name, anderes Wort dafür oder Leistungsschlüssel; auch mehrere Schlüssel auf einmal.")

    def __init__(self):
        super().__init__("tlvwa.portal.Service")

    def options_of_keys(self, text):
        """Return the services of a text of LeiKa keys only."""
        keys = [key for key in SEPARATORS.split(text) if key]
        if not keys or not all(map(is_key, keys)):
            return []
        nodes = (node for leika_key in keys for node in self._with_key(leika_key))
        return [self._option(node) for node in filter_for_editors(list(nodes))]

    def _with_key(self, key):
        return [
            node
            for node in self.snapshot.nodes.values()
            if isinstance(node.payload, ServicePayload)
            and key in node.payload.definition.leika_keys
        ]

    def _names(self, node):
        payload = node.payload
        words = (node.title, payload.leika_name, *payload.synonyms, *payload.definition.leika_keys)
        return tuple(map(normalized, words))

    def _option(self, node):
        payload = node.payload
        hint = (payload.leika_name, *payload.definition.leika_keys)
        return PickerOption(node.uid, node.title, ", ".join(filter(None, hint)))


def _rank(names, words):
    """Return 0 if a name begins with the words, 1 if a word does, 2 if they are inside; else ``None``."""
    best = None
    for name in names:
        if all(word in name for word in words):
            first = words[0]
            rank = 0 if name.startswith(first) else 1 if f" {first}" in name else 2
            best = rank if best is None else min(best, rank)
    return best
