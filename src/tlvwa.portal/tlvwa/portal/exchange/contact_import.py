"""The import of contact data from a table, in batches that are written as a whole or not at all.

What becomes of each offer is decided at the authority itself (``content.authority.contact_offers``), so
that a run that was interrupted goes on where it ended, and a second run changes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import date

from AccessControl import getSecurityManager
from plone.dexterity.content import DexterityContent
from Products.CMFPlone.Portal import PloneSite
from zope.lifecycleevent import modified

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.authority.contact_offers import ContactOffer, OfferOutcome, outcome
from tlvwa.portal.content.authority.contact_store import carry_out, stored_piece
from tlvwa.portal.content.authority.contact_values import value_text
from tlvwa.portal.exchange.batches import commit_batch
from tlvwa.portal.exchange.contact_lookup import OfficeLookup
from tlvwa.portal.exchange.contact_plan import LineOffer, OfficeOffers, RowProblem, plan_of
from tlvwa.portal.exchange.contact_report import ContactReport, PieceResult
from tlvwa.portal.exchange.contact_rows import TableSource
from tlvwa.portal.exchange.contact_table import ContactTable
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.workflow.history.initial_version import save_first_version

BATCH = 50  # authorities in one transaction
NO_CHANGE = frozenset(
    (OfferOutcome.UNCHANGED, OfferOutcome.WAITING, OfferOutcome.KEPT, OfferOutcome.OLDER)
)
OF_FIELDS = frozenset((OfferOutcome.FILLED, OfferOutcome.UPDATED, OfferOutcome.CONFIRMED))
MODIFY = "Modify portal content"
NOT_ALLOWED = _("Sie dürfen diese Behörde nicht ändern.")
GONE = _("Die Behörde gibt es nicht mehr.")


class ContactImport:
    """An import of a table into the current site, by the current user.

    ``is_trial``: say what would be done, and write nothing. ``commits``: each ``batch`` of authorities is
    a transaction of its own; else all is part of the transaction that is running. ``is_users``: only what
    the current user may change is written; the console may do everything.
    """

    def __init__(
        self,
        site: PloneSite,
        *,
        is_trial: bool = False,
        commits: bool = True,
        is_users: bool = False,
        batch: int = BATCH,
    ) -> None:
        self.site = site
        self.is_trial = is_trial
        self.commits = commits and not is_trial
        self.is_users = is_users
        self.batch = batch

    def run(
        self,
        table: ContactTable,
        source: TableSource | None = None,
        progress: Callable[[int], None] = lambda offices: None,
    ) -> ContactReport:
        """Import a table, whose rows without a source of their own have ``source``; return the report."""
        plan = plan_of(table, source or source_of(table), OfficeLookup(site_snapshot()))
        report = ContactReport(
            table.file, plan.problems, unread=table.unread, elsewhere=plan.elsewhere
        )
        offices = list(plan.offices.values())
        for start in range(0, len(offices), self.batch):
            batch = offices[start : start + self.batch]
            results, problems = self._carry_out_batch(batch, table.file)
            report.results += results
            report.problems += problems
            progress(len(batch))
        return report

    def _carry_out_batch(
        self, offices: Sequence[OfficeOffers], file: str
    ) -> tuple[list[PieceResult], list[RowProblem]]:
        """Write a batch, in a transaction of its own if the import commits."""
        if not self.commits:
            return self._write_offices(offices)
        note = f"authorities import {file}"
        return commit_batch(self.site, note, lambda: self._write_offices(offices))

    def _write_offices(
        self, offices: Sequence[OfficeOffers]
    ) -> tuple[list[PieceResult], list[RowProblem]]:
        results: list[PieceResult] = []
        problems: list[RowProblem] = []
        for office in offices:
            offers = list(office.by_piece.values())
            authority = self.site.unrestrictedTraverse(office.node.path, None)
            refusal = self._refusal(authority)
            if refusal:
                problems += [RowProblem(each.line, each.key, "", refusal) for each in offers[:1]]
                continue
            decided = [(each, _result(authority, each)) for each in offers]
            if not self.is_trial:
                write_offers(authority, [(each.offer, done.outcome) for each, done in decided])
            results += [result for _offer, result in decided]
        return results, problems

    def _refusal(self, authority: DexterityContent | None) -> str:
        """Why nothing may be written to an authority; empty if it may."""
        if authority is None:
            return say(GONE)
        may = not self.is_users or getSecurityManager().checkPermission(MODIFY, authority)
        return "" if may else say(NOT_ALLOWED)


def source_of(table: ContactTable, source: str = "", as_of: date | None = None) -> TableSource:
    """Return the source of the rows of a table: what is given, else what the table says."""
    return TableSource(source or table.source, as_of or table.as_of, today())


def write_offers(
    authority: DexterityContent, decided: Sequence[tuple[ContactOffer, OfferOutcome]]
) -> None:
    """Carry out what was decided, and tell the catalog and the read models."""
    results = {result for _offer, result in decided} - NO_CHANGE
    if not results:
        return
    if results & OF_FIELDS:
        save_first_version(authority)
    for offer, result in decided:
        carry_out(authority, offer, result)
    if results & OF_FIELDS:
        modified(authority)
    else:
        authority.reindexObject(idxs=["UID"])  # the journal tells the read models


def _result(authority: DexterityContent, line_offer: LineOffer) -> PieceResult:
    offer = line_offer.offer
    stored = stored_piece(authority, offer.piece)
    return PieceResult(
        line_offer.line,
        line_offer.key,
        authority.title,
        "/".join(authority.getPhysicalPath()),
        offer,
        outcome(stored, offer),
        value_text(offer.piece, stored.value),
        value_text(offer.piece, offer.value),
    )
