"""The trend of the ledger's numbers: differences between days as texts, and lines of a drawing."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.counts import LedgerCounts
from tlvwa.portal.ledger.pages.formatting import count_text

WIDTH, HEIGHT = 600, 160  # of the drawing, in units of its SVG
# Fewer and more of a state: one, and several.
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
    """Return the difference in overlaps and gaps: 3 Lücken weniger und 1 Überschneidung mehr."""
    texts = []
    for state in PROBLEMS:
        change = now[state] - before[state]
        one, many = (MORE if change > 0 else FEWER)[state]
        if change:
            texts.append(say(one) if abs(change) == 1 else say(many, count=count_text(abs(change))))
    return list_text(texts) if texts else say(_("unverändert"))


def since_text(day: date, today: date) -> str:
    """Return since when: Seit gestern, Seit letzter Woche, Seit 20. November 2026."""
    message = NAMED_DAYS.get((today - day).days)
    return say(message) if message else say(_("Seit ${day}"), day=day_text(day))


def differences(
    store: LedgerCounts, area: str, now: Mapping[LedgerState, int], today: date
) -> list[str]:
    """Return what changed in an area since yesterday and since a week ago, a sentence each.

    Where nothing is stored for that day, the last day before it is used.
    """
    texts: dict[date, str] = {}  # by day, since both may lead to the same stored day
    for days in NAMED_DAYS:
        known = store.before(area, today - timedelta(days=days))
        if known is not None:
            texts[known[0]] = f"{since_text(known[0], today)}: {difference(known[1], now)}"
    return list(texts.values())


def line(days: Sequence[date], numbers: Sequence[int], highest: int) -> str:
    """Return the points of an SVG polyline; the distance of days is to scale."""
    first, last = days[0].toordinal(), days[-1].toordinal()
    across = WIDTH / max(1, last - first)
    up = HEIGHT / max(1, highest)
    return " ".join(
        f"{(day.toordinal() - first) * across:.1f},{HEIGHT - number * up:.1f}"
        for day, number in zip(days, numbers, strict=True)
    )
