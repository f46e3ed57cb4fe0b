"""Warns an editor who lets something expire that other content needs."""

from plone import api
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

from tlvwa.portal.common.i18n import _
from tlvwa.portal.interfaces import IPortalContent, IPortalLayer
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.workflow.consequences.model import consequences

EXPIRES = "IPublication.expires"


@adapter(IPortalContent, IObjectModifiedEvent)
def warn_of_expiry(obj, event):
    """Show how many objects lose something when the edited object expires."""
    changed = {
        name
        for description in event.descriptions
        for name in getattr(description, "attributes", ())
    }
    request = getRequest()
    if EXPIRES not in changed or not obj.expiration_date or not IPortalLayer.providedBy(request):
        return
    losses = consequences(site_snapshot(), {obj.UID()})
    if losses:
        words = _(
            "Wenn der Inhalt abläuft, fehlt etwas an ${count} anderen Stellen. Was, und wem Sie es "
            "übergeben können, zeigt „Folgen und Übergabe“ im Menü „Aktionen“.",
            mapping={"count": len(losses.nodes)},
        )
        api.portal.show_message(words, request, type="warning")
