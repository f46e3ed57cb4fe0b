"""The page of a responsibility."""

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.answers.texts import certainty
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.common.vocabularies import (
    AGREEMENTS,
    EFFECTS,
    MUNICIPAL_STATUSES,
    ROLES,
    SPHERES,
    label,
)
from tlvwa.portal.finder.records import Agreement
from tlvwa.portal.readmodels.follower import site_snapshot

WITHOUT_SOURCE = _("am ${day}, ohne Quelle: Der Eintrag gilt als nicht bestätigt.")


class ResponsibilityView(BrowserView):
    """Shows the record from its own fields; names come from the snapshot."""

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()

    def __call__(self):
        """Return the page."""
        self.update()
        return self.index()

    @property
    def effect(self):
        """The label of the effect."""
        return label(EFFECTS, self.context.effect)

    @property
    def role(self):
        """The label of the role."""
        return label(ROLES, self.context.role)

    @property
    def sphere(self):
        """The label of the sphere."""
        return label(SPHERES, self.context.sphere)

    @property
    def holder(self):
        """The authority that contains it."""
        return self.context.__parent__

    def public_reference(self, uid):
        """Return title and address of a public object; ``None`` for any other UID."""
        node = self.snapshot.nodes.get(uid or "")
        if node is None or not self.snapshot.is_public(uid, self.day):
            return None
        return {"title": node.title, "url": url_of(self.request, node)}

    @property
    def services(self):
        """The public services it is for."""
        references = (self.public_reference(uid) for uid in self.context.services or ())
        return [service for service in references if service]

    @property
    def areas(self):
        """The areas it is for."""
        gazetteer = self.snapshot.gazetteer
        return [area_reference(gazetteer.parse(key)) for key in self.context.areas or ()]

    @property
    def area_status(self):
        """The status whose municipalities it is for, in words; empty if it names areas."""
        status = "" if self.context.areas else self.context.area_status
        return label(MUNICIPAL_STATUSES, status) if status else ""

    @property
    def days(self):
        """The period in which it is law, as text."""
        return period_text(self.context.valid_from, self.context.valid_to)

    @property
    def exception_until(self):
        """The day until which an overlap is tolerated, as text."""
        return period_text(None, self.context.overlap_until)

    @property
    def confirmed(self):
        """When and against what it was checked, as text."""
        record = self.context
        if not record.confirmed_on:
            return ""
        if not record.checked_against:
            return say(WITHOUT_SOURCE, day=day_text(record.confirmed_on))
        return certainty.checked_text(
            record.confirmed_on, record.checked_against, record.source_date
        )

    @property
    def known_since(self):
        """Since when it is known, as text, where its first day is not."""
        return day_text(self.context.known_since) if self.context.known_since else ""

    @property
    def agreement(self):
        """The label of the agreement; empty if it is none."""
        value = self.context.agreement
        return label(AGREEMENTS, value) if value and value != Agreement.NONE else ""

    @property
    def principal(self):
        """The public authority whose task it is, or ``None``."""
        return self.public_reference(self.context.principal)

    @property
    def refers_to(self):
        """The public authority it refers to, or ``None``."""
        return self.public_reference(self.context.refers_to)

    @property
    def target(self):
        """The public online service or form it names, or ``None``."""
        return self.public_reference(self.context.target)

    @property
    def finder_url(self):
        """The address of the finder."""
        return finder_url()
