"""``@@zustaendigkeitsnachweis-gebiet``: one service in an area, in groups of municipalities."""

from collections import Counter
from functools import cached_property

from zExceptions import NotFound

from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.finder.explanation import authority_of
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.ledger.counts import site_counts
from tlvwa.portal.ledger.pages.base import AREA, PLACE, LedgerPage
from tlvwa.portal.ledger.pages.formatting import count_text, state_count_text, state_tone, totals
from tlvwa.portal.ledger.pages.municipality_groups import municipality_groups
from tlvwa.portal.ledger.pages.record_forms import ways_to_close
from tlvwa.portal.ledger.state_labels import STATES

MOST_CHANGES = 12  # lines on how the numbers of the service changed


class AreaPage(LedgerPage):
    """The page for the service and the area of its address."""

    name = AREA

    def __call__(self):
        """Render the page. Raises BadRequest, and NotFound for a service that is not in the ledger."""
        self.prepare()
        self.service = self.one_service()
        return self.index()

    def one_service(self):
        """Return the UID of the service in the query. Raises NotFound."""
        services = [uid for uid in self.query.services or () if uid in self.ledger.rows]
        if not services:
            raise NotFound("service: a public service is expected.")
        return services[0]

    @property
    def node(self):
        """The service."""
        return self.snapshot.nodes[self.service]

    @property
    def service_url(self):
        """The address of the service's page."""
        return f"{url_of(self.request, self.node)}/view"

    @cached_property
    def area(self):
        """The key of the area; that of the site's Land if the query has none."""
        return self.query.area or self.land

    @property
    def title(self):
        """The heading."""
        parts = {"service": self.node.title, "area": self.area_name(self.area)}
        return say(_("${service}: ${area}"), **parts)

    @cached_property
    def spans(self):
        """The municipalities of the area."""
        return self.ledger.territory.municipality_ranges([self.area])

    @cached_property
    def batch(self):
        """The current page of groups of municipalities, worst first."""
        kernel = self.snapshot.resolver.kernel
        return self.batch_of(municipality_groups(kernel, self.ledger, self.service, self.spans))

    @property
    def groups(self):
        """The groups of the current page as its template takes them."""
        return [self._item(group) for group in self.batch]

    def page_url(self, start):
        """Return the address of another page of groups."""
        return self.url_of_page(AREA, service=self.service, area=self.area, b_start=start)

    @property
    def totals(self):
        """Sentences on all states in the area."""
        counts: Counter[LedgerState] = sum(
            (self.ledger.rows[self.service].counts(span) for span in self.spans), start=Counter()
        )
        return list(totals(counts))

    @property
    def changes(self):
        """Sentences on changes of the service's overlaps and gaps in the whole Land, the newest first."""
        store = site_counts()
        changes = list(store.changes(self.service)) if store is not None else []
        return [
            say(
                _("Seit ${day}: ${overlaps}, ${gaps}"),
                day=day_text(day),
                overlaps=state_count_text(LedgerState.OVERLAP, overlaps),
                gaps=state_count_text(LedgerState.GAP, gaps),
            )
            for day, overlaps, gaps in reversed(changes[-MOST_CHANGES:])
        ]

    def _item(self, group):
        areas = sorted(
            (self.snapshot.gazetteer.area(key) for key in group.municipalities),
            key=lambda area: (normalize_place(area.name), area.key),
        )
        is_overlap = group.state is LedgerState.OVERLAP
        return {
            "state": say(STATES[group.state]),
            "tone": state_tone(group.state),
            "where": self._where(areas),
            "municipalities": [
                {
                    "name": area.name,
                    "url": self.url_of_page(PLACE, service=self.service, area=area.key),
                }
                for area in areas
            ],
            "offices": self.offices(group.records),
            "exception": self.exception(group.records) if is_overlap else "",
            "closing": self._closing(group),
            "compare": is_overlap
            and self.url_of_page(PLACE, service=self.service, area=group.municipalities[0]),
        }

    def _where(self, areas):
        total = sum(span.size for span in self.spans)
        if len(areas) == 1:
            return areas[0].name
        message = _("alle ${count} Gemeinden") if len(areas) == total else _("${count} Gemeinden")
        return say(message, count=count_text(len(areas)))

    def offices(self, records):
        """Return the authorities that records name, each once, by title: title and address."""
        nodes = self.snapshot.nodes
        named = {nodes[uid] for uid in map(authority_of, records) if uid in nodes}
        return [
            {"title": node.title, "url": url_of(self.request, node)}
            for node in sorted(named, key=lambda node: (node.title.casefold(), node.path))
        ]

    def exception(self, records):
        """Return until when and why an overlap of records is tolerated; empty without an exception."""
        for record in records:
            if record.is_overlap_tolerated_on(self.query.day):
                parts = {"day": day_text(record.overlap_until), "reason": record.overlap_reason}
                return say(_("Ausnahme bis ${day}: ${reason}"), **parts)
        return ""

    def _closing(self, group):
        if group.state is not LedgerState.GAP or self.query.day < today():
            return []
        keys = group.municipalities
        return list(ways_to_close(self.request, self.snapshot, self.ledger, self.service, keys))
