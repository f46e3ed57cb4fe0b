"""What a table offers to which authority, and what is wrong with its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.authority.contact_offers import ContactOffer
from tlvwa.portal.content.authority.contact_values import says_the_same
from tlvwa.portal.exchange.contact_lookup import ElsewhereRefused, KeyRefused, OfficeLookup
from tlvwa.portal.exchange.contact_rows import TableSource, offers_of
from tlvwa.portal.exchange.contact_table import AGS, KEY, ContactRow, ContactTable
from tlvwa.portal.readmodels.payloads import Node

CONTRADICTION = _("widerspricht Zeile ${line}, die für dieselbe Verwaltung gilt.")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What of a row cannot be taken over: the head of its column (may be empty), and the reason."""

    line: int
    key: str
    column: str
    reason: str

    @property
    def text(self) -> str:
        """The problem as a line of text."""
        where = say(_("Zeile ${line}"), line=self.line)
        column = f", {self.column}" if self.column else ""
        return f"{where}{column}: {self.reason}"


@dataclass(frozen=True, slots=True)
class LineOffer:
    """An offer, the line that it stands in, and whether that line is the authority's own."""

    line: int
    key: str
    offer: ContactOffer
    is_own: bool


@dataclass(slots=True)
class OfficeOffers:
    """What a table offers to one authority, by piece."""

    node: Node
    by_piece: dict[str, LineOffer] = field(default_factory=dict)


@dataclass(slots=True)
class ContactPlan:
    """The offers to each authority, in the order of the table, and the problems of its rows.

    ``elsewhere`` is the number of rows of other Länder.
    """

    offices: dict[str, OfficeOffers] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    elsewhere: int = 0


def plan_of(table: ContactTable, source: TableSource, lookup: OfficeLookup) -> ContactPlan:
    """Return what a table offers to whom.

    The rows of the members of an association have its address; they count only where it has no row
    of its own.
    """
    plan = ContactPlan()
    for row in table.rows:
        try:
            node, is_own = lookup.find(row.key)
        except ElsewhereRefused:
            plan.elsewhere += 1
            continue
        except KeyRefused as refused:
            column = table.heads.get(KEY if row[KEY] or AGS not in table.heads else AGS, "")
            plan.problems.append(RowProblem(row.line, row.key, column, str(refused)))
            continue
        plan.problems += _add(plan, node, row, is_own, table.heads, source)
    return plan


def _add(
    plan: ContactPlan,
    node: Node,
    row: ContactRow,
    is_own: bool,
    heads: Mapping[str, str],
    source: TableSource,
) -> Iterator[RowProblem]:
    """Add a row to the offers of its authority; yield what is wrong with it."""
    office = plan.offices.setdefault(node.uid, OfficeOffers(node))
    offers, refused = offers_of(row, source)
    for error in refused:
        head = heads.get(error.column, "")
        yield RowProblem(row.line, row.key, head, error.reason)
    for offer in offers:
        line_offer = LineOffer(row.line, row.key, offer, is_own)
        other = office.by_piece.get(offer.piece)
        if other is None or _wins(line_offer, other):
            office.by_piece[offer.piece] = line_offer
        elif _contradicts(line_offer, other):
            yield RowProblem(row.line, row.key, "", say(CONTRADICTION, line=other.line))


def _wins(offer: LineOffer, other: LineOffer) -> bool:
    """True for the authority's own row beside that of a member, and for a newer row beside an older one."""
    return (offer.is_own, offer.offer.as_of) > (other.is_own, other.offer.as_of)


def _contradicts(offer: LineOffer, other: LineOffer) -> bool:
    is_comparable = (offer.is_own, offer.offer.as_of) == (other.is_own, other.offer.as_of)
    return is_comparable and not says_the_same(
        offer.offer.piece, other.offer.value, offer.offer.value
    )
