"""The page of services that other authorities provide than the site's own one."""

from Products.Five.browser import BrowserView
from zope.interface import implementer

from tlvwa.portal.answers.pages.other_authorities import OtherAuthorities, own_authority
from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.browser.listings.letters import ON_ONE_PAGE, by_letter
from tlvwa.portal.common.i18n import _, content_language, say
from tlvwa.portal.common.urls import finder_url, home_url, other_authorities_url, url_of
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.readmodels.follower import site_snapshot

LONGEST = 200
MOST_FOUND = 50


@implementer(IPublicPage)
class OtherAuthoritiesView(BrowserView):
    """``nicht-zustaendig?q=&buchstabe=``: one page for a short list, else letter by letter."""

    def __call__(self):
        """Return the page."""
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
        """The language of the offices' names; ``None`` if it is the request's."""
        return content_language()

    @property
    def form_url(self):
        """The address to which the filter is sent."""
        return other_authorities_url()

    @property
    def finder_url(self):
        """The address of the finder."""
        return finder_url(q=self.query)

    @property
    def letters_url(self):
        """The address of all services from A to Z."""
        return f"{home_url()}/@@leistungen-a-z"

    def url_of(self, node):
        """Return the address of an office."""
        return url_of(self.request, node)

    def _text(self, name):
        value = self.request.form.get(name, "")
        return " ".join(value.split()) if isinstance(value, str) else ""

    def _list(self, others):
        nodes = others.services(self.query)
        self.total = len(nodes)
        if self.query:
            entries = [others.entry(node) for node in nodes[:MOST_FOUND]]
            self.groups = [{"letter": "", "entries": entries}] if entries else []
            return
        groups = by_letter((localize(self.snapshot, node).title, node) for node in nodes)
        letters = [letter for letter, _nodes in groups]
        is_one_page = self.total <= ON_ONE_PAGE
        wanted = self._text("buchstabe")
        if not is_one_page:
            self.letter = wanted if wanted in letters else next(iter(letters), "")
        self.letters = [
            {
                "letter": letter,
                "url": f"#buchstabe-{letter}"
                if is_one_page
                else other_authorities_url(buchstabe=letter),
            }
            for letter in letters
        ]
        self.groups = [
            {"letter": letter, "entries": [others.entry(node) for node in nodes]}
            for letter, nodes in groups
            if is_one_page or letter == self.letter
        ]
