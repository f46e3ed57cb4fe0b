"""``@@zustaendigkeitsnachweis-verlauf``: the trend of the ledger's numbers, as table and drawing."""

from collections import Counter
from datetime import timedelta
from functools import cached_property

from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.finder.ledger import PROBLEMS
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.counts import site_counts
from tlvwa.portal.ledger.pages.base import AREA, TREND, LedgerPage
from tlvwa.portal.ledger.pages.formatting import (
    confirmed_count,
    consistent_count,
    count_text,
    expected_count,
    state_count_text,
    state_counts_text,
)
from tlvwa.portal.ledger.pages.heat_table import columns
from tlvwa.portal.ledger.trend import HEIGHT, WIDTH, differences, line

PERIODS = {
    "30": _("letzte 30 Tage"),
    "90": _("letzte 90 Tage"),
    "365": _("letztes Jahr"),
    "all": _("alle Tage"),
}
MOST_SERVICES = 20
WEEK = timedelta(days=7)


class TrendPage(LedgerPage):
    """The trend of the Land or a district in a period."""

    name = TREND
    width, height = WIDTH, HEIGHT

    def __call__(self):
        """Render the page. Raises BadRequest and NotFound."""
        self.prepare()
        return self.index()

    @property
    def title(self):
        """The heading."""
        area = self.area_name(self.area)
        return say(_("Verlauf des Nachweises: ${area}"), area=area)

    @cached_property
    def area(self):
        """The key of the area; that of the Land if the area of the query is not counted."""
        key = self.snapshot.gazetteer.canonical_key(self.query.area or self.land)
        return key if key in dict(self.areas) else self.land

    @cached_property
    def areas(self):
        """The areas that are counted: key and name, the Land first."""
        districts = columns(self.ledger.territory, self.land)
        return [
            (self.land, self.area_name(self.land)),
            *((column.key, column.name) for column in districts),
        ]

    periods = tuple(PERIODS.items())

    @cached_property
    def period(self):
        """The period of the request. Raises BadRequest."""
        return request_params.code(self.request.form, "period", PERIODS) or "30"

    @cached_property
    def days(self):
        """The stored ``(day, counts)`` of the period, the oldest first."""
        store = site_counts()
        if store is None:
            return []
        first = None if self.period == "all" else today() - timedelta(days=int(self.period))
        return list(store.days(self.area, first))

    @cached_property
    def batch(self):
        """The days of the current page, the newest first."""
        return self.batch_of(self.days[::-1])

    @property
    def rows(self):
        """The days of the current page with their numbers, as texts."""
        for day, counts in self.batch:
            yield {
                "day": day_text(day),
                "overlaps": count_text(counts[LedgerState.OVERLAP]),
                "gaps": count_text(counts[LedgerState.GAP]),
                "derived": count_text(counts[LedgerState.DERIVED]),
                "consistent": count_text(consistent_count(counts)),
                "confirmed": count_text(confirmed_count(counts)),
                "expected": count_text(expected_count(counts)),
            }

    @property
    def differences(self):
        """What changed in the day and the week before the last stored day."""
        if not self.days:
            return []
        day, counts = self.days[-1]
        return differences(site_counts(), self.area, counts, day)

    @property
    def lines(self):
        """The lines of the drawing: name and points; none for fewer than two days."""
        if len(self.days) < 2:
            return []
        days = [day for day, _counts in self.days]
        return [
            {
                "name": state.value,
                "points": line(days, [counts[state] for _day, counts in self.days], self.highest),
            }
            for state in PROBLEMS
        ]

    @cached_property
    def highest(self):
        """The highest number of the drawing."""
        return max(counts[state] for _day, counts in self.days for state in PROBLEMS)

    @property
    def drawing_text(self):
        """What the drawing shows, as a sentence."""
        (first, before), (last, now) = self.days[0], self.days[-1]
        return say(
            _("Am ${first}: ${before}. Am ${last}: ${now}."),
            first=day_text(first),
            before=_problems(before),
            last=day_text(last),
            now=_problems(now),
        )

    @cached_property
    def changed_services(self):
        """The services of the whole Land whose numbers changed in a week, the largest increase first."""
        store = site_counts()
        if store is None:
            return []
        day, known = today(), self.ledger.rows
        changes = []
        for uid in store.changed_since(day - WEEK):
            if uid in known:
                before, now = store.problems(uid, day - WEEK), store.problems(uid, day)
                if before != now:
                    changes.append(
                        (sum(before) - sum(now), self.snapshot.nodes[uid].title, uid, before, now)
                    )
        return [self._service_item(*change) for change in sorted(changes)[:MOST_SERVICES]]

    def _service_item(self, _less, title, uid, before, now):
        return {
            "title": title,
            "url": self.url_of_page(AREA, service=uid, area=self.land),
            "before": _of_service(before),
            "now": _of_service(now),
        }

    def page_url(self, start):
        """Return the address of another page of days."""
        return self.url_of_page(TREND, area=self.area, period=self.period, b_start=start)

    @property
    def heat_url(self):
        """The address of the table of the area."""
        return self.url_of_page(area=self.area)


def _problems(counts):
    return state_counts_text(counts, PROBLEMS) or say(_("keine Überschneidung und keine Lücke"))


def _of_service(numbers):
    counts = Counter(dict(zip(PROBLEMS, numbers, strict=True)))
    return " · ".join(state_count_text(state, counts[state]) for state in PROBLEMS)
