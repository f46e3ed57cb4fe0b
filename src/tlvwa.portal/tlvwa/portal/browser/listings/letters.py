"""From A to Z: services and authorities by their first letter, from the read models."""

from itertools import groupby

from Products.Five.browser import BrowserView

from tlvwa.portal.answers.texts.localized import localize, service_card
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.clock import today
from tlvwa.portal.common.i18n import content_language
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.readmodels.follower import site_snapshot

ON_ONE_PAGE = 150
OTHER = "#"


def letter_of(title):
    """The letter under which a title stands: umlauts under their vowel, what is no letter under #."""
    first = normalize_place(title)[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def by_letter(titled):
    """``(title, node)`` pairs as ``(letter, nodes)`` in the order of the alphabet, each group by title."""

    def letter(pair):
        return letter_of(pair[0])

    ordered = sorted(titled, key=lambda pair: (letter(pair), normalize_place(pair[0]), pair[1].uid))
    return [(first, [node for _title, node in group]) for first, group in groupby(ordered, letter)]


class LettersView(BrowserView):
    """A list by letters: all on one page while they are few, else a page for each letter."""

    portal_type = ""

    def __call__(self):
        """The page."""
        self.snapshot, day = site_snapshot(), today()
        groups = by_letter(
            (self.title_of(node), node)
            for node in self.snapshot.nodes.values()
            if node.portal_type == self.portal_type and self.snapshot.is_public(node.uid, day)
        )
        self.whole = sum(len(nodes) for _letter, nodes in groups) <= ON_ONE_PAGE
        asked = self.request.form.get("buchstabe", "")
        letters = [letter for letter, _nodes in groups]
        self.letter = asked if asked in letters else next(iter(letters), "")
        self.groups = [
            {"letter": letter, "found": [self.item(node) for node in nodes]}
            for letter, nodes in groups
            if self.whole or letter == self.letter
        ]
        self.letters = [{"letter": letter, "url": self._url(letter)} for letter in letters]
        return self.index()

    def _url(self, letter):
        if self.whole:
            return f"#buchstabe-{letter}"
        return f"{self.request['ACTUAL_URL']}?buchstabe={letter}"

    def title_of(self, node):
        """The title by which it stands in the list."""
        return node.title

    def item(self, node):
        """What the list shows of one."""
        url = url_of(self.request, node)
        return {"title": node.title, "url": url, "language": content_language()}


class ServicesView(LettersView):
    """Services from A to Z, in the language of the page; each leads to the finder, which asks where."""

    portal_type = "tlvwa.portal.Service"

    def title_of(self, node):
        """The title in the language of the page."""
        return localize(self.snapshot, node).title

    def item(self, node):
        """A service leads to the finder."""
        return service_card(self.snapshot, node)


class AuthoritiesView(LettersView):
    """Authorities from A to Z."""

    portal_type = "tlvwa.portal.Authority"
