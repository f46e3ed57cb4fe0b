"""The public records and the areas of a snapshot, in the form in which a reform is rehearsed."""

from collections import defaultdict

from tlvwa.portal.finder.reform.state import AssignedRecord, RuleState
from tlvwa.portal.readmodels.snapshot import Snapshot


def rule_state_of(snapshot: Snapshot) -> RuleState:
    """The world as the public sees it; what is a draft has no say in any answer."""
    services = {uid: rules.service for uid, rules in snapshot.rulebook.services.items()}
    named: defaultdict[str, list[str]] = defaultdict(list)
    for service in sorted(services):
        for uid in snapshot.naming.get(service, ()):
            named[uid].append(service)
    holdings = {
        uid: AssignedRecord(record, areas, tuple(named[uid]))
        for uid, (record, areas) in snapshot.assigned.items()
        if uid in named
    }
    return RuleState(snapshot.gazetteer, services, holdings)
