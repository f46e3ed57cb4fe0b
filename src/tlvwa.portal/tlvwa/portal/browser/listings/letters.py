"""Services and authorities from A to Z, from the snapshot."""

from itertools import groupby

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.queries.referrals import referrals
from tlvwa.portal.answers.texts.localized import localize, service_card
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import content_language
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.readmodels.follower import site_snapshot

ON_ONE_PAGE = 150
OTHER = "#"


def letter_of(title):
    """Return the letter of a title: an umlaut's vowel; ``#`` if it does not begin with a letter."""
    first = normalize_place(title)[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def by_letter(titled):
    """Return ``(title, node)`` pairs as ``(letter, nodes)`` in alphabetical order, groups by title."""

    def letter(pair):
        return letter_of(pair[0])

    ordered = sorted(titled, key=lambda pair: (letter(pair), normalize_place(pair[0]), pair[1].uid))
    return [(first, [node for _title, node in group]) for first, group in groupby(ordered, letter)]


class LettersView(BrowserView):
    """A list by letters: one page for a short list, else a page for each letter."""

    portal_type = ""

    def __call__(self):
        """Return the page."""
        self.snapshot, day = site_snapshot(), today()
        groups = by_letter(
            (self.title_of(node), node)
            for node in self.snapshot.nodes.values()
            if node.portal_type == self.portal_type and self.snapshot.is_public(node.uid, day)
        )
        self.is_one_page = sum(len(nodes) for _letter, nodes in groups) <= ON_ONE_PAGE
        wanted = self.request.form.get("buchstabe", "")
        letters = [letter for letter, _nodes in groups]
        self.letter = wanted if wanted in letters else next(iter(letters), "")
        self.groups = [
            {"letter": letter, "entries": [self.item(node) for node in nodes]}
            for letter, nodes in groups
            if self.is_one_page or letter == self.letter
        ]
        self.letters = [{"letter": letter, "url": self._url(letter)} for letter in letters]
        return self.index()

    def _url(self, letter):
        if self.is_one_page:
            return f"#buchstabe-{letter}"
        return f"{self.request['ACTUAL_URL']}?buchstabe={letter}"

    def title_of(self, node):
        """Return the title under which a node is listed."""
        return node.title

    def item(self, node):
        """Return what the list shows of a node."""
        url = url_of(self.request, node)
        language = content_language()
        return {"title": node.title, "url": url, "language": language, "referred": False}


class ServicesView(LettersView):
    """Services from A to Z in the language of the page; each links to the finder."""

    portal_type = "tlvwa.portal.Service"

    def title_of(self, node):
        """Return the title in the language of the page."""
        return localize(self.snapshot, node).title

    def item(self, node):
        """Return the card of a service, which links to the finder, and whether others do it."""
        referred = node.uid in referrals(self.snapshot)
        return service_card(self.snapshot, node) | {"referred": referred}


class AuthoritiesView(LettersView):
    """Authorities from A to Z."""

    portal_type = "tlvwa.portal.Authority"
