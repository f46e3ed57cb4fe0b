"""The field for a German postal code: for content types, and to choose in forms that editors make."""

from plone.schemaeditor.fields import FieldFactory
from plone.supermodel.exportimport import BaseHandler
from zope.interface import Attribute, implementer
from zope.schema import TextLine
from zope.schema.interfaces import IFromUnicode, ITextLine

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.postal_code import read_postal_code
from tlvwa.portal.common.validation_errors import FieldRefused


class IPostalCode(ITextLine):
    """A field of five digits."""

    # Where editors change a field of a form, there is nothing of these to set.
    default = Attribute("")
    min_length = Attribute("")
    max_length = Attribute("")


@implementer(IPostalCode, IFromUnicode)
class PostalCode(TextLine):
    """A postal code; what is typed or sent as JSON is kept as its five digits."""

    def _validate(self, value: str) -> None:
        super()._validate(value)
        if _read(value) != value:
            raise FieldRefused(
                _(
                    "„${value}“: Eine Postleitzahl besteht aus fünf Ziffern.",
                    mapping={"value": value},
                )
            )

    def fromUnicode(self, value: str) -> str:
        """Return the code of a text; a blank one stays, since it may be missing. Raises FieldRefused."""
        return _read(value) if value.strip() else ""


def _read(text: str) -> str:
    try:
        return read_postal_code(text)
    except ValueError as error:
        raise FieldRefused(error.args[0]) from None


PostalCodeFactory = FieldFactory(PostalCode, _("Postleitzahl"))
PostalCodeHandler = BaseHandler(PostalCode)
