"""Whose contact data serve an office that has none of its own: a body it is part of, or its Verband.

An office of which nothing is known but its name leads nowhere. The body above it, and the administration
that acts for its municipality, know whom to put somebody through to.
"""

from collections.abc import Iterator
from datetime import date

from tlvwa.portal.answers.queries.town_halls import administrations
from tlvwa.portal.areas.model import AreaLevel, UnknownArea
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot


def contact_provider(snapshot: Snapshot, office: Node, piece: str, day: date) -> Node | None:
    """Return the public authority whose piece of contact data people use for an office on a day.

    Its own, else that of the nearest body it is part of, else that of the Verband its area belongs to;
    ``None`` where none of them has it. ``piece`` is one of ``CONTACT_PIECES``.
    """
    return next(
        (
            node
            for node in _providers(snapshot, office, day)
            if piece in payload_of(node, AuthorityPayload).contact_pieces
        ),
        None,
    )


def _providers(snapshot: Snapshot, office: Node, day: date) -> Iterator[Node]:
    yield office
    for node in snapshot.tree.lineage(office):
        if node is None or node is office or not isinstance(node.payload, AuthorityPayload):
            continue
        if snapshot.is_public(node.uid, day):
            yield node
    yield from _of_association(snapshot, office, day)


def _of_association(snapshot: Snapshot, office: Node, day: date) -> Iterator[Node]:
    """Yield the administration of the Verband that the office's area belongs to."""
    key = payload_of(office, AuthorityPayload).area
    by_area = administrations(snapshot, day)
    try:
        ladder = snapshot.gazetteer.ancestors(key) if key else ()
    except UnknownArea:  # entered before an import that does not know it
        return
    for above in ladder:
        node = by_area.get(above)
        is_association = snapshot.gazetteer.area(above).level is AreaLevel.VERBAND
        if is_association and node is not None and node is not office:
            yield node
