"""The serializer of answers (the shape of ``@responsible``, spec:responsible-shape)."""

from collections.abc import Sequence
from datetime import date

from zope.component import adapter
from zope.interface import Interface, implementer
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.answers.interfaces import IAnswerSerializer
from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.answers.serializers.certainty import certainty_entry, valid_entry
from tlvwa.portal.answers.serializers.dissolved import dissolved_entry
from tlvwa.portal.answers.serializers.entries import (
    AnswerEntry,
    AnswerParameters,
    AreaReference,
    FallbackEntry,
    OfficeReference,
    QuestionEntry,
    QuestionOptionEntry,
    Reference,
    RefusalEntry,
    ServiceEntry,
    StepEntry,
)
from tlvwa.portal.answers.serializers.offices import office_entry, online_entry
from tlvwa.portal.answers.serializers.places import area_reference, place_entry
from tlvwa.portal.answers.serializers.questions import question_entry
from tlvwa.portal.answers.serializers.upcoming_changes import announcements
from tlvwa.portal.answers.texts import messages
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.answers.texts.questions import WHICH_PLACE
from tlvwa.portal.areas.lookup.name_index import AreaMatch
from tlvwa.portal.common.dates import iso_day
from tlvwa.portal.common.i18n import say
from tlvwa.portal.common.settings import last_resort
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.finder.answer import Answer, FallbackKind, NamedOffice, Status
from tlvwa.portal.finder.explanation import ExplanationStep
from tlvwa.portal.finder.locations import LocationKind
from tlvwa.portal.readmodels.payloads import AuthorityPayload, Node, ServicePayload, payload_of
from tlvwa.portal.readmodels.snapshot import Snapshot


