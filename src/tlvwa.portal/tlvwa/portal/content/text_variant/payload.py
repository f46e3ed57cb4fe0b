"""What the read models keep of a text variant: enough to name its service in another language."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.text_variant.schema import ITextVariant
from tlvwa.portal.content.texts import links_in, text
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import VariantPayload


@implementer(IPayload)
@adapter(ITextVariant)
def variant_payload(variant):
    """Language and teaser; the text itself is read from the object that is shown."""
    return VariantPayload(
        text(variant.variant_language), text(variant.description), links_in(variant.full_text)
    )
