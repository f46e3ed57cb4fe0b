"""Each language once: a second text variant of the same language is refused, whichever way it is made."""

from z3c.form.validator import SimpleFieldValidator, WidgetValidatorDiscriminators
from zExceptions import BadRequest
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectAddedEvent

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.common.vocabularies import LANGUAGES, label
from tlvwa.portal.content.text_variant.placement import refuse_misplaced
from tlvwa.portal.content.text_variant.schema import ITextVariant


def refuse_second(container, language, variant=None):
    """Raises Refused where ``container`` has a variant of that language beside ``variant``."""
    for each in container.objectValues():
        if (
            ITextVariant.providedBy(each)
            and each.variant_language == language
            and (variant is None or each.id != variant.id)
        ):
            name = label(LANGUAGES, language)
            raise FieldRefused(
                _(
                    "Diese Sprachfassung gibt es hier schon: ${language}.",
                    mapping={"language": name},
                )
            )


class LanguageValidator(SimpleFieldValidator):
    """The field of the language, in the form that adds a variant to what is around it."""

    def validate(self, value, force=False):
        """Raises Refused for a language that is there already, or that has no place here."""
        super().validate(value, force)
        refuse_misplaced(self.context, value)
        refuse_second(self.context, value)


WidgetValidatorDiscriminators(LanguageValidator, field=ITextVariant["variant_language"])


@adapter(ITextVariant, IObjectAddedEvent)
def guard_language(variant, event):
    """Raises BadRequest with the sentence; the transaction is given up."""
    try:
        refuse_second(event.newParent, variant.variant_language, variant)
    except FieldRefused as refused:
        raise BadRequest(refused.doc()) from refused
