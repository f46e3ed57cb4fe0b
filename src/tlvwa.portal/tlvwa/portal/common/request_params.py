"""Parameters of requests; a wrong one raises BadRequest, a 400 that names it."""

from collections.abc import Collection, Mapping
from datetime import date
from math import isfinite, nan

from zExceptions import BadRequest

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.postal_code import tidy_postal_code

LARGEST_START = 1_000_000

Form = Mapping[str, object]


def text(form: Form, name: str, default: str = "") -> str:
    """Return one text, without surrounding blanks. Raises BadRequest for a list or a mapping."""
    value = form.get(name, default)
    if value is None:
        return default
    if not isinstance(value, str):
        raise BadRequest(f"{name}: one text is expected.")
    return value.strip()


def postal_code(form: Form, name: str = "postal_code") -> str:
    """Return a postal code, also one that is written as people write it; any other text as it is."""
    return tidy_postal_code(text(form, name))


def day(form: Form, name: str = "date") -> date:
    """Return a day, written ``YYYY-MM-DD``; today if it is missing. Raises BadRequest."""
    value = text(form, name)
    if not value:
        return today()
    try:
        # ``fromisoformat`` reads shorter forms too, for example 20261123.
        if len(value) != len("2026-11-23"):
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError:
        raise BadRequest(f"{name}: a day is written YYYY-MM-DD, for example 2026-11-23.") from None


def coordinate(form: Form, name: str, limit: int) -> float | None:
    """Return degrees from ``-limit`` to ``limit``; ``None`` if missing. Raises BadRequest."""
    value = form.get(name)
    if value in (None, ""):
        return None
    number = _number(value)
    if not isfinite(number) or abs(number) > limit:
        raise BadRequest(f"{name}: a number of degrees from -{limit} to {limit} is expected.")
    return number


def point(form: Form) -> tuple[float, float] | None:
    """Return ``(lat, lon)`` in WGS 84, or ``None`` if both are missing. Raises BadRequest."""
    lat, lon = coordinate(form, "lat", 90), coordinate(form, "lon", 180)
    if (lat is None) != (lon is None):
        raise BadRequest(f"{'lat' if lat is None else 'lon'}: lat and lon are given together.")
    return None if lat is None or lon is None else (lat, lon)


def metres(form: Form, name: str) -> float:
    """Return a distance in metres; 0 if it is missing. Raises BadRequest."""
    value = form.get(name)
    if value in (None, ""):
        return 0.0
    number = _number(value)
    if not isfinite(number) or number < 0:
        raise BadRequest(f"{name}: a number of metres is expected.")
    return number


def flag(form: Form, name: str) -> bool | None:
    """Return ``true`` or ``false``; ``None`` if it is missing. Raises BadRequest."""
    value = text(form, name).lower()
    if not value:
        return None
    if value in ("1", "true", "yes"):
        return True
    if value in ("0", "false", "no"):
        return False
    raise BadRequest(f"{name}: true or false is expected.")


def code(form: Form, name: str, allowed: Collection[str]) -> str:
    """Return one of the codes ``allowed``; empty if it is missing. Raises BadRequest."""
    value = text(form, name)
    if value and value not in allowed:
        raise BadRequest(f"{name}: one of {', '.join(sorted(allowed))} is expected.")
    return value


def whole_number(form: Form, name: str, default: int, largest: int) -> int:
    """Return a whole number from 0 to ``largest``. Raises BadRequest."""
    value = form.get(name, default)
    try:
        number = int(value) if isinstance(value, str | int | float) else -1
    except (ValueError, OverflowError):  # of JSON's 1e400, which is infinite
        number = -1
    if not 0 <= number <= largest:
        raise BadRequest(f"{name}: a whole number from 0 to {largest} is expected.")
    return number


def start(form: Form, name: str = "b_start") -> int:
    """Return where a page of a list begins; 0 for what is no such number, so that no address fails."""
    try:
        return whole_number(form, name, 0, LARGEST_START)
    except BadRequest:
        return 0


def _number(value: object) -> float:
    """Return a value as a number; ``nan`` if it is none."""
    try:
        return float(value) if isinstance(value, str | int | float) else nan
    except (ValueError, OverflowError):  # of a whole number in JSON beyond what a float holds
        return nan
