"""Journal entries for what the indexing queue does: also moves, deletions and changes of security."""

from plone.dexterity.content import DexterityContent
from plone.uuid.interfaces import IUUID
from Products.CMFCore.interfaces import IIndexQueueProcessor
from zope.interface import implementer

from tlvwa.portal.readmodels.journal import JournalOperation, site_journal


@implementer(IIndexQueueProcessor)
class JournalProcessor:
    """Write one entry for each object that the queue indexes, reindexes or unindexes."""

    def index(self, obj: DexterityContent, attributes: object = None) -> None:
        """Note an object that is new or was moved here."""
        _note(JournalOperation.UPSERT, obj)

    def reindex(
        self, obj: DexterityContent, attributes: object = None, update_metadata: int = 1
    ) -> None:
        """Note a change of an object, its workflow state or its permissions."""
        _note(JournalOperation.UPSERT, obj)

    def unindex(self, obj: DexterityContent) -> None:
        """Note that an object is no longer at its path."""
        _note(JournalOperation.DELETE, obj)

    def begin(self) -> None:
        """Do nothing: entries are part of the transaction."""

    def commit(self) -> None:
        """Do nothing: the transaction commits the entries."""

    def abort(self) -> None:
        """Do nothing: the transaction takes the entries back."""


def _note(operation: JournalOperation, obj: DexterityContent) -> None:
    """Append an entry to the journal of the object's own site, whatever site is the current one."""
    journal = site_journal(obj)
    uid = IUUID(obj, None)
    if journal is not None and uid:
        journal.append(operation, uid, "/".join(obj.getPhysicalPath()))
