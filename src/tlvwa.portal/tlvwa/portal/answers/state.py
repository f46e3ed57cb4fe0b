"""The state of the finder that a request describes: results, a question or the answer.

There is one address for each state; what is personal is only ever read from a posted form.
"""

from plone import api
from zExceptions import BadRequest

from tlvwa.portal.answers import asking, parameters, sentences
from tlvwa.portal.answers.asking import (
    ask,
    place_decides,
    place_of_key,
    place_of_postal_code,
)
from tlvwa.portal.answers.finding import Filters, facets, find_services
from tlvwa.portal.answers.links import finder_url, url_of
from tlvwa.portal.answers.office import Office
from tlvwa.portal.answers.places import place_name
from tlvwa.portal.answers.places_asked import place_of_text
from tlvwa.portal.answers.presenter import Presenter
from tlvwa.portal.areas.labels import area_label
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.areas.names import fold
from tlvwa.portal.content.wording import day_text
from tlvwa.portal.finder.answer import QuestionKind, Status
from tlvwa.portal.finder.errors import CriterionError, UnknownService
from tlvwa.portal.finder.places import Place, PlaceKind
from tlvwa.portal.projection.clock import today
from tlvwa.portal.projection.reader import site_models

LONGEST = 200
MOST_RESULTS = 50


