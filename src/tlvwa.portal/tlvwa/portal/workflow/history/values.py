"""Values of fields as text, without anything that the editor may not see."""

from datetime import date, datetime, time

from collective.z3cform.datagridfield.interfaces import IRow
from DateTime import DateTime
from plone.app.textfield.interfaces import IRichTextValue
from plone.namedfile.interfaces import INamedFile
from zope.component import queryUtility
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IChoice, ICollection, IVocabularyFactory

from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.common.formatting import moment_text, short_day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.content.invariants import area_key
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.widgets.picker.vocabularies import NodeVocabulary
from tlvwa.portal.workflow.history.text_difference import html_text

NOT_VISIBLE = _("ein Eintrag, den Sie nicht sehen")


def lines(field, value, context):
    """Return the lines of a field's value; none for an empty one."""
    if value is None or value == "":
        return []
    if ICollection.providedBy(field):
        return [line for item in value for line in lines(field.value_type, item, context)]
    return [_line(field, value, context)]


def _line(field, value, context):
    if IRow.providedBy(field) or isinstance(value, dict):
        return _row(field.schema, value, context)
    if IChoice.providedBy(field):
        return _choice(field, value, context)
    if getattr(field, "constraint", None) is area_key:
        return _area(value)
    if IRichTextValue.providedBy(value):
        return html_text(value.raw or "")
    if INamedFile.providedBy(value):
        return f"{value.filename} ({value.getSize()} Bytes)"
    return _plain(value)


def _row(schema, row, context):
    """Return a row of a table: its fields with their labels."""
    parts = (
        (say(field.title), ", ".join(lines(field, row.get(name), context)))
        for name, field in getFieldsInOrder(schema)
    )
    return "; ".join(f"{label}: {text}" for label, text in parts if text)


def _choice(field, value, context):
    """Return the title of a term; a neutral text for an object that the editor may not see."""
    vocabulary = field.vocabulary
    if vocabulary is None:
        factory = queryUtility(IVocabularyFactory, field.vocabularyName)
        vocabulary = factory(context) if factory is not None else ()
    try:
        term = vocabulary.getTerm(value)
    except (LookupError, AttributeError):
        return say(NOT_VISIBLE) if isinstance(vocabulary, NodeVocabulary) else str(value)
    return say(term.title) if term.title else str(value)


def _area(key):
    gazetteer = site_snapshot().gazetteer
    try:
        area = gazetteer.parse(key)
    except AreaError:
        return key
    return f"{say(area_label(gazetteer, area))}, {area.key}"


def _plain(value):
    match value:
        case bool():
            return say(_("ja") if value else _("nein"))
        case DateTime():
            return _plain(value.asdatetime())
        case datetime():
            return moment_text(value.astimezone(BERLIN))
        case date():
            return short_day_text(value)
        case time():
            return f"{value:%H:%M}"
        case float():
            return str(value).replace(".", ",")
    return str(value)
