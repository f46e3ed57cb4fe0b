"""``@@zustaendigkeitsnachweis-gebiet``: one service in an area, municipalities that stand alike in one."""

from collections import Counter
from functools import cached_property

from zExceptions import NotFound

from tlvwa.portal.answers.ledger.wording import STATES
from tlvwa.portal.answers.links import url_of
from tlvwa.portal.areas.names import fold
from tlvwa.portal.content.wording import day_text
from tlvwa.portal.editorial.ledger.closing import ways_to_close
from tlvwa.portal.editorial.ledger.counts import site_counts
from tlvwa.portal.editorial.ledger.groups import groups
from tlvwa.portal.editorial.ledger.page import AREA, PLACE, LedgerPage
from tlvwa.portal.editorial.ledger.wording import several, state_tone, totals, whole
from tlvwa.portal.finder.explanation import authority_of
from tlvwa.portal.finder.states import State
from tlvwa.portal.i18n import _, say
from tlvwa.portal.projection.clock import today

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
    def groups(self):
        """The municipalities that stand alike, worst first."""
        kernel = self.models.resolver.kernel
        return [
            self._told(group) for group in groups(kernel, self.ledger, self.service, self.spans)
        ]

    @property
    def totals(self):
        """All in some sentences."""
        counts = sum(
            (self.ledger.rows[self.service].counts(span) for span in self.spans), start=Counter()
        )
        return list(totals(counts, 1, counts.total()))

    @property
    def changes(self):
        """How overlaps and gaps of the service went in the whole Land, the newest first."""
        store = site_counts()
        changes = list(store.changes(self.service)) if store is not None else []
        return [
            say(
                _("Seit ${day}: ${overlaps}, ${gaps}"),
                day=day_text(day),
                overlaps=several(State.OVERLAP, overlaps),
                gaps=several(State.GAP, gaps),
            )
            for day, overlaps, gaps in reversed(changes[-MOST_CHANGES:])
        ]

    def _told(self, group):
        named = sorted(
            (self.models.gazetteer.area(key) for key in group.municipalities),
            key=lambda area: (fold(area.name), area.key),
        )
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
            "closing": self._closing(group),
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

    def _closing(self, group):
        if group.state is not State.GAP or self.asked.day < today():
            return []
        keys = group.municipalities
        return list(ways_to_close(self.request, self.models, self.ledger, self.service, keys))
