"""Differences between two versions of an object, by field."""

from dataclasses import dataclass

from plone.app.dexterity.behaviors.id import IShortName
from plone.app.textfield.interfaces import IRichText
from plone.app.versioningbehavior.behaviors import IVersionable
from plone.dexterity.utils import iterSchemata
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IText, ITextLine

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.workflow.history.text_difference import (
    ADDED,
    Piece,
    compare_lines,
    compare_words,
)
from tlvwa.portal.workflow.history.values import lines

NOT_CONTENT = frozenset((IVersionable, IShortName))
ONLY_MARKUP = _("nur die Gestaltung")


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that differs: its label and pieces; those of a ``running`` text form one text."""

    label: str
    pieces: tuple[Piece, ...]
    running: bool


def differences(old, new, context):
    """Return the fields of ``context`` in which one version differs from another."""
    field_differences = []
    for schema in iterSchemata(context):
        if schema in NOT_CONTENT:
            continue
        for name, field in getFieldsInOrder(schema):
            before, after = _value(schema, old, name), _value(schema, new, name)
            if before != after:
                field_differences += _difference(field, before, after, context)
    return field_differences


def _value(schema, version, name):
    """Return the value of a field in a version; ``None`` if the version has no such field yet."""
    adapted = schema(version, None)
    return getattr(adapted, name, None) if adapted is not None else None


def _difference(field, before, after, context):
    """Return the difference of one field in a list; an empty list if it shows the same."""
    old, new = lines(field, before, context), lines(field, after, context)
    running = IRichText.providedBy(field) or (
        IText.providedBy(field) and not ITextLine.providedBy(field)
    )
    if old != new:
        pieces = (
            compare_words("\n".join(old), "\n".join(new)) if running else compare_lines(old, new)
        )
    elif IRichText.providedBy(field) and before is not None and after is not None:
        pieces = [Piece(ADDED, say(ONLY_MARKUP))] if before.raw != after.raw else []
    else:
        pieces = []
    return [FieldDifference(say(field.title), tuple(pieces), running)] if pieces else []
