"""Bulk upload: creates one draft per PDF, reports files that fail and imports the rest."""

from collections.abc import Sequence
from dataclasses import dataclass

from plone.dexterity.utils import addContentToContainer, createContent
from plone.namedfile.file import NamedBlobFile
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from ZPublisher.HTTPRequest import FileUpload

from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.plain_text import without_control_characters
from tlvwa.portal.content.publication.files.bounded import title_of_pdf
from tlvwa.portal.content.publication.files.fulltext import TYPE
from tlvwa.portal.content.publication.files.pdf import COSTLY, UnreadablePDF
from tlvwa.portal.content.publication.files.readings import PDF
from tlvwa.portal.content.publication.files.upload_events import PROBLEMS

MEGABYTE = 1_000_000
LARGEST = 100 * MEGABYTE  # one file
MOST = 200
PDF_HEADER, HEADER_WITHIN = b"%PDF-", 1024


class Refusal(Exception):
    """The reason why a file becomes no publication, as one sentence."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """The result of one file: title and address of its draft, or the reason why there is none."""

    name: str
    title: str = ""
    url: str = ""
    refusal: str = ""


class BulkUploadView(BrowserView):
    """``@@publikationen-hochladen``: the form, and after a POST the result of each file."""

    page_title = _("Mehrere PDF hochladen")
    results: Sequence[FileResult] = ()
    error = ""

    def __call__(self):
        """Return the page; a POST creates the drafts, all in one transaction."""
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            self._import_files(self._files())
        return self.index()

    @property
    def limits(self):
        """How many files at once, and how many megabytes each."""
        return {"files": MOST, "size": LARGEST // MEGABYTE}

    @property
    def drafts(self):
        """The results that are drafts."""
        return [result for result in self.results if result.url]

    @property
    def failures(self):
        """The results of files that failed."""
        return [result for result in self.results if result.refusal]

    def _files(self):
        value = self.request.form.get("files", [])
        values = value if isinstance(value, list | tuple) else [value]
        return [file for file in values if isinstance(file, FileUpload) and file.filename]

    def _import_files(self, files):
        if not files:
            self.error = _("Wählen Sie mindestens eine Datei aus.")
        elif len(files) > MOST:
            words = {"count": len(files), "limit": MOST}
            self.error = _(
                "Das sind ${count} Dateien; auf einmal gehen höchstens ${limit}.", mapping=words
            )
        else:
            self.results = [self._import_file(file) for file in files]

    def _import_file(self, file):
        name = _file_name(file)
        try:
            publication = self._publication(file, name)
        except Refusal as refusal:
            return FileResult(name, refusal=refusal.args[0])
        return FileResult(name, publication.title, publication.absolute_url())

    def _publication(self, file, name):
        """Create the draft of a file. Raises Refusal before anything is written."""
        title = _title(file, name)
        publication = createContent(
            TYPE, title=title, file=NamedBlobFile(file, contentType=PDF, filename=name)
        )
        return addContentToContainer(self.context, publication)


def _file_name(file):
    """Return the file's own name, without the folders that some browsers send."""
    return (
        without_control_characters(file.filename.replace("\\", "/").rpartition("/")[2])
        or "datei.pdf"
    )


def _title(file, name):
    """Return the title of a PDF: its own, else its file name. Raises Refusal if it cannot be imported."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if not size:
        raise Refusal(_("Die Datei ist leer."))
    if size > LARGEST:
        words = {"limit": LARGEST // MEGABYTE}
        raise Refusal(_("Die Datei ist größer als ${limit} MB.", mapping=words))
    # Some PDFs have other bytes before their header; readers look for it in the first 1024.
    if PDF_HEADER not in file.read(HEADER_WITHIN):
        raise Refusal(_("Das ist kein PDF."))
    file.seek(0)
    try:
        title = title_of_pdf(file)
    except UnreadablePDF as error:
        if error.reason != COSTLY:  # that one is kept, without cover and text
            raise Refusal(PROBLEMS[error.reason]) from error
        title = ""
    file.seek(0)
    return title or name.rpartition(".")[0].replace("_", " ").strip() or name
