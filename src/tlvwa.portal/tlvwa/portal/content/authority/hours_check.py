"""What is wrong with entered opening hours, in words for the editor."""

from zope.interface import Invalid

from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.validation_errors import FieldRefused
from tlvwa.portal.content.authority.hours import (
    SPECIAL,
    USUAL,
    RowError,
    refuse_days_that_nobody_meant,
    stored_hours,
)
from tlvwa.portal.content.rows_deserializer import IN_ROW
from tlvwa.portal.openinghours import HoursErrorCode

FIELDS = {USUAL: _("Öffnungszeiten"), SPECIAL: _("Besondere Zeiten")}
PROBLEMS = {
    HoursErrorCode.CLOSES_BEFORE_OPENS: _("„bis“ liegt nicht nach „von“."),
    HoursErrorCode.SECONDS: _("Die Uhrzeiten sind volle Minuten."),
    HoursErrorCode.WEEKDAY: _("Diesen Wochentag gibt es nicht."),
    HoursErrorCode.WEEK_OF_MONTH: _("„Wie oft“ gehört zu einem Wochentag."),
    HoursErrorCode.ROWS_OVERLAP: _("Diese Zeit überschneidet sich mit Zeile ${other}."),
    HoursErrorCode.TIMES_INCOMPLETE: _("„von“ und „bis“ gehören zusammen: beide oder keines."),
    HoursErrorCode.PERIOD_REVERSED: _("Der letzte Tag liegt vor dem ersten."),
    HoursErrorCode.PERIODS_OVERLAP: _(
        "Dieser Zeitraum überschneidet sich mit dem von Zeile ${other}, und keiner liegt ganz im anderen."
    ),
    HoursErrorCode.PERIOD_ROWS_DIFFER: _(
        "„Auch an Feiertagen“ und „Nur nach Terminvereinbarung“ gelten für den ganzen Zeitraum und "
        "müssen in Zeile ${other} und hier gleich sein."
    ),
    HoursErrorCode.PERIOD_CLOSED_WITH_ROWS: _(
        "Von zwei Zeilen mit demselben Zeitraum (auch Zeile ${other}) hat nur eine Uhrzeiten. "
        "Tage, die keine Zeile nennt, sind ohnehin geschlossen."
    ),
    HoursErrorCode.PERIOD_WEEKDAY_WITHOUT_TIMES: _(
        "Zu einem Wochentag gehören Uhrzeiten. Wer nur an einem Wochentag schließt, trägt die übrigen "
        "Wochentage mit ihren Zeiten ein."
    ),
    HoursErrorCode.PERIOD_NO_USUAL_DAY: _(
        "Kein Tag dieses Zeitraums ist sonst geöffnet. Wählen Sie unter „An welchen Tagen“ einen "
        "Wochentag oder „an jedem Tag“."
    ),
    HoursErrorCode.PERIOD_WITHOUT_DAY: _(
        "Diesen Tag gibt es in diesem Zeitraum nicht; die Zeile würde keinen Tag öffnen. Prüfen Sie "
        "„An welchen Tagen“, „Wie oft“ und die Daten."
    ),
    HoursErrorCode.PERIOD_ONLY_HOLIDAYS: _(
        "Die Tage dieser Zeile sind alle Feiertage und blieben geschlossen. Wer dann öffnet, wählt "
        "„Auch an Feiertagen“."
    ),
}
UNREADABLE = _("Diese Angaben lassen sich nicht als Öffnungszeiten lesen.")


def check_hours(data):
    """Raise FieldRefused, with field and row, if the entered opening hours cannot hold."""
    try:
        stored_hours(data)
        refuse_days_that_nobody_meant(data)
    except RowError as error:
        other = error.other + 1 if error.other is not None else ""
        problem = say(PROBLEMS.get(error.code, UNREADABLE), other=other)
        mapping = {"field": say(FIELDS[error.field]), "row": error.row + 1, "problem": problem}
        raise FieldRefused(_(IN_ROW, mapping=mapping)) from error
    except (Invalid, KeyError, TypeError):
        # A field or an input of a row is missing or refused: that is said where it stands.
        return
