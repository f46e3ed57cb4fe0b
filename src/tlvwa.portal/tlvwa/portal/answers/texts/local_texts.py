"""What is told of a service at a place only: its specialisations there, from the read models."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say

# Whose words a local text is, by whether it replaces the central one: in a municipality, and at large.
MARKS = {
    True: (_("Angaben für ${place} (${office}):"), _("Örtliche Angaben (${office}):")),
    False: (_("Zusätzlich in ${place} (${office}):"), _("Zusätzlich hier (${office}):")),
}


@dataclass(frozen=True, slots=True)
class LocalText:
    """One specialisation's word on one module: where its text is kept, and a mark that tells whose it is."""

    path: str
    mark: str
    replaces: bool = False
    example: bool = False


@dataclass(frozen=True, slots=True)
class LocalTexts:
    """By the module's code what a place adds to a service or replaces in it, in the order of a page.

    ``differs``: it is not the same everywhere in the place that was asked for, and nothing is told.
    """

    texts: Mapping[str, tuple[LocalText, ...]] = field(default_factory=dict)
    differs: bool = False


def local_texts(models, service, place, day):
    """What is told of a service in ``place``, by the law of ``day``, as published today.

    For each module the nearest area that says something of it is heard, and of several specialisations
    for that area all, by title. Raises UnknownArea.
    """
    nodes = _in_force(models, service, day)
    if not nodes:
        return LocalTexts()
    by_rung = _by_rung(models, nodes)
    municipalities = models.resolver.ground.municipalities(place, day)
    found = {_nearest(models.gazetteer.ancestors(key), by_rung) for key in municipalities}
    if len(found) > 1:
        return LocalTexts(differs=True)
    name = models.gazetteer.area(municipalities[0]).name if len(municipalities) == 1 else ""
    return LocalTexts(
        {
            code: tuple(_text(models, uid, code, name) for uid in uids)
            for told in found
            for code, uids in told
        }
    )


def _in_force(models, service, day):
    """The public specialisations of a service that are law on ``day``, by title."""
    nodes = (models.nodes[uid] for uid in models.specialising.get(service, ()))
    found = [
        node for node in nodes if node.payload.valid_on(day) and models.is_public(node.uid, today())
    ]
    return sorted(found, key=lambda node: (node.title.casefold(), node.path))


def _by_rung(models, nodes):
    """The nodes by the areas they are for; an area that nobody knows is left out."""
    found = {}
    for node in nodes:
        for rung in set(_rungs(models, node)):
            found.setdefault(rung, []).append(node)
    return found


def _rungs(models, node):
    for key in models.tree.areas(node):
        try:
            yield models.gazetteer.canonical_key(models.gazetteer.parse(key).key)
        except AreaError:
            continue


def _nearest(ladder, by_rung):
    """Pairs of a module's code and the UIDs that tell it at the foot of the ladder."""
    found = {}
    for rung in ladder:
        here = {}
        for node in by_rung.get(rung, ()):
            for code in node.payload.modules:
                here.setdefault(code, []).append(node.uid)
        found = here | found
    return tuple(sorted((code, tuple(uids)) for code, uids in found.items()))


def _text(models, uid, code, name):
    node = models.nodes[uid]
    office = models.tree.holder(node).title
    replaces = code in node.payload.replaces
    there, at_large = MARKS[replaces]
    mark = say(there, place=name, office=office) if name else say(at_large, office=office)
    return LocalText(node.path, mark, replaces, node.payload.example)
