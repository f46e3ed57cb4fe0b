"""The state of the finder that a request describes: results, a question or the answer.

There is one address for each state; what is personal is only ever read from a posted form.
"""

from dataclasses import replace
from functools import cached_property

from plone import api
from zExceptions import BadRequest

from tlvwa.portal.answers.pages.service_results import ServiceResults, plain_row
from tlvwa.portal.answers.queries import finder_query
from tlvwa.portal.answers.queries.finder_query import (
    ask,
    place_decides,
    place_of_key,
    place_of_postal_code,
)
from tlvwa.portal.answers.queries.geolocation import geolocate, posted_point
from tlvwa.portal.answers.queries.place_query import place_of_text
from tlvwa.portal.answers.queries.service_search import ServiceFilters
from tlvwa.portal.answers.serializers.answer import AnswerSerializer
from tlvwa.portal.answers.serializers.dissolved import dissolved_text
from tlvwa.portal.answers.texts.local_texts import LocalTexts, local_texts
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.dissolved import dissolved_areas
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import finder_url, url_of
from tlvwa.portal.common.vocabularies import AUDIENCES
from tlvwa.portal.finder.answer import QuestionKind, Status
from tlvwa.portal.finder.errors import CriterionError, UnknownService
from tlvwa.portal.finder.locations import Location, LocationKind
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search_admin.usage_log import count_search

LONGEST = 200
TYPE_INSTEAD = _("Geben Sie bitte Ort, Ortsteil oder Postleitzahl ein.")

UNREAD = _("Ihr Standort ließ sich nicht lesen.")
UNKNOWN = _("Einen Ort „${where}“ kennen wir in Thüringen nicht.")


def _said(matches):
    """Matches with their labels in the language of the request."""
    return tuple(replace(match, label=say(match.label)) for match in matches)


