"""Ledger queries: by service, topic, area, authority, state and day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zExceptions import BadRequest

from tlvwa.portal.answers.queries.finder_query import known_until
from tlvwa.portal.areas.model import MalformedKey, UnknownArea
from tlvwa.portal.common import request_params
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.dates import in_period
from tlvwa.portal.common.settings import setting
from tlvwa.portal.finder.ledger_states import LedgerState
from tlvwa.portal.finder.leika import is_key
from tlvwa.portal.readmodels.payloads import AuthorityPayload
from tlvwa.portal.search.normalize import normalize_word


class LedgerOrder(StrEnum):
    """Which services come first."""

    STATE = "state"  # those with most overlaps, then most gaps
    REACHABLE = "reachable"  # those with most answers whose office is not reachable


class UnknownParameter(LookupError):
    """A parameter names something that does not exist; the text names the parameter."""


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """The filters; empty ones exclude nothing. ``area`` is a canonical key, ``services`` are UIDs."""

    day: date
    services: tuple[str, ...] | None = None
    words: str = ""
    topic: str = ""
    area: str = ""
    authority: str = ""
    states: tuple[LedgerState, ...] = tuple(LedgerState)
    order: LedgerOrder = LedgerOrder.STATE

    @classmethod
    def from_form(cls, snapshot, form):
        """Read ``service``, ``q``, ``topic``, ``area``, ``authority``, ``state``, ``date`` and ``order``.

        ``state`` may be several, as a list or separated by commas. Raises BadRequest, also for a day of
        which nothing is known, or UnknownParameter.
        """
        return cls(
            day=_day(snapshot, form),
            services=_services(snapshot, request_params.text(form, "service")),
            words=normalize_word(request_params.text(form, "q")),
            topic=request_params.text(form, "topic"),
            area=_area(snapshot, request_params.text(form, "area")),
            authority=_authority(snapshot, request_params.text(form, "authority")),
            states=_states(form.get("state")),
            order=LedgerOrder(
                request_params.code(form, "order", set(LedgerOrder)) or LedgerOrder.STATE
            ),
        )


def site_ledger(snapshot, day):
    """Return today's public ledger of the site's Land, by the law of ``day``."""
    return snapshot.ledger(day, today(), setting("land"))


def _day(snapshot, form):
    """Return the day of a form. Raises BadRequest if nothing is known of it (spec:known-days)."""
    day = request_params.day(form)
    first = snapshot.gazetteer.known_since(setting("land"))
    last = known_until(today())
    if not in_period(day, first, last):
        since = first.isoformat() if first is not None else ""
        raise BadRequest(
            f"date: something is known of the days from {since} to {last.isoformat()} only."
        )
    return day


def _services(snapshot, service):
    if not service:
        return None
    if service in snapshot.rulebook.services and snapshot.is_public(service, today()):
        return (service,)
    services = snapshot.rulebook.services_with_key(service, today()) if is_key(service) else ()
    if not services:
        raise UnknownParameter(f"service: no service {service[:80]!r} is known.")
    return services


def _area(snapshot, key):
    try:
        return snapshot.gazetteer.parse(key).key if key else ""
    except MalformedKey as error:
        raise BadRequest(f"area: {error}.") from None
    except UnknownArea as error:
        raise UnknownParameter(f"area: {error}.") from None


def _authority(snapshot, uid):
    node = snapshot.nodes.get(uid)
    if not uid:
        return ""
    if (
        node is None
        or not isinstance(node.payload, AuthorityPayload)
        or not snapshot.is_public(uid, today())
    ):
        raise UnknownParameter(f"authority: no authority {uid[:80]!r} is known.")
    return uid


def _states(value):
    """Return the states of a parameter; all of them without a value. Raises BadRequest."""
    parts = value if isinstance(value, list | tuple) else (value or "",)
    names = [name.strip() for part in parts for name in str(part).split(",") if name.strip()]
    try:
        return tuple(dict.fromkeys(map(LedgerState, names))) or tuple(LedgerState)
    except ValueError:
        known = ", ".join(LedgerState)
        raise BadRequest(f"state: one or several of {known} are expected.") from None