@implementer(IAnswerSerializer)
@adapter(Snapshot, Interface)
class AnswerSerializer:
    """Serializes answers over one snapshot, with the addresses of one request.

    An add-on that registers another adapter for its own browser layer replaces it.
    """

    def __init__(self, snapshot: Snapshot, request: HTTPRequest) -> None:
        self.snapshot = snapshot
        self.request = request

    def url_of(self, node: Node) -> str:
        """Return the address of a node."""
        return url_of(self.request, node)

    def permalink(self, **parameters: object) -> str:
        """Return the address of a page with the same answer; nothing personal is in it."""
        return finder_url(**{name: str(value) for name, value in parameters.items()})

    def answer(self, answer: Answer) -> AnswerEntry:
        """Return the whole answer, with its explanation."""
        nodes = self.snapshot.nodes
        return {
            "status": answer.status.value,
            "derived": answer.derived,
            "certainty": certainty_entry(self.snapshot, answer),
            "service": self.service(answer.service),
            "place": place_entry(self.snapshot.gazetteer, answer),
            "date": answer.day.isoformat(),
            "offices": [office_entry(self, office) for office in answer.offices],
            "refusals": [self.refusal(office) for office in answer.refusals],
            "contact_points": [office_entry(self, office) for office in answer.contact_points],
            "online_services": [
                online_entry(self, office)
                for office in answer.online_services
                if office.target in nodes
            ],
            "forms": [
                online_entry(self, office) for office in answer.forms if office.target in nodes
            ],
            "question": self.question(answer),
            "explanation": [self.step(step) for step in self.snapshot.resolver.explain(answer)],
            "valid": valid_entry(answer),
            "announcements": announcements(self, answer),
            "became": dissolved_entry(self.snapshot.gazetteer, answer.location, answer.day),
            "fallback": self.fallback(answer),
            "permalink": self.permalink(**self.state(answer)),
            "journal": self.snapshot.stamp.number,
        }

    def place_choice(
        self, service: str, day: date, matches: Sequence[AreaMatch], reason: str
    ) -> AnswerEntry:
        """Return the question which of several places is meant, in the shape of an answer."""
        options: list[QuestionOptionEntry] = [
            {
                "label": say(match.label),
                "parameters": {"area": match.area.key},
                "places": [area_reference(match.area)],
                "localities": [],
                "offices": [],
            }
            for match in matches
        ]
        return {
            "offices": [],
            "refusals": [],
            "contact_points": [],
            "online_services": [],
            "forms": [],
            "explanation": [],
            "status": Status.QUESTION.value,
            "derived": False,
            "certainty": None,
            "service": self.service(service),
            "place": None,
            "date": day.isoformat(),
            "question": {
                "kind": "place",
                "name": "area",
                "label": say(WHICH_PLACE),
                "help": reason,
                "input": None,
                "doubt": None,
                "options": options,
            },
            "valid": {"from": None, "to": None, "known_since": None, "known_until": None},
            "announcements": [],
            "became": None,
            "fallback": None,
            "permalink": self.permalink(service=service, date=day.isoformat()),
            "journal": self.snapshot.stamp.number,
        }

    def state(self, answer: Answer) -> AnswerParameters:
        """Return the parameters that lead to this answer again."""
        return answer_parameters(self.snapshot, answer)

    def question(self, answer: Answer) -> QuestionEntry | None:
        """Return the question of an answer; ``None`` if it has none."""
        return question_entry(self, answer)

    def reference(self, node: Node) -> Reference:
        """Return address, UID and title of an object."""
        return {"@id": self.url_of(node), "UID": node.uid, "title": node.title}

    def office_reference(self, office: NamedOffice) -> OfficeReference:
        """Return an office with nothing but its name and for whom it acts."""
        entry = office_entry(self, office)
        return {
            "@id": entry["@id"],
            "UID": entry["UID"],
            "title": entry["title"],
            "on_behalf_of": entry["on_behalf_of"],
            "example": entry["example"],
        }

    def service(self, uid: str | None) -> ServiceEntry | None:
        """Return the service of a query; ``None`` while that is still the question."""
        node = self.snapshot.nodes.get(uid) if uid else None
        if node is None:
            return None
        localized = localize(self.snapshot, node)
        return {
            "@id": self.url_of(node),
            "UID": node.uid,
            "title": localized.title,
            "description": localized.description,
            "leika_keys": list(payload_of(node, ServicePayload).definition.leika_keys),
        }

    def refusal(self, office: NamedOffice) -> RefusalEntry:
        """Return a refusal (not offered, or a referral) with its reason and law."""
        target = self.snapshot.nodes.get(office.target)
        return {
            "effect": office.record.effect.value,
            "reason": office.record.reason,
            "legal_basis": office.record.legal_basis,
            "office": office_entry(self, office) if target is not None else None,
        }

    def step(self, step: ExplanationStep) -> StepEntry:
        """Return one step of the explanation."""
        record = step.record
        authority = self.snapshot.nodes.get(step.authority)
        return {
            "step": step.number,
            "outcome": step.outcome.value,
            "code": step.reason.value,
            "reason": say(messages.REASONS[step.reason]),
            "role": step.role.value if step.role else None,
            "area": self.area(step),
            "authority": self.reference(authority) if authority else None,
            "legal_basis": record.legal_basis if record else "",
            "valid_from": iso_day(record.valid_from) if record else None,
            "valid_to": iso_day(record.valid_to) if record else None,
            "confirmed_on": iso_day(record.confirmed_on) if record else None,
        }

    def area(self, step: ExplanationStep) -> AreaReference | None:
        """Return the area of a step; ``None`` for a step about the question itself."""
        if not step.area or step.record is None:
            return None
        return area_reference(self.snapshot.gazetteer.area(step.area))

    def fallback(self, answer: Answer) -> FallbackEntry | None:
        """Return the fallback of an answer; ``None`` if it has none."""
        fallback = answer.fallback
        if fallback is None:
            return None
        nodes = self.snapshot.nodes
        match fallback.kind:
            case FallbackKind.FEDERAL if fallback.authority in nodes:
                node = nodes[fallback.authority]
                return {
                    "kind": "federal",
                    "title": node.title,
                    "text": payload_of(node, AuthorityPayload).description,
                    "@id": self.url_of(node),
                }
            case FallbackKind.SERVICE:
                node = nodes[fallback.service]
                title = localize(self.snapshot, node).title
                html = payload_of(node, ServicePayload).fallback
                return {"kind": "service", "title": title, "html": html}
            case FallbackKind.DISTRICT:
                return self.district(fallback.area)
        last = last_resort()
        return {
            "kind": last["kind"],
            "title": last["title"],
            "text": last["text"],
            "phone": last["phone"],
        }

    def district(self, key: str) -> FallbackEntry:
        """Return the district as a fallback, with the telephone number of the last resort."""
        area = self.snapshot.gazetteer.area(key)
        central = last_resort()
        return {
            "kind": "district",
            "title": area.name,
            "area": area_reference(area),
            "text": f"{say(messages.ASK_THERE, area=area.name)} {central['text']}".strip(),
            "phone": central["phone"],
        }


def answer_parameters(snapshot: Snapshot, answer: Answer) -> AnswerParameters:
    """Return the parameters that lead to an answer again: service, place, day and choices."""
    where = "area" if answer.location.kind is LocationKind.AREA else "postal_code"
    facts = finder_query.shareable_facts(snapshot, answer.service or "", answer.facts)
    return {
        "service": answer.service or "",
        where: answer.location.code,
        "date": answer.day.isoformat(),
        **{finder_query.FACT + name: str(value) for name, value in facts.items()},
    }
