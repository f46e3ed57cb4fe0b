"""The page of a specialisation: its service, areas, days and texts."""

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.serializers.places import area_reference
from tlvwa.portal.answers.texts.local_texts import LocalText, LocalTexts
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.specialisation.merged_texts import MergedTexts
from tlvwa.portal.content.specialisation.modules import filled_modules
from tlvwa.portal.readmodels.follower import site_snapshot

ADDS, REPLACES = _("Ergänzt die zentrale Angabe:"), _("Ersetzt die zentrale Angabe:")


class SpecialisationView(BrowserView):
    """Shows the specialisation from its own fields; names come from the snapshot."""

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.details = MergedTexts(None, self._local(), lambda path: self.context)

    def __call__(self):
        """Return the page."""
        self.update()
        return self.index()

    def _local(self):
        path = "/".join(self.context.getPhysicalPath())
        replaced = set(self.context.replaces or ())
        marks = {
            code: say(REPLACES if code in replaced else ADDS)
            for code in filled_modules(self.context)
        }
        return LocalTexts({code: (LocalText(path, mark),) for code, mark in marks.items()})

    @property
    def holder(self):
        """The authority that contains it."""
        return self.context.__parent__

    @property
    def service(self):
        """Title and address of the service; ``None`` if it is not public."""
        node = self.snapshot.nodes.get(self.context.service)
        if node is None or not self.snapshot.is_public(node.uid, today()):
            return None
        return {"title": node.title, "url": url_of(self.request, node)}

    @property
    def areas(self):
        """The areas it names."""
        gazetteer = self.snapshot.gazetteer
        return [area_reference(gazetteer.parse(key)) for key in self.context.areas or ()]

    @property
    def days(self):
        """The period in which it holds, as text."""
        return period_text(self.context.valid_from, self.context.valid_to)
