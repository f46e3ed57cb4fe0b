"""Which authority of the site a row of a table with contact data is about, by the key of its area."""

import re

from tlvwa.portal.areas.model import KEY_LENGTHS, Area, AreaError, AreaLevel
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node
from tlvwa.portal.readmodels.snapshot import Snapshot

# Those that stand for an area as a whole: a department or a court of the same area does not.
KINDS = frozenset({"district", "city", "association", "municipality"})
ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")

NO_KEY = _("„${key}“ ist kein Gebietsschlüssel.")
ROUNDED_KEY = _(
    "Excel hat den Schlüssel gerundet: „${key}“. Die Spalte muss als Text formatiert sein."
)
KEY_MISSING = _("Der Schlüssel fehlt.")
UNKNOWN = _("Das Gebiet ${key} ist hier unbekannt.")
NO_AUTHORITY = _("Für ${area} (${key}) ist keine Verwaltung eingetragen.")
SEVERAL = _("Für ${area} (${key}) sind mehrere Verwaltungen eingetragen: ${names}.")


class ElsewhereRefused(ValueError):
    """A key is of a Land of which the site has no administration."""


class KeyRefused(ValueError):
    """No authority belongs to a key; the text says why, in the language of the request."""


class OfficeLookup:
    """The administrations of districts, cities, associations and municipalities by area."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._gazetteer = snapshot.gazetteer
        self._own: dict[str, list[Node]] = {}
        self._further: dict[str, list[Node]] = {}
        for node in sorted(snapshot.nodes.values(), key=lambda node: node.path):
            payload = node.payload
            if isinstance(payload, AuthorityPayload) and payload.kind in KINDS:
                self._add(self._own, (payload.area,), node)
                self._add(self._further, payload.further_areas, node)
        self._lands = {_land(key) for key in (*self._own, *self._further)}

    def find(self, key: str) -> tuple[Node, bool]:
        """Return the authority, and whether the key is its own and not that of a member.

        Raises KeyRefused, and ElsewhereRefused for a key of another Land.
        """
        if _land(key).isdecimal() and self._lands and _land(key) not in self._lands:
            raise ElsewhereRefused(key)
        area = self._area(key)
        for own_key in (area.key, self._association(area.key)):
            nodes = self._nodes(own_key) if own_key else []
            if len(nodes) > 1:
                names = ", ".join(node.title for node in nodes)
                raise KeyRefused(say(SEVERAL, area=area.name, key=area.key, names=names))
            if nodes:
                return nodes[0], own_key == area.key
        raise KeyRefused(say(NO_AUTHORITY, area=area.name, key=area.key))

    def _area(self, key: str) -> Area:
        if not key:
            raise KeyRefused(say(KEY_MISSING))
        if ROUNDED.fullmatch(key):
            raise KeyRefused(say(ROUNDED_KEY, key=key))
        try:
            return self._gazetteer.parse(key)
        except AreaError:
            is_key = key.replace(" ", "").isdecimal()
            raise KeyRefused(say(UNKNOWN if is_key else NO_KEY, key=key)) from None

    def _nodes(self, key: str) -> list[Node]:
        """Return the authorities of an area; of those within each other the outermost."""
        canonical = self._gazetteer.canonical_key(key)
        nodes = self._own.get(canonical) or self._further.get(canonical) or []
        paths = [f"{node.path}/" for node in nodes]
        return [
            node
            for node in nodes
            if not any(node.path.startswith(path) for path in paths if path != f"{node.path}/")
        ]

    def _association(self, key: str) -> str:
        """Return the key of the association that a municipality is a member of; empty for none."""
        length = KEY_LENGTHS[AreaLevel.VERBAND]
        ladder = self._gazetteer.ancestors(key)
        return next((above for above in ladder if above != key and len(above) == length), "")

    def _add(self, by_area: dict[str, list[Node]], keys: tuple[str, ...], node: Node) -> None:
        for key in filter(None, keys):
            by_area.setdefault(self._gazetteer.canonical_key(self._known(key)), []).append(node)

    def _known(self, key: str) -> str:
        try:
            return self._gazetteer.parse(key).key
        except AreaError:
            return key


def _land(key: str) -> str:
    return key.replace(" ", "")[:2]
