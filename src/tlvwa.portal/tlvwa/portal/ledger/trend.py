"""How numbers of the ledger went from day to day: what became more or less, in words, and a line to draw."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.pages.formatting import whole

WIDTH, HEIGHT = 600, 160  # of a drawing, in its own units
# Fewer and more of a state: one, several.
FEWER = {
    LedgerState.OVERLAP: (_("1 Überschneidung weniger"), _("${count} Überschneidungen weniger")),
    LedgerState.GAP: (_("1 Lücke weniger"), _("${count} Lücken weniger")),
}
MORE = {
    LedgerState.OVERLAP: (_("1 Überschneidung mehr"), _("${count} Überschneidungen mehr")),
    LedgerState.GAP: (_("1 Lücke mehr"), _("${count} Lücken mehr")),
}
NAMED_DAYS = {1: _("Seit gestern"), 7: _("Seit letzter Woche")}


def difference(before: Mapping[LedgerState, int], now: Mapping[LedgerState, int]) -> str:
    """What became more or less of overlaps and gaps: 3 Lücken weniger und 1 Überschneidung mehr."""
    told = []
    for state in PROBLEMS:
        change = now[state] - before[state]
        one, many = (MORE if change > 0 else FEWER)[state]
        if change:
            told.append(say(one) if abs(change) == 1 else say(many, count=whole(abs(change))))
    return list_text(told) if told else say(_("unverändert"))


def since_text(day: date, today: date) -> str:
    """Since a day: Seit gestern, Seit letzter Woche, Seit 20. November 2026."""
    named = NAMED_DAYS.get((today - day).days)
    return say(named) if named else say(_("Seit ${day}"), day=day_text(day))


def differences(store, area: str, now: Mapping[LedgerState, int], today: date):
    """What changed in an area since yesterday and since a week ago, or the last day before that is known."""
    told: dict[date, str] = {}
    for days in NAMED_DAYS:
        known = store.before(area, today - timedelta(days=days))
        if known is not None:
            told[known[0]] = f"{since_text(known[0], today)}: {difference(known[1], now)}"
    return list(told.values())


def line(days: Sequence[date], numbers: Sequence[int], highest: int) -> str:
    """The points of an SVG polyline, days from left to right as far apart as they are."""
    first, last = days[0].toordinal(), days[-1].toordinal()
    across = WIDTH / max(1, last - first)
    up = HEIGHT / max(1, highest)
    return " ".join(
        f"{(day.toordinal() - first) * across:.1f},{HEIGHT - number * up:.1f}"
        for day, number in zip(days, numbers, strict=True)
    )
