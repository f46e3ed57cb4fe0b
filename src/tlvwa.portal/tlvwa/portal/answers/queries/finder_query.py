"""Finder queries: from service, location, day and facts to an answer of the finder."""

from collections.abc import Mapping, MutableMapping
from datetime import date

from tlvwa.portal.common.clock import today
from tlvwa.portal.finder.answer import Answer
from tlvwa.portal.finder.criteria import CriterionKind, Fact
from tlvwa.portal.finder.locations import Location
from tlvwa.portal.finder.questions import by_answer
from tlvwa.portal.readmodels.snapshot import Snapshot

FACT = "fact."  # before the name of a criterion in a form or an address
LONGEST_FACT = 200  # characters


def place_of_key(snapshot: Snapshot, key: str) -> Location:
    """Return the location of an area key in any form. Raises MalformedKey or UnknownArea."""
    return Location.area(snapshot.gazetteer.parse(key).key)


def place_of_postal_code(snapshot: Snapshot, code: str) -> Location:
    """Return the location of a postal code. Raises MalformedKey or UnknownArea."""
    snapshot.gazetteer.postal_code(code)
    return Location.postal_code(code)


def is_known(snapshot: Snapshot, service: str) -> bool:
    """Whether a service is public today under this UID or LeiKa key."""
    rules = snapshot.rulebook.services.get(service)
    is_public = rules is not None and rules.service.shown_on(today())
    return is_public or bool(snapshot.rulebook.sharing(service, today()))


def place_decides(snapshot: Snapshot, service: str, place: Location, day: date) -> bool:
    """True if the first and the last municipality of ``place`` have different answers.

    Only two are looked at, to be quick: False does not mean that all have the same answer.
    """
    municipalities = snapshot.resolver.ground.municipalities(place, day)
    ends = municipalities[:1] + municipalities[-1:]
    return len(by_answer(snapshot.resolver.kernel.decisions(service, ends, day, today()))) > 1


def ask(
    snapshot: Snapshot,
    service: str,
    place: Location,
    day: date,
    facts: Mapping[str, Fact] | None = None,
) -> Answer:
    """Return the answer by the law of ``day``, as public today.

    Raises UnknownService, UnknownArea, UnknownFact and CriterionError.
    """
    return snapshot.resolver.answer(service, place, day, today(), facts or {})


def facts_in(form: Mapping[str, object]) -> dict[str, str]:
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


def shareable(snapshot: Snapshot, service: str, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return the facts that an address may contain: choices. Names, streets and numbers are personal.

    ``service`` is a UID or a LeiKa key. See spec:privacy.
    """
    services = snapshot.rulebook.services
    uids = (service,) if service in services else snapshot.rulebook.by_leika.get(service, ())
    criteria = [criterion for uid in uids for criterion in services[uid].service.criteria]
    # Services that share a key may use one name for two kinds: then it is personal.
    personal = {
        criterion.name for criterion in criteria if criterion.kind is not CriterionKind.CHOICE
    }
    choices = {criterion.name for criterion in criteria} - personal
    return {name: value for name, value in facts.items() if name in choices}
