"""The choice of the look of a page: KERN for the public, Plone's own for editors (spec:public-page)."""

from plone import api
from Products.CMFPlone.browser.main_template import MainTemplate
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

from tlvwa.portal.interfaces import IPublicPage


class PublicTemplate(MainTemplate):
    """Public pages look the same for everybody; forms and lists of editors stay Plone's."""

    public_template = ViewPageTemplateFile("main_template.pt")

    @property
    def template(self):
        """The template around a page; KERN's needs no theming by Diazo."""
        if self.use_ajax or not self._is_public():
            return super().template
        self.request.response.setHeader("X-Theme-Disabled", "1")
        return self.public_template

    def _is_public(self):
        published = self.request.get("PUBLISHED")
        view = getattr(published, "__self__", published)
        if api.user.is_anonymous() or any(map(IPublicPage.providedBy, (view, self.request))):
            return True
        return self.context.restrictedTraverse("@@plone_context_state").is_view_template()