class FinderRequest:
    """Made from the request alone: ``q`` and ``wo`` as typed, or ``service`` and ``area``.

    ``service`` (a UID) is given by a service's own page; else the request names it. ``former`` is what
    became of a municipality of the past whose name was typed.
    """

    def __init__(self, request, service=""):
        self.request = request
        self.models = site_snapshot()
        self.errors = {}
        self.answer = self.given = None
        self.service = self.place = self.former = None
        self.own_page = bool(service)
        self.results, self.found, self.places, self.sharing = [], None, (), ()
        self.places_reason = ""
        form = request.form
        self.query = self._text(form, "q")
        self.where = self._text(form, "wo")
        self.topic = self._text(form, "topic")
        self.audience = self._audience(form)
        self.object = self._text(form, "objekt")
        self.online = self._text(form, "online") == "1"
        self.exact = self._text(form, "genau") == "1"
        self.day = self._day(form)
        self.located = self._located()
        self.service = self._service(service or self._text(form, "service"))
        self.place = self._place(form)
        if self.service is not None:
            self._answer(form)
        elif len(self.sharing) > 1:
            shared = [plain_row(self.models, uid, self._service_url) for uid in self.sharing]
            self.results = sorted(shared, key=lambda result: result["title"].casefold())
        elif self.searches:
            self._search()

    def _text(self, form, name):
        value = form.get(name, "")
        return " ".join(value.split())[:LONGEST] if isinstance(value, str) else ""

    def _audience(self, form):
        """For whom services are sought; nothing for an audience that there is not."""
        given = self._text(form, "audience")
        return given if given in AUDIENCES.by_token else ""

    def _day(self, form):
        try:
            return request_params.day(form)
        except BadRequest:
            self.errors["date"] = say(_("Dieses Datum gibt es nicht. Gefragt wird für heute."))
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
                self.errors["q"] = say(
                    _("Diese Leistung gibt es hier nicht. Suchen Sie sie bitte neu.")
                )
            return None
        if not self.models.rulebook.services[node.uid].service.shown_on(today()):
            return None
        told = localize(self.models, node)
        if self.query and self.query not in (node.title, told.title):
            return None
        self.query = told.title
        return node

    def _located(self):
        """What the posted point of the visitor means; ``None`` where none was posted."""
        try:
            given = posted_point(self.request)
        except BadRequest:
            self.errors["wo"] = f"{say(UNREAD)} {say(TYPE_INSTEAD)}"
            return None
        return given and geolocate(self.models.gazetteer, *given, self.day)

    def _located_place(self):
        """The place of the visitor's point; where it is not certain, places to choose from."""
        self.request.response.setHeader("Cache-Control", "no-store")
        place, self.places = self.located.place, _said(self.located.matches)
        self.where = self._place_label(place) if place else ""
        self.places_reason = self.located.reason
        if not place and not self.places:
            self.errors["wo"] = f"{self.located.reason} {say(TYPE_INSTEAD)}"
        return place

    def _place(self, form):
        """The place asked for; what is typed wins over what was chosen before, a point over both."""
        if self.located is not None:
            return self._located_place()
        chosen = self._chosen_place(form)
        if chosen is not None and self.where in ("", self._place_label(chosen)):
            self.where = self._place_label(chosen)
            return chosen
        if not self.where:
            return None
        asked = place_of_text(self.models.gazetteer, self.where, self.day)
        self.places = _said(asked.matches)
        self.places_reason = say(_("„${where}“ kann mehreres bedeuten."), where=self.where)
        self.former = self._former(asked)
        if self.former is not None:
            self.places_reason = dissolved_text(self.former)
        if asked.place is not None:
            self.where = self._place_label(asked.place)
        elif not asked.matches:
            self.errors["wo"] = say(UNKNOWN, where=self.where)
        return asked.place

    def _former(self, asked):
        """What became of a municipality of the past whose name was typed; ``None`` for any other."""
        keys = [match.area.key for match in asked.matches]
        if asked.place is not None and asked.place.kind is LocationKind.AREA:
            keys = [asked.place.code]
        if not asked.name or not keys:
            return None
        return dissolved_areas(self.models.gazetteer, asked.name, keys[0], self.day)

    def _chosen_place(self, form):
        area, postal_code = self._text(form, "area"), self._text(form, "postal_code")
        try:
            if area:
                return place_of_key(self.models, area)
            if postal_code:
                return place_of_postal_code(self.models, postal_code)
        except AreaError:
            self.errors["wo"] = say(_("Diesen Ort kennen wir nicht. Geben Sie ihn bitte neu ein."))
        return None

    def _place_label(self, place):
        if place.kind is LocationKind.POSTAL_CODE:
            return place.code
        return say(area_label(self.models.gazetteer, self.models.gazetteer.area(place.code)))

    @property
    def searches(self):
        """Whether services are sought."""
        return bool(self.query or self.topic or self.audience or self.object or self.online)

    def _search(self):
        filters = ServiceFilters(
            audience=self.audience,
            topic=self.topic,
            online=self.online or None,
            object=self.object,
        )
        self.found = ServiceResults(
            self.models,
            self.query,
            filters,
            self.search_url,
            self._service_url,
            exact=self.exact,
            start=request_params.start(self.request.form),
        )
        count_search(self.request, self.query, self.found.result)
        self.results = self.found.rows

    def _service_url(self, uid):
        return self.state_url(service=uid)

    def _answer(self, form):
        """Without a place the whole Land is asked: what is the same everywhere needs no place."""
        place = self._place_or_land
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
            self.errors["fact"] = say(
                _("Diese Angabe passt zu keiner Antwort. Bitte prüfen Sie sie.")
            )
            given = ask(self.models, service, place, self.day, {})
        if self.place is None and given.status is Status.QUESTION and self._asks_place(given):
            return
        self.given = given
        self.answer = self.presenter.answer(given)
        if facts:
            self.request.response.setHeader("Cache-Control", "no-store")

    @property
    def presenter(self):
        """Presents answers with the addresses of this request."""
        return AnswerSerializer(self.models, lambda node: url_of(self.request, node), finder_url)

    @property
    def _place_or_land(self):
        return self.place or Location.area(api.portal.get_registry_record("tlvwa.portal.land"))

    @cached_property
    def local(self):
        """What is told of the service at the place only, or everywhere where no place is given."""
        if self.service is None:
            return LocalTexts()
        return local_texts(self.models, self.service.uid, self._place_or_land, self.day)

    def _asks_place(self, given):
        return given.question.kind is QuestionKind.PLACE

    def _facts(self, form):
        """The replies so far. A choice may stand in the address; all else is read from a body only."""
        facts = finder_query.facts_in(form)
        if self.request.get("REQUEST_METHOD") == "POST":
            finder_query.forget_facts(form)
            return facts
        return finder_query.shareable(self.models, self.service.uid, facts)

    @property
    def _shareable(self):
        facts = self.given.facts if self.given else {}
        return finder_query.shareable(self.models, self.service.uid, facts) if self.service else {}

    def state_url(self, **changes):
        """The address of this state with some parameters changed; an empty one is left out."""
        state = {
            "service": self.service.uid if self.service else "",
            "date": self.day.isoformat() if self.day != today() else "",
            "area": "",
            "postal_code": "",
        }
        if self.place is not None:
            area = self.place.kind is LocationKind.AREA
            state["area" if area else "postal_code"] = self.place.code
        if "area" in changes:
            state["postal_code"] = ""
        kept = {finder_query.FACT + name: value for name, value in self._shareable.items()}
        return finder_url(**(state | kept | changes))

    def search_url(self, **changes):
        """The address of the search with some parameters changed; an empty one is left out."""
        state = {
            "q": self.query,
            "wo": self.where if self.place is None else "",
            "topic": self.topic,
            "audience": self.audience,
            "online": "1" if self.online else "",
            "objekt": self.object,
            "genau": "1" if self.exact else "",
            "date": self.day.isoformat() if self.day != today() else "",
        }
        if self.place is not None:
            area = self.place.kind is LocationKind.AREA
            state["area" if area else "postal_code"] = self.place.code
        return finder_url(**(state | changes))

    def place_url(self, key):
        """The address of this state with a place chosen; a search stays a search."""
        if self.service is None:
            return self.search_url(area=key, postal_code="", wo="")
        return self.state_url(area=key)
