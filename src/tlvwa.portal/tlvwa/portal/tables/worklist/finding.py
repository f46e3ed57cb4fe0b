"""One finding of the work list, and what the list is made from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tlvwa.portal.content.authority.own_authorities import area_around
from tlvwa.portal.finder.ledger import Ledger
from tlvwa.portal.finder.territory import MunicipalityRange
from tlvwa.portal.linkcheck.results import LinkState
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node
from tlvwa.portal.tables.overviews.row_context import RowContext
from tlvwa.portal.tables.worklist.finding_types import ORDER, FindingType

OF_A_KIND = 10**7  # more than municipalities, and days, there are


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be done: at a node, maybe for a service, somewhere, since a day.

    ``areas`` are the keys of where it matters; of the ledger's findings ``spans`` tell that, and
    ``municipalities`` how many. ``told`` are the details, ``weight`` tells the worse of a kind.
    ``holders`` are the UIDs of the authorities that contradict each other, ``names`` are names to
    tell; ``nodes`` are all that a link stands in, ``day`` is when it was last checked, or an excuse's last.
    """

    kind: FindingType
    node: Node
    services: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    spans: tuple[MunicipalityRange, ...] = ()
    municipalities: int | None = None
    since: date | None = None
    weight: int = 0
    told: str = ""
    names: tuple[str, ...] = ()
    address: str = ""
    nodes: tuple[Node, ...] = ()
    holders: tuple[str, ...] = ()
    day: date | None = None
    result: LinkState | None = None

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
class WorkSettings:
    """What the site says of its work: its Land, for how long a confirmation holds, and its links."""

    land: str = "16"
    confirm_days: int = 365
    links: Sequence[tuple[str, LinkState]] = ()


@dataclass
class WorkContext:
    """The read models as one person sees them, and the settings; ``own`` are the person's authorities.

    ``gathered`` keeps what was found, by the areas that it was limited to.
    """

    facts: RowContext
    settings: WorkSettings
    own: Sequence[Node] = ()
    gathered: dict[tuple[tuple[str, ...], ...], list[Finding]] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day that everything is seen on."""
        return self.facts.day

    @cached_property
    def ledger(self) -> Ledger:
        """The public ledger of the site's Land today."""
        day = self.facts.day
        return self.facts.snapshot.ledger(day, day, self.settings.land)

    @property
    def own_areas(self) -> tuple[str, ...]:
        """The keys of the areas of the person's authorities, and of those that they act for."""
        tree = self.facts.snapshot.tree
        keys: list[str] = []
        for node in self.own:
            if isinstance(node.payload, AuthorityPayload):
                keys += area_around(tree, node), *node.payload.further_areas
        return tuple(dict.fromkeys(filter(None, keys)))

    def municipalities(self, finding: Finding) -> list[str]:
        """The keys of the municipalities of a finding of the ledger."""
        keys = self.ledger.territory.keys
        return [key for at in finding.spans for key in keys[at.start : at.end]]

    def is_own(self, node: Node) -> bool:
        """Whether a node is one of those authorities, or lies in one."""
        return any(f"{node.path}/".startswith(f"{each.path}/") for each in self.own)
