"""Fields and class of a publication (Publikation)."""

from plone.autoform import directives
from plone.dexterity.content import Container
from plone.namedfile.field import NamedBlobFile, NamedBlobImage
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid, implementer, invariant

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.common.vocabularies import DOCUMENT_LANGUAGES
from tlvwa.portal.content.fields import (
    agency_id,
    choice,
    choices,
    identifier,
    lines,
    rich_text,
)
from tlvwa.portal.content.invariants import period
from tlvwa.portal.content.publication.files.images import NoImage, open_image
from tlvwa.portal.content.publication.isbn_issn import is_isbn, is_issn
from tlvwa.portal.interfaces import IPortalContent
from tlvwa.portal.widgets.picker.widget import (
    ChooseAuthorities,
    ChoosePublications,
    ChooseServices,
)
from tlvwa.portal.widgets.upload import UploadFile, UploadImage


def valid_isbn(value):
    """Refuse what is no ISBN. Raises FieldRefused."""
    if value and not is_isbn(value):
        words = _(
            "„${value}“ ist keine ISBN: 10 oder 13 Ziffern, und die Prüfziffer muss stimmen.",
            mapping={"value": value},
        )
        raise FieldRefused(words)
    return True


def valid_issn(value):
    """Refuse what is no ISSN. Raises FieldRefused."""
    if value and not is_issn(value):
        words = _(
            "„${value}“ ist keine ISSN: 8 Ziffern, und die Prüfziffer muss stimmen.",
            mapping={"value": value},
        )
        raise FieldRefused(words)
    return True


def is_image(value):
    """Refuse what browsers and this site cannot show as a picture. Raises FieldRefused."""
    try:
        if value is not None:
            open_image(value.data)
    except NoImage:
        raise FieldRefused(
            _(
                "Das ist kein Bild, oder ein zu großes: Erwartet wird JPEG, PNG, WebP oder GIF mit "
                "höchstens 25 Millionen Bildpunkten."
            )
        ) from None
    return True


class IPublication(model.Schema):
    """Something the administration publishes: a main file, further files inside, and metadata."""

    subtitle = schema.TextLine(title=_("Untertitel"), required=False)
    kind = choice(_("Art"), "tlvwa.portal.publication_kinds", required=True, default="sonstiges")
    directives.widget("file", UploadFile)
    file = NamedBlobFile(
        title=_("Datei"),
        description=_(
            "Am besten ein barrierefreies PDF. Titelbild, Seitenzahl und Text für die Suche "
            "entstehen daraus beim Speichern. Weitere Fassungen (zum Beispiel ODT) und Anlagen laden "
            "Sie danach unter „Inhalte“ hoch."
        ),
        required=False,
    )
    accessible = schema.Bool(
        title=_("Die Datei ist barrierefrei"),
        description=_("Geprüft nach PDF/UA oder BITV 2.0."),
        required=False,
        default=False,
    )
    abstract = rich_text(_("Worum es geht"), _("Steht auf der Seite der Publikation."))
    issued = schema.Date(title=_("Erschienen am"), required=False)
    directives.widget("publisher", ChooseAuthorities)
    publisher = choice(_("Herausgeber"), "tlvwa.portal.authorities", _("Eine Behörde."))
    authors = lines(_("Verfasserinnen und Verfasser"), _("Je Zeile ein Name."))
    keywords = lines(_("Schlagwörter"), _("Eines je Zeile; danach lässt sich die Liste filtern."))
    document_language = choice(
        _("Sprache"), DOCUMENT_LANGUAGES, _("In der das Dokument geschrieben ist."), default="de"
    )
    orderable = schema.Bool(
        title=_("Gedruckt bestellbar"),
        description=_("Die Publikation lässt sich dann im Bestellformular auswählen."),
        required=False,
        default=False,
    )
    notice = schema.TextLine(
        title=_("Hinweis auf der Seite"),
        description=_("Zum Beispiel: Die Angaben sind ein Beispiel."),
        required=False,
    )

    model.fieldset("cover", label=_("Titelbild"), fields=["cover", "cover_text"])
    directives.widget("cover", UploadImage)
    cover = NamedBlobImage(
        title=_("Titelbild"),
        description=_(
            "Leer: Beim Hochladen eines PDF entsteht es aus der ersten Seite. Ein eigenes Bild bleibt, "
            "auch wenn die Datei wechselt."
        ),
        required=False,
        constraint=is_image,
    )
    cover_text = schema.TextLine(
        title=_("Was das Titelbild zeigt"),
        description=_("Für alle, die es nicht sehen. Leer: „Titelseite“ und der Titel."),
        required=False,
    )

    model.fieldset(
        "validity",
        label=_("Gültigkeit"),
        fields=[
            *("valid_from", "valid_until", "replaces"),
            *("withdrawn_on", "withdrawn_reason"),
        ],
    )
    valid_from = schema.Date(title=_("Gilt ab"), required=False)
    valid_until = schema.Date(
        title=_("Gilt bis"), description=_("Dieser Tag gehört dazu."), required=False
    )
    directives.widget("replaces", ChoosePublications)
    replaces = choices(
        _("Ersetzt"),
        "tlvwa.portal.publications",
        _("Frühere Publikationen; ihre Seiten verweisen dann auf diese."),
    )
    withdrawn_on = schema.Date(
        title=_("Zurückgezogen am"),
        description=_(
            "Die Seite bleibt erreichbar und sagt es; in der Liste steht sie nur noch unter "
            "„Zurückgezogen“. Soll niemand sie mehr sehen, nehmen Sie die Veröffentlichung zurück."
        ),
        required=False,
    )
    withdrawn_reason = schema.TextLine(
        title=_("Grund"), description=_("Ein Satz für die Seite."), required=False
    )

    model.fieldset(
        "catalogue",
        label=_("Katalog"),
        fields=[
            *("series", "number", "isbn", "issn"),
            *("related_services", "identifier", "agency_id"),
        ],
    )
    series = schema.TextLine(title=_("Reihe"), required=False)
    number = schema.TextLine(
        title=_("Nummer"), description=_("In der Reihe, oder das Aktenzeichen."), required=False
    )
    isbn = schema.TextLine(title=_("ISBN"), required=False, constraint=valid_isbn)
    issn = schema.TextLine(title=_("ISSN"), required=False, constraint=valid_issn)
    directives.widget("related_services", ChooseServices)
    related_services = choices(_("Leistungen dazu"), "tlvwa.portal.services")
    identifier = identifier()
    agency_id = agency_id()

    @invariant
    def days_in_order(data):
        period(data.valid_from, data.valid_until)

    @invariant
    def a_reason_has_a_day(data):
        if data.withdrawn_reason and not data.withdrawn_on:
            raise Invalid(_("Seit wann ist die Publikation zurückgezogen? Der Tag fehlt."))


@implementer(IPublication, IPortalContent)
class Publication(Container):
    """A publication; it contains further files as Plone's own files."""

    def Subject(self):
        """Return the keywords as Dublin Core's subject."""
        return tuple(self.keywords or ())
