"""Where a log-in and a log-out lead: to pages of the site only."""

from Products.CMFPlone.browser.login.login import LoginForm
from Products.CMFPlone.URLTool import URLTool


def redirect_after_login(
    self: LoginForm, came_from: str | None = None, is_initial_login: bool = False
) -> None:
    """Lead to where somebody came from, if that is a page of the site.

    Takes the place of ``LoginForm.redirect_after_login``, which looks at the path of an address only.
    """
    is_ours = bool(came_from) and self.context.portal_url.isURLInPortal(came_from)
    self._old_redirect_after_login(came_from if is_ours else None, is_initial_login)


def is_url_in_portal(self: URLTool, url: str, context: object = None) -> bool:
    """Return whether an address is one of the site.

    Takes the place of ``URLTool.isURLInPortal``, which fails for what is no address (``http://[x``).
    """
    try:
        return bool(self._old_isURLInPortal(url, context))
    except ValueError:
        return False
