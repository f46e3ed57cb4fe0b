"""``@@zustaendigkeitsnachweis-ort``: the rules for one service in one municipality."""

from functools import cached_property

from zExceptions import NotFound

from tlvwa.portal.answers.texts import messages
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.common.vocabularies import EFFECTS, label
from tlvwa.portal.finder.criteria_check import CriterionProblem, check_place, check_record
from tlvwa.portal.finder.explanation import StepOutcome
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.records import Role
from tlvwa.portal.ledger.pages.area_page import AreaPage
from tlvwa.portal.ledger.pages.base import AREA, PLACE
from tlvwa.portal.ledger.pages.formatting import state_tone
from tlvwa.portal.ledger.pages.record_forms import (
    edit_form_url,
    end_form_url,
    last_day,
    ways_to_close,
)
from tlvwa.portal.ledger.state_labels import EXPLANATIONS, STATES
from tlvwa.portal.readmodels.visibility import filter_for_editors

PROBLEMS_OF_CRITERIA = {
    CriterionProblem.GAP: _("Niemand ist zuständig für:"),
    CriterionProblem.OVERLAP: _("Mehrere sind zuständig für:"),
    CriterionProblem.TWICE: _("Doppelt genannt ist:"),
    CriterionProblem.UNREADABLE: _("Nicht zu lesen ist:"),
    CriterionProblem.UNKNOWN: _("Die Leistung hat kein Kriterium:"),
}
OUTCOMES = {
    StepOutcome.WON: _("gewinnt"),
    StepOutcome.LOST: _("unterliegt"),
    StepOutcome.ASKED: _("kann gewinnen"),
    StepOutcome.FALLBACK: _("weist den Weg"),
}


class PlacePage(AreaPage):
    """The page that shows the answer record by record, and what an editor can do."""

    name = PLACE

    def __call__(self):
        """Render the page. Raises BadRequest, and NotFound for what is not in the ledger."""
        self.prepare()
        self.service = self.one_service()
        spans = list(self.spans) if self.query.area else []
        if sum(span.size for span in spans) != 1:
            raise NotFound("area: one municipality of the site's Land is expected.")
        self.municipality = self.ledger.territory.keys[spans[0].start]
        return self.index()

    @cached_property
    def state(self):
        """The ledger state of the service in the municipality."""
        return self.ledger.state(self.service, self.municipality)

    @property
    def state_label(self):
        """The state with its title, tone and meaning."""
        return {
            "title": say(STATES[self.state]),
            "tone": state_tone(self.state),
            "text": say(EXPLANATIONS[self.state]),
        }

    @property
    def above(self):
        """The areas above the municipality, the lowest first: name and address of the service's page."""
        return [
            {"name": area.name, "url": self.url_of_page(AREA, service=self.service, area=area.key)}
            for area in reversed(self.snapshot.gazetteer.path(self.municipality))
        ]

    @property
    def finder_url(self):
        """The address of the answer that visitors get."""
        day = "" if self.query.day == today() else self.query.day.isoformat()
        return finder_url(service=self.service, area=self.municipality, date=day)

    @cached_property
    def answer(self):
        """The answer that visitors get."""
        resolver, query = self.snapshot.resolver, self.query
        location = Location.area(self.municipality)
        return resolver.answer(self.service, location, query.day, self.ledger.today)

    @cached_property
    def rules(self):
        """The records of offices in the explanation, and whether each won or lost."""
        steps = self.snapshot.resolver.explain(self.answer)
        return [
            self._rule_item(step)
            for step in steps
            if step.record is not None and step.role is Role.RESPONSIBLE
        ]

    @cached_property
    def problems(self):
        """Values of criteria for which nobody or several are responsible, or that cannot be read."""
        decision = self.answer.decision
        findings = list(check_place(decision)) if decision is not None else []
        criteria = self.snapshot.resolver.kernel.criteria(self.service, self.ledger.today)
        for uid in self._local_records():
            if self._is_public(uid):
                findings += check_record(criteria, self.snapshot.records_by_responsibility[uid][0])
        return [self._problem_item(finding) for finding in findings]

    def _problem_item(self, finding):
        return {
            "title": say(PROBLEMS_OF_CRITERIA[finding.problem]),
            "text": finding.text,
            "rules": [self._record_item(self.snapshot.nodes[uid]) for uid in finding.records],
        }

    @property
    def last_day(self):
        """The last day that a rule gets if it is ended here, as a text."""
        return day_text(last_day(self.query.day, today()))

    @property
    def is_overlap(self):
        """Whether several rules contradict each other."""
        return self.state is LedgerState.OVERLAP

    @cached_property
    def closing(self):
        """The authorities that could close a gap; empty without a gap."""
        if self.state is not LedgerState.GAP or self.query.day < today():
            return []
        where = (self.municipality,)
        return list(ways_to_close(self.request, self.snapshot, self.ledger, self.service, where))

    @cached_property
    def drafts(self):
        """Records for this place that are not public today, as far as the user may see them."""
        hidden = [
            self.snapshot.nodes[uid] for uid in self._local_records() if not self._is_public(uid)
        ]
        return [self._record_item(node) for node in filter_for_editors(hidden)]

    def _local_records(self):
        """Yield the UIDs of all records of the service for the municipality or an area above it."""
        ladder = self.snapshot.gazetteer.ancestors(self.municipality)
        for uid in sorted(self.snapshot.responsibilities_by_service.get(self.service, ())):
            if not self._levels(self.snapshot.nodes[uid]).isdisjoint(ladder):
                yield uid

    def _is_public(self, uid):
        known = self.snapshot.records_by_responsibility.get(uid)
        return known is not None and known[0].shown_on(self.ledger.today)

    def _levels(self, node):
        gazetteer, keys = self.snapshot.gazetteer, set()
        for key in self.snapshot.tree.areas(node):
            try:
                keys.add(gazetteer.canonical_key(gazetteer.parse(key).key))
            except AreaError:
                continue
        return keys

    def _rule_item(self, step):
        record, node = step.record, self.snapshot.nodes[step.record.id]
        won = step.outcome is not StepOutcome.LOST
        authority = self.snapshot.nodes.get(step.authority)
        last = last_day(self.query.day, today())
        return self._record_item(node) | {
            "outcome": say(self._outcome(step)),
            "won": won,
            "reason": say(messages.REASONS[step.reason]),
            "effect": label(EFFECTS, record.effect),
            "authority": authority and authority.title,
            "area": self.area_name(step.area),
            "law": record.legal_basis,
            "days": period_text(record.valid_from, record.valid_to),
            "confirmed": day_text(record.confirmed_on) if record.confirmed_on else "",
            "only_for": ", ".join(record.values),
            "service": self._other_service(step.service),
            "exception": self.exception([record]) if self.is_overlap else "",
            "end": end_form_url(self.request, node, last) if self.is_overlap and won else "",
        }

    def _outcome(self, step):
        contradicts = self.is_overlap and step.outcome is StepOutcome.WON
        return _("überschneidet sich") if contradicts else OUTCOMES[step.outcome]

    def _other_service(self, uid):
        """Return the title of the service that a record is of, if it is another one."""
        return "" if uid == self.service else self.snapshot.nodes[uid].title

    def _record_item(self, node):
        holder = self.snapshot.tree.holder(node)
        known = holder is not None and filter_for_editors([holder])
        return {
            "title": node.title,
            "url": f"{url_of(self.request, node)}/view",
            "edit": edit_form_url(self.request, node),
            "holder": holder.title if known else "",
        }
