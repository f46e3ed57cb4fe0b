"""The page of a service: what people need most comes first."""

from AccessControl import getSecurityManager
from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.answers.pages.finder_page import finder_page
from tlvwa.portal.answers.texts.localized import public_variants
from tlvwa.portal.common import formatting
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.common.vocabularies import AUDIENCES, LANGUAGES, label
from tlvwa.portal.content.service.modules import TEXT_MODULES
from tlvwa.portal.content.specialisation.merged_texts import MergedTexts
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.payloads import VariantPayload, payload_of

FIRST_TEXTS = ("full_text", "requirements_text", "procedure_text", "notes_text")
MORE_TEXTS = (
    "short_text",
    "forms_text",
    "further_text",
    "legal_text",
    "remedy_text",
    "author_text",
)
MODULES = {module.field: module for module in TEXT_MODULES}


class ServiceView(BrowserView):
    """Shows the service from its own fields; the office comes from the snapshot."""

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()
        self.finder = finder_page(self.request, self.context.UID())
        load = api.portal.get().unrestrictedTraverse
        self.details = MergedTexts(self.context, self.finder.local, lambda path: load(path, None))

    def __call__(self):
        """Return the page; a posted place redirects to the address with the place."""
        self.update()
        url = self.finder.addresses.redirect_url(self.context.absolute_url())
        return self.request.response.redirect(url, status=303) if url else self.index()

    @property
    def is_public(self):
        """Whether the finder knows the service; a draft has no answers yet."""
        return self.finder.service is not None

    @property
    def awaits_review(self):
        """Whether to ask the visitor, an editor, to review what came from a catalogue."""
        may_edit = getSecurityManager().checkPermission("Modify portal content", self.context)
        return bool(may_edit) and not self.context.reviewed

    def texts(self, names):
        """Return the filled text modules of some fields, from the service or its place, with headings."""
        sections = [
            {
                "id": name.replace("_", "-"),
                "title": say(MODULES[name].label),
                "parts": self.details.texts(MODULES[name].code, name),
            }
            for name in names
        ]
        return [text for text in sections if text["parts"]]

    @property
    def first_texts(self):
        """Description, requirements, procedure and notes."""
        return self.texts(FIRST_TEXTS)

    @property
    def more_texts(self):
        """All further texts."""
        return self.texts(MORE_TEXTS)

    @property
    def audience(self):
        """The labels of the audiences."""
        return formatting.list_text(label(AUDIENCES, code) for code in self.context.audience or ())

    @property
    def related(self):
        """The public related services."""
        nodes = self.snapshot.nodes
        return [
            {"title": nodes[uid].title, "url": url_of(self.request, nodes[uid])}
            for uid in self.context.related_services or ()
            if self.snapshot.is_public(uid, self.day)
        ]

    @property
    def variants(self):
        """The public text variants with title, language and address."""
        return [
            {
                "title": variant.title,
                "url": url_of(self.request, variant),
                "language": label(LANGUAGES, payload_of(variant, VariantPayload).language),
                "tag": payload_of(variant, VariantPayload).language,
            }
            for variant in public_variants(self.snapshot, "/".join(self.context.getPhysicalPath()))
        ]

    @property
    def released(self):
        """Who released the text, and when."""
        on = self.context.released_on
        by = self.context.released_by or ""
        if by and on:
            return say(_("${by} am ${day}"), by=by, day=formatting.day_text(on))
        return formatting.day_text(on) if on else by
