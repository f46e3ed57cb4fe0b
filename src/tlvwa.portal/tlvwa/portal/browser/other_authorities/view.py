"""The page that tells what the site's own authority does not do, and who does it."""

from Products.Five.browser import BrowserView
from zope.interface import implementer

from tlvwa.portal.answers.pages.other_authorities import OtherAuthorities, own_authority
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.browser.listings.letters import ON_ONE_PAGE, by_letter
from tlvwa.portal.browser.theme.interfaces import IPublicPage
from tlvwa.portal.common.i18n import _, content_language, say
from tlvwa.portal.common.urls import finder_url, home_url, other_authorities_url, url_of
from tlvwa.portal.readmodels.follower import site_snapshot

LONGEST = 200
MOST_FOUND = 50


@implementer(IPublicPage)
class OtherAuthoritiesView(BrowserView):
    """``nicht-zustaendig?q=&buchstabe=``: all on one page while they are few, else letter by letter."""

    def __call__(self):
        """The page."""
        self.snapshot = site_snapshot()
        self.own = own_authority(self.snapshot)
        self.query = self._text("q")[:LONGEST]
        self.groups, self.letters, self.letter, self.total = [], [], "", 0
        if self.own is not None:
            self._list(OtherAuthorities(self.snapshot, self.own))
        return self.index()

    @property
    def page_title(self):
        """The title in the browser."""
        return say(_("Nicht zuständig?"))

    @property
    def language(self):
        """The language to mark the names of offices with; ``None`` where it is the request's."""
        return content_language()

    @property
    def form_url(self):
        """Where the filter goes."""
        return other_authorities_url()

    @property
    def finder_url(self):
        """The finder."""
        return finder_url(q=self.query)

    @property
    def letters_url(self):
        """All services from A to Z."""
        return f"{home_url()}/@@leistungen-a-z"

    def url_of(self, node):
        """The address of an office."""
        return url_of(self.request, node)

    def _text(self, name):
        given = self.request.form.get(name, "")
        return " ".join(given.split()) if isinstance(given, str) else ""

    def _list(self, not_us):
        nodes = not_us.services(self.query)
        self.total = len(nodes)
        if self.query:
            found = [not_us.entry(node) for node in nodes[:MOST_FOUND]]
            self.groups = [{"letter": "", "entries": found}] if found else []
            return
        groups = by_letter((localize(self.snapshot, node).title, node) for node in nodes)
        letters = [letter for letter, _nodes in groups]
        whole = self.total <= ON_ONE_PAGE
        asked = self._text("buchstabe")
        if not whole:
            self.letter = asked if asked in letters else next(iter(letters), "")
        self.letters = [
            {
                "letter": letter,
                "url": f"#buchstabe-{letter}" if whole else other_authorities_url(buchstabe=letter),
            }
            for letter in letters
        ]
        self.groups = [
            {"letter": letter, "entries": [not_us.entry(node) for node in nodes]}
            for letter, nodes in groups
            if whole or letter == self.letter
        ]
