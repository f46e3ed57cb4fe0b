"""Tells whoever waits what is being done, also from set-up, to which Plone passes nothing on."""

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

Reporter = Callable[[str, int, int], None]  # what is being done, how many are done, and of how many
Item = TypeVar("Item", covariant=True)

_teller: ContextVar[Reporter] = ContextVar("teller", default=lambda step, done, total: None)


class Items(Sized, Iterable[Item], Protocol[Item]):
    """Things that can be counted before they are gone through."""


@contextmanager
def reporting_to(teller: Reporter) -> Iterator[None]:
    """In it, what is done is told to ``teller``."""
    token = _teller.set(teller)
    try:
        yield
    finally:
        _teller.reset(token)


def step(name: str) -> None:
    """Something that takes a while begins."""
    _teller.get()(name, 0, 0)


def steps(name: str, items: Items[Item]) -> Iterator[Item]:
    """The items, one after another; each is done when the next is asked for."""
    tell = _teller.get()
    for done, item in enumerate(items):
        tell(name, done, len(items))
        yield item
