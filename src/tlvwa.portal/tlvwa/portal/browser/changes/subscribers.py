"""„Abonnements“ for editors: counts only, and deleting one address when somebody asks for it."""

from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView

from tlvwa.portal.changes.store import site_changes
from tlvwa.portal.common.i18n import _
from tlvwa.portal.subscriptions.store import site_subscriptions


class SubscribersPage(BrowserView):
    """Nobody's address is shown here."""

    def __call__(self):
        """The page, or what its form does."""
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        for column in ("leftcolumn", "rightcolumn"):
            self.request.set(f"disable_plone.{column}", True)
        if self.request.method == "POST":
            given = self.request.form.pop("email", "")  # an error log keeps requests
            CheckAuthenticator(self.request)
            return self._forget(given)
        return self.index()

    @property
    def counts(self):
        """Subscribers, subscriptions, and requests that wait for confirmation."""
        return site_subscriptions().counts()

    @property
    def changes(self):
        """How many changes are kept."""
        return len(site_changes())

    def _forget(self, given):
        known = isinstance(given, str) and site_subscriptions().forget(given)
        told = (
            _("Die Adresse und alles, was zu ihr gespeichert war, ist gelöscht.")
            if known
            else _("Zu dieser Adresse ist nichts gespeichert.")
        )
        api.portal.show_message(told, self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@abonnements")
