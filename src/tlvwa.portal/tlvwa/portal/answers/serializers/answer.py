"""Turns an answer of the finder into plain values (the shape of ``@responsible``, spec:responsible-shape)."""

from zope.component import adapter
from zope.interface import Interface, implementer

from tlvwa.portal.answers.interfaces import IAnswerSerializer
from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.answers.serializers.dissolved import dissolved_entry
from tlvwa.portal.answers.serializers.offices import office_entry, online_entry
from tlvwa.portal.answers.serializers.places import area_reference, place_entry
from tlvwa.portal.answers.serializers.questions import question_entry
from tlvwa.portal.answers.serializers.upcoming_changes import announcements
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.settings import last_resort
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.finder.answer import FallbackKind
from tlvwa.portal.finder.locations import LocationKind
from tlvwa.portal.readmodels.snapshot import Snapshot

ASK_THERE = _("Fragen Sie bei der Verwaltung von ${area}.")
LISTS = ("offices", "refusals", "contact_points", "online_services", "forms", "explanation")


@implementer(IAnswerSerializer)
@adapter(Snapshot, Interface)
class AnswerSerializer:
    """Serializes answers over one snapshot, with the addresses of one request.

    An add-on that registers another adapter for its own browser layer replaces it.
    """

    def __init__(self, models, request):
        self.models = models
        self.request = request

    def url_of(self, node):
        """The address of a node."""
        return url_of(self.request, node)

    def permalink(self, **parameters):
        """The address of a page with the same answer; nothing personal is in it."""
        return finder_url(**parameters)

    def answer(self, answer):
        """The whole answer, with its explanation."""
        nodes = self.models.nodes
        return {
            "status": answer.status.value,
            "derived": answer.derived,
            "service": self.service(answer.service),
            "place": place_entry(self.models.gazetteer, answer),
            "date": answer.day.isoformat(),
            "offices": [office_entry(self, outcome) for outcome in answer.offices],
            "refusals": [self.refusal(outcome) for outcome in answer.refusals],
            "contact_points": [office_entry(self, outcome) for outcome in answer.contact_points],
            "online_services": [
                online_entry(self, outcome)
                for outcome in answer.online_services
                if outcome.target in nodes
            ],
            "forms": [
                online_entry(self, outcome) for outcome in answer.forms if outcome.target in nodes
            ],
            "question": self.question(answer),
            "explanation": [self.step(step) for step in self.models.resolver.explain(answer)],
            "valid": dict(zip(("from", "to"), map(_iso, answer.valid), strict=True)),
            "announcements": announcements(self, answer),
            "became": dissolved_entry(self.models.gazetteer, answer.place, answer.day),
            "fallback": self.fallback(answer),
            "permalink": self.permalink(**self.state(answer)),
            "journal": self.models.stamp.number,
        }

    def places_of_point(self, service, day, located):
        """The question for the place in the shape of an answer, where a point does not tell it."""
        nothing = {name: [] for name in LISTS}
        options = [
            {
                "label": say(match.label),
                "parameters": {"area": match.area.key},
                "places": [area_reference(match.area)],
            }
            for match in located.matches
        ]
        return nothing | {
            "status": "question",
            "derived": False,
            "service": self.service(service),
            "place": None,
            "date": day.isoformat(),
            "question": {
                "kind": "place",
                "name": "area",
                "label": say(_("Welcher dieser Orte ist es?")),
                "help": located.reason,
                "input": None,
                "options": options,
            },
            "valid": {"from": None, "to": None},
            "announcements": [],
            "became": None,
            "fallback": None,
            "permalink": self.permalink(service=service, date=day.isoformat()),
            "journal": self.models.stamp.number,
        }

    def state(self, answer):
        """The parameters that lead to this answer again."""
        return answer_parameters(self.models, answer)

    def question(self, answer):
        """What is asked; ``None`` where nothing is."""
        return question_entry(self, answer)

    def reference(self, node):
        """Address, UID and title of an object."""
        return {"@id": self.url_of(node), "UID": node.uid, "title": node.title}

    def named(self, outcome):
        """An office with nothing but its name and for whom it acts."""
        entry = office_entry(self, outcome)
        return {name: entry[name] for name in ("@id", "UID", "title", "on_behalf_of", "example")}

    def service(self, uid):
        """The service asked for; ``None`` while that is still the question."""
        node = self.models.nodes.get(uid)
        if node is None:
            return None
        told = localize(self.models, node)
        return {
            "@id": self.url_of(node),
            "UID": uid,
            "title": told.title,
            "description": told.description,
            "leika_keys": list(node.payload.definition.leika_keys),
        }

    def refusal(self, outcome):
        """Not offered here, or referred to somebody else: with the reason and the law."""
        target = self.models.nodes.get(outcome.target)
        return {
            "effect": outcome.record.effect.value,
            "reason": outcome.record.reason,
            "legal_basis": outcome.record.legal_basis,
            "office": office_entry(self, outcome) if target is not None else None,
        }

    def step(self, step):
        """One line of the explanation."""
        record = step.record
        authority = self.models.nodes.get(step.authority)
        return {
            "step": step.number,
            "outcome": step.outcome.value,
            "code": step.reason.value,
            "reason": say(messages.REASONS[step.reason]),
            "role": step.role.value if step.role else None,
            "area": self.area(step),
            "authority": authority and self.reference(authority),
            "legal_basis": record.legal_basis if record else "",
            "valid_from": _iso(record.valid_from) if record else None,
            "valid_to": _iso(record.valid_to) if record else None,
            "confirmed_on": _iso(record.confirmed_on) if record else None,
        }

    def area(self, step):
        """The area of a step; ``None`` where it is about the question itself."""
        if not step.area or step.record is None:
            return None
        return area_reference(self.models.gazetteer.area(step.area))

    def fallback(self, answer):
        """The way on where nobody is responsible."""
        way_on = answer.fallback
        if way_on is None:
            return None
        nodes = self.models.nodes
        match way_on.kind:
            case FallbackKind.FEDERAL if way_on.authority in nodes:
                node = nodes[way_on.authority]
                return {
                    "kind": "federal",
                    "title": node.title,
                    "text": node.payload.description,
                    "@id": self.url_of(node),
                }
            case FallbackKind.SERVICE:
                node = nodes[way_on.service]
                title = localize(self.models, node).title
                return {"kind": "service", "title": title, "html": node.payload.fallback}
            case FallbackKind.DISTRICT:
                return self.district(way_on.area)
        return last_resort()

    def district(self, key):
        """The district as the way on: its own administration where the site knows it."""
        area = self.models.gazetteer.area(key)
        else_ask = last_resort()
        return {
            "kind": "district",
            "title": area.name,
            "area": area_reference(area),
            "text": f"{say(ASK_THERE, area=area.name)} {else_ask['text']}".strip(),
            "phone": else_ask["phone"],
        }


def answer_parameters(models, answer):
    """The parameters that lead to an answer again: service, place, day and choices, nothing personal."""
    where = "area" if answer.place.kind is LocationKind.AREA else "postal_code"
    facts = finder_query.shareable(models, answer.service, answer.facts)
    return {
        "service": answer.service or "",
        where: answer.place.code,
        "date": answer.day.isoformat(),
        **{finder_query.FACT + name: value for name, value in facts.items()},
    }


def _iso(day):
    return day.isoformat() if day else None
