"""The first page of a site with several languages."""

from plone import api
from Products.Five.browser import BrowserView


class LanguageStart(BrowserView):
    """Redirects to the root folder of the site's own language; sets no cookie."""

    def __call__(self):
        """Redirect temporarily, as editors may choose another first page."""
        start = f"{self.context.absolute_url()}/{api.portal.get_default_language()}"
        return self.request.response.redirect(start, status=302)
