"""Text modules of a service: XZuFi code, field and heading.

Source: code list ``urn:de:xzufi:codeliste:leistungstextmodulleika`` (version 20240216). Module 02
is the field ``leika_name``, 03 the title, 24 the description (teaser).
"""

from typing import NamedTuple

from tlvwa.portal.common.i18n import _


class TextModule(NamedTuple):
    """One LeiKa text module and the field that holds it."""

    code: str
    field: str
    label: str


TEXT_MODULES = (
    TextModule("05", "short_text", _("Kurztext")),
    TextModule("06", "full_text", _("Beschreibung")),
    TextModule("07", "legal_text", _("Rechtsgrundlagen")),
    TextModule("08", "documents_text", _("Erforderliche Unterlagen")),
    TextModule("09", "requirements_text", _("Voraussetzungen")),
    TextModule("11", "procedure_text", _("Verfahrensablauf")),
    TextModule("14", "forms_text", _("Formulare")),
    TextModule("15", "further_text", _("Weiterführende Informationen")),
    TextModule("16", "notes_text", _("Hinweise und Besonderheiten")),
    TextModule("18", "author_text", _("Urheber")),
    TextModule("22", "responsible_text", _("Zuständige Stelle")),
    TextModule("23", "contact_text", _("Ansprechpunkt")),
    TextModule("25", "remedy_text", _("Rechtsbehelf")),
)
FIELD_OF_CODE = {module.code: module.field for module in TEXT_MODULES}
