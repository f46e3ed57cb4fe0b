"""The rule state that a rehearsal starts from, made from a snapshot."""

from collections import defaultdict

from tlvwa.portal.finder.reform.state import AssignedRecord, RuleState
from tlvwa.portal.readmodels.snapshot import Snapshot


def rule_state_of(snapshot: Snapshot) -> RuleState:
    """Return the public records and areas of a snapshot; drafts have no effect on answers."""
    services = {uid: rules.service for uid, rules in snapshot.rulebook.services.items()}
    services_by_record: defaultdict[str, list[str]] = defaultdict(list)
    for service in sorted(services):
        for uid in snapshot.responsibilities_by_service.get(service, ()):
            services_by_record[uid].append(service)
    records = {
        uid: AssignedRecord(record, areas, tuple(services_by_record[uid]))
        for uid, (record, areas) in snapshot.records_by_responsibility.items()
        if uid in services_by_record
    }
    return RuleState(snapshot.gazetteer, services, records)
