"""``@@zustaendigkeitsnachweis-gebiet``: one service in an area, municipalities that stand alike in one."""

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
from tlvwa.portal.ledger.pages.closing import ways_to_close
from tlvwa.portal.ledger.pages.formatting import several, state_tone, totals, whole
from tlvwa.portal.ledger.pages.municipality_groups import municipality_groups
from tlvwa.portal.ledger.state_labels import STATES

MOST_CHANGES = 12


class AreaPage(LedgerPage):
    """The service and the area are named by the address."""

    name = AREA

    def __call__(self):
        """The page. Raises BadRequest, and NotFound for a service that the ledger does not hold."""
        self.prepare()
        self.service = self.one_service()
        return self.index()

    def one_service(self):
        """The UID of the one service asked for. Raises NotFound."""
        found = [uid for uid in self.asked.services or () if uid in self.ledger.rows]
        if not found:
            raise NotFound("service: a public service is expected.")
        return found[0]

    @property
    def node(self):
        """The service."""
        return self.models.nodes[self.service]

    @property
    def service_url(self):
        """The service's page."""
        return f"{url_of(self.request, self.node)}/view"

    @cached_property
    def area(self):
        """The key of the area; without one, the site's Land."""
        return self.asked.area or self.land

    @property
    def title(self):
        """The heading."""
        told = {"service": self.node.title, "area": self.area_name(self.area)}
        return say(_("${service}: ${area}"), **told)

    @cached_property
    def spans(self):
        """The municipalities of the area."""
        return self.ledger.territory.spans([self.area])

    @cached_property
    def batch(self):
        """The page asked for of the municipalities that stand alike, worst first."""
        kernel = self.models.resolver.kernel
        return self.batch_of(municipality_groups(kernel, self.ledger, self.service, self.spans))

    @property
    def groups(self):
        """The lines of the page."""
        return [self._told(group) for group in self.batch]

    def page_url(self, start):
        """The address of another page of lines."""
        return self.url_of_page(AREA, service=self.service, area=self.area, b_start=start)

    @property
    def totals(self):
        """All in some sentences."""
        counts = sum(
            (self.ledger.rows[self.service].counts(span) for span in self.spans), start=Counter()
        )
        return list(totals(counts))

    @property
    def changes(self):
        """How overlaps and gaps of the service went in the whole Land, the newest first."""
        store = site_counts()
        changes = list(store.changes(self.service)) if store is not None else []
        return [
            say(
                _("Seit ${day}: ${overlaps}, ${gaps}"),
                day=day_text(day),
                overlaps=several(LedgerState.OVERLAP, overlaps),
                gaps=several(LedgerState.GAP, gaps),
            )
            for day, overlaps, gaps in reversed(changes[-MOST_CHANGES:])
        ]

    def _told(self, group):
        named = sorted(
            (self.models.gazetteer.area(key) for key in group.municipalities),
            key=lambda area: (normalize_place(area.name), area.key),
        )
        is_overlap = group.state is LedgerState.OVERLAP
        return {
            "state": say(STATES[group.state]),
            "tone": state_tone(group.state),
            "where": self._where(named),
            "municipalities": [
                {
                    "name": area.name,
                    "url": self.url_of_page(PLACE, service=self.service, area=area.key),
                }
                for area in named
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
        return say(message, count=whole(len(areas)))

    def offices(self, records):
        """The authorities that records name, each once, by title: title and address."""
        nodes = self.models.nodes
        named = {nodes[uid] for uid in map(authority_of, records) if uid in nodes}
        return [
            {"title": node.title, "url": url_of(self.request, node)}
            for node in sorted(named, key=lambda node: (node.title.casefold(), node.path))
        ]

    def exception(self, records):
        """Until when and why an overlap of records is tolerated; empty where it is not."""
        for record in records:
            if record.excused_on(self.asked.day):
                told = {"day": day_text(record.overlap_until), "reason": record.overlap_reason}
                return say(_("Ausnahme bis ${day}: ${reason}"), **told)
        return ""

    def _closing(self, group):
        if group.state is not LedgerState.GAP or self.asked.day < today():
            return []
        keys = group.municipalities
        return list(ways_to_close(self.request, self.models, self.ledger, self.service, keys))
