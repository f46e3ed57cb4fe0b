"""What is to be changed on many records, as a form says it."""

from dataclasses import dataclass, field
from typing import Any

from zope.schema import ValidationError

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.workflow.transition import NEEDS_COMMENT

FIELDS = ("valid_from", "valid_to", "confirmed_on", "legal_basis")
SET, CLEAR = "set", "clear"
NOTHING = _("Bitte wählen Sie, was sich ändern soll.")
NO_VALUE = _("Bei „${field}“ fehlt der neue Wert.")
NO_COMMENT = _(
    "Bei diesem Schritt ist ein Kommentar nötig: Wer den Inhalt verfasst hat, liest ihn."
)


class Unclear(Exception):
    """The form does not say what to do; the sentence that says why is the first argument."""


@dataclass(frozen=True)
class FieldEdit:
    """New values by field (``None`` clears it), a step of the workflow, and a comment."""

    values: dict[str, Any] = field(default_factory=dict)
    step: str = ""
    comment: str = ""

    @property
    def note(self):
        """What the history says of it."""
        return f"Sammeländerung: {self.comment}" if self.comment else "Sammeländerung"


def requested_edit(form):
    """The change that a form asks for. Raises Unclear, or BadRequest for what no form of ours sends."""
    what = {name: request_params.code(form, f"{name}_do", (SET, CLEAR)) for name in FIELDS}
    values = {name: _value(form, name, do) for name, do in what.items() if do}
    change = FieldEdit(
        values, request_params.text(form, "step"), request_params.text(form, "comment")
    )
    if not change.values and not change.step:
        raise Unclear(NOTHING)
    if change.step in NEEDS_COMMENT and not change.comment:
        raise Unclear(NO_COMMENT)
    return change


def _value(form, name, do):
    if do == CLEAR:
        return None
    title = IResponsibility[name].title
    text = request_params.text(form, name)
    if not text:
        raise Unclear(_(NO_VALUE, mapping={"field": title}))
    if name != "legal_basis":
        return request_params.day(form, name)
    try:
        IResponsibility[name].validate(text)
    except ValidationError as error:
        raise Unclear(error.doc()) from error
    return text
