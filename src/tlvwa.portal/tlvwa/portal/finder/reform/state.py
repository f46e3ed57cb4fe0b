"""The rule state: areas and records together, so that another state can be made and compared."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.records import Record, ServiceDefinition
from tlvwa.portal.finder.rulebook import RuleBook, compile_service


class AssignedRecord(NamedTuple):
    """A record with its areas and services."""

    record: Record
    areas: tuple[str, ...]
    services: tuple[str, ...]


class RuleState:
    """One state of the areas and of all records. Immutable."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        services: Mapping[str, ServiceDefinition],
        holdings: Mapping[str, AssignedRecord],
    ) -> None:
        self.gazetteer, self.services, self.assigned_records = gazetteer, services, holdings

    @cached_property
    def kernel(self) -> Kernel:
        """The kernel over the compiled records and the areas."""
        rows: defaultdict[str, list[tuple[Record, tuple[str, ...]]]] = defaultdict(list)
        for assigned in self.assigned_records.values():
            for uid in assigned.services:
                rows[uid].append((assigned.record, assigned.areas))
        book = RuleBook(
            compile_service(service, rows[uid], self.gazetteer)
            for uid, service in self.services.items()
        )
        return Kernel(book, self.gazetteer)

    def with_gazetteer(self, gazetteer: Gazetteer) -> "RuleState":
        """Return the same records over other areas."""
        return RuleState(gazetteer, self.services, self.assigned_records)

    def with_holdings(self, holdings: Mapping[str, AssignedRecord]) -> "RuleState":
        """Return the same areas with other records."""
        return RuleState(self.gazetteer, self.services, holdings)
