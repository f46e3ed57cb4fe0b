"""The results of checking links in the database: a small store of its own, in no journal or catalog."""

from datetime import date, datetime

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent
from zope.component import queryUtility
from zope.interface import Interface, implementer

from tlvwa.portal.linkcheck.results import CheckResult, LinkState, LinkStatus


class ILinkStore(Interface):
    """What is known of the links of one site."""


@implementer(ILinkStore)
class LinkStore(Persistent):
    """Results by address, in plain values; those that somebody should look at are listed besides."""

    def __init__(self):
        self._results = OOBTree()
        self._troubled = OOTreeSet()

    def __len__(self):
        return len(self._results)

    def get(self, address):
        """The result of an address; ``None`` where it was never checked."""
        kept = self._results.get(address)
        return None if kept is None else _result(kept)

    def all(self):
        """All results by address."""
        return {address: _result(kept) for address, kept in self._results.items()}

    def troubled(self):
        """Address and result of the links that fail, or have moved."""
        return [(address, self.get(address)) for address in self._troubled]

    def put(self, address, result):
        """Keep a result in place of the one before."""
        self._results[address] = _kept(result)
        if result.fails or result.moved:
            self._troubled.add(address)
        elif address in self._troubled:
            self._troubled.remove(address)

    def keep_only(self, addresses):
        """Drop what is known of all other addresses: how many."""
        gone = [address for address in self._results if address not in addresses]
        for address in gone:
            del self._results[address]
            if address in self._troubled:
                self._troubled.remove(address)
        return len(gone)


def site_links():
    """The store of the current site; ``None`` where the add-on is not installed."""
    return queryUtility(ILinkStore)


def _kept(result):
    found = result.found
    return (
        result.checked.isoformat(timespec="seconds"),
        (str(found.outcome), found.status, found.location, found.wait),
        result.failing_since and result.failing_since.isoformat(),
        result.not_before and result.not_before.isoformat(timespec="seconds"),
    )


def _result(kept):
    checked, (outcome, *others), since, not_before = kept
    return LinkState(
        datetime.fromisoformat(checked),
        CheckResult(LinkStatus(outcome), *others),
        date.fromisoformat(since) if since else None,
        datetime.fromisoformat(not_before) if not_before else None,
    )
