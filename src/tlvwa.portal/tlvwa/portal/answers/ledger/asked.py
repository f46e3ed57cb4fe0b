"""What of the ledger is asked for: by service, topic, area, authority, state and day."""

from dataclasses import dataclass
from datetime import date

from zExceptions import BadRequest

from tlvwa.portal.answers import parameters
from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.content.settings import setting
from tlvwa.portal.finder.leika import is_key
from tlvwa.portal.finder.states import State
from tlvwa.portal.projection.clock import today
from tlvwa.portal.projection.payloads import AuthorityPayload
from tlvwa.portal.search.folding import fold


class Unknown(LookupError):
    """Something asked for does not exist; the text names the parameter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters; empty ones leave everything. ``area`` is canonical, ``services`` are UIDs."""

    day: date
    services: tuple[str, ...] | None = None
    words: str = ""
    topic: str = ""
    area: str = ""
    authority: str = ""
    states: tuple[State, ...] = tuple(State)

    @classmethod
    def of(cls, models, form):
        """Read ``service``, ``q``, ``topic``, ``area``, ``authority``, ``state`` and ``date`` from a form.

        ``state`` may be several, as a list or separated by commas. Raises BadRequest or Unknown.
        """
        return cls(
            day=parameters.day(form),
            services=_services(models, parameters.text(form, "service")),
            words=fold(parameters.text(form, "q")),
            topic=parameters.text(form, "topic"),
            area=_area(models, parameters.text(form, "area")),
            authority=_authority(models, parameters.text(form, "authority")),
            states=_states(form.get("state")),
        )


def site_ledger(models, day):
    """Today's public ledger of the site's Land, by the law of a day."""
    return models.ledger(day, today(), setting("land"))


def _services(models, given):
    if not given:
        return None
    if given in models.rulebook.services and models.is_public(given, today()):
        return (given,)
    found = models.rulebook.sharing(given, today()) if is_key(given) else ()
    if not found:
        raise Unknown(f"service: no service {given[:80]!r} is known.")
    return found


def _area(models, given):
    try:
        return models.gazetteer.parse(given).key if given else ""
    except MalformedKey as error:
        raise BadRequest(f"area: {error}.") from None
    except UnknownArea as error:
        raise Unknown(f"area: {error}.") from None


def _authority(models, given):
    node = models.nodes.get(given)
    if not given:
        return ""
    if (
        node is None
        or not isinstance(node.payload, AuthorityPayload)
        or not models.is_public(given, today())
    ):
        raise Unknown(f"authority: no authority {given[:80]!r} is known.")
    return given


def _states(given):
    """Raises BadRequest for what is no state."""
    parts = given if isinstance(given, list | tuple) else (given or "",)
    names = [name.strip() for part in parts for name in str(part).split(",") if name.strip()]
    try:
        return tuple(dict.fromkeys(map(State, names))) or tuple(State)
    except ValueError:
        known = ", ".join(State)
        raise BadRequest(f"state: one or several of {known} are expected.") from None
