"""The page of a funding programme."""

from functools import cached_property

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.form_urls import form_url
from tlvwa.portal.answers.pages.office import OfficeCard
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.formatting import euros, percent
from tlvwa.portal.common.i18n import _
from tlvwa.portal.common.linked_data import as_json, without_nothing
from tlvwa.portal.common.settings import coded_lines
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.funding_programme.application_state import ApplicationTexts
from tlvwa.portal.content.funding_programme.periods import ApplicationState
from tlvwa.portal.content.publication.entry import PublicationEntry
from tlvwa.portal.content.texts import html
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.nodes import node_from
from tlvwa.portal.readmodels.payloads import PublicationPayload

TEXTS = (
    ("purpose", _("Ziel der Förderung")),
    ("applicants", _("Wer einen Antrag stellen kann")),
    ("objects", _("Was gefördert wird")),
)


class FundingProgrammeView(BrowserView):
    """Shows the programme from its own fields, names of others from the read models."""

    def update(self):
        """Look up once what the page shows."""
        self.snapshot = site_snapshot()
        self.day = today()
        self.payload = node_from(self.context).payload
        self.applying = ApplicationTexts(self.payload, self.day)

    def __call__(self):
        """The page."""
        self.update()
        return self.index()

    @property
    def texts(self):
        """The texts that are filled in, sanitised, with their headings."""
        found = [
            {"id": name, "title": title, "html": html(getattr(self.context, name))}
            for name, title in TEXTS
        ]
        return [text for text in found if text["html"]]

    @property
    def amounts(self):
        """``(term, text)`` of rate and ceiling."""
        ceiling = str(self.payload.ceiling) if self.payload.ceiling is not None else ""
        found = (
            (_("Fördersatz"), percent(self.payload.rate)),
            (_("Höchstbetrag"), euros(ceiling)),
            (_("Zur Höhe"), self.context.amount_note or ""),
        )
        return [each for each in found if each[1]]

    @property
    def directive(self):
        """The publication of the directive; ``None`` where the public may not know of it."""
        return next(iter(self._publications((self.payload.directive,))), None)

    @property
    def documents(self):
        """The publications to hand, as the public may see them."""
        return self._publications(self.payload.publications)

    @property
    def laws(self):
        """Laws and directives: title and address, which may be empty."""
        return [
            {"title": row.get("title") or "", "url": row.get("url") or ""}
            for row in self.context.legal_basis or ()
        ]

    @cached_property
    def office(self):
        """The team that is responsible; ``None`` where the public may not know of it."""
        found = self._public(self.payload.team)
        return OfficeCard(found, url_of(self.request, found)) if found is not None else None

    @property
    def applications(self):
        """How to apply: title and address, of what the public may reach.

        Where the programme names nothing, the site's own form for funding.
        """
        path = f"{self.snapshot.tree.root}/{(self.context.application_path or '').strip('/')}"
        form = self.snapshot.tree.by_path.get(path) if self.context.application_path else None
        named = (
            self._public(form.uid if form else ""),
            self._public(self.context.application_target),
        )
        found = [
            {"title": each.title, "url": url_of(self.request, each)}
            for each in named
            if each is not None
        ]
        url = self.context.application_url or ("" if found else self._own_form)
        return found + ([{"title": _("Antrag stellen"), "url": url}] if url else [])

    @property
    def json_ld(self):
        """The programme as schema.org describes it, safe inside a script element."""
        url = self.context.absolute_url()
        office = self.office
        funder = {"@type": "GovernmentOrganization"}
        if office is not None:
            funder |= {"name": office.title, "url": office.url}
        told = {
            "@context": "https://schema.org",
            "@type": "Grant",
            "@id": url,
            "url": url,
            "name": self.context.Title(),
            "description": self.context.Description(),
            "funder": funder if office is not None else None,
        }
        return as_json(without_nothing(told))

    @property
    def _own_form(self):
        open_now = self.applying.standing.state in (ApplicationState.OPEN, ApplicationState.ONGOING)
        return form_url("funding", programm=self.context.UID()) if open_now else ""

    def _public(self, uid):
        known = bool(uid) and self.snapshot.is_public(uid, self.day)
        return self.snapshot.nodes[uid] if known else None

    def _publications(self, uids):
        kinds = dict(coded_lines("publication_kinds"))
        nodes = filter(None, map(self._public, uids))
        return [
            PublicationEntry(each, url_of(self.request, each), kinds)
            for each in nodes
            if isinstance(each.payload, PublicationPayload)
        ]
