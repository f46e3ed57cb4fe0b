"""What is stored beside a file: its number of pages and text, or why it cannot be read.

A file is read once, when its digest is new. The text is a persistent object of its own, so
that it is loaded only by who needs it.
"""

from hashlib import sha256

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from persistent import Persistent
from plone.app.contenttypes.interfaces import IFile
from plone.dexterity.content import DexterityContent
from ZODB.POSException import POSKeyError
from zope.annotation.interfaces import IAnnotations

from tlvwa.portal.content.publication.files.bounded import read_pdf
from tlvwa.portal.content.publication.files.pdf import COSTLY, UnreadablePDF

KEY = "tlvwa.portal.reading"
PDF = "application/pdf"
CHUNK = 1 << 20
MOST_TRIES = 3  # of a file that was too costly: the machine may have been busy


class StoredText(Persistent):
    """The stored text of a file."""

    def __init__(self, text=""):
        self.text = text


class StoredReading(Persistent):
    """What was read from a file, as an annotation.

    ``digest`` is that of the file, ``cover_digest`` that of the cover made from it;
    ``problem`` is the reason of an ``UnreadablePDF``.
    """

    digest = problem = cover_digest = ""
    pages = tries = 0
    size: int | None = None  # bytes; None in what was stored before 20261127014

    def __init__(self):
        self.text = StoredText()


NOTHING_READ = StoredReading()


def reading_of(obj: DexterityContent) -> StoredReading:
    """Return the stored reading of the file of a publication, or of a file in it."""
    reading: StoredReading = IAnnotations(obj).get(KEY, NOTHING_READ)
    return reading


def may_be_read_later(obj):
    """True if the object's file was too costly to read, and was not tried often enough yet."""
    stored = reading_of(obj)
    return stored.problem == COSTLY and stored.tries < MOST_TRIES


def forget_reading(obj):
    """Let the next update read the object's file again, as another try."""
    reading_of(obj).digest = ""


def update_reading(obj):
    """Read the object's file if it is another one than before, and store the reading.

    Return ``(stored, reading, is_new)``: the stored reading; what was read now (``None`` for no
    PDF, for one that cannot be read, and for the same file as before); whether the file is another
    one.
    """
    file = obj.file
    try:
        digest = file_digest(file) if file is not None else ""
    except POSKeyError:  # the stored file is missing: what was read of it stays
        return reading_of(obj), None, False
    if reading_of(obj).digest == digest:
        return reading_of(obj), None, False
    before = reading_of(obj)
    stored = IAnnotations(obj)[KEY] = StoredReading()
    stored.digest, stored.cover_digest = digest, before.cover_digest
    stored.tries = before.tries + 1 if before.problem == COSTLY and not before.digest else 1
    stored.size = file.getSize() if file is not None else 0
    reading = None
    if file is not None and is_pdf(file):
        try:
            with file.open() as opened:
                reading = read_pdf(opened)
        except UnreadablePDF as error:
            stored.problem = error.reason
        else:
            stored.pages, stored.text.text = reading.pages, reading.text
    return stored, reading, True


def size_of(obj):
    """Return the size of the file of a publication, or of a file in it, in bytes.

    It was stored when the file was, so that nothing is opened. Raises POSKeyError if it was not, and the
    file is missing.
    """
    stored = reading_of(obj).size
    return obj.file.getSize() if stored is None else stored


def file_digest(file):
    """Return the SHA-256 of a stored file."""
    digest = sha256()
    with file.open() as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def is_pdf(file):
    """True if a stored file is a PDF by its type or its name."""
    return file.contentType == PDF or (file.filename or "").lower().endswith(".pdf")


def format_of(file):
    """Return the format as people call it: PDF, ODT; empty for a name without an ending."""
    _name, dot, ending = (file.filename or "").rpartition(".")
    return "PDF" if is_pdf(file) else ending.upper() if dot else ""


def files_in(publication):
    """Return the further files of a publication that everybody who sees it may see, in their order."""
    viewers = set(rolesForPermissionOn("View", publication))
    return [
        child
        for child in publication.objectValues()
        if IFile.providedBy(child)
        and aq_base(child).file is not None
        and viewers <= set(rolesForPermissionOn("View", child))
    ]
