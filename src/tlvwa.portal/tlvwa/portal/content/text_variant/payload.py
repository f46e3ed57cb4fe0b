"""Payload of a text variant: enough to name its service in another language."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.text_variant.schema import ITextVariant, TextVariant
from tlvwa.portal.content.texts import links_in, text, texts
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import VariantPayload


@implementer(IPayload)
@adapter(ITextVariant)
def variant_payload(variant: TextVariant) -> VariantPayload:
    """Return language, teaser and words of the search; pages read the text from the object."""
    return VariantPayload(
        text(variant.variant_language),
        text(variant.description),
        links_in(variant.full_text),
        texts(variant.synonyms),
    )
