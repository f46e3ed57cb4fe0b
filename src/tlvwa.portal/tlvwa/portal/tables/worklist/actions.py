"""What to do about a finding: where it is looked at more closely, and mended."""

from urllib.parse import urlencode

from tlvwa.portal.common.i18n import _
from tlvwa.portal.ledger.pages.base import AREA, PLACE
from tlvwa.portal.tables.worklist.finding_types import OF_LINKS

MOST_PLACES = 3  # of a link that are led to
DISTRICT = 5  # digits of a key


def ways(work, finding, site_url, url_of):
    """Title, address and object of each way; ``url_of`` gives the address of a node."""
    if finding.spans:
        page, asked = _in_the_ledger(work, finding)
        yield _way(
            _("Ansehen und beheben"), f"{site_url}/@@{page}?{urlencode(asked)}", finding.node
        )
        return
    nodes = finding.nodes[:MOST_PLACES] if finding.kind in OF_LINKS else (finding.node,)
    for node in nodes:
        yield _way(_("Bearbeiten"), f"{url_of(node)}/edit", node)


def _in_the_ledger(work, finding):
    """The page that shows it, and what of it: a municipality, a district, or all of the Land."""
    keys, asked = work.municipalities(finding), {"service": finding.node.uid}
    if len(keys) == 1:
        return PLACE, asked | {"area": keys[0]}
    districts = {key[:DISTRICT] for key in keys}
    return AREA, asked | ({"area": districts.pop()} if len(districts) == 1 else {})


def _way(title, url, node):
    return {"title": title, "url": url, "of": node.title}
