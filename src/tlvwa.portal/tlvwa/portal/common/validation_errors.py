"""What is told of a value that a field refuses: in forms and in JSON, the same sentence."""

from z3c.form.error import ErrorViewSnippet
from zope.component import adapter
from zope.interface import Interface
from zope.schema import ValidationError
from zope.schema.interfaces import WrongContainedType

from tlvwa.portal.common.i18n import say
from tlvwa.portal.interfaces import IPortalLayer


class FieldRefused(ValidationError):
    """A value is refused; the sentence that says where and why is the first argument."""

    def doc(self):
        """The sentence, in the language of the request."""
        return say(self.args[0])


@adapter(WrongContainedType, IPortalLayer, Interface, Interface, Interface, Interface)
class RefusedLinesMessage(ErrorViewSnippet):
    """For a list: what is wrong with its lines, not that something is."""

    def createMessage(self):
        """The sentences of all lines that are refused."""
        errors = [each for each in self.error.args[0] if isinstance(each, ValidationError)]
        return " ".join(dict.fromkeys(each.doc() for each in errors)) or self.error.doc()
