"""Which nodes name a service, looked up from the service."""

from collections.abc import Callable, Mapping

from tlvwa.portal.readmodels.payloads import Node

Naming = Mapping[str, frozenset[str]]
Named = Callable[[Node | None], set[str]]  # the services that a node names


def references_of(nodes: Mapping[str, Node], named: Named) -> Naming:
    """The naming of all nodes."""
    naming: dict[str, set[str]] = {}
    for node in nodes.values():
        for service in named(node):
            naming.setdefault(service, set()).add(node.uid)
    return {service: frozenset(uids) for service, uids in naming.items()}


def changed_references(
    naming: Naming,
    nodes: Mapping[str, Node],
    changes: Mapping[str, Node | None],
    named: Named,
) -> Naming:
    """The naming after some nodes of ``nodes`` were changed."""
    found = dict(naming)
    for uid, new in changes.items():
        before, after = named(nodes.get(uid)), named(new)
        for service in before - after:
            found[service] -= {uid}
            if not found[service]:
                del found[service]
        for service in after - before:
            found[service] = found.get(service, frozenset()) | {uid}
    return found
