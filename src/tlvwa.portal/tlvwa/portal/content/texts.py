"""Texts of a content object in plain values."""

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


def text(value):
    """A text without surrounding blanks; empty for nothing."""
    return (value or "").strip()


def texts(values):
    """A tuple of texts without empty ones."""
    return tuple(each.strip() for each in values or () if each and each.strip())
