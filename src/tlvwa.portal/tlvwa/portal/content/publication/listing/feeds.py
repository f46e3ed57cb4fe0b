"""Atom and RSS feeds of a list of publications with its filters."""

from datetime import datetime
from email.utils import format_datetime

from lxml import etree
from plone import api

from tlvwa.portal.common import atom
from tlvwa.portal.common.clock import now
from tlvwa.portal.common.plain_text import without_control_characters
from tlvwa.portal.content.publication.listing.view import PublicationsBase

DC = "http://purl.org/dc/elements/1.1/"
MOST = 50
PDF = "application/pdf"


class PublicationFeed(PublicationsBase):
    """A feed of the newest publications of a list."""

    name = media_type = ""

    def __call__(self):
        """Return the feed as XML. Raises BadRequest."""
        self.update()
        self.entries = [self.entry(row) for row in self.result.rows[:MOST]]
        response = self.request.response
        response.setHeader("Content-Type", f"{self.media_type}; charset=utf-8")
        return etree.tostring(
            self.tree(), xml_declaration=True, encoding="utf-8", pretty_print=True
        )

    @property
    def self_url(self):
        """The address of this feed."""
        return self.feed_url(self.name)

    @property
    def page_url(self):
        """The address of the list."""
        return self.url(self.query)

    @property
    def full_title(self):
        """The title of the list and its filters."""
        titles = [
            self.result.title_of(name, value)
            for name, value in self.query.filters.items()
            if name != "state"
        ]
        words = [f"„{self.query.words}“"] if self.query.words else []
        return ": ".join(filter(None, (self.page_title, ", ".join(words + titles))))

    @property
    def updated(self):
        """When the newest of the entries was changed; today's midnight if there is none."""
        moments = [moment(entry) for entry in self.entries]
        midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
        return max(moments, default=midnight)


class AtomFeed(PublicationFeed):
    """``@@publikationen.atom`` (RFC 4287)."""

    name, media_type = "atom", atom.MEDIA_TYPE

    def tree(self):
        """Return the feed element."""
        head = atom.FeedHead(
            id=self.self_url,
            title=self.full_title,
            author=api.portal.get().Title(),
            self_url=self.self_url,
            page_url=self.page_url,
        )
        return atom.feed(head, self.updated, map(self._entry, self.entries))

    def _entry(self, entry):
        node = atom.entry(f"urn:uuid:{entry.node.uid}", entry.title, moment(entry), entry.url)
        for file in entry.files:
            link = atom.link(node, "enclosure", file["url"], file["media_type"])
            link.set("length", str(file["size"]))
            link.set("title", without_control_characters(f"{file['title']} ({file['facts']})"))
        if entry.payload.description:
            atom.add(node, "summary", entry.payload.description)
        for subject in entry.payload.subjects:
            etree.SubElement(
                node, f"{{{atom.NAMESPACE}}}category", term=without_control_characters(subject)
            )
        return node


class RSSFeed(PublicationFeed):
    """``@@publikationen.rss`` (RSS 2.0)."""

    name, media_type = "rss", "application/rss+xml"

    def tree(self):
        """Return the rss element."""
        rss = etree.Element("rss", version="2.0", nsmap={"atom": atom.NAMESPACE, "dc": DC})
        channel = etree.SubElement(rss, "channel")
        _add_text(channel, "title", self.full_title)
        _add_text(channel, "link", self.page_url)
        _add_text(channel, "description", self.context.Description() or self.full_title)
        _add_text(channel, "language", "de")
        _add_text(channel, "lastBuildDate", format_datetime(self.updated))
        atom.link(channel, "self", self.self_url, self.media_type)
        for entry in self.entries:
            channel.append(self._item(entry))
        return rss

    def _item(self, entry):
        item = etree.Element("item")
        _add_text(item, "title", entry.title)
        _add_text(item, "link", entry.url)
        if entry.payload.description:
            _add_text(item, "description", entry.payload.description)
        guid = _add_text(item, "guid", f"urn:uuid:{entry.node.uid}")
        guid.set("isPermaLink", "false")
        _add_text(item, "pubDate", format_datetime(moment(entry)))
        for subject in entry.payload.subjects:
            _add_text(item, "category", subject)
        for file in entry.files[:1]:
            etree.SubElement(
                item,
                "enclosure",
                url=file["url"],
                length=str(file["size"]),
                type=file["media_type"] or "application/octet-stream",
            )
        return item


def moment(entry):
    """Return when a publication was changed last."""
    return datetime.fromisoformat(entry.payload.modified)


def _add_text(parent, name, text):
    element = etree.SubElement(parent, name)
    element.text = without_control_characters(text)
    return element