class FinderState:
    """Made from the request alone: ``q`` and ``wo`` as typed, or ``service`` and ``area``.

    ``service`` (a UID) is given by a service's own page; else the request names it.
    """

    def __init__(self, request, service=""):
        self.request = request
        self.models = site_models()
        self.errors = {}
        self.answer = self.given = None
        self.service = self.place = None
        self.results, self.match, self.places, self.sharing = [], "", (), ()
        form = request.form
        self.query = self._text(form, "q")
        self.where = self._text(form, "wo")
        self.topic = self._text(form, "topic")
        self.day = self._day(form)
        self.service = self._service(service or self._text(form, "service"))
        self.place = self._place(form)
        if self.service is not None:
            self._answer(form)
        elif len(self.sharing) > 1:
            shared = [self._result(self.models.nodes[uid]) for uid in self.sharing]
            self.results = sorted(shared, key=lambda result: result["title"].casefold())
        elif self.query or self.topic:
            self._search()

    def _text(self, form, name):
        value = form.get(name, "")
        return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""

    def _day(self, form):
        try:
            return parameters.day(form)
        except BadRequest:
            self.errors["date"] = "Dieses Datum gibt es nicht. Gefragt wird für heute."
            return today()

    def _service(self, uid):
        """The node of the service asked for; typing other words than its title searches anew."""
        node = self.models.nodes.get(uid)
        if node is None and uid:
            self.sharing = self.models.rulebook.sharing(uid, today())
            if len(self.sharing) > 1:
                return None
            node = self.models.nodes.get(self.sharing[0]) if self.sharing else None
        if node is None or node.uid not in self.models.rulebook.services:
            if uid:
                self.errors["q"] = "Diese Leistung gibt es hier nicht. Suchen Sie sie bitte neu."
            return None
        if not self.models.rulebook.services[node.uid].service.shown_on(today()):
            return None
        if self.query and self.query != node.title:
            return None
        self.query = node.title
        return node

    def _place(self, form):
        """The place asked for; what is typed wins over what was chosen before."""
        chosen = self._chosen_place(form)
        if chosen is not None and self.where in ("", self._place_label(chosen)):
            self.where = self._place_label(chosen)
            return chosen
        if not self.where:
            return None
        asked = place_of_text(self.models.gazetteer, self.where, self.day)
        self.places = asked.matches
        if asked.place is not None:
            self.where = self._place_label(asked.place)
        elif not asked.matches:
            self.errors["wo"] = f"Einen Ort „{self.where}“ kennen wir in Thüringen nicht."
        return asked.place

    def _chosen_place(self, form):
        area, postal_code = self._text(form, "area"), self._text(form, "postal_code")
        try:
            if area:
                return place_of_key(self.models, area)
            if postal_code:
                return place_of_postal_code(self.models, postal_code)
        except AreaError:
            self.errors["wo"] = "Diesen Ort kennen wir nicht. Geben Sie ihn bitte neu ein."
        return None

    def _place_label(self, place):
        if place.kind is PlaceKind.POSTAL_CODE:
            return place.code
        return area_label(self.models.gazetteer, self.models.gazetteer.area(place.code))

    def _search(self):
        result = find_services(self.models, self.query, Filters(topic=self.topic))
        self.match = result.match.value
        found = (self.models.nodes[each.uid] for each in result.documents[:MOST_RESULTS])
        self.results = [self._result(node) for node in found]

    def _result(self, node):
        return {
            "title": node.title,
            "description": node.payload.description,
            "url": self.state_url(service=node.uid),
            "synonym": self._synonym(node),
        }

    def _synonym(self, node):
        """The word of the service that was typed, where it is not in its title."""
        typed = self.query.casefold()
        return next((name for name in node.payload.synonyms if name.casefold() == typed), "")

    def _answer(self, form):
        """Without a place the whole Land is asked: what is the same everywhere needs no place."""
        place = self.place or Place.area(api.portal.get_registry_record("tlvwa.portal.land"))
        facts = self._facts(form)
        service = self.service.uid
        if (
            self.place is None
            and not facts
            and place_decides(self.models, service, place, self.day)
        ):
            return
        try:
            given = ask(self.models, service, place, self.day, facts)
        except UnknownService:
            self.service = None
            return
        except CriterionError:
            self.errors["fact"] = "Diese Angabe passt zu keiner Antwort. Bitte prüfen Sie sie."
            given = ask(self.models, service, place, self.day, {})
        if self.place is None and given.status is Status.QUESTION and self._asks_place(given):
            return
        self.given = given
        presenter = Presenter(
            self.models,
            lambda node: url_of(self.request, node),
            lambda **given: finder_url(**given),
        )
        self.answer = presenter.answer(given)
        if facts:
            self.request.response.setHeader("Cache-Control", "no-store")

    def _asks_place(self, given):
        return given.question.kind is QuestionKind.PLACE

    def _facts(self, form):
        """The replies so far. A choice may stand in the address; all else is read from a body only."""
        facts = asking.facts_in(form)
        if self.request.get("REQUEST_METHOD") == "POST":
            return facts
        return asking.shareable(self.models, self.service.uid, facts)

    @property
    def question_method(self):
        """How the reply travels: a choice in the address, what is personal in a body."""
        personal = len(self.facts) > len(self._shareable)
        choice = self.answer["question"]["input"] == "choice"
        return "get" if choice and not personal else "post"

    @property
    def _shareable(self):
        facts = self.given.facts if self.given else {}
        return asking.shareable(self.models, self.service.uid, facts) if self.service else {}

    @property
    def question_title(self):
        """The heading of the question."""
        if not self._asks_place(self.given):
            return self.answer["question"]["label"]
        if self.given.place.kind is PlaceKind.POSTAL_CODE:
            return f"Zur Postleitzahl {self.given.place.code} gehören mehrere Gemeinden. Welche ist es?"
        return f"{self.where} umfasst mehrere Gemeinden. Welche ist es?"

    @property
    def known_places(self):
        """The places to choose from; of a postal code those that are known to use it."""
        return self._places_asked(True)

    @property
    def further_places(self):
        """Places that may use the postal code, though it is not known that they do."""
        return self._places_asked(False)

    def _places_asked(self, known):
        sure = self.models.resolver.ground.known(self.given.place, self.given.day)
        places = [
            {"name": place["name"], "url": self.state_url(area=place["key"])}
            for option in self.answer["question"]["options"]
            for place in option["places"]
            if (not sure or place["key"] in sure) is known
        ]
        return sorted(places, key=lambda place: fold(place["name"]))

    @property
    def facts(self):
        """The replies so far, to be sent on with the next one."""
        return [
            {"name": asking.FACT + name, "value": value}
            for name, value in (self.given.facts if self.given else {}).items()
        ]

    def state_url(self, **changes):
        """The address of this state with some parameters changed; an empty one is left out."""
        state = {
            "service": self.service.uid if self.service else "",
            "date": self.day.isoformat() if self.day != today() else "",
            "area": "",
            "postal_code": "",
        }
        if self.place is not None:
            area = self.place.kind is PlaceKind.AREA
            state["area" if area else "postal_code"] = self.place.code
        if "area" in changes:
            state["postal_code"] = ""
        kept = {asking.FACT + name: value for name, value in self._shareable.items()}
        return finder_url(**(state | kept | changes))

    def match_url(self, match):
        """The address of this state with a place chosen; a search stays a search."""
        if self.service is None:
            return finder_url(q=self.query, topic=self.topic, area=match.area.key)
        return self.state_url(area=match.area.key)

    @property
    def hidden(self):
        """What the form sends on beside what is typed."""
        names = {"service": self.service.uid if self.service else "", "topic": self.topic}
        if self.day != today():
            names["date"] = self.day.isoformat()
        if self.place is not None:
            area = self.place.kind is PlaceKind.AREA
            names["area" if area else "postal_code"] = self.place.code
        return [{"name": name, "value": value} for name, value in names.items() if value]

    @property
    def place_question(self):
        """How the place is called for this service."""
        reference = self.service.payload.definition.place_of_reference if self.service else ""
        return sentences.PLACE_QUESTIONS.get(reference, "Wo?")

    @property
    def topics(self):
        """The topics that have services, for those who do not know what to type."""
        everything = find_services(self.models, "", Filters()).documents
        return [
            topic | {"url": finder_url(topic=topic["value"])}
            for topic in facets(everything)["topic"]
        ]

    @property
    def topic_title(self):
        """The name of the topic chosen."""
        return next((each["title"] for each in self.topics if each["value"] == self.topic), "")

    @property
    def title(self):
        """The page's title: the state, then the finder."""
        if self.answer and self.answer["question"]:
            return f"Eine Frage zu: {self.service.title}"
        if self.service:
            where = f" in {self.place_text}" if self.place and self.given else ""
            return f"{self.service.title}{where}"
        if self.query:
            return f"Suche: {self.query}"
        return self.topic_title or "Zuständigkeitsfinder"

    @property
    def place_text(self):
        """The place in a sentence."""
        return place_name(self.models.gazetteer, self.given)

    @property
    def day_text(self):
        """The day asked for, in words; empty for today."""
        return "" if self.day == today() else day_text(self.day)

    @property
    def offices(self):
        """The offices of the answer, ready to be shown."""
        return [self._office(entry) for entry in self.answer["offices"]]

    @property
    def contact_points(self):
        """The contact points beside the office."""
        return [self._office(entry) for entry in self.answer["contact_points"]]

    def office(self, entry):
        """One office of the answer, ready to be shown; ``None`` for none."""
        return self._office(entry) if entry else None

    def _office(self, entry):
        return {
            "office": Office(self.models.nodes[entry["UID"]], entry["@id"]),
            "on_behalf_of": entry["on_behalf_of"]["text"] if entry["on_behalf_of"] else "",
            "example": entry["example"],
        }

    @property
    def why(self):
        """One plain sentence: why this office. Empty where there is not exactly one."""
        won = [
            step
            for step in self.answer["explanation"]
            if step["outcome"] == "won" and step["role"] == "01"
        ]
        if self.answer["status"] != "answered" or not won or not self.place:
            return ""
        area = self.models.gazetteer.area(won[0]["area"]["key"])
        return sentences.why_text(
            self.service.payload.definition.place_of_reference,
            self.place_text,
            self.answer["offices"][0]["title"],
            area,
            won[0]["legal_basis"],
        )

    @property
    def status_text(self):
        """The headline of an answer without one office."""
        return {
            "candidates": "Hier kommen mehrere Stellen in Betracht",
            "not_offered": "Diese Leistung wird hier nicht angeboten",
            "referred": "Dafür ist eine andere Stelle da",
            "gap": "Für diesen Ort ist keine zuständige Stelle eingetragen",
        }.get(self.answer["status"], "Zuständig ist")

    @property
    def validity_text(self):
        """Since when and until when this answer holds; empty where both are open."""
        first, last = self.given.valid
        if first and last:
            return f"Diese Antwort gilt vom {day_text(first)} bis zum {day_text(last)}."
        if first:
            return f"Diese Antwort gilt seit dem {day_text(first)}."
        return f"Diese Antwort gilt bis zum {day_text(last)}." if last else ""

    @property
    def confirmed_text(self):
        """When the winning record was last confirmed."""
        days = [outcome.record.confirmed_on for outcome in self.given.offices]
        days = [day for day in days if day]
        return f"Zuletzt bestätigt am {day_text(min(days))}." if days else ""

    @property
    def stand_text(self):
        """The day of the answer, in words."""
        return f"Stand: {day_text(self.day)}"

    def step_title(self, step):
        """The headline of one step of the explanation."""
        area = step["area"]
        authority = step["authority"]
        parts = [authority["title"] if authority else "", area["name"] if area else ""]
        return ", ".join(part for part in parts if part)

    @property
    def service_page(self):
        """The service page, with the place kept."""
        area = self.place.code if self.place and self.place.kind is PlaceKind.AREA else ""
        return self.answer["service"]["@id"] + (f"?area={area}" if area else "")
