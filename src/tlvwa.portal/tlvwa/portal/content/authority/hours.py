"""Opening hours made from the rows of an authority's form."""

from tlvwa.portal.openinghours import HoursPeriod, HoursRow, OpeningHours


def stored_hours(authority):
    """Return the opening hours of an authority; ``None`` if it has none.

    Raises HoursError if the rows contradict each other.
    """
    rows = authority.opening_hours or ()
    periods = authority.special_periods or ()
    if not rows and not periods:
        return None
    return OpeningHours(
        rows=tuple(_row(row) for row in rows),
        periods=tuple(_period(row) for row in periods),
        note=authority.hours_note or "",
    )


def _row(row):
    return HoursRow(row["weekday"], row["opens"], row["closes"], row.get("note") or "")


def _period(row):
    opens, closes = row.get("opens"), row.get("closes")
    is_open = opens is not None and closes is not None
    return HoursPeriod(
        first=row["first"],
        last=row["last"],
        closed=not is_open,
        label=row.get("label") or "",
        rows=tuple(HoursRow(weekday, opens, closes) for weekday in range(7)) if is_open else (),
    )
