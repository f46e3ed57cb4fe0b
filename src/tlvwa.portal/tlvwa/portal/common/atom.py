"""Atom (RFC 4287): the elements that all feeds of the site share."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from lxml import etree

from tlvwa.portal.common.plain_text import without_control_characters

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


class FeedHead(NamedTuple):
    """The metadata of a feed; addresses are absolute."""

    id: str
    title: str
    author: str
    self_url: str
    page_url: str


def feed(head: FeedHead, updated: datetime, entries: Iterable[etree._Element]) -> etree._Element:
    """Return the feed element with its entries."""
    tree = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    add(tree, "id", head.id)
    add(tree, "title", head.title)
    add(tree, "updated", updated.isoformat(timespec="seconds"))
    author = etree.SubElement(tree, f"{{{NAMESPACE}}}author")
    add(author, "name", head.author)
    link(tree, "self", head.self_url, MEDIA_TYPE)
    link(tree, "alternate", head.page_url, "text/html")
    tree.extend(entries)
    return tree


def entry(identifier: str, title: str, updated: datetime, url: str) -> etree._Element:
    """Return an entry element with what every entry has; without a link if ``url`` is empty."""
    node = etree.Element(f"{{{NAMESPACE}}}entry")
    add(node, "id", identifier)
    add(node, "title", title)
    add(node, "updated", updated.isoformat(timespec="seconds"))
    if url:
        link(node, "alternate", url, "text/html")
    return node


def add(parent: etree._Element, name: str, text: str) -> etree._Element:
    """Add an element with a text, without characters that XML does not allow; return it."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = without_control_characters(text)
    return element


def link(parent: etree._Element, rel: str, href: str, media_type: str) -> etree._Element:
    """Add a link, with its media type if it is known; return it."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}link", rel=rel, href=href)
    if media_type:
        element.set("type", media_type)
    return element
