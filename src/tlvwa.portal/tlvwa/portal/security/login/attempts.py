"""Guessing passwords: who fails waits longer each time, at every door (form, REST, Basic, old password)."""

import logging
import secrets
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import monotonic

from AuthEncoding import AuthEncoding
from Products.PluggableAuthService.plugins.ZODBUserManager import ZODBUserManager
from zExceptions import HTTPTooManyRequests
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.rate_limiter import RateLimiter, hashed_key
from tlvwa.portal.security.login.backoff import Attempts
from tlvwa.portal.security.login.provider.passwords import is_password_accepted

TOO_MANY = _(
    "Das Anmelden ist zu oft gescheitert. Bitte warten Sie ${seconds} s, und versuchen Sie es dann "
    "noch einmal."
)
BEGUN = "tlvwa.portal.attempts"
LINES_A_MINUTE, LINES_OF_AN_ADDRESS = 60, 5
NOBODYS = AuthEncoding.pw_encrypt(secrets.token_urlsafe())
logger = logging.getLogger(__name__)


class TooManyRequests(HTTPTooManyRequests):
    """An attempt to log in that is refused, whatever the password is; its text is for people.

    The publisher and plone.rest find the status by the name of the class.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@cache
def attempts() -> tuple[Attempts, bytes]:
    """Return the attempts that this process knows of, and the salt that hides names and addresses in them."""
    return Attempts(), secrets.token_bytes(32)


@cache
def log_limiters() -> tuple[RateLimiter, RateLimiter]:
    """Return what bounds the lines of the log: by address, and of all."""
    return RateLimiter(LINES_OF_AN_ADDRESS, 60), RateLimiter(LINES_A_MINUTE, 60)


def authenticate(
    self: ZODBUserManager, credentials: dict[str, str | bytes]
) -> tuple[str, str] | None:
    """Return who name and password belong to.

    Takes the place of ``ZODBUserManager.authenticateCredentials``: every door asks it. An attempt counts
    once a request, however many user folders are asked. Raises ``TooManyRequests``.
    """
    login, password, request = credentials.get("login"), credentials.get("password"), getRequest()
    if not isinstance(login, str) or password is None:
        return None
    if request is None:
        return self._old_authenticateCredentials(credentials)
    begin_attempt(request, login)
    if self._login_to_userid.get(login) is None:
        AuthEncoding.pw_validate(NOBODYS, password)  # as long as for a name that somebody has
    user = self._old_authenticateCredentials(credentials)
    if user is None or not is_password_accepted(self._getPAS(), user[0], login):
        return None
    end_attempt(request, login)
    return user


def begin_attempt(request: HTTPRequest, login: str) -> None:
    """Count an attempt, once a request. Raises ``TooManyRequests``."""
    begun = request.other.setdefault(BEGUN, {})
    if login in begun:
        return
    address = network(request.getClientAddr())
    known, salt = attempts()
    seconds = ceil(known.begin(hashed_key(salt, login), hashed_key(salt, address), monotonic()))
    if seconds:
        _log_refusal(login, address, seconds)
        request.response.setHeader("Retry-After", str(seconds))
        told = Message(TOO_MANY, mapping={"seconds": str(seconds)})
        raise TooManyRequests(translate(told, context=request))
    begun[login] = address


def end_attempt(request: HTTPRequest, login: str) -> None:
    """Note that the attempt of a request succeeded."""
    known, salt = attempts()
    address = request.other[BEGUN].get(login)
    if address is not None:
        known.succeed(hashed_key(salt, login), hashed_key(salt, address))
        request.other[BEGUN][login] = None


def network(address: str) -> str:
    """Return whose address it is: of IPv6 the network of 64 bits, which one line has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(ip_network((parsed, 64), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def _log_refusal(login: str, address: str, seconds: int) -> None:
    of_address, of_all = log_limiters()
    now = monotonic()
    if not of_address.take(address, now) and not of_all.take("", now):
        logger.warning("Log-in as %a from %s refused for %d s", login[:100], address, seconds)
