"""Forms of these pages that anybody may send, with the spam protection of the site's other forms."""

from functools import cached_property

from collective.honeypot.config import HONEYPOT_FIELD
from plone import api
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.mail import sends_mail
from tlvwa.portal.forms.spam_protection import TIMESTAMP_FIELD, SpamProtection
from tlvwa.portal.forms.submissions import SubmissionState
from tlvwa.portal.subscriptions.mails import valid_address

LONGEST = 300
EMAIL = "email"
NO_ADDRESS = _("Das ist keine vollständige E-Mail-Adresse, zum Beispiel name@example.org.")


class GuardedFormMixin:
    """A form with one e-mail address, protected from programs."""

    request: HTTPRequest
    timestamp_field, honeypot_field = TIMESTAMP_FIELD, HONEYPOT_FIELD
    error = refusal = None
    email, was_sent = "", False

    @property
    def by_mail(self):
        """Whether the site sends mails."""
        return sends_mail()

    def timestamp(self):
        """Return the signed moment at which the form was opened."""
        return self._guard.timestamp()

    def take_address(self):
        """Remove the address from the request before anything can fail.

        The error log stores requests.
        """
        value = self.request.form.pop(EMAIL, None)
        self.was_sent = value is not None
        self.email = value.strip()[:LONGEST] if isinstance(value, str) else ""

    def address(self):
        """Return the address that was taken.

        It is empty, with the reason in ``error`` or ``refusal``, if it is invalid or refused.
        """
        address = valid_address(self.email)
        self.error = None if address else say(NO_ADDRESS)
        self.refusal = self._guard.refusal() or (
            None if self.error else self._guard.exceeded_limit()
        )
        return "" if self.error or self.refusal else address

    def is_sent_first(self, *subject):
        """Whether the address and subject come for the first time with this form; notes it then."""
        submission = self._guard.submission("|".join(("", self.email, *subject)))
        if submission is None or submission.state is SubmissionState.DONE:
            return False
        submission.note()
        return True

    @cached_property
    def _guard(self):
        return SpamProtection(api.portal.get(), self.request)
