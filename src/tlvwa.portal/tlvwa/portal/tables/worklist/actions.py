"""Actions for a finding: the pages on which it can be examined and corrected."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from tlvwa.portal.common.i18n import _
from tlvwa.portal.ledger.pages.base import AREA, PLACE
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.tables.confirmation.pending import CONFIRMATION
from tlvwa.portal.tables.overviews.view import Action
from tlvwa.portal.tables.worklist.finding import Finding, WorkContext
from tlvwa.portal.tables.worklist.finding_types import LINK_TYPES, ON_PAGE, FindingType

MOST_PLACES = 3  # pages with the same link that get an action
DISTRICT = 5  # digits of a key


def actions(
    work: WorkContext, finding: Finding, site_url: str, url_of: Callable[[Node], str]
) -> Iterator[Action]:
    """Yield title, address and object of each action; ``url_of`` returns the address of a node."""
    if finding.spans:
        page, parameters = _ledger_page(work, finding)
        yield _action(
            _("Ansehen und beheben"), f"{site_url}/@@{page}?{urlencode(parameters)}", finding.node
        )
        return
    if finding.kind in ON_PAGE:
        yield _action(_("Ansehen und entscheiden"), f"{url_of(finding.node)}/view", finding.node)
        return
    nodes = finding.nodes[:MOST_PLACES] if finding.kind in LINK_TYPES else (finding.node,)
    if finding.kind is FindingType.UNCONFIRMED:
        yield from _confirmations(work, finding, site_url)
    for node in nodes:
        yield _action(_("Bearbeiten"), f"{url_of(node)}/edit", node)


def _confirmations(work: WorkContext, finding: Finding, site_url: str) -> Iterator[Action]:
    """Yield the pages that confirm all records of the same authority, or of the same service."""
    context = work.row_context
    holder = context.holder(finding.node)
    if holder is not None and context.sees(holder.uid):
        url = f"{site_url}/@@{CONFIRMATION}?{urlencode({'authority': holder.uid})}"
        yield _action(_("Alle dieser Behörde bestätigen"), url, holder)
    for uid in finding.services[:1]:
        url = f"{site_url}/@@{CONFIRMATION}?{urlencode({'service': uid})}"
        yield _action(_("Alle dieser Leistung bestätigen"), url, context.snapshot.nodes[uid])


def _ledger_page(work: WorkContext, finding: Finding) -> tuple[str, dict[str, str]]:
    """Return the ledger page that shows a finding, and its parameters.

    The page of a municipality, of a district, or of the whole Land.
    """
    keys, parameters = work.municipalities(finding), {"service": finding.node.uid}
    if len(keys) == 1:
        return PLACE, parameters | {"area": keys[0]}
    districts = {key[:DISTRICT] for key in keys}
    return AREA, parameters | ({"area": districts.pop()} if len(districts) == 1 else {})


def _action(title: str, url: str, node: Node) -> Action:
    return {"title": title, "url": url, "of": node.title}
