"""Files of all content, whichever way they come: not too large to be unpacked, and clean if scanned."""

from collections.abc import Iterator

from plone.dexterity.content import DexterityContent
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.utils import iterSchemata
from plone.namedfile.interfaces import INamed, INamedField
from z3c.form.validator import SimpleFieldValidator, WidgetValidatorDiscriminators
from zExceptions import BadRequest
from ZODB.utils import z64
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectAddedEvent, IObjectModifiedEvent
from zope.schema import getFieldsInOrder

from tlvwa.portal.common.file_scan import ScanResult, has_scanner, scan
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.publication.files.images import MOST_PIXELS, pixels_of
from tlvwa.portal.interfaces import IPortalLayer
from tlvwa.portal.readmodels.journal import site_journal

TOO_MANY_PIXELS = _(
    "Das Bild ist zu groß: höchstens ${most} Millionen Bildpunkte. Verkleinern Sie es bitte vor dem "
    "Hochladen."
)
REFUSED = {
    ScanResult.INFECTED: _("Der Virenscanner lehnt diese Datei ab."),
    ScanResult.FAILED: _(
        "Die Datei lässt sich gerade nicht auf Viren prüfen und wird deshalb nicht angenommen. "
        "Versuchen Sie es später noch einmal."
    ),
}


class FileValidator(SimpleFieldValidator):
    """Validates the file of a field in a form."""

    def validate(self, value, force=False):
        """Refuse what ``refuse_file`` refuses. Raises FieldRefused."""
        super().validate(value, force)
        if getattr(value, "data", None) is not None:
            refuse_file(value)


WidgetValidatorDiscriminators(FileValidator, request=IPortalLayer, field=INamedField)


@adapter(IDexterityContent, IObjectAddedEvent)
def guard_added(content, event):
    """Refuse files of new content. Raises BadRequest with the sentence."""
    _guard(content)


@adapter(IDexterityContent, IObjectModifiedEvent)
def guard_changed(content, event):
    """Refuse new files of content that was changed. Raises BadRequest with the sentence."""
    _guard(content)


def refuse_file(file):
    """Refuse a picture of too many pixels, and what the scanner does not let through. Raises FieldRefused."""
    if pixels_of(file) > MOST_PIXELS:
        raise FieldRefused(_(TOO_MANY_PIXELS, mapping={"most": MOST_PIXELS // 1_000_000}))
    refusal = REFUSED.get(scan(file.data)) if has_scanner() else None
    if refusal:
        raise FieldRefused(refusal)


def _guard(content):
    if site_journal(content) is None:
        return
    for name, file in _new_files(content):
        try:
            refuse_file(file)
        except FieldRefused as refused:
            raise BadRequest(f"{name}: {refused.doc()}") from refused


def _new_files(content: DexterityContent) -> Iterator[tuple[str, INamed]]:
    """Yield the files, with the names of their fields, that this transaction brought."""
    for schema in iterSchemata(content):
        for name, field in getFieldsInOrder(schema):
            file = content.__dict__.get(name) if INamedField.providedBy(field) else None
            blob = getattr(file, "_blob", None)
            if file is not None and (blob is None or blob._p_serial == z64):
                yield name, file
