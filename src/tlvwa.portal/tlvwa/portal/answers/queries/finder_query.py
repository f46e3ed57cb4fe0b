"""A query to the finder, and the steps from service, place, day and facts to an answer."""

from dataclasses import dataclass, field
from datetime import date

from zExceptions import BadRequest

from tlvwa.portal.answers.queries.geolocation import posted_point
from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.vocabularies import AUDIENCES
from tlvwa.portal.finder.criteria import CriterionKind
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.questions import by_answer

FACT = "fact."  # before the name of a criterion in a form or an address
LONGEST_FACT = LONGEST_TEXT = 200


def place_of_key(models, key):
    """The place of an area key in any form. Raises MalformedKey or UnknownArea."""
    return Location.area(models.gazetteer.parse(key).key)


def place_of_postal_code(models, code):
    """The place of a postal code. Raises MalformedKey or UnknownArea."""
    models.gazetteer.postal_code(code)
    return Location.postal_code(code)


def is_known(models, service):
    """Whether a service shows today under this UID or LeiKa key."""
    rules = models.rulebook.services.get(service)
    shown = rules is not None and rules.service.shown_on(today())
    return shown or bool(models.rulebook.sharing(service, today()))


def place_decides(models, service, place, day):
    """Whether it is seen at once that the answer is not the same everywhere in ``place``.

    Looks at two municipalities only; where they agree, the others still may not.
    """
    municipalities = models.resolver.ground.municipalities(place, day)
    ends = municipalities[:1] + municipalities[-1:]
    return len(by_answer(models.resolver.kernel.decisions(service, ends, day, today()))) > 1


def ask(models, service, place, day, facts=None):
    """The answer, by the law of ``day``, as published today.

    Raises UnknownService, UnknownArea, UnknownFact and CriterionError.
    """
    return models.resolver.answer(service, place, day, today(), facts or {})


def facts_in(form):
    """The replies to criteria among the parameters of a form."""
    return {
        name.removeprefix(FACT): value.strip()[:LONGEST_FACT]
        for name, value in form.items()
        if name.startswith(FACT) and isinstance(value, str) and value.strip()
    }


def forget_facts(form):
    """Take the replies out of a form: what is personal is not for an error log, which keeps requests."""
    for name in [name for name in form if name.startswith(FACT)]:
        del form[name]


def shareable(models, service, facts):
    """Those facts that may stand in an address: choices. Names, streets and numbers are personal.

    ``service`` is a UID or a LeiKa key. See spec:privacy.
    """
    services = models.rulebook.services
    uids = (service,) if service in services else models.rulebook.by_leika.get(service, ())
    criteria = [each for uid in uids for each in services[uid].service.criteria]
    personal = {each.name for each in criteria if each.kind is not CriterionKind.CHOICE}
    choices = {each.name for each in criteria} - personal
    return {name: value for name, value in facts.items() if name in choices}


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderQuery:
    """What a request to a page of the finder says, read but not yet looked up.

    ``words`` and ``where`` are as they were typed, ``service`` is a UID or a LeiKa key, ``area`` a key in
    any form. ``day`` is ``None`` where the date is malformed. ``point`` is ``((latitude, longitude),
    accuracy in metres)``. ``facts`` are replies to criteria by name; ``is_posted`` tells whether they
    came in the body of the request, where personal ones may stand. ``own_page`` is true on the page of
    the service itself.
    """

    words: str = ""
    where: str = ""
    topic: str = ""
    audience: str = ""
    object: str = ""
    online: bool = False
    exact: bool = False
    start: int = 0
    service: str = ""
    own_page: bool = False
    area: str = ""
    postal_code: str = ""
    day: date | None = None
    point: tuple | None = None
    has_malformed_point: bool = False
    facts: dict[str, str] = field(default_factory=dict)
    is_posted: bool = False

    @classmethod
    def from_request(cls, request, service=""):
        """Read the query of a request; ``service`` is the UID of the service whose own page asks.

        Takes what is personal, the point and posted facts, out of the request's form.
        """
        form = request.form
        is_posted = request.get("REQUEST_METHOD") == "POST"
        point, has_malformed_point = _read_point(request)
        facts = facts_in(form)
        if is_posted:
            forget_facts(form)
        audience = _text(form, "audience")
        return cls(
            words=_text(form, "q"),
            where=_text(form, "wo"),
            topic=_text(form, "topic"),
            audience=audience if audience in AUDIENCES.by_token else "",
            object=_text(form, "objekt"),
            online=_text(form, "online") == "1",
            exact=_text(form, "genau") == "1",
            start=request_params.start(form),
            service=service or _text(form, "service"),
            own_page=bool(service),
            area=_text(form, "area"),
            postal_code=_text(form, "postal_code"),
            day=_read_day(form),
            point=point,
            has_malformed_point=has_malformed_point,
            facts=facts,
            is_posted=is_posted,
        )

    @property
    def searches(self):
        """Whether services are sought: by words or by any filter."""
        return bool(self.words or self.topic or self.audience or self.object or self.online)


def _text(form, name):
    value = form.get(name, "")
    return " ".join(value.split())[:LONGEST_TEXT] if isinstance(value, str) else ""


def _read_day(form):
    try:
        return request_params.day(form)
    except BadRequest:
        return None


def _read_point(request):
    """The posted point, and whether it cannot be read."""
    try:
        return posted_point(request), False
    except BadRequest:
        return None, True
