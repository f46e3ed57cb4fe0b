"""What is made once for a snapshot and a day, and read by many requests."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from tlvwa.portal.readmodels.snapshot import Snapshot

Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")

# A snapshot is replaced as a whole: when nobody uses it any more, its values go with it.
_values: WeakKeyDictionary[Snapshot, dict[Hashable, tuple[date, Any]]] = WeakKeyDictionary()


def once_a_day(
    make: Callable[Concatenate[Snapshot, date, Arguments], Value],
    snapshot: Snapshot,
    day: date,
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Value:
    """Return ``make(snapshot, day, …)``, made once as long as the day is the same.

    ``make`` is a function of a module, ``arguments`` are hashable and few. What was made for another day is
    dropped.
    """
    of_snapshot = _values.setdefault(snapshot, {})
    key = (make, arguments, tuple(named.items()))
    known = of_snapshot.get(key)
    if known is None or known[0] != day:
        known = of_snapshot[key] = (day, make(snapshot, day, *arguments, **named))
    return cast(Value, known[1])
