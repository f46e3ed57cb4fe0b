"""The page of a reform, with a link to its rehearsal for editors."""

from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.content.reform.schema import keys_in
from tlvwa.portal.readmodels.follower import site_snapshot

REHEARSE = "tlvwa.portal: Rehearse Reform"


class ReformView(BrowserView):
    """Shows day, law and steps with the names of the areas."""

    @property
    def day(self):
        """The day as text."""
        return day_text(self.context.day) if self.context.day else ""

    @property
    def steps(self):
        """The steps: old areas and the area they go into, by name."""
        return [
            {
                "old": [self._area_label(key) for key in keys_in(step["old"])],
                "new": self._area_label(step["key"], step.get("name")),
            }
            for step in self.context.steps or ()
        ]

    @property
    def rehearsal_url(self):
        """The address of the rehearsal for those who may see it; else empty."""
        may = api.user.has_permission(REHEARSE, obj=self.context)
        return f"{self.context.absolute_url()}/@@gebietsreform-probe" if may else ""

    def _area_label(self, key, name=""):
        try:
            name = name or site_snapshot().gazetteer.area(key).name
        except AreaError:
            name = ""
        return f"{name} ({key})" if name else key
