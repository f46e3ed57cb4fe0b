"""Checks of the content: every reference leads to an object, and every record can be compiled."""

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.readmodels.follower import build_snapshot, site_snapshot
from tlvwa.portal.readmodels.payloads import (
    FundingPayload,
    PublicationPayload,
    ResponsibilityPayload,
    ServicePayload,
    SpecialisationPayload,
)


def findings(site):
    """Yield ``{"path", "problem"}`` for every defect: its object's path and a German sentence."""
    snapshot = build_snapshot(site)
    for node in sorted(snapshot.nodes.values(), key=lambda node: node.path):
        if isinstance(node.payload, ResponsibilityPayload):
            yield from _responsibility(snapshot, node)
        elif isinstance(node.payload, SpecialisationPayload):
            yield from _specialisation(snapshot, node)
        elif isinstance(node.payload, ServicePayload):
            yield from _service(snapshot, node)
        elif isinstance(node.payload, PublicationPayload | FundingPayload):
            yield from _references(snapshot, node)
    yield from _deviation(snapshot)


def _finding(node, problem):
    return {"path": node.path, "problem": problem}


def _responsibility(snapshot, node):
    payload = node.payload
    yield from _services(snapshot, node, payload.services)
    if payload.record.target and payload.record.target not in snapshot.nodes:
        yield _finding(node, f"verweist auf etwas, das es nicht gibt ({payload.record.target})")
    yield from _areas(snapshot, node)


def _specialisation(snapshot, node):
    yield from _services(snapshot, node, (node.payload.service,))
    yield from _areas(snapshot, node)


def _services(snapshot, node, uids):
    for uid in uids:
        if uid not in snapshot.nodes:
            yield _finding(node, f"nennt eine Leistung, die es nicht gibt ({uid})")


def _areas(snapshot, node):
    for key in node.payload.areas:
        try:
            snapshot.gazetteer.parse(key)
        except AreaError as error:
            yield _finding(node, f"nennt ein unbekanntes Gebiet: {error}")
    if not snapshot.tree.areas(node):
        yield _finding(node, "nennt kein Gebiet, und die Behörde hat kein eigenes")


def _references(snapshot, node):
    """Yield a finding for each missing object that a publication or funding programme names."""
    for uid in sorted(node.payload.named):
        if uid not in snapshot.nodes:
            yield _finding(node, f"nennt etwas, das es nicht gibt ({uid})")


def _service(snapshot, node):
    rules = snapshot.rulebook.services.get(node.uid)
    for defect in rules.defects if rules else ():
        record = snapshot.nodes.get(defect.record, node)
        yield _finding(record, f"gilt nicht für „{node.title}“: {defect.problem}")


def _deviation(snapshot):
    """Yield a finding if the snapshot that follows the journal differs from a rebuilt one."""
    followed = site_snapshot()
    # Another process may have written meanwhile: only snapshots at one stamp can be compared.
    if followed.stamp == snapshot.stamp and not followed.same_as(snapshot):
        yield {
            "path": snapshot.tree.root,
            "problem": "Die Lesemodelle weichen von der Datenbank ab.",
        }
