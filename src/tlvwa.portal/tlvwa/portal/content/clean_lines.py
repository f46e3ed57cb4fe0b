"""Cleans what was typed or pasted into fields of one line, whichever way it is saved."""

from plone.dexterity.utils import iterSchemata
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectAddedEvent, IObjectModifiedEvent
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IChoice, IList, INativeStringLine, ITextLine

from tlvwa.portal.common.typed_text import without_invisible
from tlvwa.portal.interfaces import IPortalContent


@adapter(IPortalContent, IObjectModifiedEvent)
def clean_changed(content, event):
    """Remove invisible characters from the lines of content that was changed."""
    clean_lines(content)


@adapter(IPortalContent, IObjectAddedEvent)
def clean_added(content, event):
    """Remove invisible characters from the lines of new content."""
    clean_lines(content)


def clean_lines(content):
    """Remove invisible characters from all lines, and lists of lines, of an object.

    Longer texts keep theirs: a soft hyphen in a paragraph is there on purpose.
    """
    for schema in iterSchemata(content):
        for name, field in getFieldsInOrder(schema):
            value = content.__dict__.get(name)
            cleaned = _cleaned(field, value) if value else value
            if cleaned != value:
                setattr(content, name, cleaned)


def _cleaned(field, value):
    if _is_line(field) and isinstance(value, str):
        return without_invisible(value)
    if IList.providedBy(field) and _is_line(field.value_type) and isinstance(value, list):
        return [without_invisible(line) if isinstance(line, str) else line for line in value]
    return value


def _is_line(field):
    is_text = ITextLine.providedBy(field) or INativeStringLine.providedBy(field)
    return is_text and not IChoice.providedBy(field)
