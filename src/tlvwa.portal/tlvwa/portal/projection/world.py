"""The public records and the areas of a snapshot, in the form in which a reform is rehearsed."""

from collections import defaultdict

from tlvwa.portal.finder.reform.world import Holding, World
from tlvwa.portal.projection.snapshot import Snapshot


def world_of(models: Snapshot) -> World:
    """The world as the public sees it; what is a draft has no say in any answer."""
    services = {uid: rules.service for uid, rules in models.rulebook.services.items()}
    named: defaultdict[str, list[str]] = defaultdict(list)
    for service in sorted(services):
        for uid in models.naming.get(service, ()):
            named[uid].append(service)
    holdings = {
        uid: Holding(record, areas, tuple(named[uid]))
        for uid, (record, areas) in models.assigned.items()
        if uid in named
    }
    return World(models.gazetteer, services, holdings)
