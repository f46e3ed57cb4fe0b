"""Areas and rules together, so that another state of both can be made and compared."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from ...areas.gazetteer import Gazetteer
from ..kernel import Kernel
from ..records import Record, Service
from ..rulebook import RuleBook, compile_service


class Holding(NamedTuple):
    """A record with the areas and the services it is for."""

    record: Record
    areas: tuple[str, ...]
    services: tuple[str, ...]


class World:
    """One state of the areas and of all records. Immutable."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        services: Mapping[str, Service],
        holdings: Mapping[str, Holding],
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

    def over(self, gazetteer: Gazetteer) -> "World":
        """The same records over other areas."""
        return World(gazetteer, self.services, self.holdings)

    def holding(self, holdings: Mapping[str, Holding]) -> "World":
        """The same areas with other records."""
        return World(self.gazetteer, self.services, holdings)
