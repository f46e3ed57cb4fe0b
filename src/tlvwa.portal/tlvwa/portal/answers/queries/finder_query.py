"""From what somebody gave (service, place, day, facts) to an answer of the finder."""

from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.criteria import CriterionKind
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.questions import by_answer

FACT = "fact."  # before the name of a criterion in a form or an address
LONGEST_FACT = 200


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
