"""„Orte und Postleitzahlen“: corrections of places as a table, and files with areas that are read in."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from hashlib import sha256

from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView

from tlvwa.portal.areas.corrections import Correction, CorrectionKind, write_corrections
from tlvwa.portal.areas.importing.corrections import COLUMNS
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.csv_text import decode_csv
from tlvwa.portal.common.export import CSV_TYPE, csv_file, file_response
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.exchange.area_import import ImportRefused, import_content, is_of_corrections
from tlvwa.portal.exchange.corrections import (
    KINDS,
    CorrectionChanges,
    corrections_of,
    corrections_table,
    subject_text,
    without_corrections,
)
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store, read_site_corrections

NAME = "tlvwa-orte"
PREVIEW, APPLY, IMPORT = "preview", "apply", "import"
FORM_FILE = "Formular"
LARGEST = 30_000_000  # bytes: the register of all of Germany has 4 million
LARGEST_TABLE = 500_000  # bytes of corrections; they travel through the preview in a form
SUBJECT_MARK = "@"  # between name and municipality of a correction that is given up

TOO_LARGE = _("Die Datei ist zu groß.")
NO_FILE = _("Wählen Sie bitte eine Datei aus.")
NO_DAY = _("Den Stand des Auszugs bitte als JJJJ-MM-TT schreiben.")
NO_ROWS = _("Geben Sie bitte eine Berichtigung ein, oder wählen Sie eine aus.")
CHANGED = _(
    "Inzwischen hat jemand anderes die Berichtigungen geändert. Es wurde nichts geschrieben; sehen Sie "
    "bitte noch einmal nach."
)
APPLIED = _("Übernommen. Der Zuständigkeitsfinder folgt sofort.")


class Refused(Exception):
    """What was sent cannot be used; the text says why, in the language of the request."""


class PlacesPanel(BrowserView):
    """Lists, adds, changes and gives up corrections, after a preview; imports files of areas.

    A GET writes nothing. What is written needs a POST of the page's own form.
    """

    error = ""
    changes: CorrectionChanges | None = None
    table = ""
    report: tuple[str, ...] = ()

    def __call__(self) -> object:
        """Return the page, a preview or a file, or apply what was sent. Raises BadRequest or Forbidden."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        form = self.request.form
        if self.request.method != "POST":
            is_file = request_params.code(form, "file", ("csv",))
            return self._file() if is_file else self.index()
        action = request_params.code(form, "do", (PREVIEW, APPLY, IMPORT))
        try:
            return self._answer(action)
        except Refused as refused:
            self.error = str(refused)
            return self.index()

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{self.context.absolute_url()}/@@{NAME}"

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections of the site."""
        return read_site_corrections()

    @property
    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of the table."""
        gazetteer = site_snapshot().gazetteer
        areas = {area.key: area.name for area in gazetteer.areas()}
        for row in self.corrections:
            yield {
                "kind": say(KINDS[row.kind]),
                "text": subject_text(gazetteer, row.text),
                "municipality": areas.get(row.municipality, row.municipality),
                "key": row.municipality,
                "source": row.source,
                "day": day_text(row.day),
                "subject": SUBJECT_MARK.join(row.subject),
            }

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of a correction to choose from: value and title."""
        return [(kind.value, title) for kind, title in KINDS.items()]

    @property
    def typed(self) -> dict[str, str]:
        """What the form of one correction shows: what was typed, else today's day."""
        form = self.request.form
        return {name: _text(form, name) for name in COLUMNS} | {
            "day": _text(form, "day") or today().isoformat(),
            "kind": _text(form, "kind") or CorrectionKind.VILLAGE.value,
        }

    @property
    def as_of(self) -> str:
        """What was typed as the day of an extract."""
        return _text(self.request.form, "as_of")

    @property
    def digest(self) -> str:
        """The digest of the corrections that the page shows: a change of others is refused."""
        return sha256(write_corrections(self.corrections).encode()).hexdigest()[:16]

    @property
    def given_up(self) -> list[str]:
        """The subjects of the corrections that are chosen to be given up, as they were sent."""
        chosen = self.request.form.get("remove", [])
        return [text for text in (chosen if isinstance(chosen, list) else [chosen]) if text]

    def _answer(self, action: str) -> object:
        if action == IMPORT:
            return self._import()
        if _text(self.request.form, "stand") != self.digest:
            raise Refused(say(CHANGED))
        self.changes = self._changes()
        return self._apply() if action == APPLY else self.index()

    def _changes(self) -> CorrectionChanges:
        """What is proposed. Raises Refused."""
        if self.given_up:
            parts = [text.rpartition(SUBJECT_MARK) for text in self.given_up]
            return without_corrections([(name, key) for name, _mark, key in parts])
        content, name = self._proposed_table()
        try:
            changes = corrections_of(content, name)
        except AreaError as error:
            raise Refused(say(error.args[0])) from None
        if not changes.texts:
            raise Refused(say(NO_ROWS))
        self.table = decode_csv(content)
        return changes

    def _proposed_table(self) -> tuple[bytes, str]:
        """The rows that are proposed as a file: uploaded, back from the preview, or typed."""
        form = self.request.form
        if _text(form, "table", LARGEST_TABLE):
            return _text(form, "table", LARGEST_TABLE).encode(), FORM_FILE
        if not _text(form, "text"):
            raise Refused(say(NO_ROWS))
        fields = [_text(form, name) for name in COLUMNS]
        return csv_file(COLUMNS, [fields]), FORM_FILE

    def _apply(self) -> object:
        """Write what was proposed. Raises Forbidden without the authenticator of our form."""
        CheckAuthenticator(self.request)
        assert self.changes is not None
        gazetteer_store().write(corrections=write_corrections(self.changes.after))
        api.portal.show_message(APPLIED, self.request)
        return self.request.response.redirect(self.url)

    def _import(self) -> object:
        """Read a file in; corrections are shown first. Raises Forbidden without the authenticator."""
        CheckAuthenticator(self.request)
        upload = self.request.form.get("file")
        content = upload.read(LARGEST + 1) if hasattr(upload, "read") else b""
        if not content.strip():
            raise Refused(say(NO_FILE))
        if len(content) > LARGEST:
            raise Refused(say(TOO_LARGE))
        name = upload.filename.rpartition("\\")[2]
        if is_of_corrections(content):
            return self._preview_file(content, name)
        try:
            self.report = import_content(content, name, as_of=self._as_of()).lines or (
                say(_("Nichts hat sich geändert.")),
            )
        except ImportRefused as refused:
            raise Refused(str(refused)) from None
        return self.index()

    def _as_of(self) -> date | None:
        """The day of an extract of the register, as it was typed. Raises Refused."""
        text = _text(self.request.form, "as_of")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise Refused(say(NO_DAY)) from None

    def _preview_file(self, content: bytes, name: str) -> object:
        if len(content) > LARGEST_TABLE:
            raise Refused(say(TOO_LARGE))
        try:
            self.changes = corrections_of(content, name)
        except AreaError as error:
            raise Refused(say(error.args[0])) from None
        self.table = decode_csv(content)
        return self.index()

    def _file(self) -> bytes:
        content = corrections_table(self.corrections)
        return file_response(
            self.request.response, content, CSV_TYPE, f"berichtigungen-{today().isoformat()}.csv"
        )


def _text(form: request_params.Form, name: str, longest: int = 400) -> str:
    value = form.get(name, "")
    return value[:longest].strip() if isinstance(value, str) else ""
