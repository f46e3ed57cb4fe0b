"""Atom (RFC 4287) and JSON Feed 1.1 of changes, with conditional requests."""

import json
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from urllib.parse import urlsplit

from lxml import etree
from plone import api
from zExceptions import BadRequest, NotFound

from tlvwa.portal.browser.changes.base import ChangesBase
from tlvwa.portal.common import atom
from tlvwa.portal.common.clock import now
from tlvwa.portal.common.i18n import current_language
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import ATOM, JSON, JSON_TYPE, changes_url

JSON_FEED = "https://jsonfeed.org/version/1.1"
SECONDS = 300


@cache
def software_version():
    """Return the version of the add-on."""
    return version("tlvwa.portal")


class ChangesFeed(ChangesBase):
    """A feed of the newest changes."""

    name = media_type = ""
    most = 100

    def __call__(self):
        """Return the feed, or 304 for a client that has it.

        An unknown parameter is answered with 404, a malformed one with 400.
        """
        response, media_type = self.request.response, f"{self.media_type}; charset=utf-8"
        try:
            self.prepare()
        except (BadRequest, NotFound) as error:
            response.setHeader("Content-Type", media_type)
            response.setStatus(400 if isinstance(error, BadRequest) else 404)
            return self.error_body(str(error))
        response.setHeader("Cache-Control", f"public, max-age={SECONDS}")
        response.setHeader("ETag", self.etag)
        response.setHeader(
            "Last-Modified", format_datetime(self.changed.astimezone(UTC), usegmt=True)
        )
        if self._is_known():
            response.setStatus(304)
            return b""
        response.setHeader("Content-Type", media_type)
        return self.body([self.change(entry) for entry in self.entries])

    @property
    def etag(self):
        """A digest of all that the feed depends on.

        These are the changes, what is public, the day, the version of the texts, and the
        parameters.
        """
        stamp = self.snapshot.stamp
        parts = (software_version(), self.store.number, self.store.moment, stamp.journal, stamp.number,
                 stamp.serial, self.day, current_language(), self.name, self.subject.code)  # fmt: skip
        return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'

    @property
    def changed(self):
        """When changes were last detected; today's midnight if never."""
        midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
        return datetime.fromisoformat(self.store.moment) if self.store.moment else midnight

    @property
    def updated(self):
        """When the newest change was detected."""
        moments = [datetime.fromisoformat(entry.noted) for entry in self.entries]
        return max(moments, default=self.changed)

    @property
    def self_url(self):
        """The address of the feed."""
        return changes_url(name=self.name, **self.subject.parameters)

    def tag(self, identifier, day):
        """Return an id that never changes (RFC 4151)."""
        host = urlsplit(setting("public_url") or api.portal.get().absolute_url()).hostname
        return f"tag:{host},{day}:aenderungen/{identifier}"

    def error_body(self, reason):
        """Return the body of an error."""
        return reason.encode()

    def _is_known(self):
        """True if the client has this state; a date counts only without an ETag."""
        if_none_match = self.request.getHeader("If-None-Match")
        if if_none_match is not None:
            tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
            return "*" in tags or self.etag in tags
        try:
            since = parsedate_to_datetime(self.request.getHeader("If-Modified-Since") or "")
        except ValueError:
            return False
        return since.tzinfo is not None and self.changed.replace(microsecond=0) <= since


class ChangesAtom(ChangesFeed):
    """``aenderungen.atom``."""

    name, media_type = ATOM, atom.MEDIA_TYPE

    def body(self, changes):
        """Return the feed as XML."""
        first = datetime(2026, 1, 1).date()  # of the scheme, not of the feed
        head = atom.FeedHead(
            id=self.tag(f"{current_language()}/{self.subject.code}", first),
            title=self.full_title,
            author=api.portal.get().Title(),
            self_url=self.self_url,
            page_url=self.page_url,
        )
        tree = atom.feed(head, self.updated, map(self._entry, changes))
        return etree.tostring(tree, xml_declaration=True, encoding="utf-8", pretty_print=True)

    def _entry(self, change):
        identifier = self.tag(change.id, change.noted.date())
        node = atom.entry(identifier, change.title, change.noted, change.url or self.page_url)
        atom.add(node, "published", change.noted.isoformat(timespec="seconds"))
        if change.summary:
            atom.add(node, "summary", change.summary)
        return node


class ChangesJSON(ChangesFeed):
    """``aenderungen.json``."""

    name, media_type = JSON, JSON_TYPE

    def body(self, changes):
        """Return the feed as JSON."""
        feed = {
            "version": JSON_FEED,
            "title": self.full_title,
            "home_page_url": self.page_url,
            "feed_url": self.self_url,
            "language": current_language(),
            "authors": [{"name": api.portal.get().Title()}],
            "items": [self._item(change) for change in changes],
        }
        return json.dumps(feed, ensure_ascii=False, indent=2).encode()

    def error_body(self, reason):
        """Return an error as plone.restapi does."""
        names = {400: "BadRequest", 404: "NotFound"}
        name = names[self.request.response.getStatus()]
        return json.dumps({"type": name, "message": reason}).encode()

    def _item(self, change):
        return {
            "id": self.tag(change.id, change.noted.date()),
            "url": change.url or self.page_url,
            "title": change.title,
            "content_text": ". ".join(filter(None, (change.title, change.summary))),
            "date_published": change.noted.isoformat(timespec="seconds"),
        }
