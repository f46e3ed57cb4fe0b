"""What of the ledger is asked for: by service, topic, area, authority, state and day."""

from dataclasses import dataclass
from datetime import date

from zExceptions import BadRequest

from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.leika import is_key
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.search.normalize import normalize_word


class UnknownParameter(LookupError):
    """Something asked for does not exist; the text names the parameter."""


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """The filters; empty ones leave everything. ``area`` is canonical, ``services`` are UIDs."""

    day: date
    services: tuple[str, ...] | None = None
    words: str = ""
    topic: str = ""
    area: str = ""
    authority: str = ""
    states: tuple[LedgerState, ...] = tuple(LedgerState)

    @classmethod
    def of(cls, models, form):
        """Read ``service``, ``q``, ``topic``, ``area``, ``authority``, ``state`` and ``date`` from a form.

        ``state`` may be several, as a list or separated by commas. Raises BadRequest or Unknown.
        """
        return cls(
            day=request_params.day(form),
            services=_services(models, request_params.text(form, "service")),
            words=normalize_word(request_params.text(form, "q")),
            topic=request_params.text(form, "topic"),
            area=_area(models, request_params.text(form, "area")),
            authority=_authority(models, request_params.text(form, "authority")),
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
        raise UnknownParameter(f"service: no service {given[:80]!r} is known.")
    return found


def _area(models, given):
    try:
        return models.gazetteer.parse(given).key if given else ""
    except MalformedKey as error:
        raise BadRequest(f"area: {error}.") from None
    except UnknownArea as error:
        raise UnknownParameter(f"area: {error}.") from None


def _authority(models, given):
    node = models.nodes.get(given)
    if not given:
        return ""
    if (
        node is None
        or not isinstance(node.payload, AuthorityPayload)
        or not models.is_public(given, today())
    ):
        raise UnknownParameter(f"authority: no authority {given[:80]!r} is known.")
    return given


def _states(given):
    """Raises BadRequest for what is no state."""
    parts = given if isinstance(given, list | tuple) else (given or "",)
    names = [name.strip() for part in parts for name in str(part).split(",") if name.strip()]
    try:
        return tuple(dict.fromkeys(map(LedgerState, names))) or tuple(LedgerState)
    except ValueError:
        known = ", ".join(LedgerState)
        raise BadRequest(f"state: one or several of {known} are expected.") from None
