"""Field types that several content types share."""

from collective.z3cform.datagridfield.row import DictRow
from plone.app.textfield import RichText
from zope import schema
from zope.interface import alsoProvides

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.settings import default_agency
from tlvwa.portal.content.invariants import area_key
from tlvwa.portal.interfaces import IAreasInReach


def rows(row_schema, title, description=""):
    """A list of structured rows; each row is a dictionary of the row schema's names."""
    return schema.List(
        title=title,
        description=description,
        value_type=DictRow(title=title, schema=row_schema),
        required=False,
        missing_value=[],
        defaultFactory=list,
    )


def lines(title, description="", constraint=None):
    """A list of short texts, one a line."""
    return schema.List(
        title=title,
        description=description,
        value_type=schema.TextLine(constraint=constraint) if constraint else schema.TextLine(),
        required=False,
        missing_value=[],
        defaultFactory=list,
    )


def rich_text(title, description=""):
    """HTML from an editor; the output is sanitised by Plone's safe-HTML transform."""
    return RichText(
        title=title,
        description=description,
        required=False,
        default_mime_type="text/html",
        output_mime_type="text/x-html-safe",
        allowed_mime_types=("text/html",),
    )


def choice(title, vocabulary, description="", required=False, default=None):
    """One code of a code list (a vocabulary or its registered name)."""
    return schema.Choice(
        title=title,
        description=description,
        vocabulary=vocabulary,
        required=required,
        default=default,
    )


def choices(title, vocabulary, description=""):
    """Several codes of a code list."""
    return schema.List(
        title=title,
        description=description,
        value_type=schema.Choice(vocabulary=vocabulary),
        required=False,
        missing_value=[],
        defaultFactory=list,
    )


def areas_in_reach():
    """The areas that content holds for (``IInAreas``), within the reach of the authority around it."""
    field = lines(_("Gebiete"), _("Leer: das eigene Gebiet der Behörde."), area_key)
    alsoProvides(field, IAreasInReach)
    return field


def valid_from():
    """The first day on which something holds."""
    return schema.Date(
        title=_("Gilt ab"),
        description=_("Dieser Tag gehört dazu. Leer: schon immer."),
        required=False,
    )


def valid_to():
    """The last day on which something holds."""
    return schema.Date(
        title=_("Gilt bis"),
        description=_("Dieser Tag gehört dazu. Leer: bis auf Weiteres."),
        required=False,
    )


def identifier():
    """The object's own id (XZuFi: Identifikator), unique only together with the agency's."""
    return schema.TextLine(
        title=_("Kennung"),
        description=_("Nur zusammen mit der Redaktion eindeutig."),
        required=False,
    )


def agency_id():
    """The agency that gave the id (XZuFi: schemeAgencyID)."""
    return schema.TextLine(
        title=_("Kennung der Redaktion"), required=False, defaultFactory=default_agency
    )
