"""Checks of the content: every reference leads to an object, and every record can be compiled."""

from collections.abc import Iterable, Iterator

from Acquisition import aq_base
from plone.namedfile.interfaces import IBlobby
from Products.CMFPlone.Portal import PloneSite
from ZODB.POSException import POSError, POSKeyError

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.readmodels.follower import build_snapshot, site_snapshot
from tlvwa.portal.readmodels.payloads import (
    FundingPayload,
    Node,
    PublicationPayload,
    ResponsibilityPayload,
    ServicePayload,
    SpecialisationPayload,
    UnreadablePayload,
)
from tlvwa.portal.readmodels.snapshot import Snapshot

Finding = dict[str, str]
FILE_FIELDS = ("file", "image", "cover", "register")  # of all content types, ours and Plone's


def findings(site: PloneSite) -> Iterator[Finding]:
    """Yield ``{"path", "problem"}`` for every defect: its object's path and a German sentence."""
    try:
        snapshot = build_snapshot(site)
    except POSError:
        raise
    except Exception as error:
        problem = f"Die Lesemodelle lassen sich nicht bilden ({type(error).__name__}: {error})"
        yield {"path": "/".join(site.getPhysicalPath()), "problem": problem}
        return
    for node in sorted(snapshot.nodes.values(), key=lambda node: node.path):
        yield from _files(site, node)
        match node.payload:
            case UnreadablePayload() as payload:
                yield _finding(node, f"lässt sich nicht lesen ({payload.reason})")
            case ResponsibilityPayload() as payload:
                yield from _responsibility(snapshot, node, payload)
            case SpecialisationPayload() as payload:
                yield from _services(snapshot, node, (payload.service,))
                yield from _areas(snapshot, node, payload.areas)
            case ServicePayload():
                yield from _service(snapshot, node)
            case PublicationPayload() | FundingPayload() as payload:
                yield from _references(snapshot, node, payload.referenced_uids)
    yield from _deviation(snapshot)


def _files(site: PloneSite, node: Node) -> Iterator[Finding]:
    """Yield a finding for each stored file of an object that is missing."""
    obj = site.unrestrictedTraverse(node.path, None)
    for name in FILE_FIELDS:
        value = getattr(aq_base(obj), name, None)
        if value is None or not IBlobby.providedBy(value):
            continue
        try:
            value.open().close()
        except POSKeyError:
            yield _finding(node, f"Die Datei fehlt ({name}: {value.filename})")


def _finding(node: Node, problem: str) -> Finding:
    return {"path": node.path, "problem": problem}


def _responsibility(
    snapshot: Snapshot, node: Node, payload: ResponsibilityPayload
) -> Iterator[Finding]:
    yield from _services(snapshot, node, payload.services)
    if payload.record.target and payload.record.target not in snapshot.nodes:
        yield _finding(node, f"verweist auf etwas, das es nicht gibt ({payload.record.target})")
    yield from _areas(snapshot, node, payload.areas)


def _services(snapshot: Snapshot, node: Node, uids: Iterable[str]) -> Iterator[Finding]:
    for uid in uids:
        if uid not in snapshot.nodes:
            yield _finding(node, f"nennt eine Leistung, die es nicht gibt ({uid})")


def _areas(snapshot: Snapshot, node: Node, keys: Iterable[str]) -> Iterator[Finding]:
    for key in keys:
        try:
            snapshot.gazetteer.parse(key)
        except AreaError as error:
            yield _finding(node, f"nennt ein unbekanntes Gebiet: {error}")
    if not snapshot.tree.areas(node):
        yield _finding(node, "nennt kein Gebiet, und die Behörde hat kein eigenes")


def _references(snapshot: Snapshot, node: Node, uids: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each missing object that a publication or funding programme names."""
    for uid in sorted(uids):
        if uid not in snapshot.nodes:
            yield _finding(node, f"nennt etwas, das es nicht gibt ({uid})")


def _service(snapshot: Snapshot, node: Node) -> Iterator[Finding]:
    rules = snapshot.rulebook.services.get(node.uid)
    for defect in rules.defects if rules else ():
        record = snapshot.nodes.get(defect.record, node)
        yield _finding(record, f"gilt nicht für „{node.title}“: {defect.problem}")


def _deviation(snapshot: Snapshot) -> Iterator[Finding]:
    """Yield a finding if the snapshot that follows the journal differs from a rebuilt one."""
    followed = site_snapshot()
    # Another process may have written meanwhile: only snapshots at one stamp can be compared.
    if followed.stamp == snapshot.stamp and not followed.equals(snapshot):
        yield {
            "path": snapshot.tree.root,
            "problem": "Die Lesemodelle weichen von der Datenbank ab.",
        }
