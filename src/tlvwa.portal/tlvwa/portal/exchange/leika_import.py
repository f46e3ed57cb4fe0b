"""The import of services from a LeiKa table, in batches that are written as a whole or not at all.

A service that an import created has ``imported``: for each field from the table, the digest of
what was written. By it a later import knows, without loading the object, whether a row has changed,
and whether a field still has the value of the table or one of an editor.

Parents are not stored: the read models derive them from the keys.
"""

from collections.abc import Callable, Sequence

from plone import api
from plone.dexterity.content import Container, DexterityContent
from plone.dexterity.utils import addContentToContainer, createContent
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.Portal import PloneSite
from ZODB.POSException import ConflictError
from zope.lifecycleevent import modified

from tlvwa.portal.exchange.batches import commit_batch
from tlvwa.portal.exchange.leika_facts import Facts, fact_digest, fact_digests, service_facts
from tlvwa.portal.exchange.leika_table import LeikaRemark, LeikaRow, LeikaTable
from tlvwa.portal.exchange.report import ImportReport, RowResult
from tlvwa.portal.exchange.service_lookup import ServiceLookup
from tlvwa.portal.readmodels.journal import JournalStamp, current_journal
from tlvwa.portal.readmodels.payloads import ServicePayload, payload_of
from tlvwa.portal.workflow.history.initial_version import save_first_version, suspend_versioning
from tlvwa.portal.workflow.publishing import publish

SERVICE = "tlvwa.portal.Service"
FOLDER, FOLDER_TITLE = "leistungen", "Leistungen von A bis Z"
BATCH = 250  # rows in one transaction

Outcomes = tuple[list[RowResult], list[LeikaRemark]]


class FolderRefused(Exception):
    """Services cannot be created in the folder; the text says why, in German."""


class LeikaImport:
    """An import into the current site, by the current user.

    New services are created in ``folder``, a path below the site, and published with ``public``. Every
    ``batch`` rows are one transaction. If an import is interrupted, committed batches stay, and the
    next import continues after them.
    """

    def __init__(
        self, site: PloneSite, folder: str = FOLDER, public: bool = False, batch: int = BATCH
    ) -> None:
        self.site = site
        self.path = [name for name in folder.split("/") if name]
        self.public = public
        self.batch = batch
        self.known = ServiceLookup()

    def run(
        self, table: LeikaTable, progress: Callable[[int], None] = lambda rows: None
    ) -> ImportReport:
        """Import a table and return the report; ``progress`` is called with the rows of each batch.

        Raises FolderRefused, before anything is written, if services cannot be created in the folder.
        """
        self._folder()
        report = ImportReport(left_out=table.left_out)
        for start in range(0, len(table.rows), self.batch):
            rows = table.rows[start : start + self.batch]
            outcomes, remarks = self._import_batch(rows, table.file)
            for outcome in outcomes:
                report.outcomes[outcome] += 1
            report.remarks += remarks
            progress(len(rows))
        return report

    def _import_batch(self, rows: Sequence[LeikaRow], name: str) -> Outcomes:
        """Write rows and commit; what this wrote need not be looked up again."""

        def write() -> tuple[Outcomes, JournalStamp]:
            result = self._write_rows(rows)
            # Writes the queued entries into the journal, so that its stamp is known.
            processQueue()
            return result, current_journal().stamp

        result, stamp = commit_batch(self.site, f"services import {name}", write)
        self.known.pass_over(stamp)
        return result

    def _write_rows(self, rows: Sequence[LeikaRow]) -> Outcomes:
        """Write rows; return their outcomes and the remarks on them."""
        self.known.catch_up()
        outcomes, remarks = [], []
        for row in rows:
            facts, texts = service_facts(row)
            outcomes.append(self._write(row.key, facts))
            remarks += [LeikaRemark(row.line, text) for text in texts]
        return outcomes, remarks

    def _write(self, key: str, facts: Facts) -> RowResult:
        services = self.known.of(key)
        if not services:
            return self._create(key, facts)
        marks = fact_digests(facts)
        key_mark = dict(marks)["leika_keys"]
        payloads = [(node.path, payload_of(node, ServicePayload)) for node in services]
        imported = [item for item in payloads if ("leika_keys", key_mark) in item[1].imported]
        if not imported:
            return RowResult.OTHER
        path, payload = imported[0]
        if payload.reviewed:
            return RowResult.REVIEWED
        if payload.imported == marks:
            return RowResult.UNCHANGED
        service = self.site.unrestrictedTraverse(path, None)
        if service is None:
            # The lookup knows of it, this transaction does not yet: the next attempt will see it.
            raise ConflictError("another writer has just created the service")
        return _update(service, facts)

    def _create(self, key: str, facts: Facts) -> RowResult:
        folder = self._folder() or self._new_folder()
        if folder.get(key) is not None:
            return RowResult.TAKEN
        service = createContent(
            SERVICE,
            id=key,
            reviewed=False,
            coverage="none",
            imported=fact_digests(facts),
            **facts,
        )
        with suspend_versioning(service):
            service = addContentToContainer(folder, service, checkConstraints=False)
            if self.public:
                publish(service)
        return RowResult.CREATED

    def _folder(self) -> Container | None:
        """Return the folder of new services; ``None`` if it does not exist yet. Raises FolderRefused."""
        folder = self.site
        for depth, name in enumerate(self.path, start=1):
            child = folder.get(name)
            if child is None and depth == len(self.path):
                return None
            if child is None:
                raise FolderRefused(f"Den Ordner „{'/'.join(self.path[:depth])}“ gibt es nicht.")
            folder = child
        if not (folder.isPrincipiaFolderish and folder.getTypeInfo().allowType(SERVICE)):
            raise FolderRefused(f"In „{'/'.join(self.path)}“ können keine Leistungen liegen.")
        return folder

    def _new_folder(self) -> Container:
        parent = self.site.unrestrictedTraverse(self.path[:-1])
        name = self.path[-1]
        title = FOLDER_TITLE if name == FOLDER else name
        folder = api.content.create(parent, "Folder", id=name, title=title)
        if self.public:
            publish(folder)
        return folder


def _update(service: DexterityContent, facts: Facts) -> RowResult:
    """Write the fields that changed in the table and that no editor has changed."""
    imported = dict(service.imported)
    changed = {
        name: mark
        for name, mark in fact_digests(facts)
        if mark != imported.get(name) == fact_digest(getattr(service, name))
    }
    if not changed:
        return RowResult.EDITED
    save_first_version(service)
    for name in changed:
        setattr(service, name, facts[name])
    service.imported = tuple(sorted((imported | changed).items()))
    modified(service)
    return RowResult.UPDATED
