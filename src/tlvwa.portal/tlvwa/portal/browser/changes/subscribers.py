"""„Abonnements“ for editors: counts, and the deletion of an address on request."""

from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView

from tlvwa.portal.changes.store import current_changes
from tlvwa.portal.common.i18n import _
from tlvwa.portal.subscriptions.store import current_subscriptions


class SubscribersPage(BrowserView):
    """Shows counts and no addresses."""

    def __call__(self):
        """Return the page, or carry out its form."""
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        for column in ("leftcolumn", "rightcolumn"):
            self.request.set(f"disable_plone.{column}", True)
        if self.request.method == "POST":
            address = self.request.form.pop("email", "")  # the error log stores requests
            CheckAuthenticator(self.request)
            return self._forget(address)
        return self.index()

    @property
    def counts(self):
        """Subscribers, subscriptions, and requests that wait for confirmation."""
        return current_subscriptions().counts()

    @property
    def changes(self):
        """The number of stored changes."""
        return len(current_changes())

    def _forget(self, address):
        is_known = isinstance(address, str) and current_subscriptions().delete(address)
        message = (
            _("Die Adresse und alles, was zu ihr gespeichert war, ist gelöscht.")
            if is_known
            else _("Zu dieser Adresse ist nichts gespeichert.")
        )
        api.portal.show_message(message, self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@abonnements")
