"""The page of a publication: its files first, then its metadata."""

from functools import cached_property

from AccessControl import getSecurityManager
from Products.Five.browser import BrowserView

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import day_text, list_text, period_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.linked_data import as_json
from tlvwa.portal.common.settings import coded_lines
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.common.vocabularies import DOCUMENT_LANGUAGES, label
from tlvwa.portal.content.publication.entry import PublicationEntry
from tlvwa.portal.content.publication.files.readings import files_in, reading_of
from tlvwa.portal.content.publication.files.upload_events import PROBLEMS
from tlvwa.portal.content.publication.listing.cache import replacements
from tlvwa.portal.content.publication.structured_data import dublin_core, schema_org
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.nodes import node_from


class PublicationView(BrowserView):
    """Shows the publication from its own fields; names of others come from the snapshot."""

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()
        url = self.context.absolute_url()
        self.entry = PublicationEntry(
            node_from(self.context), url, dict(coded_lines("publication_kinds"))
        )
        self.payload = self.entry.payload

    def __call__(self):
        """Return the page."""
        self.update()
        return self.index()

    @property
    def abstract(self):
        """The sanitised abstract."""
        return html(self.context.abstract)

    @property
    def cover_text(self):
        """The text alternative of the cover."""
        own_text = (self.context.cover_text or "").strip()
        return own_text or say(_("Titelseite: ${title}", mapping={"title": self.entry.title}))

    @property
    def facts(self):
        """The known facts as ``(term, text, address)``; an empty address is no link."""
        payload, publisher = self.payload, self.publisher
        valid = period_text(payload.valid_from, payload.valid_until)
        rows = (
            (_("Art"), self.entry.kind, ""),
            (_("Erschienen"), self.entry.issued, ""),
            (_("Herausgeber"), *self._title_and_url(publisher)),
            (_("Verfasst von"), list_text(payload.authors), ""),
            (_("Reihe"), payload.series, ""),
            (_("Nummer"), payload.number, ""),
            (_("Sprache"), label(DOCUMENT_LANGUAGES, payload.language), ""),
            (_("Gültig"), valid if payload.valid_from or payload.valid_until else "", ""),
            (_("ISBN"), payload.isbn, ""),
            (_("ISSN"), payload.issn, ""),
            (_("Schlagwörter"), ", ".join(payload.subjects), ""),
        )
        return [row for row in rows if row[1]]

    @cached_property
    def publisher(self):
        """The node of the publisher; ``None`` if it is not public."""
        return next(iter(self._public((self.payload.publisher,))), None)

    @cached_property
    def replaced_by(self):
        """Title and address of the publications that replace this one."""
        nodes = replacements(self.snapshot, self.day).get(self.context.UID(), ())
        return [self._link(node) for node in nodes]

    @property
    def replaces(self):
        """Title and address of the publications that this one replaces."""
        return [self._link(node) for node in self._public(self.payload.replaces)]

    @property
    def services(self):
        """Title and address of the related services."""
        return [self._link(node) for node in self._public(self.payload.services)]

    @property
    def order_url(self):
        """The address of the order form with this publication in it; empty if there is none."""
        ordered = self.payload.orderable and not self.payload.withdrawn
        return form_url("order", publikation=self.context.UID()) if ordered else ""

    @property
    def withdrawn(self):
        """The day since which it is withdrawn, as text; empty if it is not."""
        return day_text(self.payload.withdrawn_on) if self.payload.withdrawn_on else ""

    @property
    def problems(self):
        """For users who may change it: the files that could not be read, and why."""
        if not getSecurityManager().checkPermission("Modify portal content", self.context):
            return []
        readings = [(self.context.file, reading_of(self.context))] + [
            (child.file, reading_of(child)) for child in files_in(self.context)
        ]
        return [
            {"name": file.filename, "problem": PROBLEMS[reading.problem]}
            for file, reading in readings
            if file is not None and reading.problem
        ]

    @property
    def json_ld(self):
        """The publication in schema.org's terms, safe inside a script element."""
        replacing = replacements(self.snapshot, self.day).get(self.context.UID(), ())
        return as_json(schema_org(self.request, self.entry, self.publisher, replacing))

    @property
    def dublin_core(self):
        """Dublin Core for the head: meta elements and links."""
        replacing = replacements(self.snapshot, self.day).get(self.context.UID(), ())
        replaced = self._public(self.payload.replaces)
        metas, links = dublin_core(self.request, self.entry, self.publisher, replaced, replacing)
        return {"metas": metas, "links": links}

    def _public(self, uids):
        return [self.snapshot.nodes[uid] for uid in uids if self.snapshot.is_public(uid, self.day)]

    def _title_and_url(self, node):
        return (node.title, url_of(self.request, node)) if node is not None else ("", "")

    def _link(self, node):
        return {"title": node.title, "url": url_of(self.request, node)}
