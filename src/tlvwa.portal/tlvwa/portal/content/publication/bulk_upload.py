"""Many PDFs at once: a draft of each. What a file cannot become is told; the others are not lost."""

from dataclasses import dataclass

from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from ZPublisher.HTTPRequest import FileUpload

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.plain_text import without_control_characters
from tlvwa.portal.content.publication.files.fulltext import TYPE
from tlvwa.portal.content.publication.files.pdf import UnreadablePDF, title_of_pdf
from tlvwa.portal.content.publication.files.readings import PDF
from tlvwa.portal.content.publication.files.upload_events import PROBLEMS

MEGABYTE = 1_000_000
LARGEST = 100 * MEGABYTE  # one file
MOST = 200
HEAD, HEAD_WITHIN = b"%PDF-", 1024


class Refusal(Exception):
    """Why a file becomes no publication: one sentence."""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file: the title and address of its draft, or why there is none."""

    name: str
    title: str = ""
    url: str = ""
    refusal: str = ""


class BulkUploadView(BrowserView):
    """``@@publikationen-hochladen``: the form, and after it what became of each file."""

    page_title = _("Mehrere PDF hochladen")
    outcomes = ()
    error = ""

    def __call__(self):
        """The page; a POST makes the drafts, all in one transaction."""
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self._take(self._files())
        return self.index()

    @property
    def limits(self):
        """How many files at once, and how many megabytes each."""
        return {"files": MOST, "size": LARGEST // MEGABYTE}

    @property
    def made(self):
        """The outcomes that are drafts."""
        return [each for each in self.outcomes if each.url]

    @property
    def refused(self):
        """The files that were refused."""
        return [each for each in self.outcomes if each.refusal]

    def _files(self):
        given = self.request.form.get("files", [])
        several = given if isinstance(given, list | tuple) else [given]
        return [each for each in several if isinstance(each, FileUpload) and each.filename]

    def _take(self, files):
        if not files:
            self.error = _("Wählen Sie mindestens eine Datei aus.")
        elif len(files) > MOST:
            words = {"count": len(files), "limit": MOST}
            self.error = _(
                "Das sind ${count} Dateien; auf einmal gehen höchstens ${limit}.", mapping=words
            )
        else:
            self.outcomes = [self._outcome(file) for file in files]

    def _outcome(self, file):
        name = _file_name(file)
        try:
            publication = self._publication(file, name)
        except Refusal as refusal:
            return FileOutcome(name, refusal=refusal.args[0])
        return FileOutcome(name, publication.title, publication.absolute_url())

    def _publication(self, file, name):
        """The draft of a file. Raises Refusal before anything is written."""
        title = _title(file, name)
        publication = createContent(
            TYPE, title=title, file=NamedBlobFile(file, contentType=PDF, filename=name)
        )
        return addContentToContainer(self.context, publication)


def _file_name(file):
    """The file's own name, without folders that some browsers send."""
    return (
        without_control_characters(file.filename.replace("\\", "/").rpartition("/")[2])
        or "datei.pdf"
    )


def _title(file, name):
    """The title of a PDF: its own, else its file name's. Raises Refusal for what cannot be taken."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if not size:
        raise Refusal(_("Die Datei ist leer."))
    if size > LARGEST:
        words = {"limit": LARGEST // MEGABYTE}
        raise Refusal(_("Die Datei ist größer als ${limit} MB.", mapping=words))
    if HEAD not in file.read(HEAD_WITHIN):
        raise Refusal(_("Das ist kein PDF."))
    file.seek(0)
    try:
        title = title_of_pdf(file)
    except UnreadablePDF as error:
        raise Refusal(PROBLEMS[error.reason]) from error
    file.seek(0)
    return title or name.rpartition(".")[0].replace("_", " ").strip() or name
