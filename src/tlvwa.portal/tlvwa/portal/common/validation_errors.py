"""Errors of what people enter, with a sentence for them: the same in forms and in JSON."""

from z3c.form.error import ErrorViewSnippet
from zope.component import adapter
from zope.interface import Interface
from zope.schema import ValidationError
from zope.schema.interfaces import WrongContainedType

from tlvwa.portal.common.i18n import say
from tlvwa.portal.interfaces import IPortalLayer


class FieldRefused(ValidationError):
    """A value is refused; the first argument is the message that says where and why."""

    def doc(self) -> str:
        """Return the message in the language of the request."""
        return say(self.args[0])


class UnclearInput(ValueError):
    """A form cannot be carried out as it is filled in; the first argument is the message for the editor."""


@adapter(WrongContainedType, IPortalLayer, Interface, Interface, Interface, Interface)
class RefusedLinesMessage(ErrorViewSnippet):
    """The message for a list: what is wrong with its lines, instead of that something is wrong."""

    def createMessage(self) -> str:
        """Return the messages of all refused lines, each once."""
        errors = [error for error in self.error.args[0] if isinstance(error, ValidationError)]
        return " ".join(dict.fromkeys(error.doc() for error in errors)) or self.error.doc()
