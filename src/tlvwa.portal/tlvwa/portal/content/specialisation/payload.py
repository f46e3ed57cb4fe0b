"""Payload of a specialisation: where and when it holds, without its texts."""

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.specialisation.modules import LOCAL_MODULES, filled_modules
from tlvwa.portal.content.specialisation.schema import ISpecialisation, Specialisation
from tlvwa.portal.content.texts import links_in, text, texts
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import SpecialisationPayload


@implementer(IPayload)
@adapter(ISpecialisation)
def specialisation_payload(specialisation: Specialisation) -> SpecialisationPayload:
    """Return enough to find it by service, area and day; pages read texts from the object."""
    return SpecialisationPayload(
        service=text(specialisation.service),
        areas=texts(specialisation.areas),
        modules=filled_modules(specialisation),
        replaces=tuple(specialisation.replaces or ()),
        valid_from=specialisation.valid_from,
        valid_to=specialisation.valid_to,
        example=bool(specialisation.example),
        links=links_in(*_texts(specialisation)),
    )


def _texts(specialisation):
    names = (name for module in LOCAL_MODULES for name in module.fields)
    return (getattr(specialisation, name, None) for name in names)
