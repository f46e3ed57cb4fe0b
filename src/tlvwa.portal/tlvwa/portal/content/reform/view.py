"""The page of a reform: what it is, and for editors the way to its rehearsal."""

from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.content.reform.schema import keys_in
from tlvwa.portal.readmodels.follower import site_snapshot

REHEARSE = "tlvwa.portal: Rehearse Reform"


class ReformView(BrowserView):
    """Day, law and steps, in names."""

    @property
    def day(self):
        """The day, in words."""
        return day_text(self.context.day) if self.context.day else ""

    @property
    def steps(self):
        """What goes into what."""
        return [
            {
                "old": [self._named(key) for key in keys_in(step["old"])],
                "new": self._named(step["key"], step.get("name")),
            }
            for step in self.context.steps or ()
        ]

    @property
    def rehearsal_url(self):
        """The address of the rehearsal, for those who may see it."""
        may = api.user.has_permission(REHEARSE, obj=self.context)
        return f"{self.context.absolute_url()}/@@gebietsreform-probe" if may else ""

    def _named(self, key, name=""):
        try:
            name = name or site_snapshot().gazetteer.area(key).name
        except AreaError:
            name = ""
        return f"{name} ({key})" if name else key
