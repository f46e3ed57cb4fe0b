"""A form that is sent again: by a second click, by loading its page of thanks again, from a kept page."""

import hashlib
import json
from collections.abc import Mapping
from html import escape

from ZPublisher.HTTPRequest import FileUpload, HTTPRequest

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.forms.submissions import Submission, SubmissionState

STILL_BUSY = _(
    "Ihre Eingaben werden gerade angenommen. Bitte warten Sie einen Moment und senden Sie das Formular dann "
    "noch einmal ab: Es kommt nur einmal an."
)
CHANGED = _(
    "Dieses Formular ist schon angekommen, mit den Angaben, die hier stehen. Was Sie danach geändert haben, "
    "wurde nicht gesendet. Möchten Sie noch etwas senden, öffnen Sie das Formular bitte neu."
)


NOTICE = (
    '<div class="kern-alert kern-alert--info" id="schon-gesendet" role="status">'
    '<div class="kern-alert__body"><p class="kern-body">{}</p></div></div>'
)


class Repetition:
    """What became of the form that a request sends, if it was sent before.

    ``submission`` is ``None`` for a form that was not opened here; then it is refused.
    """

    def __init__(self, submission: Submission | None, request: HTTPRequest) -> None:
        self.submission = submission
        self._request = request
        self._state = SubmissionState.NEW
        self.page = self.input = ""

    def look(self) -> None:
        """Look for an earlier submission, and wait for one that is being carried out."""
        if self.submission is None:
            return
        self.input = self.input or _digest(self._request.form)
        self._state = self.submission.settled_state()
        kept = self.submission.page if self.is_second else ""
        if kept:
            values = json.loads(kept)
            notice = "" if values["input"] == self.input else say(CHANGED)
            self.page = values["page"] and _with_notice(notice) + values["page"]

    @property
    def is_new(self) -> bool:
        """True if the form was not sent before."""
        return self._state in (SubmissionState.NEW, SubmissionState.ABANDONED)

    @property
    def is_second(self) -> bool:
        """True if the form was sent before, and nothing is to be done again."""
        return self._state is SubmissionState.DONE

    @property
    def refusal(self) -> str:
        """Why the form cannot be taken now; else empty."""
        return STILL_BUSY if self._state is SubmissionState.PENDING else ""

    def keep(self, page: str) -> None:
        """Keep the page of thanks for those who send the form again."""
        if self.submission is not None:
            self.submission.finish(json.dumps({"page": page, "input": self.input}))


def _with_notice(notice: str) -> str:
    return NOTICE.format(escape(notice)) if notice else ""


def _digest(form: Mapping[str, object]) -> str:
    """Return a digest of what was filled in, with the names and sizes of files."""
    values = {name: _plain(value) for name, value in form.items()}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, FileUpload):
        value.seek(0, 2)
        size = value.tell()
        value.seek(0)
        return [value.filename, size]
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)
