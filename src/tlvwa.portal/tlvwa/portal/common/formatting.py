"""Amounts, durations, days and times as texts in the language of the request."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from tlvwa.portal.common.i18n import _, say

MONTHS = (
    *(_("Januar"), _("Februar"), _("März"), _("April"), _("Mai"), _("Juni"), _("Juli")),
    *(_("August"), _("September"), _("Oktober"), _("November"), _("Dezember")),
)
WEEKDAYS = (
    *(_("Montag"), _("Dienstag"), _("Mittwoch"), _("Donnerstag")),
    *(_("Freitag"), _("Samstag"), _("Sonntag")),
)
# For each unit: one, several, and a range.
UNITS = {
    "day": (_("1 Tag"), _("${count} Tage"), _("${first} bis ${last} Tage")),
    "workday": (
        _("1 Arbeitstag"),
        _("${count} Arbeitstage"),
        _("${first} bis ${last} Arbeitstage"),
    ),
    "week": (_("1 Woche"), _("${count} Wochen"), _("${first} bis ${last} Wochen")),
    "month": (_("1 Monat"), _("${count} Monate"), _("${first} bis ${last} Monate")),
    "year": (_("1 Jahr"), _("${count} Jahre"), _("${first} bis ${last} Jahre")),
}
# The public holidays of Thüringen, as ``openinghours`` names them; listed so that they are translated.
HOLIDAYS = (
    *(_("Neujahr"), _("Karfreitag"), _("Ostermontag"), _("Erster Mai"), _("Christi Himmelfahrt")),
    *(_("Pfingstmontag"), _("Weltkindertag"), _("Tag der Deutschen Einheit"), _("Reformationstag")),
    *(_("Erster Weihnachtstag"), _("Zweiter Weihnachtstag"), _("Fronleichnam")),
)


def day_text(day: date) -> str:
    """Return a day as people write it: 1. Januar 2027."""
    month = say(MONTHS[day.month - 1])
    return say(_("${day}. ${month} ${year}"), day=day.day, month=month, year=day.year)


def short_day_text(day: date) -> str:
    """Return a day in figures, for tables: 01.01.2027."""
    return say(_("${day}.${month}.${year}"), day=f"{day:%d}", month=f"{day:%m}", year=f"{day:%Y}")


def moment_text(moment: datetime) -> str:
    """Return day and time in figures, for tables: 01.01.2027, 09:30."""
    return f"{short_day_text(moment)}, {moment:%H:%M}"


def weekday_text(day: date) -> str:
    """Return the name of the day of the week: Montag."""
    return say(WEEKDAYS[day.weekday()])


def period_text(first: date | None, last: date | None) -> str:
    """Return a period as a text; both days belong to it, and either may be open."""
    if first and last:
        return say(_("ab ${first} bis ${last}"), first=day_text(first), last=day_text(last))
    if first:
        return say(_("ab ${first}"), first=day_text(first))
    return say(_("bis ${last}"), last=day_text(last)) if last else say(_("unbefristet"))


def euros(amount: str | None) -> str:
    """Return an amount in euros: 37,00 €. A text that is no number stays as it is; empty for none."""
    if not amount:
        return ""
    try:
        value = Decimal(amount.replace(",", "."))
    except InvalidOperation:
        return amount
    whole, _point, cents = f"{value:,.2f}".partition(".")
    thousands = whole.split(",")
    return say(
        _("${whole},${cents}\N{NO-BREAK SPACE}€"),
        whole="\N{NO-BREAK SPACE}".join(thousands),
        cents=cents,
    )


def fee_line(fee: Mapping[str, str | None]) -> dict[str, str]:
    """Return amount and description of a fee; the amount is empty if there is only a description."""
    text = fee.get("description") or ""
    amount = _amount(fee) or ("" if text else say(_("unterschiedlich")))
    return {"amount": amount, "text": text}


def _amount(fee: Mapping[str, str | None]) -> str:
    match fee.get("kind"):
        case "free":
            return say(_("kostenlos"))
        case "fixed":
            return euros(fee.get("amount"))
    lowest, highest = euros(fee.get("amount_from")), euros(fee.get("amount_to"))
    if lowest and highest:
        return say(_("${lowest} bis ${highest}"), lowest=lowest, highest=highest)
    if lowest:
        return say(_("ab ${lowest}"), lowest=lowest)
    return say(_("bis ${highest}"), highest=highest) if highest else ""


def duration_text(row: Mapping[str, object]) -> str:
    """Return a duration: 2 bis 3 Wochen. Empty if the row has none."""
    first, last = row.get("duration"), row.get("duration_to")
    if first is None:
        return ""
    one, many, span = UNITS.get(str(row.get("unit") or "day"), UNITS["day"])
    if last:
        return say(span, first=first, last=last)
    return say(one) if first == 1 else say(many, count=first)


def clock_text(moment: time | datetime) -> str:
    """Return a time of day: 9 Uhr, 13.30 Uhr."""
    if moment.minute:
        return say(_("${hour}.${minute} Uhr"), hour=moment.hour, minute=f"{moment.minute:02d}")
    return say(_("${hour} Uhr"), hour=moment.hour)


def span_text(opens: time, closes: time) -> str:
    """Return a span between two times of day: 9 bis 13.30 Uhr."""
    return say(_("${opens} bis ${closes}"), opens=_clock(opens), closes=clock_text(closes))


def _clock(moment: time) -> str:
    """Return a time of day without the word „Uhr“."""
    if not moment.minute:
        return say(_("${hour}"), hour=moment.hour)
    return say(_("${hour}.${minute}"), hour=moment.hour, minute=f"{moment.minute:02d}")


def list_text(names: Iterable[str]) -> str:
    """Return names as a list in a sentence: Gösen, Hainspitz und Petersberg."""
    *first, last = list(names) or [""]
    if not first:
        return last
    return say(_("${names} und ${last}"), names=", ".join(first), last=last)


def number_text(number: float) -> str:
    """Return a number with at most one decimal place: 80, 66,7."""
    whole, point, fraction = f"{number:.1f}".removesuffix(".0").partition(".")
    return say(_("${whole},${fraction}"), whole=whole, fraction=fraction) if point else whole


def file_size_text(size: int) -> str:
    """Return the size of a file in bytes as people write it: 640 kB, 1,2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\N{NO-BREAK SPACE}kB"
    return f"{number_text(size / 1_000_000)}\N{NO-BREAK SPACE}MB"


def percent(rate: float | None) -> str:
    """Return a rate in percent: 80 %, 66,7 %. Empty for none."""
    if rate is None:
        return ""
    return say(_("${number}\N{NO-BREAK SPACE}%"), number=number_text(rate))
