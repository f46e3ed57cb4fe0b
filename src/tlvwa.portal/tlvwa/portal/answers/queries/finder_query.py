"""Finder queries: what a page's request asks, and from service, location, day and facts to an answer."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from zExceptions import BadRequest
from ZPublisher.HTTPRequest import HTTPRequest

from tlvwa.portal.answers.queries.geolocation import Point, take_posted_point
from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.dates import add_months
from tlvwa.portal.common.postal_code import tidy_postal_code
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.typed_text import clean_line
from tlvwa.portal.common.vocabularies import AUDIENCES
from tlvwa.portal.finder.answer import Answer, Status
from tlvwa.portal.finder.criteria import CriterionKind, Fact
from tlvwa.portal.finder.locations import Location, LocationKind
from tlvwa.portal.finder.questions import by_answer
from tlvwa.portal.readmodels.payloads import Node
from tlvwa.portal.readmodels.snapshot import Snapshot

FACT = "fact."  # before the name of a criterion in a form or an address
KNOWN_YEARS, MONTHS_IN_YEAR = 10, 12
LONGEST_TEXT = 200  # characters
LONGEST_FACT = 2_000  # a reply that is offered may name many house numbers
FactT = TypeVar("FactT", bound=Fact)


def location_of_key(snapshot: Snapshot, key: str) -> Location:
    """Return the location of an area key, also a former one. Raises MalformedKey or UnknownArea."""
    return Location.area(snapshot.gazetteer.parse_of_any_time(key).key)


def location_of_postal_code(snapshot: Snapshot, code: str) -> Location:
    """Return the location of a postal code. Raises MalformedKey or UnknownArea."""
    snapshot.gazetteer.postal_code(code)
    return Location.postal_code(code)


def location_parameter(location: Location) -> dict[str, str]:
    """Return a location as the parameter that names it: ``{"area": key}`` or ``{"postal_code": code}``."""
    is_area = location.kind is LocationKind.AREA
    return {"area" if is_area else "postal_code": location.code}


def is_known(snapshot: Snapshot, service: str) -> bool:
    """Whether a service is public today under this UID or LeiKa key."""
    rules = snapshot.rulebook.services.get(service)
    is_public = rules is not None and rules.service.shown_on(today())
    return is_public or bool(snapshot.rulebook.services_with_key(service, today()))


def has_different_answers(snapshot: Snapshot, service: str, place: Location, day: date) -> bool:
    """True if the first and the last municipality of ``place`` have different answers.

    Only two are looked at, to be quick: False does not mean that all have the same answer.
    """
    municipalities = snapshot.resolver.place_resolver.municipalities(place, day)
    ends = municipalities[:1] + municipalities[-1:]
    return len(by_answer(snapshot.resolver.kernel.decisions(service, ends, day, today()))) > 1


def answer_query(
    snapshot: Snapshot,
    service: str,
    place: Location,
    day: date,
    facts: Mapping[str, Fact] | None = None,
) -> Answer:
    """Return the answer by the law of ``day``, as public today.

    Raises UnknownService, UnknownArea, UnknownFact and CriterionError.
    """
    return snapshot.resolver.answer(service, place, day, today(), facts or {}, known_until(today()))


def responsible_office(snapshot: Snapshot, service: str, place: Location, day: date) -> Node | None:
    """Return the one office that answers for a service at a place; ``None`` if it is not one."""
    answer = answer_query(snapshot, service, place, day)
    is_one = answer.status is Status.ANSWERED and len(answer.offices) == 1
    return snapshot.nodes[answer.offices[0].target] if is_one else None


def known_until(day: date) -> date:
    """Return the last day about which answers say anything, as seen from ``day`` (spec:known-days)."""
    return add_months(day, MONTHS_IN_YEAR * setting("known_years", KNOWN_YEARS))


def facts_from_form(form: Mapping[str, object]) -> dict[str, str]:
    """Return the facts among the parameters of a form, by the name of the criterion."""
    return {
        name.removeprefix(FACT): value.strip()[:LONGEST_FACT]
        for name, value in form.items()
        if name.startswith(FACT) and isinstance(value, str) and value.strip()
    }


def forget_facts(form: MutableMapping[str, object]) -> None:
    """Remove the facts from a form: they are personal, and the error log stores requests."""
    for name in [name for name in form if name.startswith(FACT)]:
        del form[name]


def shareable_facts(
    snapshot: Snapshot, service: str, facts: Mapping[str, FactT]
) -> dict[str, FactT]:
    """Return the facts that an address may contain: choices. Names, streets and numbers are personal.

    ``service`` is a UID or a LeiKa key. See spec:privacy.
    """
    services = snapshot.rulebook.services
    uids = (
        (service,)
        if service in services
        else snapshot.rulebook.services_by_leika_key.get(service, ())
    )
    criteria = [criterion for uid in uids for criterion in services[uid].service.criteria]
    # Services that share a key may use one name for two kinds: then it is personal.
    personal = {
        criterion.name for criterion in criteria if criterion.kind is not CriterionKind.CHOICE
    }
    choices = {criterion.name for criterion in criteria} - personal
    return {name: value for name, value in facts.items() if name in choices}


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderQuery:
    """What a request to a page of the finder says, read but not yet looked up.

    ``words`` and ``where`` are as they were typed, ``service`` is a UID or a LeiKa key, ``area`` a key in
    any form. ``day`` is ``None`` where the date is malformed. ``point`` is ``((latitude, longitude),
    accuracy in metres)``. ``facts`` are replies to criteria by name; ``is_posted`` tells whether they
    came in the body of the request, where personal ones may stand. ``keep_words`` is true if no place is
    to be sought among the words; ``as_list`` if hits are to be listed even if it is one; ``searched`` are the
    words of the search that led to an answer by itself. ``own_page`` is true on the page of
    the service itself.
    """

    words: str = ""
    where: str = ""
    topic: str = ""
    audience: str = ""
    object: str = ""
    online: bool = False
    exact: bool = False
    keep_words: bool = False
    as_list: bool = False
    searched: str = ""
    start: int = 0
    service: str = ""
    own_page: bool = False
    area: str = ""
    postal_code: str = ""
    day: date | None = None
    point: tuple[Point, float] | None = None
    has_malformed_point: bool = False
    facts: dict[str, str] = field(default_factory=dict)
    is_posted: bool = False

    @classmethod
    def from_request(cls, request: HTTPRequest, service: str = "") -> "FinderQuery":
        """Read the query of a request; ``service`` is the UID of the service whose own page asks.

        Takes what is personal, the point, posted facts and a posted place, out of the request's form.
        """
        form = request.form
        is_posted = request.get("REQUEST_METHOD") == "POST"
        point, has_malformed_point = _read_point(request)
        facts, where = facts_from_form(form), _text(form, "wo")
        if is_posted:
            # What is typed as a place may be a whole address.
            forget_facts(form)
            form.pop("wo", None)
        audience = _text(form, "audience")
        return cls(
            words=_text(form, "q"),
            where=where,
            topic=_text(form, "topic"),
            audience=audience if audience in AUDIENCES.by_token else "",
            object=_text(form, "objekt"),
            online=_text(form, "online") == "1",
            exact=_text(form, "genau") == "1",
            as_list=_text(form, "liste") == "1",
            searched=_text(form, "gesucht"),
            keep_words=_text(form, "ohne_ort") == "1",
            start=request_params.start(form),
            service=service or _text(form, "service"),
            own_page=bool(service),
            area=_text(form, "area"),
            postal_code=tidy_postal_code(_text(form, "postal_code")),
            day=_read_day(form),
            point=point,
            has_malformed_point=has_malformed_point,
            facts=facts,
            is_posted=is_posted,
        )

    @property
    def searches(self) -> bool:
        """Whether services are sought: by words or by any filter."""
        return bool(self.words or self.topic or self.audience or self.object or self.online)


def _text(form: request_params.Form, name: str) -> str:
    value = form.get(name, "")
    return clean_line(value[: 2 * LONGEST_TEXT])[:LONGEST_TEXT] if isinstance(value, str) else ""


def _read_day(form: request_params.Form) -> date | None:
    try:
        return request_params.day(form)
    except BadRequest:
        return None


def _read_point(request: HTTPRequest) -> tuple[tuple[Point, float] | None, bool]:
    """The posted point, and whether it cannot be read."""
    try:
        return take_posted_point(request), False
    except BadRequest:
        return None, True
