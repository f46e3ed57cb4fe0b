"""Subscribers that read uploaded files, make the cover and index the publication again."""

from hashlib import sha256

from plone import api
from plone.app.contenttypes.interfaces import IFile
from plone.namedfile.file import NamedBlobImage
from plone.rest.interfaces import IAPIRequest
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import alsoProvides
from zope.lifecycleevent.interfaces import IObjectModifiedEvent, IObjectMovedEvent

from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.publication.files.bounded import fit_cover
from tlvwa.portal.content.publication.files.images import COVER_SIZE, NoImage
from tlvwa.portal.content.publication.files.pdf import BROKEN, COSTLY, EMPTY, ENCRYPTED
from tlvwa.portal.content.publication.files.readings import update_reading
from tlvwa.portal.content.publication.schema import IPublication
from tlvwa.portal.interfaces import IPublicationFile

PROBLEMS = {
    BROKEN: _("Das PDF ist beschädigt: Es lässt sich nicht öffnen."),
    COSTLY: _("Das PDF lässt sich nicht lesen: Es ist zu aufwendig gezeichnet oder beschädigt."),
    EMPTY: _("Das PDF hat keine Seite."),
    ENCRYPTED: _("Das PDF ist mit einem Kennwort geschützt: Niemand kann es ohne öffnen."),
}
STORED = _(
    "Die Datei ist gespeichert. Titelbild, Seitenzahl und Text für die Suche fehlen; laden Sie bitte "
    "ein anderes PDF hoch."
)
NO_COVER = _(
    "Das Titelbild lässt sich nicht lesen und wurde weggelassen. Wählen Sie bitte ein anderes."
)
COVER_NAME = "titelseite.jpg"


@adapter(IPublication, IObjectMovedEvent)
def publication_added(publication, event):
    """Read the file of a publication that was added or moved, not of one that was removed."""
    if event.newParent is not None:
        read_file(publication)


@adapter(IPublication, IObjectModifiedEvent)
def publication_changed(publication, event):
    """Read the file of an edited publication."""
    read_file(publication)


@adapter(IFile, IObjectMovedEvent)
def file_moved(file, event):
    """Read a file that comes into a publication; index the publications it leaves or enters."""
    if IPublication.providedBy(event.newParent):
        read_further_file(file)
    # The event is sent to everything below a moved object, too; then the publication moves with it.
    if event.object is file:
        for publication in {event.oldParent, event.newParent}:
            if IPublication.providedBy(publication):
                publication.reindexObject()


@adapter(IFile, IObjectModifiedEvent)
def file_changed(file, event):
    """Read an edited file in a publication and index the publication."""
    publication = file.__parent__
    if IPublication.providedBy(publication):
        read_further_file(file)
        publication.reindexObject()


def read_further_file(file):
    """Read a further file if it is new, and return its reading; only editors find it by itself."""
    if not IPublicationFile.providedBy(file):
        alsoProvides(file, IPublicationFile)
        file.reindexObject(idxs=["object_provides", "allowedRolesAndUsers"])
    stored, _reading, _is_new = update_reading(file)
    _show_problem(stored)
    return stored


def read_file(publication):
    """Read the file of a publication if it is new, make its cover, and return its reading."""
    stored, reading, is_new = update_reading(publication)
    if is_new:
        if not _has_own_cover(publication, stored):
            _set_cover(publication, stored, reading)
        _show_problem(stored)
    _fit_cover(publication)
    return stored


def _has_own_cover(publication, stored):
    """True if an editor chose the cover."""
    return publication.cover is not None and _digest(publication.cover) != stored.cover_digest


def _set_cover(publication, stored, reading):
    if reading is None:
        publication.cover, stored.cover_digest = None, ""
        return
    publication.cover = NamedBlobImage(reading.cover, "image/jpeg", COVER_NAME)
    stored.cover_digest = _digest(publication.cover)


def _fit_cover(publication):
    """Shrink an editor's cover to the size in which it is shown."""
    cover = publication.cover
    if cover is None or all(
        actual <= most for actual, most in zip(cover.getImageSize(), COVER_SIZE, strict=True)
    ):
        return
    try:
        with cover.open() as opened:
            publication.cover = NamedBlobImage(fit_cover(opened), "image/jpeg", COVER_NAME)
    except NoImage:
        publication.cover = None
        _tell(NO_COVER)


def _digest(image):
    return sha256(image.data).hexdigest()


def _show_problem(stored):
    """Show on the next page why a file could not be read."""
    if stored.problem:
        _tell(PROBLEMS[stored.problem])
        _tell(STORED)


def _tell(message):
    """Show a warning on the next page; a REST request gets no message."""
    request = getRequest()
    if request is not None and not IAPIRequest.providedBy(request):
        api.portal.show_message(message, request, type="warning")
