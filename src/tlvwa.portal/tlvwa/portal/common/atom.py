"""Atom (RFC 4287): what all feeds of the site have in common."""

from typing import NamedTuple

from lxml import etree

from tlvwa.portal.common.plain_text import without_control_characters

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"


class FeedHead(NamedTuple):
    """What a feed says of itself; addresses are absolute."""

    id: str
    title: str
    author: str
    self_url: str
    page_url: str


def feed(head, updated, entries):
    """The feed element, with its entries; ``updated`` is a moment."""
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


def entry(identifier, title, updated, url):
    """An entry element with what every entry has; without a link where there is no page."""
    node = etree.Element(f"{{{NAMESPACE}}}entry")
    add(node, "id", identifier)
    add(node, "title", title)
    add(node, "updated", updated.isoformat(timespec="seconds"))
    if url:
        link(node, "alternate", url, "text/html")
    return node


def add(parent, name, text):
    """An element with a text, freed from what XML cannot hold."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = without_control_characters(text)
    return element


def link(parent, rel, href, media_type):
    """A link; without a media type where that is not known."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}link", rel=rel, href=href)
    if media_type:
        element.set("type", media_type)
    return element
