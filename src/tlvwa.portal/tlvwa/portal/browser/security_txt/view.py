"""``/.well-known/security.txt``."""

from datetime import timedelta

from plone import api
from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.settings import setting

ADDRESS = ".well-known/security.txt"
NAME = "security.txt"
# Counted from each day on which the file is asked for: it is right as long as the site answers.
DAYS_OF_VALIDITY = 180
LANGUAGES = "de, en"


@implementer(IPublishTraverse)
class WellKnown(BrowserView):
    """The folder of addresses that are the same on every website (RFC 8615); it has one file."""

    name = ""

    def publishTraverse(self, request, name):
        """Take the name of the file. Raises NotFound for another one."""
        if self.name or name != NAME:
            raise NotFound(name)
        self.name = name
        return self

    def __call__(self):
        """Return the file. Raises NotFound while the settings name no contact."""
        contact = setting("security_contact")
        if not (self.name and contact):
            raise NotFound(ADDRESS)
        response = self.request.response
        response.setHeader("Content-Type", "text/plain; charset=utf-8")
        response.setHeader("Cache-Control", "public, max-age=3600")
        return "".join(f"{line}\n" for line in lines(contact, setting("security_policy")))


class FormerAddress(BrowserView):
    """``/security.txt``, where the file was before there was a place for it."""

    def __call__(self):
        """Redirect to the file."""
        self.request.response.redirect(_address())
        return ""


def lines(contact, policy):
    """Yield the lines of the file."""
    yield f"Contact: {contact if contact.startswith('https://') else f'mailto:{contact}'}"
    yield f"Expires: {(today() + timedelta(days=DAYS_OF_VALIDITY)).isoformat()}T00:00:00Z"
    yield f"Preferred-Languages: {LANGUAGES}"
    yield f"Canonical: {_address()}"
    if policy:
        yield f"Policy: {policy}"


def _address():
    return f"{api.portal.get().absolute_url()}/{ADDRESS}"
