"""Where a log-in leads: to pages of the site only."""

from Products.CMFPlone.browser.login.login import LoginForm


def redirect_after_login(
    self: LoginForm, came_from: str | None = None, is_initial_login: bool = False
) -> None:
    """Lead to where somebody came from, if that is a page of the site.

    Takes the place of ``LoginForm.redirect_after_login``, which looks at the path of an address only.
    """
    is_ours = bool(came_from) and self.context.portal_url.isURLInPortal(came_from)
    self._old_redirect_after_login(came_from if is_ours else None, is_initial_login)
