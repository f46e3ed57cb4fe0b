"""The page of a text variant: its text, and the facts of the object that it is a variant of."""

from functools import cached_property

from plone import api
from plone.base.interfaces import INavigationRoot
from Products.Five.browser import BrowserView

from tlvwa.portal.answers.pages.finder_page import finder_page
from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.content.authority.schema import IAuthority
from tlvwa.portal.content.service.schema import IService
from tlvwa.portal.content.specialisation.merged_texts import MergedTexts
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.nodes import content_node


class TextVariantView(BrowserView):
    """Shows the text in its language, and all else in the language of the page."""

    def __call__(self):
        """Return the page; a posted place redirects to the address with the place."""
        url = self.finder.addresses.redirect_url(self.context.absolute_url()) if self.finder else ""
        return self.request.response.redirect(url, status=303) if url else self.index()

    @property
    def text(self):
        """The sanitised text."""
        return html(self.context.full_text, self.context)

    @property
    def tag(self):
        """The language tag of the text; Leichte Sprache is German to a screen reader."""
        return "de" if self._language == "de-simple" else self._language

    @property
    def _language(self):
        return self.context.variant_language

    @property
    def is_translation(self):
        """Whether it is in another language than the original, not a simpler version of it."""
        return not self._language.startswith(self.original_language)

    @property
    def original(self):
        """The object that it is a variant of."""
        return self.context.__parent__

    @property
    def original_title(self):
        """The title of the original; for a start page that of the site."""
        if INavigationRoot.providedBy(self.original):
            return api.portal.get_registry_record("plone.site_title")
        return self.original.Title()

    @property
    def original_language(self):
        """The language of the original."""
        return api.portal.get_default_language()

    @cached_property
    def finder(self):
        """The finder page for the service; ``None`` if the finder does not know it."""
        if not IService.providedBy(self.original):
            return None
        finder = finder_page(self.request, self.original.UID())
        return finder if finder.service is not None else None

    @cached_property
    def office(self):
        """The authority that it is a variant of; ``None`` for any other object."""
        original = self.original
        if not IAuthority.providedBy(original):
            return None
        return OfficeCard(content_node(original), original.absolute_url())

    @cached_property
    def details(self):
        """Documents, costs and times of the original and of the place."""
        load = api.portal.get().unrestrictedTraverse
        return MergedTexts(self.original, self.finder.local, lambda path: load(path, None))
