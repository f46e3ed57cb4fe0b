"""The field for a telephone number: to choose in forms that editors make."""

from plone.schemaeditor.fields import FieldFactory
from plone.supermodel.exportimport import BaseHandler
from zope.interface import Attribute, implementer
from zope.schema import TextLine
from zope.schema.interfaces import IFromUnicode, ITextLine

from tlvwa.portal.common.contact import valid_phone_or_nothing
from tlvwa.portal.common.i18n import _

LONGEST = 100  # characters


class ITelephone(ITextLine):
    """A field for what a person can dial."""

    # Where editors change a field of a form, there is nothing of these to set.
    default = Attribute("")
    min_length = Attribute("")
    max_length = Attribute("")


@implementer(ITelephone, IFromUnicode)
class Telephone(TextLine):
    """A telephone number, or several; it is kept as it was written. See spec:telephone."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{"max_length": LONGEST} | settings)

    def _validate(self, value: str) -> None:
        super()._validate(value)
        valid_phone_or_nothing(value)

    def fromUnicode(self, value: str) -> str:
        """Return what was typed without blanks around it. Raises FieldRefused."""
        number = value.strip()
        self.validate(number)
        return number


TelephoneFactory = FieldFactory(Telephone, _("Telefonnummer"))
TelephoneHandler = BaseHandler(Telephone)
