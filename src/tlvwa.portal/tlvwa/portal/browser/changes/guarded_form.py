"""Forms of these pages that anybody may send: guarded as the site's other forms are."""

from functools import cached_property

from collective.honeypot.config import HONEYPOT_FIELD
from plone import api

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.forms.spam_protection import TIMESTAMP_FIELD, SpamProtection
from tlvwa.portal.subscriptions.mails import valid_address
from tlvwa.portal.workflow.transition.mail import sends_mail

LONGEST = 300
EMAIL = "email"
NO_ADDRESS = _("Das ist keine vollständige E-Mail-Adresse, zum Beispiel name@example.org.")


class GuardedFormMixin:
    """One field for an e-mail address, and what keeps programs away."""

    timestamp_field, honeypot_field = TIMESTAMP_FIELD, HONEYPOT_FIELD
    error = refusal = None
    email, was_sent = "", False

    @property
    def by_mail(self):
        """Whether the site sends mails."""
        return sends_mail()

    def timestamp(self):
        """The signed moment at which the form was opened."""
        return self._guard.timestamp()

    def take_address(self):
        """Take what was typed out of the request before anything can fail: an error log keeps requests."""
        given = self.request.form.pop(EMAIL, None)
        self.was_sent = given is not None
        self.email = given.strip()[:LONGEST] if isinstance(given, str) else ""

    def address(self):
        """The address that was taken; empty, and why in ``error`` or ``refusal``, where it is none."""
        address = valid_address(self.email)
        self.error = None if address else say(NO_ADDRESS)
        self.refusal = self._guard.refusal() or (
            None if self.error else self._guard.exceeded_limit()
        )
        return "" if self.error or self.refusal else address

    @cached_property
    def _guard(self):
        return SpamProtection(api.portal.get(), self.request)
