"""``@@zustaendigkeitsnachweis-ort``: the rules that meet for one service in one municipality."""

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
from tlvwa.portal.ledger.pages.closing import editing_url, ending_url, last_day, ways_to_close
from tlvwa.portal.ledger.pages.formatting import state_tone
from tlvwa.portal.ledger.state_labels import EXPLAINED, STATES
from tlvwa.portal.readmodels.visibility import of_those_for_editors

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
    """What the finder answers, record by record, and what an editor can do about it."""

    name = PLACE

    def __call__(self):
        """The page. Raises BadRequest, and NotFound for what the ledger does not hold."""
        self.prepare()
        self.service = self.one_service()
        spans = self.spans if self.asked.area else ()
        if sum(span.size for span in spans) != 1:
            raise NotFound("area: one municipality of the site's Land is expected.")
        self.municipality = self.ledger.territory.keys[spans[0].start]
        return self.index()

    @cached_property
    def state(self):
        """The state of the ledger."""
        return self.ledger.state(self.service, self.municipality)

    @property
    def told(self):
        """The state in words, its colour, and what it means."""
        return {
            "title": say(STATES[self.state]),
            "tone": state_tone(self.state),
            "text": say(EXPLAINED[self.state]),
        }

    @property
    def above(self):
        """The areas around the municipality, the smallest first: name and the page of the service there."""
        return [
            {"name": area.name, "url": self.url_of_page(AREA, service=self.service, area=area.key)}
            for area in reversed(self.models.gazetteer.path(self.municipality))
        ]

    @property
    def finder_url(self):
        """What visitors are told."""
        day = "" if self.asked.day == today() else self.asked.day.isoformat()
        return finder_url(service=self.service, area=self.municipality, date=day)

    @cached_property
    def answer(self):
        """The answer that visitors get."""
        resolver, asked = self.models.resolver, self.asked
        where = Location.area(self.municipality)
        return resolver.answer(self.service, where, asked.day, self.ledger.today)

    @cached_property
    def rules(self):
        """The records of offices that stand on the way up, and what became of each."""
        steps = self.models.resolver.explain(self.answer)
        return [
            self._rule(step)
            for step in steps
            if step.record is not None and step.role is Role.RESPONSIBLE
        ]

    @cached_property
    def problems(self):
        """For which values of criteria nobody or several are responsible, and values that cannot be read."""
        decision = self.answer.decision
        found = list(check_place(decision)) if decision is not None else []
        criteria = self.models.resolver.kernel.criteria(self.service, self.ledger.today)
        for uid in self._standing_here():
            if self._is_shown(uid):
                found += check_record(criteria, self.models.assigned[uid][0])
        return [self._problem(finding) for finding in found]

    def _problem(self, finding):
        return {
            "title": say(PROBLEMS_OF_CRITERIA[finding.problem]),
            "text": finding.text,
            "rules": [self._named(self.models.nodes[uid]) for uid in finding.records],
        }

    @property
    def last_day(self):
        """The last day that a rule would get that is ended here, in words."""
        return day_text(last_day(self.asked.day, today()))

    @property
    def is_overlap(self):
        """Whether one rule is too many."""
        return self.state is LedgerState.OVERLAP

    @cached_property
    def closing(self):
        """Who could answer, where nobody does."""
        if self.state is not LedgerState.GAP or self.asked.day < today():
            return []
        where = (self.municipality,)
        return list(ways_to_close(self.request, self.models, self.ledger, self.service, where))

    @cached_property
    def drafts(self):
        """Records for this place that are not public today, as far as the user may know of them."""
        hidden = [
            self.models.nodes[uid] for uid in self._standing_here() if not self._is_shown(uid)
        ]
        return [self._named(node) for node in of_those_for_editors(hidden)]

    def _standing_here(self):
        """The UIDs of all records of the service that are for the municipality or an area around it."""
        ladder = self.models.gazetteer.ancestors(self.municipality)
        for uid in sorted(self.models.naming.get(self.service, ())):
            if not self._rungs(self.models.nodes[uid]).isdisjoint(ladder):
                yield uid

    def _is_shown(self, uid):
        known = self.models.assigned.get(uid)
        return known is not None and known[0].shown_on(self.ledger.today)

    def _rungs(self, node):
        gazetteer, found = self.models.gazetteer, set()
        for key in self.models.tree.areas(node):
            try:
                found.add(gazetteer.canonical_key(gazetteer.parse(key).key))
            except AreaError:
                continue
        return found

    def _rule(self, step):
        record, node = step.record, self.models.nodes[step.record.id]
        won = step.outcome is not StepOutcome.LOST
        authority = self.models.nodes.get(step.authority)
        last = last_day(self.asked.day, today())
        return self._named(node) | {
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
            "end": ending_url(self.request, node, last) if self.is_overlap and won else "",
        }

    def _outcome(self, step):
        contradicts = self.is_overlap and step.outcome is StepOutcome.WON
        return _("überschneidet sich") if contradicts else OUTCOMES[step.outcome]

    def _other_service(self, uid):
        """The title of the service whose record it is, where that is another one."""
        return "" if uid == self.service else self.models.nodes[uid].title

    def _named(self, node):
        holder = self.models.tree.holder(node)
        known = holder is not None and of_those_for_editors([holder])
        return {
            "title": node.title,
            "url": f"{url_of(self.request, node)}/view",
            "edit": editing_url(self.request, node),
            "holder": holder.title if known else "",
        }
