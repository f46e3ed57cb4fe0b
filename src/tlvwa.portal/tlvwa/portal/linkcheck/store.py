"""The store of link states in the database, apart from journal and catalog."""

from collections.abc import Container
from datetime import date, datetime

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import Interface, implementer

from tlvwa.portal.linkcheck.results import CheckResult, LinkState, LinkStatus

# Times in ISO 8601: when checked; outcome, status, new address and wait; failing since; not before.
Values = tuple[str, tuple[str, int, str, int], str | None, str | None]


class ILinkStore(Interface):
    """The states of the links of one site."""


@implementer(ILinkStore)
class LinkStore(Persistent):
    """States by address, as plain values, and the addresses that need attention."""

    def __init__(self) -> None:
        self._results = OOBTree()
        self._troubled = OOTreeSet()

    def __len__(self) -> int:
        return len(self._results)

    def get(self, address: str) -> LinkState | None:
        """Return the state of an address; ``None`` if it was never checked."""
        values = self._results.get(address)
        return None if values is None else _state(values)

    def all(self) -> dict[str, LinkState]:
        """Return all states by address."""
        return {address: _state(values) for address, values in self._results.items()}

    def troubled(self) -> list[tuple[str, LinkState]]:
        """Return address and state of the links that fail or have moved."""
        return [(address, _state(self._results[address])) for address in self._troubled]

    def put(self, address: str, state: LinkState) -> None:
        """Store a state in place of the one before."""
        self._results[address] = _values(state)
        if state.fails or state.moved:
            self._troubled.add(address)
        elif address in self._troubled:
            self._troubled.remove(address)

    def keep_only(self, addresses: Container[str]) -> int:
        """Delete the states of all other addresses; return how many."""
        unused = [address for address in self._results if address not in addresses]
        for address in unused:
            del self._results[address]
            if address in self._troubled:
                self._troubled.remove(address)
        return len(unused)


def site_links() -> LinkStore | None:
    """Return the store of the current site; ``None`` without the add-on."""
    store: LinkStore | None = queryUtility(ILinkStore)
    return store


def _values(state: LinkState) -> Values:
    check = state.result
    return (
        state.checked.isoformat(timespec="seconds"),
        (str(check.outcome), check.status, check.location, check.wait),
        state.failing_since.isoformat() if state.failing_since else None,
        state.not_before.isoformat(timespec="seconds") if state.not_before else None,
    )


def _state(values: Values) -> LinkState:
    checked, (outcome, status, location, wait), since, not_before = values
    return LinkState(
        datetime.fromisoformat(checked),
        CheckResult(LinkStatus(outcome), status, location, wait),
        date.fromisoformat(since) if since else None,
        datetime.fromisoformat(not_before) if not_before else None,
    )
