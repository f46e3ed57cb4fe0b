"""The look-up of a site's services by LeiKa key."""

from collections.abc import Sequence

from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

from tlvwa.portal.readmodels.follower import REQUEST_KEY, site_snapshot
from tlvwa.portal.readmodels.journal import JournalStamp, current_journal
from tlvwa.portal.readmodels.payloads import Node, ServicePayload


class ServiceLookup:
    """The nodes of services by LeiKa key, at one stamp; loads no object."""

    def __init__(self) -> None:
        self._stamp: JournalStamp | None = None
        self._by_key: dict[str, list[Node]] = {}

    def of(self, key: str) -> Sequence[Node]:
        """Return the services with a key, drafts included, by path."""
        return self._by_key.get(key, ())

    def catch_up(self) -> None:
        """Read the services anew if the journal has new entries; call it at the start of a transaction."""
        stamp = current_journal().stamp
        if stamp == self._stamp:
            return
        _forget_snapshot()
        self._by_key = {}
        for node in sorted(site_snapshot().nodes.values(), key=lambda node: node.path):
            if isinstance(node.payload, ServicePayload):
                for key in node.payload.definition.leika_keys:
                    self._by_key.setdefault(key, []).append(node)
        self._stamp = stamp

    def pass_over(self, stamp: JournalStamp) -> None:
        """Take entries up to ``stamp`` as known: the caller wrote them and needs no look-up of them."""
        self._stamp = stamp


def _forget_snapshot() -> None:
    """Drop the snapshot of the request: a command is one request, but has many transactions."""
    request = getRequest()
    if request is not None:
        IAnnotations(request).pop(REQUEST_KEY, None)
