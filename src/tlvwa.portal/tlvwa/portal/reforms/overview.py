"""All reforms of the site, for editors."""

from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.reforms import FOLDER, annotations
from tlvwa.portal.reforms.view import REHEARSAL

TYPE = "tlvwa.portal.Reform"
ADD = "tlvwa.portal: Add Reform"


class ReformsView(BrowserView):
    """The reforms that the user may see, the latest day first."""

    @property
    def reforms(self):
        """Title, day, state, and where the rehearsal is. There are few, so they are loaded."""
        workflow = api.portal.get_tool("portal_workflow")
        found = [brain.getObject() for brain in api.content.find(portal_type=TYPE)]
        found.sort(key=lambda reform: (reform.day, reform.Title()), reverse=True)
        return [
            {
                "title": reform.Title(),
                "day": f"{reform.day:%d.%m.%Y}",
                "state": workflow.getTitleForStateOnType(api.content.get_state(reform), TYPE),
                "applied": bool(annotations.applied(reform)),
                "url": f"{reform.absolute_url()}/@@{REHEARSAL}",
            }
            for reform in found
        ]

    @property
    def add_url(self):
        """Where a reform is added, for those who may."""
        portal = api.portal.get()
        folder = portal.get(FOLDER, portal)
        may = api.user.has_permission(ADD, obj=folder)
        return f"{folder.absolute_url()}/++add++{TYPE}" if may else ""
