"""What to do about a finding: where it is mended."""

from urllib.parse import urlencode

from tlvwa.portal.editorial.worklist.kinds import OF_LINKS
from tlvwa.portal.i18n import _

MOST_PLACES = 3  # of a link that are led to


def ways(finding, site_url, url_of):
    """Title, address and object of each way; ``url_of`` gives the address of a node."""
    if finding.spans:
        query = urlencode({"service": finding.node.uid})
        yield _way(
            _("Zuständigkeiten der Leistung"),
            f"{site_url}/@@zustaendigkeiten-uebersicht?{query}",
            finding.node,
        )
        return
    nodes = finding.nodes[:MOST_PLACES] if finding.kind in OF_LINKS else (finding.node,)
    for node in nodes:
        yield _way(_("Bearbeiten"), f"{url_of(node)}/edit", node)


def _way(title, url, node):
    return {"title": title, "url": url, "of": node.title}
