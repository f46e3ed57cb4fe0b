"""The page of a funding programme."""

from functools import cached_property

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import euros, percent
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.linked_data import as_json, without_empty_values
from tlvwa.portal.common.settings import coded_lines
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.funding_programme.application_state import ApplicationTexts
from tlvwa.portal.content.funding_programme.periods import ApplicationState
from tlvwa.portal.content.publication.entry import PublicationEntry
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.nodes import content_node
from tlvwa.portal.readmodels.payloads import FundingPayload, PublicationPayload, payload_of

TEXTS = (
    ("purpose", _("Ziel der Förderung")),
    ("applicants", _("Wer einen Antrag stellen kann")),
    ("objects", _("Was gefördert wird")),
)


class FundingProgrammeView(BrowserView):
    """Shows the programme from its own fields; names of others come from the snapshot."""

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()
        self.payload = payload_of(content_node(self.context), FundingPayload)
        self.application = ApplicationTexts(self.payload, self.day)

    def __call__(self):
        """Return the page."""
        self.update()
        return self.index()

    @property
    def texts(self):
        """The sanitised texts that are filled in, with their headings."""
        sections = [
            {"id": name, "title": title, "html": html(getattr(self.context, name))}
            for name, title in TEXTS
        ]
        return [text for text in sections if text["html"]]

    @property
    def amounts(self):
        """Rate, ceiling and note as ``(term, text)``."""
        ceiling = str(self.payload.ceiling) if self.payload.ceiling is not None else ""
        rows = (
            (_("Fördersatz"), percent(self.payload.rate)),
            (_("Höchstbetrag"), euros(ceiling)),
            (_("Zur Höhe"), self.context.amount_note or ""),
        )
        return [amount for amount in rows if amount[1]]

    @property
    def directive(self):
        """The publication of the directive; ``None`` if it is not public."""
        return next(iter(self._publications((self.payload.directive,))), None)

    @property
    def documents(self):
        """The public ones of the programme's publications."""
        return self._publications(self.payload.publications)

    @property
    def laws(self):
        """Title and address of the laws and directives; the address may be empty."""
        return [
            {"title": row.get("title") or "", "url": row.get("url") or ""}
            for row in self.context.legal_basis or ()
        ]

    @cached_property
    def office(self):
        """The responsible team; ``None`` if it is not public."""
        node = self._public(self.payload.team)
        return OfficeCard(node, url_of(self.request, node)) if node is not None else None

    @property
    def applications(self):
        """Title and address of the public ways to apply.

        Without any, the site's own form for funding.
        """
        path = f"{self.snapshot.tree.root}/{(self.context.application_path or '').strip('/')}"
        form = self.snapshot.tree.by_path.get(path) if self.context.application_path else None
        targets = (
            self._public(form.uid if form else ""),
            self._public(self.context.application_target),
        )
        links = [
            {"title": target.title, "url": url_of(self.request, target)}
            for target in targets
            if target is not None
        ]
        url = self.context.application_url or ("" if links else self._own_form)
        return links + ([{"title": _("Antrag stellen"), "url": url}] if url else [])

    @property
    def json_ld(self):
        """The programme in schema.org's terms, safe inside a script element."""
        url = self.context.absolute_url()
        office = self.office
        funder = {"@type": "GovernmentOrganization"}
        if office is not None:
            funder |= {"name": office.title, "url": office.url}
        grant = {
            "@context": "https://schema.org",
            "@type": "Grant",
            "@id": url,
            "url": url,
            "name": self.context.Title(),
            "description": self.context.Description(),
            "funder": funder if office is not None else None,
        }
        return as_json(without_empty_values(grant))

    @property
    def _own_form(self):
        open_now = self.application.programme_state.state in (
            ApplicationState.OPEN,
            ApplicationState.ONGOING,
        )
        return form_url("funding", programm=self.context.UID()) if open_now else ""

    def _public(self, uid):
        is_known = bool(uid) and self.snapshot.is_public(uid, self.day)
        return self.snapshot.nodes[uid] if is_known else None

    def _publications(self, uids):
        kinds = dict(coded_lines("publication_kinds"))
        nodes = filter(None, map(self._public, uids))
        return [
            PublicationEntry(node, url_of(self.request, node), kinds)
            for node in nodes
            if isinstance(node.payload, PublicationPayload)
        ]
