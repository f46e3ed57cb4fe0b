"""The language of a text variant: it is its short name, and each language occurs once."""

from plone.app.content.interfaces import INameFromTitle
from z3c.form.validator import SimpleFieldValidator, WidgetValidatorDiscriminators
from zExceptions import BadRequest
from zope.component import adapter
from zope.interface import implementer
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.schema import getFields

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.common.vocabularies import LANGUAGES, label
from tlvwa.portal.content.text_variant.placement import refuse_misplaced
from tlvwa.portal.content.text_variant.schema import ITextVariant


def refuse_second_variant(container, language, variant=None):
    """Refuse a language that another variant in ``container`` has. Raises FieldRefused."""
    for child in container.objectValues():
        if (
            ITextVariant.providedBy(child)
            and child.variant_language == language
            and (variant is None or child.id != variant.id)
        ):
            name = label(LANGUAGES, language)
            raise FieldRefused(
                _(
                    "Diese Sprachfassung gibt es hier schon: ${language}.",
                    mapping={"language": name},
                )
            )


class LanguageValidator(SimpleFieldValidator):
    """Validates the language in the form that adds a variant."""

    def validate(self, value, force=False):
        """Refuse a language that exists already or is misplaced here. Raises FieldRefused."""
        super().validate(value, force)
        refuse_misplaced(self.context, value)
        refuse_second_variant(self.context, value)


WidgetValidatorDiscriminators(LanguageValidator, field=getFields(ITextVariant)["variant_language"])


@adapter(ITextVariant, IObjectAddedEvent)
def guard_language(variant, event):
    """Refuse a second variant of a language. Raises BadRequest with the sentence."""
    try:
        refuse_second_variant(event.newParent, variant.variant_language, variant)
    except FieldRefused as refused:
        raise BadRequest(refused.doc()) from refused


@implementer(INameFromTitle)
@adapter(ITextVariant)
class NameFromLanguage:
    """Names a text variant by its language, in its address too: /leistungen/hundesteuer/en."""

    def __init__(self, variant):
        self.title = variant.variant_language
