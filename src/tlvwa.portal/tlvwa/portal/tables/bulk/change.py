"""The change of many records that a form asks for."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zope.schema import ValidationError, getFields

from tlvwa.portal.common import request_params
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.validation_errors import UnclearInput
from tlvwa.portal.content.responsibility.schema import IResponsibility
from tlvwa.portal.workflow.transition import NEEDS_COMMENT

DAYS = ("valid_from", "valid_to", "confirmed_on", "source_date")
FIELDS = ("valid_from", "valid_to", "confirmed_on", "checked_against", "source_date", "legal_basis")
SET, CLEAR = "set", "clear"
NOTHING_CHOSEN = _("Bitte wählen Sie, was sich ändern soll.")
NO_VALUE = _("Bei „${field}“ fehlt der neue Wert.")
NO_COMMENT = _(
    "Bei diesem Schritt ist ein Kommentar nötig: Wer den Inhalt verfasst hat, liest ihn."
)


@dataclass(frozen=True)
class FieldEdit:
    """New values by field (``None`` clears it), a workflow step, and a comment."""

    values: dict[str, Any] = field(default_factory=dict)
    step: str = ""
    comment: str = ""

    @property
    def note(self) -> str:
        """The comment for the history."""
        return f"Sammeländerung: {self.comment}" if self.comment else "Sammeländerung"


def requested_edit(form: request_params.Form) -> FieldEdit:
    """Return the change that a form asks for. Raises UnclearInput.

    Raises BadRequest for parameters that no form of ours sends.
    """
    actions = {name: request_params.code(form, f"{name}_do", (SET, CLEAR)) for name in FIELDS}
    values = {name: _value(form, name, action) for name, action in actions.items() if action}
    change = FieldEdit(
        values, request_params.text(form, "step"), request_params.text(form, "comment")
    )
    if not change.values and not change.step:
        raise UnclearInput(NOTHING_CHOSEN)
    if change.step in NEEDS_COMMENT and not change.comment:
        raise UnclearInput(NO_COMMENT)
    return change


def _value(form: request_params.Form, name: str, action: str) -> date | str | None:
    if action == CLEAR:
        return None
    title = getFields(IResponsibility)[name].title
    text = request_params.text(form, name)
    if not text:
        raise UnclearInput(_(NO_VALUE, mapping={"field": title}))
    if name in DAYS:
        return request_params.day(form, name)
    try:
        getFields(IResponsibility)[name].validate(text)
    except ValidationError as error:
        raise UnclearInput(error.doc()) from error
    return text
