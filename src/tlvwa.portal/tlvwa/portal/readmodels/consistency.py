"""Checks that the content holds together: what is named exists, and rules can be read."""

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
    """Yields ``{"path", "problem"}`` for everything that does not fit together."""
    models = build_snapshot(site)
    for node in sorted(models.nodes.values(), key=lambda node: node.path):
        if isinstance(node.payload, ResponsibilityPayload):
            yield from _responsibility(models, node)
        elif isinstance(node.payload, SpecialisationPayload):
            yield from _specialisation(models, node)
        elif isinstance(node.payload, ServicePayload):
            yield from _service(models, node)
        elif isinstance(node.payload, PublicationPayload | FundingPayload):
            yield from _named(models, node)
    yield from _following(models)


def _finding(node, problem):
    return {"path": node.path, "problem": problem}


def _responsibility(models, node):
    payload = node.payload
    yield from _services(models, node, payload.services)
    if payload.record.target and payload.record.target not in models.nodes:
        yield _finding(node, f"verweist auf etwas, das es nicht gibt ({payload.record.target})")
    yield from _areas(models, node)


def _specialisation(models, node):
    yield from _services(models, node, (node.payload.service,))
    yield from _areas(models, node)


def _services(models, node, uids):
    for uid in uids:
        if uid not in models.nodes:
            yield _finding(node, f"nennt eine Leistung, die es nicht gibt ({uid})")


def _areas(models, node):
    for key in node.payload.areas:
        try:
            models.gazetteer.parse(key)
        except AreaError as error:
            yield _finding(node, f"nennt ein unbekanntes Gebiet: {error}")
    if not models.tree.areas(node):
        yield _finding(node, "nennt kein Gebiet, und die Behörde hat kein eigenes")


def _named(models, node):
    """What a publication or a funding programme names is there."""
    for uid in sorted(node.payload.named):
        if uid not in models.nodes:
            yield _finding(node, f"nennt etwas, das es nicht gibt ({uid})")


def _service(models, node):
    rules = models.rulebook.services.get(node.uid)
    for defect in rules.defects if rules else ():
        record = models.nodes.get(defect.record, node)
        yield _finding(record, f"gilt nicht für „{node.title}“: {defect.problem}")


def _following(models):
    """The models that follow the journal are those a rebuild gives."""
    followed = site_snapshot()
    if followed.stamp == models.stamp and not followed.same_as(models):
        yield {"path": models.tree.root, "problem": "Die Lesemodelle weichen von der Datenbank ab."}
