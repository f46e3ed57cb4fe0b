"""References: which nodes name a service, by service."""

from collections.abc import Callable, Mapping

from tlvwa.portal.readmodels.payloads import Node

ServiceReferences = Mapping[str, frozenset[str]]  # UID of a service -> UIDs of nodes that name it
ServiceReader = Callable[[Node | None], set[str]]  # returns the services that a node names


def references_of(nodes: Mapping[str, Node], services_named_by: ServiceReader) -> ServiceReferences:
    """Collect the references of all nodes."""
    references: dict[str, set[str]] = {}
    for node in nodes.values():
        for service in services_named_by(node):
            references.setdefault(service, set()).add(node.uid)
    return {service: frozenset(uids) for service, uids in references.items()}


def changed_references(
    known: ServiceReferences,
    nodes: Mapping[str, Node],
    changes: Mapping[str, Node | None],
    services_named_by: ServiceReader,
) -> ServiceReferences:
    """Return the references after ``changes`` of ``nodes``; ``known`` are those before."""
    references = dict(known)
    for uid, new in changes.items():
        before, after = services_named_by(nodes.get(uid)), services_named_by(new)
        for service in before - after:
            references[service] -= {uid}
            if not references[service]:
                del references[service]
        for service in after - before:
            references[service] = references.get(service, frozenset()) | {uid}
    return references
