"""Options of a picker, and the interface of their sources."""

from dataclasses import dataclass
from typing import Protocol

MOST = 30


@dataclass(frozen=True, slots=True)
class PickerOption:
    """An option: the value that a field stores, its title, and a hint that tells it from others.

    ``parts`` is the number of options that can be chosen instead of it, one by one.
    """

    value: str
    title: str
    hint: str = ""
    parts: int = 0


class PickerSource(Protocol):
    """The source of a picker's options."""

    help: str

    def option(self, value: str) -> PickerOption:
        """Return the option of a value that a field has."""

    def find(self, text: str) -> list[PickerOption]:
        """Return the options for what somebody typed, best first, at most ``MOST``."""

    def options_of_keys(self, text: str) -> list[PickerOption]:
        """Return the options of a text that is nothing but keys; none if it is anything else."""

    def parts(self, value: str) -> list[PickerOption]:
        """Return the options that can be chosen instead of one, one by one."""
