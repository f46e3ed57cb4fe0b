"""The page of a responsibility: the statement in words."""

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text, period_text
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.common.vocabularies import EFFECTS, ROLES, SPHERES, label
from tlvwa.portal.readmodels.follower import site_snapshot


class ResponsibilityView(BrowserView):
    """Shows the record from its own fields, names from the read models."""

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()

    def __call__(self):
        """The page."""
        self.update()
        return self.index()

    @property
    def effect(self):
        """What it says, in words."""
        return label(EFFECTS, self.context.effect)

    @property
    def role(self):
        """The role, in words."""
        return label(ROLES, self.context.role)

    @property
    def sphere(self):
        """The sphere, in words."""
        return label(SPHERES, self.context.sphere)

    @property
    def holder(self):
        """The authority around it."""
        return self.context.__parent__

    def visible(self, uid):
        """The title and the address of something the current visitor may know of, or ``None``."""
        node = self.snapshot.nodes.get(uid or "")
        if node is None or not self.snapshot.is_public(uid, self.day):
            return None
        return {"title": node.title, "url": url_of(self.request, node)}

    @property
    def services(self):
        """The services it is for."""
        found = (self.visible(uid) for uid in self.context.services or ())
        return [service for service in found if service]

    @property
    def areas(self):
        """The areas it is for."""
        gazetteer = self.snapshot.gazetteer
        return [area_reference(gazetteer.parse(key)) for key in self.context.areas or ()]

    @property
    def days(self):
        """From when to when it is law, in words."""
        return period_text(self.context.valid_from, self.context.valid_to)

    @property
    def exception_until(self):
        """Until when an overlap is tolerated, in words."""
        return period_text(None, self.context.overlap_until)

    @property
    def confirmed(self):
        """The day of the last confirmation, in words."""
        return day_text(self.context.confirmed_on) if self.context.confirmed_on else ""

    @property
    def refers_to(self):
        """The authority it refers to."""
        return self.visible(self.context.refers_to)

    @property
    def target(self):
        """The online service or form it names."""
        return self.visible(self.context.target)

    @property
    def finder_url(self):
        """The finder."""
        return finder_url()
