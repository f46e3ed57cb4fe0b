"""Texts of a content object in plain values."""

import re
import sys
from html import unescape

from plone import api
from plone.app.textfield.interfaces import IRichTextValue


def html(value, context=None):
    """The sanitised HTML of a rich text, its relative links as seen from ``context``; empty for none."""
    if not IRichTextValue.providedBy(value) or not (value.raw or "").strip():
        return ""
    told = value.output if context is None else value.output_relative_to(context)
    return told or ""


def plain(value):
    """The words of a rich text, without its HTML; empty where there is none."""
    found = html(value)
    if not found:
        return ""
    transforms = api.portal.get_tool("portal_transforms")
    return transforms.convertTo("text/plain", found, mimetype="text/html").getData().strip()


MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)


def words_of(*values, most=8_000):
    """The words of some rich texts, for the search alone: never shown as they are, so not sanitised.

    At most ``most`` characters; much cheaper than ``plain``, as every object is read at the start.
    """
    raw = " ".join(value.raw or "" for value in values if IRichTextValue.providedBy(value))
    return " ".join(unescape(MARKUP.sub(" ", raw)).split())[:most]


LINK = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["'](https?://[^"'\s]+)""", re.IGNORECASE)


def links_in(*values, rows=()):
    """The addresses elsewhere that rich texts link to, and those of rows with a ``url``; each once.

    As they are written: never shown, only asked for. One text in memory for each address.
    """
    raw = (value.raw or "" for value in values if IRichTextValue.providedBy(value))
    found = [unescape(address) for each in raw if "://" in each for address in LINK.findall(each)]
    named = (text(row.get("url")) for row in rows or ())
    return tuple(dict.fromkeys(map(sys.intern, filter(None, (*named, *found)))))


def text(value):
    """A text without surrounding blanks; empty for nothing."""
    return (value or "").strip()


def texts(values):
    """A tuple of texts without empty ones."""
    return tuple(each.strip() for each in values or () if each and each.strip())
