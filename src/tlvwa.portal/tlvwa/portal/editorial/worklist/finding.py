"""One finding of the work list, and what the list is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tlvwa.portal.editorial.linkcheck.results import Result
from tlvwa.portal.editorial.overviews.facts import AUTHORITY, Facts
from tlvwa.portal.editorial.worklist.kinds import ORDER, Kind
from tlvwa.portal.finder.ledger import Ledger
from tlvwa.portal.finder.territory import Span
from tlvwa.portal.projection.payloads import AuthorityPayload, Node

OF_A_KIND = 10**7  # more than municipalities, and days, there are


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be done: at a node, maybe for a service, somewhere, since a day.

    ``areas`` are the keys of where it matters; of the ledger's findings ``spans`` tell that, and
    ``municipalities`` how many. ``told`` are the details, ``weight`` tells the worse of a kind.
    ``holders`` are the UIDs of the authorities that contradict each other, ``names`` are names to
    tell; ``nodes`` are all that a link stands in, ``day`` is when it was last checked, or an excuse's last.
    """

    kind: Kind
    node: Node
    services: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    municipalities: int | None = None
    since: date | None = None
    weight: int = 0
    told: str = ""
    names: tuple[str, ...] = ()
    address: str = ""
    nodes: tuple[Node, ...] = ()
    holders: tuple[str, ...] = ()
    day: date | None = None
    result: Result | None = None

    @property
    def uid(self) -> str:
        """What tells it from all others."""
        return f"{self.kind}-{self.node.uid}-{'-'.join(self.services)}-{self.address}"

    @property
    def title(self) -> str:
        """The name of what it is about."""
        return self.node.title

    @property
    def urgency(self) -> int:
        """What to sort by: the worst first."""
        return ORDER[self.kind] * OF_A_KIND - min(self.weight, OF_A_KIND - 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site says of its work: its Land, for how long a confirmation holds, and its links."""

    land: str = "16"
    confirm_days: int = 365
    links: Sequence[tuple[str, Result]] = ()


@dataclass
class Work:
    """The read models as one person sees them, and the settings; ``mine`` are the ids of the person.

    ``gathered`` keeps what was found, by the areas that it was limited to.
    """

    facts: Facts
    settings: Settings
    mine: frozenset[str] = frozenset()
    gathered: dict[tuple[str, ...] | None, list[Finding]] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day that everything is seen on."""
        return self.facts.day

    @cached_property
    def ledger(self) -> Ledger:
        """The public ledger of the site's Land today."""
        day = self.facts.day
        return self.facts.models.ledger(day, day, self.settings.land)

    @cached_property
    def own(self) -> Mapping[str, AuthorityPayload]:
        """The authorities that are the person's, by path."""
        found = {}
        for node in self.facts.nodes(AUTHORITY):
            payload = node.payload
            if isinstance(payload, AuthorityPayload) and self.mine.intersection(payload.editors):
                found[node.path] = payload
        return found

    @property
    def own_areas(self) -> tuple[str, ...]:
        """The keys of the areas of those authorities."""
        keys = (key for own in self.own.values() for key in (own.area, *own.further_areas))
        return tuple(dict.fromkeys(filter(None, keys)))

    def is_own(self, node: Node) -> bool:
        """Whether a node is one of those authorities, or lies in one."""
        return any(f"{node.path}/".startswith(f"{path}/") for path in self.own)
