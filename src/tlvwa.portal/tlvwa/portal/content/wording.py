"""German wording of amounts, durations, days and times."""

from decimal import Decimal, InvalidOperation

MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
    *("August", "September", "Oktober", "November", "Dezember"),
)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
UNITS = {
    "day": ("Tag", "Tage"),
    "workday": ("Arbeitstag", "Arbeitstage"),
    "week": ("Woche", "Wochen"),
    "month": ("Monat", "Monate"),
    "year": ("Jahr", "Jahre"),
}


def day_text(day):
    """A day as people write it: 1. Januar 2027."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def period_text(first, last):
    """From when to when something holds; both days belong to it, and either may be open."""
    parts = (f"ab {day_text(first)}" if first else "", f"bis {day_text(last)}" if last else "")
    return " ".join(filter(None, parts)) or "unbefristet"


def euros(amount):
    """An amount in euros: 37,00 €. The text as it is where it is no number, and empty for none."""
    if not amount:
        return ""
    try:
        value = Decimal(amount.replace(",", "."))
    except InvalidOperation:
        return amount
    whole = f"{value:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return f"{whole}\N{NO-BREAK SPACE}€"


def fee_line(fee):
    """The amount of a fee and what it is for; without an amount the text alone."""
    text = fee.get("description") or ""
    amount = _amount(fee) or ("" if text else "unterschiedlich")
    return {"amount": amount, "text": text}


def _amount(fee):
    match fee.get("kind"):
        case "free":
            return "kostenlos"
        case "fixed":
            return euros(fee.get("amount"))
    lowest, highest = euros(fee.get("amount_from")), euros(fee.get("amount_to"))
    if lowest and highest:
        return f"{lowest} bis {highest}"
    return f"ab {lowest}" if lowest else f"bis {highest}" if highest else ""


def duration_text(row):
    """A duration: 2 bis 3 Wochen. Empty where none is given."""
    first, last = row.get("duration"), row.get("duration_to")
    if first is None:
        return ""
    one, many = UNITS.get(row.get("unit") or "day", UNITS["day"])
    if last:
        return f"{first} bis {last} {many}"
    return f"{first} {one if first == 1 else many}"


def clock_text(moment):
    """A time of day: 9 Uhr, 13.30 Uhr."""
    if moment.minute:
        return f"{moment.hour}.{moment.minute:02d} Uhr"
    return f"{moment.hour} Uhr"


def list_text(names, last="und"):
    """Names in a sentence: Gösen, Hainspitz und Petersberg."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def size_text(size):
    """The size of a file as people write it, from its bytes: 640 kB, 1,2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\N{NO-BREAK SPACE}kB"
    return f"{size / 1_000_000:.1f}\N{NO-BREAK SPACE}MB".replace(".", ",")


def percent(rate):
    """A rate in percent: 80 %, 66,7 %. Empty for none."""
    return f"{rate:g}\N{NO-BREAK SPACE}%".replace(".", ",") if rate is not None else ""
