"""Protection from programs that fill in forms: without puzzles, without third parties, without cookies.

Nothing that is refused here is lost: the form comes back with what was filled in, and says why.
"""

import secrets
from functools import cache
from math import ceil
from time import monotonic

from AccessControl import getSecurityManager
from collective.honeypot.utils import found_honeypot
from plone.keyring.interfaces import IKeyManager
from plone.uuid.interfaces import IUUID
from zope.component import getUtility

from tlvwa.portal.common.clock import now
from tlvwa.portal.common.i18n import _
from tlvwa.portal.forms.messages import sentence
from tlvwa.portal.forms.rate_limiter import RateLimiter, hashed_key
from tlvwa.portal.forms.signed_timestamp import signed_timestamp, timestamp_moment

STAMP_FIELD = "gestempelt"
RING = "_forms"
SHORTEST, LONGEST = 3, 4 * 60 * 60
TURNS, TURNS_SECONDS = 20, 60 * 60
NO_STAMP = _(
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
def turns():
    """The limiter of this process, and the salt that hides addresses in it."""
    return RateLimiter(TURNS, TURNS_SECONDS), secrets.token_bytes(32)


class SpamProtection:
    """Looks at one request to one form."""

    def __init__(self, form, request):
        self._request = request
        user = getSecurityManager().getUser().getId() or ""
        self._subject = f"{IUUID(form)}|{user}"
        self._ring = getUtility(IKeyManager)[RING]

    def stamp(self):
        """The stamp to put into the form: the one that came, so that errors cost no time; else a new one."""
        opened, seconds = self._opened(), int(now().timestamp())
        if opened is not None and seconds - opened < LONGEST:
            return self._request.form[STAMP_FIELD]
        return signed_timestamp(self._ring.current, self._subject, seconds)

    def refusal(self):
        """Why what was sent does not look like sent by a person; ``None`` if it does."""
        opened = self._opened()
        if opened is None or found_honeypot(self._request.form, required=True):
            return NO_STAMP
        age = now().timestamp() - opened
        if age < SHORTEST:
            return TOO_FAST
        return TOO_OLD if age >= LONGEST else None

    def turn(self):
        """Take one of the sender's turns: ``None``, or why there is none left."""
        limiter, salt = turns()
        wait = limiter.take(hashed_key(salt, self._request.getClientAddr()), monotonic())
        return sentence(TOO_OFTEN, minutes=ceil(wait / 60)) if wait else None

    def _opened(self):
        written = self._request.form.get(STAMP_FIELD)
        if not isinstance(written, str):
            return None
        return timestamp_moment(self._ring, self._subject, written)
