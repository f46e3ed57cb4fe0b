"""The modules of a service that may differ from place to place.

06 to 16 are LeiKa text modules (see ``content.service.modules``). Structured modules have no code
in XZuFi; 95, 97 and 98 are the codes that PVOG uses for them.
"""

from typing import NamedTuple

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.vocabularies import code_list


class LocalModule(NamedTuple):
    """A module and its fields, which have the same names in a service and a specialisation."""

    code: str
    fields: tuple[str, ...]
    label: str


LOCAL_MODULES = (
    LocalModule("06", ("full_text",), _("Beschreibung")),
    LocalModule("09", ("requirements_text",), _("Voraussetzungen")),
    LocalModule("11", ("procedure_text",), _("Verfahrensablauf")),
    LocalModule("16", ("notes_text",), _("Hinweise und Besonderheiten")),
    LocalModule("08", ("documents", "documents_text"), _("Erforderliche Unterlagen")),
    LocalModule("98", ("fees",), _("Kosten")),
    LocalModule("97", ("deadlines",), _("Fristen")),
    LocalModule("95", ("processing_times",), _("Bearbeitungsdauer")),
)
MODULES = code_list(*((module.code, module.label) for module in LOCAL_MODULES))


def filled_modules(values):
    """Return the codes of the modules that an object, or the data of a form, has content for."""
    return tuple(
        module.code
        for module in LOCAL_MODULES
        if any(_is_filled(getattr(values, name, None)) for name in module.fields)
    )


def _is_filled(value):
    """True if a rich text has a text, or a list a row."""
    raw = getattr(value, "raw", value)
    return bool(raw.strip() if isinstance(raw, str) else raw)
