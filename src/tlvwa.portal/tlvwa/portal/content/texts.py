"""Texts of a content object in plain values."""

from plone.app.textfield.interfaces import IRichTextValue


def html(value):
    """The sanitised HTML of a rich text; empty where there is none."""
    if not IRichTextValue.providedBy(value) or not (value.raw or "").strip():
        return ""
    return value.output or ""


def text(value):
    """A text without surrounding blanks; empty for nothing."""
    return (value or "").strip()


def texts(values):
    """A tuple of texts without empty ones."""
    return tuple(each.strip() for each in values or () if each and each.strip())
