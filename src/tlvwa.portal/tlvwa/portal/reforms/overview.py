"""The list of all reforms of the site, for editors."""

from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.reforms import FOLDER, annotations
from tlvwa.portal.reforms.view import REHEARSAL

TYPE = "tlvwa.portal.Reform"
ADD = "tlvwa.portal: Add Reform"


class ReformsView(BrowserView):
    """The reforms that the user may see, the latest day first."""

    @property
    def reforms(self):
        """The reforms with title, day, state and address of the rehearsal.

        There are few, so the objects are loaded.
        """
        workflow = api.portal.get_tool("portal_workflow")
        objects = [brain.getObject() for brain in api.content.find(portal_type=TYPE)]
        objects.sort(key=lambda reform: (reform.day, reform.Title()), reverse=True)
        return [
            {
                "title": reform.Title(),
                "day": day_text(reform.day),
                "state": workflow.getTitleForStateOnType(api.content.get_state(reform), TYPE),
                "applied": bool(annotations.applied_changes(reform)),
                "url": f"{reform.absolute_url()}/@@{REHEARSAL}",
            }
            for reform in objects
        ]

    @property
    def add_url(self):
        """The address of the add form of a reform for those who may add one; else empty."""
        portal = api.portal.get()
        folder = portal.get(FOLDER, portal)
        may = api.user.has_permission(ADD, obj=folder)
        return f"{folder.absolute_url()}/++add++{TYPE}" if may else ""
