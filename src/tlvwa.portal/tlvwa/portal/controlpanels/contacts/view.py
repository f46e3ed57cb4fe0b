"""„Kontaktangaben einlesen“: a list is shown as differences first, and carried out then."""

from datetime import date

from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.csv_text import decode_csv
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import UnclearInput
from tlvwa.portal.exchange.contact_cells import ContactTableError
from tlvwa.portal.exchange.contact_import import ContactImport, source_of
from tlvwa.portal.exchange.contact_report import ContactReport
from tlvwa.portal.exchange.contact_table import ContactTable, parse_contacts, part_of_table

NAME = "behoerden-kontakte"
PREVIEW, APPLY = "preview", "apply"
FORM_FILE = "Formular"
LARGEST = 10_000_000  # bytes: the list of all of Germany has 2 million
LARGEST_TABLE = 700_000  # bytes of what is carried out; they travel through the preview in a form
MOST_PROBLEMS = 200  # that are shown
LONGEST_SOURCE = 200

NO_FILE = _("Wählen Sie bitte eine Datei aus.")
TOO_LARGE = _("Die Datei ist zu groß.")
TOO_MANY = _(
    "Das sind zu viele Änderungen für diese Seite. Auf dem Server übernimmt sie der Befehl "
    "„tlvwa-portal authorities import“."
)
NO_DAY = _("„${value}“ ist kein Tag wie 2026-01-31.")


class ContactsView(BrowserView):
    """Shows what a list would change, and carries it out.

    A GET writes nothing, nor does the preview. What is written needs a POST of the page's own form.
    """

    error = ""
    report: ContactReport | None = None
    table = ""
    is_done = False

    def __call__(self) -> object:
        """Return the page, with a preview or the report of what was sent. Raises Forbidden."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            action = request_params.code(self.request.form, "do", (PREVIEW, APPLY))
            try:
                self._apply() if action == APPLY else self._preview()
            except UnclearInput as refused:
                self.error = say(refused.args[0])
            except ContactTableError as error:
                self.error = say(error.text)
        return self.index()

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{self.context.absolute_url()}/@@{NAME}"

    @property
    def problems(self) -> list[str]:
        """What of the rows cannot be taken over, and why; the first of many."""
        problems = self.report.problems if self.report is not None else []
        return [problem.text for problem in problems[:MOST_PROBLEMS]]

    @property
    def further_problems(self) -> int:
        """How many more there are."""
        problems = self.report.problems if self.report is not None else []
        return max(0, len(problems) - MOST_PROBLEMS)

    @property
    def given(self) -> dict[str, str]:
        """What was entered beside the file."""
        return {name: self._text(name) for name in ("source", "as_of")}

    def _preview(self) -> None:
        content, name = self._upload()
        table = parse_contacts(content, name)
        source = source_of(table, self._text("source"), self._day())
        self.report = ContactImport(self.context, is_trial=True, is_users=True).run(table, source)
        lines = {result.line for result in self.report.differences}
        self.table = self._part(table, lines, source.source, source.as_of)

    def _apply(self) -> None:
        """Write what was shown; what others changed since then is decided anew."""
        content = self._text("table", LARGEST_TABLE).encode()
        table = parse_contacts(content, FORM_FILE)
        self.report = ContactImport(self.context, commits=False, is_users=True).run(table)
        self.is_done = True

    def _part(self, table: ContactTable, lines: set[int], source: str, as_of: date | None) -> str:
        if not lines:
            return ""
        content = part_of_table(table, lines, source, as_of)
        if len(content) > LARGEST_TABLE:
            raise UnclearInput(TOO_MANY)
        return decode_csv(content)

    def _upload(self) -> tuple[bytes, str]:
        upload = self.request.form.get("file")
        content = upload.read(LARGEST + 1) if hasattr(upload, "read") else b""
        if not content.strip():
            raise UnclearInput(NO_FILE)
        if len(content) > LARGEST:
            raise UnclearInput(TOO_LARGE)
        return content, upload.filename.rpartition("\\")[2]

    def _day(self) -> date | None:
        written = self._text("as_of")
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            raise UnclearInput(_(NO_DAY, mapping={"value": written})) from None

    def _text(self, name: str, longest: int = LONGEST_SOURCE) -> str:
        value = self.request.form.get(name, "")
        return value[:longest].strip() if isinstance(value, str) else ""

    @property
    def latest_day(self) -> str:
        """Today: no list is of a later day."""
        return today().isoformat()
