"""A finding of the work list, and the context of the list."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tlvwa.portal.answers.queries.contact_age import MONTHS
from tlvwa.portal.areas.model import THUERINGEN
from tlvwa.portal.content.authority.own_authorities import nearest_area
from tlvwa.portal.finder.ledger import Ledger
from tlvwa.portal.finder.territory import MunicipalityRange
from tlvwa.portal.linkcheck.results import LinkState
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node
from tlvwa.portal.tables.overviews.row_context import RowContext
from tlvwa.portal.tables.worklist.finding_types import ORDER, FindingType

TYPE_WEIGHT = 10**7  # more than municipalities, and days, there are


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to do at a node, maybe for a service, in areas, since a day.

    ``areas`` are the keys of the areas it concerns; findings of the ledger have ``spans`` instead,
    and the number of ``municipalities``. ``note`` is a code or a text with details; ``weight``
    sorts findings of one type. ``holders`` are the UIDs of the authorities that contradict each
    other, ``names`` are names for the details; ``nodes`` are all nodes with the link, ``day`` is
    the day of its last check, or the last day of an exception.
    """

    kind: FindingType
    node: Node
    services: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    spans: tuple[MunicipalityRange, ...] = ()
    municipalities: int | None = None
    since: date | None = None
    weight: int = 0
    note: str = ""
    names: tuple[str, ...] = ()
    address: str = ""
    nodes: tuple[Node, ...] = ()
    holders: tuple[str, ...] = ()
    day: date | None = None
    result: LinkState | None = None

    @property
    def uid(self) -> str:
        """The id of the finding, different from all others."""
        return f"{self.kind}-{self.node.uid}-{'-'.join(self.services)}-{self.address}"

    @property
    def title(self) -> str:
        """The title of the node."""
        return self.node.title

    @property
    def urgency(self) -> int:
        """The sort key: the worst first."""
        return ORDER[self.kind] * TYPE_WEIGHT - min(self.weight, TYPE_WEIGHT - 1)


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """Settings for the work list.

    The Land, the days that a confirmation holds, the months that contact data do, and the broken links.
    """

    land: str = THUERINGEN
    confirm_days: int = 365
    contact_months: int = MONTHS
    links: Sequence[tuple[str, LinkState]] = ()


@dataclass
class WorkContext:
    """A row context with settings; ``own`` are the person's authorities.

    ``gathered`` caches the findings by the areas that they were limited to.
    """

    row_context: RowContext
    settings: WorkSettings
    own: Sequence[Node] = ()
    gathered: dict[tuple[tuple[str, ...], ...], list[Finding]] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day of the list."""
        return self.row_context.day

    @cached_property
    def ledger(self) -> Ledger:
        """The public ledger of the site's Land today."""
        day = self.row_context.day
        return self.row_context.snapshot.ledger(day, day, self.settings.land)

    @property
    def own_areas(self) -> tuple[str, ...]:
        """The area keys of the person's authorities, and those that they act for."""
        tree = self.row_context.snapshot.tree
        keys: list[str] = []
        for node in self.own:
            if isinstance(node.payload, AuthorityPayload):
                keys += nearest_area(tree, node), *node.payload.further_areas, *node.payload.members
        return tuple(dict.fromkeys(filter(None, keys)))

    def municipalities(self, finding: Finding) -> list[str]:
        """Return the keys of the municipalities of a finding of the ledger."""
        keys = self.ledger.territory.keys
        return [key for span in finding.spans for key in keys[span.start : span.end]]

    def is_own(self, node: Node) -> bool:
        """True if a node is one of the person's authorities, or is in one."""
        return any(f"{node.path}/".startswith(f"{authority.path}/") for authority in self.own)
