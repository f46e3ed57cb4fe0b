"""Fields that several content types share, and the serializer of choices."""

from collective.z3cform.datagridfield.row import DictRow
from plone.app.textfield import RichText
from plone.restapi.serializer.dxfields import ChoiceFieldSerializer
from zope import schema
from zope.interface import alsoProvides

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import default_agency
from tlvwa.portal.content.invariants import area_key
from tlvwa.portal.interfaces import IPermittedAreas


def rows(row_schema, title, description=""):
    """Return a list field of rows; a row is a dictionary by the names of ``row_schema``."""
    return schema.List(
        title=title,
        description=description,
        value_type=DictRow(title=title, schema=row_schema),
        required=False,
        missing_value=[],
        defaultFactory=list,
    )


def lines(title, description="", constraint=None):
    """Return a list field of short texts, one a line."""
    return schema.List(
        title=title,
        description=description,
        value_type=schema.TextLine(constraint=constraint) if constraint else schema.TextLine(),
        required=False,
        missing_value=[],
        defaultFactory=list,
    )


def rich_text(title, description=""):
    """Return a field for HTML; Plone's safe-HTML transform sanitises its output."""
    return RichText(
        title=title,
        description=description,
        required=False,
        default_mime_type="text/html",
        output_mime_type="text/x-html-safe",
        allowed_mime_types=("text/html",),
    )


def choice(title, vocabulary, description="", required=False, default=None):
    """Return a field for one code of a code list (a vocabulary or its registered name)."""
    return schema.Choice(
        title=title,
        description=description,
        vocabulary=vocabulary,
        required=required,
        default=default,
    )


def choices(title, vocabulary, description=""):
    """Return a field for several codes of a code list."""
    return schema.List(
        title=title,
        description=description,
        value_type=schema.Choice(vocabulary=vocabulary),
        required=False,
        missing_value=[],
        defaultFactory=list,
    )


def areas_in_reach():
    """Return the areas field of content that holds in areas (``IHasAreas``).

    The marker on the field makes ``workflow.area_permissions`` check its values.
    """
    field = lines(_("Gebiete"), _("Leer: das eigene Gebiet der Behörde."), area_key)
    alsoProvides(field, IPermittedAreas)
    return field


def valid_from():
    """Return the field for the first day on which something holds."""
    return schema.Date(
        title=_("Gilt ab"),
        description=_("Dieser Tag gehört dazu. Leer: schon immer."),
        required=False,
    )


def valid_to():
    """Return the field for the last day on which something holds."""
    return schema.Date(
        title=_("Gilt bis"),
        description=_("Dieser Tag gehört dazu. Leer: bis auf Weiteres."),
        required=False,
    )


def identifier():
    """Return the field for the object's own id, unique only with the agency's.

    XZuFi calls it Identifikator.
    """
    return schema.TextLine(
        title=_("Kennung"),
        description=_("Nur zusammen mit der Redaktion eindeutig."),
        required=False,
    )


def agency_id():
    """Return the field for the agency that issued the id (XZuFi: schemeAgencyID)."""
    return schema.TextLine(
        title=_("Kennung der Redaktion"), required=False, defaultFactory=default_agency
    )


class ChoiceSerializer(ChoiceFieldSerializer):
    """Serializes an object that a field names by its UID, if the visitor may know of it."""

    def __call__(self):
        """Return token and title as the visitor's vocabulary has them; ``None`` if it has none."""
        # Without a term plone.restapi returns the bare UID, which would tell that the object exists.
        term = super().__call__()
        return term if isinstance(term, dict) else None
