"""What can be chosen, and what asks for it."""

from dataclasses import dataclass
from typing import Protocol

MOST = 30


@dataclass(frozen=True, slots=True)
class PickerOption:
    """Something to choose: the value a field keeps, its title, and what tells it from others.

    ``parts`` is the number of things that can be chosen in its place, one by one.
    """

    value: str
    title: str
    hint: str = ""
    parts: int = 0


class PickerSource(Protocol):
    """Where options come from."""

    help: str

    def option(self, value: str) -> PickerOption:
        """The option of a value that a field has."""

    def find(self, text: str) -> list[PickerOption]:
        """The options meant by what somebody types, best first, at most ``MOST``."""

    def named(self, text: str) -> list[PickerOption]:
        """The options of a text that is nothing but keys; none if it is anything else."""

    def parts(self, value: str) -> list[PickerOption]:
        """What can be chosen in the place of an option, one by one."""
