"""The services that a site has, by LeiKa key."""

from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

from tlvwa.portal.readmodels.follower import REQUEST_KEY, site_snapshot
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.readmodels.payloads import ServicePayload


class ServiceLookup:
    """The nodes of services by LeiKa key, at one entry of the journal; loads no object."""

    def __init__(self):
        self._stamp = None
        self._by_key = {}

    def of(self, key):
        """The services that bear a key, drafts too, by path."""
        return self._by_key.get(key, ())

    def catch_up(self):
        """Look again if anybody wrote something since; to be called at the start of a transaction."""
        stamp = site_journal().stamp
        if stamp == self._stamp:
            return
        _forget_models()
        self._by_key = {}
        for node in sorted(site_snapshot().nodes.values(), key=lambda node: node.path):
            if isinstance(node.payload, ServicePayload):
                for key in node.payload.definition.leika_keys:
                    self._by_key.setdefault(key, []).append(node)
        self._stamp = stamp

    def pass_over(self, stamp):
        """What stands in the journal up to ``stamp`` was written by who asks here."""
        self._stamp = stamp


def _forget_models():
    """A command is one request from start to end; each of its transactions sees the models anew."""
    request = getRequest()
    if request is not None:
        IAnnotations(request).pop(REQUEST_KEY, None)
