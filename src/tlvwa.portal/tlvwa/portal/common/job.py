"""What a package registers so that the console runs it from time to time (spec:jobs)."""

from collections.abc import Callable
from dataclasses import dataclass

from zope.interface import Attribute, Interface, implementer


class IJob(Interface):
    """A job: a utility with the name by which its result is reported."""

    order = Attribute("Jobs run in ascending order, those of the same order by name.")
    report = Attribute("The sentence of the console on what was done, with {} for the number.")
    run = Attribute("The function that does what is due and returns how much; the caller commits.")


@implementer(IJob)
@dataclass(frozen=True, slots=True)
class Job:
    """A job that calls a function; see ``IJob``."""

    order: int
    report: str
    run: Callable[[], int]
