"""What is kept beside a file: how many pages it has, its text, or why it cannot be read.

It is read once, when the file is new; a fingerprint tells. The text is an object of its own, so that
only who asks for the text loads it.
"""

from hashlib import sha256

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from persistent import Persistent
from plone.app.contenttypes.interfaces import IFile
from zope.annotation.interfaces import IAnnotations

from tlvwa.portal.content.publication.files.pdf import UnreadablePDF, read_pdf

KEY = "tlvwa.portal.reading"
PDF = "application/pdf"
CHUNK = 1 << 20


class KeptText(Persistent):
    """The text of a file."""

    def __init__(self, text=""):
        self.text = text


class KeptReading(Persistent):
    """What was read of a file.

    ``digest`` is the file's fingerprint, ``cover_digest`` that of the cover made from it; ``problem``
    is the reason of an ``UnreadablePDF``.
    """

    digest = problem = cover_digest = ""
    pages = 0

    def __init__(self):
        self.text = KeptText()


NOTHING_READ = KeptReading()


def reading_of(obj):
    """What is kept of the file of a publication, or of a file in it."""
    return IAnnotations(obj).get(KEY, NOTHING_READ)


def take_in(obj):
    """Read the object's file, if it is another one than before.

    Gives what was kept, and what was read: ``None`` for no PDF or one that cannot be read; and whether
    the file is another one.
    """
    file = obj.file
    digest = fingerprint(file) if file is not None else ""
    if reading_of(obj).digest == digest:
        return reading_of(obj), None, False
    before = reading_of(obj).cover_digest
    kept = IAnnotations(obj)[KEY] = KeptReading()
    kept.digest, kept.cover_digest = digest, before
    reading = None
    if file is not None and is_pdf(file):
        try:
            with file.open() as opened:
                reading = read_pdf(opened)
        except UnreadablePDF as error:
            kept.problem = error.reason
        else:
            kept.pages, kept.text.text = reading.pages, reading.text
    return kept, reading, True


def fingerprint(file):
    """The SHA-256 of a stored file."""
    found = sha256()
    with file.open() as opened:
        while chunk := opened.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def is_pdf(file):
    """Whether a stored file says that it is a PDF, by its type or its name."""
    return file.contentType == PDF or (file.filename or "").lower().endswith(".pdf")


def format_of(file):
    """The format as people call it: PDF, ODT; empty for a name without an ending."""
    _name, dot, ending = (file.filename or "").rpartition(".")
    return "PDF" if is_pdf(file) else ending.upper() if dot else ""


def files_in(publication):
    """The further files of a publication that whoever sees it may see too, in their order."""
    seen_by = set(rolesForPermissionOn("View", publication))
    return [
        child
        for child in publication.objectValues()
        if IFile.providedBy(child)
        and aq_base(child).file is not None
        and seen_by <= set(rolesForPermissionOn("View", child))
    ]
