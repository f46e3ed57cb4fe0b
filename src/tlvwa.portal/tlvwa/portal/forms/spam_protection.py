"""Protection from programs that fill in forms: without puzzles, third parties and cookies.

A refusal loses nothing: the form is shown again with the input and the reason.
"""

import secrets
from functools import cache
from math import ceil
from time import monotonic

from AccessControl import getSecurityManager
from collective.honeypot.utils import found_honeypot
from plone import api
from plone.keyring.interfaces import IKeyManager
from plone.uuid.interfaces import IUUID
from zope.component import getUtility

from tlvwa.portal.common.clock import now
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.rate_limiter import RateLimiter, hashed_key
from tlvwa.portal.forms.messages import sentence
from tlvwa.portal.forms.signed_timestamp import signed_timestamp, timestamp_moment
from tlvwa.portal.forms.submissions import KEPT_SECONDS, Submission

TIMESTAMP_FIELD = "gestempelt"
RING = "_forms"
SHORTEST, LONGEST = 3, KEPT_SECONDS
NONCE_BYTES = 16
MOST_INPUTS, INPUT_SECONDS = 20, 60 * 60
NO_TIMESTAMP = _(
    "Das Formular ließ sich nicht zuordnen. Ihre Eingaben sind noch da: Bitte senden Sie es noch einmal ab."
)
TOO_FAST = _(
    "Das ging schneller, als Menschen tippen. Ihre Eingaben sind noch da: Bitte warten Sie einen Moment "
    "und senden Sie das Formular noch einmal ab."
)
TOO_OLD = _(
    "Das Formular war sehr lange offen. Ihre Eingaben sind noch da: Bitte prüfen Sie sie und senden Sie "
    "das Formular noch einmal ab."
)
TOO_OFTEN = _(
    "Von Ihrem Anschluss kamen gerade viele Eingaben. Ihre Eingaben sind noch da: Bitte senden Sie das "
    "Formular in ${minutes} Minuten noch einmal ab."
)


@cache
def rate_limiter():
    """Return the limiter of this process, and the salt that hides addresses in it."""
    return RateLimiter(MOST_INPUTS, INPUT_SECONDS), secrets.token_bytes(32)


class SpamProtection:
    """Checks one request to one form."""

    def __init__(self, form, request):
        self._request = request
        user = getSecurityManager().getUser().getId() or ""
        self._subject = f"{IUUID(form)}|{user}"
        self._ring = getUtility(IKeyManager)[RING]

    def timestamp(self):
        """Return the timestamp for the form.

        It is the one that was sent, so that correcting errors does not start the time again; else a
        new one.
        """
        opened, seconds = self._opened(), int(now().timestamp())
        if opened is not None and seconds - opened < LONGEST:
            return self._request.form[TIMESTAMP_FIELD]
        nonce = secrets.token_hex(NONCE_BYTES)
        return signed_timestamp(self._ring.current, self._subject, seconds, nonce)

    def submission(self, further=""):
        """Return the submission of the timestamp that was sent; ``None`` if it is invalid or too old.

        ``further`` tells apart what may be sent several times with one timestamp.
        """
        opened, seconds = self._opened(), int(now().timestamp())
        if opened is None or seconds - opened >= LONGEST:
            return None
        stamp = f"{self._request.form[TIMESTAMP_FIELD]}{further}"
        return Submission(api.portal.get(), stamp, opened, seconds)

    def refusal(self):
        """Return the reason why the input does not seem to come from a person, or ``None``."""
        opened = self._opened()
        if opened is None or found_honeypot(self._request.form, required=True):
            return NO_TIMESTAMP
        age = now().timestamp() - opened
        # A timestamp of ours from the future: the clock was set back, which is not the sender's fault.
        if 0 <= age < SHORTEST:
            return TOO_FAST
        return TOO_OLD if age >= LONGEST else None

    def exceeded_limit(self):
        """Take once for the sender; return ``None``, or the reason if the limit is reached."""
        limiter, salt = rate_limiter()
        wait = limiter.take(hashed_key(salt, self._request.getClientAddr()), monotonic())
        return sentence(TOO_OFTEN, minutes=ceil(wait / 60)) if wait else None

    def _opened(self):
        written = self._request.form.get(TIMESTAMP_FIELD)
        if not isinstance(written, str):
            return None
        return timestamp_moment(self._ring, self._subject, written)
