"""What differs between two versions of an object, field by field, in words."""

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
    """A field that differs: its label, and the pieces; of a ``running`` text one after the other."""

    label: str
    pieces: tuple[Piece, ...]
    running: bool


def differences(old, new, context):
    """The fields of ``context`` in which one version differs from another."""
    found = []
    for schema in iterSchemata(context):
        if schema in NOT_CONTENT:
            continue
        for name, field in getFieldsInOrder(schema):
            before, after = _value(schema, old, name), _value(schema, new, name)
            if before != after:
                found += _difference(field, before, after, context)
    return found


def _value(schema, version, name):
    """The value of a field as the version has it; ``None`` where it did not know the field yet."""
    adapted = schema(version, None)
    return getattr(adapted, name, None) if adapted is not None else None


def _difference(field, before, after, context):
    """The difference of one field; nothing if it says the same."""
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
