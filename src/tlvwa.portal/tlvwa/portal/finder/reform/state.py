"""Areas and rules together, so that another state of both can be made and compared."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.finder.kernel import Kernel
from tlvwa.portal.finder.records import Record, ServiceDefinition
from tlvwa.portal.finder.rulebook import RuleBook, compile_service


class AssignedRecord(NamedTuple):
    """A record with the areas and the services it is for."""

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
        self.gazetteer, self.services, self.holdings = gazetteer, services, holdings

    @cached_property
    def kernel(self) -> Kernel:
        """The rules over the areas."""
        rows: defaultdict[str, list[tuple[Record, tuple[str, ...]]]] = defaultdict(list)
        for holding in self.holdings.values():
            for uid in holding.services:
                rows[uid].append((holding.record, holding.areas))
        book = RuleBook(
            compile_service(service, rows[uid], self.gazetteer)
            for uid, service in self.services.items()
        )
        return Kernel(book, self.gazetteer)

    def over(self, gazetteer: Gazetteer) -> "RuleState":
        """The same records over other areas."""
        return RuleState(gazetteer, self.services, self.holdings)

    def holding(self, holdings: Mapping[str, AssignedRecord]) -> "RuleState":
        """The same areas with other records."""
        return RuleState(self.gazetteer, self.services, holdings)
