"""What happens when a file comes: it is read, the cover is made, the publication is indexed anew."""

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
from tlvwa.portal.content.publication.files.images import COVER_SIZE, fitting
from tlvwa.portal.content.publication.files.pdf import BROKEN, EMPTY, ENCRYPTED
from tlvwa.portal.content.publication.files.readings import take_in
from tlvwa.portal.content.publication.schema import IPublication
from tlvwa.portal.interfaces import IPublicationFile

PROBLEMS = {
    BROKEN: _("Das PDF ist beschädigt: Es lässt sich nicht öffnen."),
    EMPTY: _("Das PDF hat keine Seite."),
    ENCRYPTED: _("Das PDF ist mit einem Kennwort geschützt: Niemand kann es ohne öffnen."),
}
KEPT = _(
    "Die Datei ist gespeichert. Titelbild, Seitenzahl und Text für die Suche fehlen; laden Sie bitte "
    "ein anderes PDF hoch."
)
COVER_NAME = "titelseite.jpg"


@adapter(IPublication, IObjectMovedEvent)
def publication_added(publication, event):
    """A publication is new here, or elsewhere; not one that goes."""
    if event.newParent is not None:
        _read(publication)


@adapter(IPublication, IObjectModifiedEvent)
def publication_changed(publication, event):
    """A publication was edited."""
    _read(publication)


@adapter(IFile, IObjectMovedEvent)
def file_moved(file, event):
    """A file came into a publication, or went out of one."""
    if IPublication.providedBy(event.newParent):
        _read_further(file)
    if event.object is file:
        for publication in {event.oldParent, event.newParent}:
            if IPublication.providedBy(publication):
                publication.reindexObject()


@adapter(IFile, IObjectModifiedEvent)
def file_changed(file, event):
    """A file in a publication was edited."""
    publication = file.__parent__
    if IPublication.providedBy(publication):
        _read_further(file)
        publication.reindexObject()


def _read_further(file):
    """Read a further file; from now on it is found only through its publication."""
    if not IPublicationFile.providedBy(file):
        alsoProvides(file, IPublicationFile)
        file.reindexObject(idxs=["object_provides", "allowedRolesAndUsers"])
    kept, _reading, _is_new = take_in(file)
    _tell(kept)


def _read(publication):
    kept, reading, is_new = take_in(publication)
    if is_new:
        if not _has_own_cover(publication, kept):
            _set_cover(publication, kept, reading)
        _tell(kept)
    _fit_cover(publication)


def _has_own_cover(publication, kept):
    """Whether an editor chose the cover."""
    return publication.cover is not None and _digest(publication.cover) != kept.cover_digest


def _set_cover(publication, kept, reading):
    if reading is None:
        publication.cover, kept.cover_digest = None, ""
        return
    publication.cover = NamedBlobImage(reading.cover, "image/jpeg", COVER_NAME)
    kept.cover_digest = _digest(publication.cover)


def _fit_cover(publication):
    """A cover of an editor's is kept no larger than it is shown."""
    cover = publication.cover
    if cover is None or all(
        given <= most for given, most in zip(cover.getImageSize(), COVER_SIZE, strict=True)
    ):
        return
    publication.cover = NamedBlobImage(fitting(cover.data), "image/jpeg", COVER_NAME)


def _digest(image):
    return sha256(image.data).hexdigest()


def _tell(kept):
    """Say in the next page why a file could not be read; in JSON nothing but the file is told."""
    request = getRequest()
    if not kept.problem or request is None or IAPIRequest.providedBy(request):
        return
    api.portal.show_message(PROBLEMS[kept.problem], request, type="warning")
    api.portal.show_message(KEPT, request, type="warning")
