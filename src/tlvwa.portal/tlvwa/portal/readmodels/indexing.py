"""Writes into the journal whatever the indexing queue does: moves, deletes and changes of security too."""

from plone.uuid.interfaces import IUUID
from Products.CMFCore.interfaces import IIndexQueueProcessor
from zope.interface import implementer

from tlvwa.portal.readmodels.journal import JournalOperation, site_journal


@implementer(IIndexQueueProcessor)
class JournalProcessor:
    """One entry for each object that the queue indexes, reindexes or unindexes."""

    def index(self, obj, attributes=None):
        """The object is new or came here from elsewhere."""
        _note(JournalOperation.UPSERT, obj)

    def reindex(self, obj, attributes=None, update_metadata=1):
        """The object, its state or who may see it changed."""
        _note(JournalOperation.UPSERT, obj)

    def unindex(self, obj):
        """The object is gone from this path."""
        _note(JournalOperation.DELETE, obj)

    def begin(self):
        """Nothing to prepare: entries are part of the transaction."""

    def commit(self):
        """Nothing to finish: entries are part of the transaction."""

    def abort(self):
        """Nothing to take back: entries are part of the transaction."""


def _note(operation, obj):
    """Into the journal of the object's own site, whatever site is the current one."""
    journal = site_journal(obj)
    uid = IUUID(obj, None)
    if journal is not None and uid:
        journal.append(operation, uid, "/".join(obj.getPhysicalPath()))
