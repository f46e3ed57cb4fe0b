"""Reads rows that programs send as JSON; what is wrong is said with field, row and input."""

import re
from datetime import time

from collective.z3cform.datagridfield.interfaces import IRow
from plone.restapi.deserializer.dxfields import CollectionFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from zope.component import adapter, getMultiAdapter
from zope.interface import implementer
from zope.schema import ValidationError, getFieldsInOrder
from zope.schema.interfaces import IList, ITime, RequiredMissing

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.interfaces import IPortalContent, IPortalLayer

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
IN_ROW = _("${field}, Zeile ${row}: ${problem}")
IN_INPUT = _("${field}, Zeile ${row}, „${input}“: ${problem}")
NO_ROW = _("Das ist kein Objekt mit den Angaben einer Zeile.")
NO_TIME = _("„${value}“ ist keine Uhrzeit wie 09:00.")
NOT_FOR_THIS = _("„${value}“ passt nicht hierher.")


@implementer(IFieldDeserializer)
@adapter(IList, IPortalContent, IPortalLayer)
class RowsDeserializer(CollectionFieldDeserializer):
    """Reads lists; those of rows by their inputs, all others as plone.restapi does."""

    def __call__(self, value):
        """Return the list. Raises ValidationError."""
        if not IRow.providedBy(self.field.value_type) or not isinstance(value, list):
            return super().__call__(value)
        rows = [self._row(number, row) for number, row in enumerate(value, start=1)]
        self.field.validate(rows)
        return rows

    def _row(self, number, row):
        if not isinstance(row, dict):
            self._refuse(IN_ROW, number, say(NO_ROW))
        fields = getFieldsInOrder(self.field.value_type.schema)
        return {
            name: self._value(number, field, row.get(name))
            for name, field in fields
            if not field.readonly
        }

    def _value(self, number, field, value):
        if value is None and not field.required:
            return field.missing_value
        try:
            if value is None:
                raise RequiredMissing(field.__name__)
            if ITime.providedBy(field):
                return _time(value)
            arguments = (field, self.context, self.request)
            return getMultiAdapter(arguments, IFieldDeserializer)(value)
        except ValidationError as error:
            self._refuse(IN_INPUT, number, say(error.doc()), field)
        except (TypeError, ValueError, AttributeError):
            self._refuse(IN_INPUT, number, say(NOT_FOR_THIS, value=str(value)[:40]), field)

    def _refuse(self, message, number, problem, field=None):
        mapping = {
            "field": say(self.field.title),
            "row": number,
            "input": say(field.title) if field is not None else "",
            "problem": problem,
        }
        raise FieldRefused(_(message, mapping=mapping))


def _time(value):
    """Return a time of day. Raises FieldRefused: a looser reader takes „9“ for midnight of a ninth."""
    if isinstance(value, str) and CLOCK.fullmatch(value):
        return time.fromisoformat(value)
    raise FieldRefused(_(NO_TIME, mapping={"value": str(value)[:40]}))
