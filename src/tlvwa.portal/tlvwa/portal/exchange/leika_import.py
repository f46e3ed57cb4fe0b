"""Imports the services of a LeiKa table into the site: in batches, each of them whole or not at all.

A service that an import made carries ``imported``: for each field that came from the table, the
fingerprint of what was written. So a later import knows without loading anything whether a row has
changed, and whether a field still holds what the table gave or what an editor made of it.

Parents are not stored: the read models derive them from the keys.
"""

import transaction
from plone import api
from plone.dexterity.utils import addContentToContainer, createContent
from Products.CMFCore.indexing import processQueue
from ZODB.POSException import ConflictError
from zope.lifecycleevent import modified

from tlvwa.portal.exchange.leika_facts import fingerprint, fingerprints, service_facts
from tlvwa.portal.exchange.leika_table import LeikaRemark
from tlvwa.portal.exchange.report import ImportReport, RowResult
from tlvwa.portal.exchange.service_lookup import ServiceLookup
from tlvwa.portal.readmodels.journal import site_journal
from tlvwa.portal.workflow.history.initial_version import keep_first_version, without_version
from tlvwa.portal.workflow.publishing import publish

SERVICE = "tlvwa.portal.Service"
FOLDER, FOLDER_TITLE = "leistungen", "Leistungen von A bis Z"
BATCH, ATTEMPTS = 250, 5


class ImportRefused(Exception):
    """Services cannot lie where they are to; the text says why, in German."""


class LeikaImport:
    """An import into the current site, by the current user.

    New services come into ``folder``, a path from the site, and are published at once with
    ``public``. Every ``batch`` rows are one transaction. Whatever ends an import, what is committed
    stays, and the next import finds it and goes on behind it.
    """

    def __init__(self, site, folder=FOLDER, public=False, batch=BATCH):
        self.site = site
        self.path = [name for name in folder.split("/") if name]
        self.public = public
        self.batch = batch
        self.known = ServiceLookup()

    def run(self, table, progress=lambda rows: None):
        """The report of importing a ``Table``; ``progress`` is told how many rows each batch had.

        Raises ImportRefused, before anything is written, where services cannot lie in the folder.
        """
        self._folder()
        report = ImportReport(left_out=table.left_out)
        for start in range(0, len(table.rows), self.batch):
            rows = table.rows[start : start + self.batch]
            outcomes, remarks = self._committed(rows, table.file)
            for outcome in outcomes:
                report.outcomes[outcome] += 1
            report.remarks += remarks
            progress(len(rows))
        return report

    def _committed(self, rows, name):
        """What ``_written`` gives, committed; tried again where somebody wrote at the same time."""
        for attempt in range(ATTEMPTS):
            try:
                done = self._written(rows)
                # What is in the queue goes into the journal now, so that its stamp is known.
                processQueue()
                stamp = site_journal().stamp
                transaction.get().note(f"services import {name}")
                transaction.commit()
            except ConflictError:
                transaction.abort()
                if attempt + 1 == ATTEMPTS:
                    raise
            except BaseException:
                transaction.abort()
                raise
            else:
                self.known.pass_over(stamp)
                self.site._p_jar.cacheGC()
                return done
        raise AssertionError("an attempt returns or raises")

    def _written(self, rows):
        """The outcomes of some rows, and the remarks on them."""
        self.known.catch_up()
        outcomes, remarks = [], []
        for row in rows:
            facts, said = service_facts(row)
            outcomes.append(self._write(row.key, facts))
            remarks += [LeikaRemark(row.line, text) for text in said]
        return outcomes, remarks

    def _write(self, key, facts):
        found = self.known.of(key)
        if not found:
            return self._create(key, facts)
        marks = fingerprints(facts)
        key_mark = dict(marks)["leika_keys"]
        own = [node for node in found if ("leika_keys", key_mark) in node.payload.imported]
        if not own:
            return RowResult.OTHER
        if own[0].payload.reviewed:
            return RowResult.REVIEWED
        if own[0].payload.imported == marks:
            return RowResult.UNCHANGED
        service = self.site.unrestrictedTraverse(own[0].path, None)
        if service is None:
            raise ConflictError("somebody has just put the service there")
        return _update(service, facts)

    def _create(self, key, facts):
        folder = self._folder() or self._new_folder()
        if folder.get(key) is not None:
            return RowResult.TAKEN
        service = createContent(
            SERVICE,
            id=key,
            reviewed=False,
            coverage="none",
            imported=fingerprints(facts),
            **facts,
        )
        with without_version(service):
            service = addContentToContainer(folder, service, checkConstraints=False)
            if self.public:
                publish(service)
        return RowResult.CREATED

    def _folder(self):
        """Where new services go; ``None`` if it is still to be made."""
        folder = self.site
        for depth, name in enumerate(self.path, start=1):
            inside = folder.get(name)
            if inside is None and depth == len(self.path):
                return None
            if inside is None:
                raise ImportRefused(f"Den Ordner „{'/'.join(self.path[:depth])}“ gibt es nicht.")
            folder = inside
        if not (folder.isPrincipiaFolderish and folder.getTypeInfo().allowType(SERVICE)):
            raise ImportRefused(f"In „{'/'.join(self.path)}“ können keine Leistungen liegen.")
        return folder

    def _new_folder(self):
        parent = self.site.unrestrictedTraverse(self.path[:-1])
        name = self.path[-1]
        title = FOLDER_TITLE if name == FOLDER else name
        folder = api.content.create(parent, "Folder", id=name, title=title)
        if self.public:
            publish(folder)
        return folder


def _update(service, facts):
    """Write what changed in the table and is still as the table once gave it."""
    imported = dict(service.imported)
    changed = {
        name: mark
        for name, mark in fingerprints(facts)
        if mark != imported.get(name) == fingerprint(getattr(service, name))
    }
    if not changed:
        return RowResult.EDITED
    keep_first_version(service)
    for name in changed:
        setattr(service, name, facts[name])
    service.imported = tuple(sorted((imported | changed).items()))
    modified(service)
    return RowResult.UPDATED
