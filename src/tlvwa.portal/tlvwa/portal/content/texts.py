"""Texts of content objects as plain values."""

import re
import sys
from html import unescape

from plone import api
from plone.app.textfield.interfaces import IRichTextValue


def html(value, context=None):
    """Return the sanitised HTML of a rich text, links relative to ``context``; empty for none."""
    if not IRichTextValue.providedBy(value) or not (value.raw or "").strip():
        return ""
    output = value.output if context is None else value.output_relative_to(context)
    return output or ""


def plain(value):
    """Return the words of a rich text without its HTML; empty if there is none."""
    markup = html(value)
    if not markup:
        return ""
    transforms = api.portal.get_tool("portal_transforms")
    return transforms.convertTo("text/plain", markup, mimetype="text/html").getData().strip()


MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)


def words_of(*values, most=8_000):
    """Return at most ``most`` characters of the words of rich texts, for the search index only.

    The result is never shown, so it is not sanitised. It is much cheaper than ``plain``; every
    object is read at the start.
    """
    raw = " ".join(value.raw or "" for value in values if IRichTextValue.providedBy(value))
    return " ".join(unescape(MARKUP.sub(" ", raw)).split())[:most]


LINK = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["'](https?://[^"'\s]+)""", re.IGNORECASE)


def links_in(*values, rows=()):
    """Return the external addresses in rich texts and in rows with a ``url``, each once.

    They are as written: requested by the link check, never shown. They are interned: one string in
    memory for each address.
    """
    raw = (value.raw or "" for value in values if IRichTextValue.providedBy(value))
    linked = [
        unescape(address) for markup in raw if "://" in markup for address in LINK.findall(markup)
    ]
    listed = (text(row.get("url")) for row in rows or ())
    return tuple(dict.fromkeys(map(sys.intern, filter(None, (*listed, *linked)))))


def text(value):
    """Return a text without surrounding blanks; empty for nothing."""
    return (value or "").strip()


def texts(values):
    """Return a tuple of the texts that are not empty."""
    return tuple(value.strip() for value in values or () if value and value.strip())
