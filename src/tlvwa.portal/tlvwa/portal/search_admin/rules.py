"""„Wörter der Suche“: the site's own rules of the thesaurus, and the shipped ones."""

from functools import cached_property, lru_cache
from urllib.parse import urlencode

from tlvwa.portal.common import request_params
from tlvwa.portal.common.export import csv_file
from tlvwa.portal.common.urls import with_query
from tlvwa.portal.search.configuration import shipped_thesaurus
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.thesaurus import HEAD, MOST_RULES, Direction
from tlvwa.portal.search_admin.base import WORDS
from tlvwa.portal.search_admin.formatting import DIRECTIONS
from tlvwa.portal.search_admin.proposal_page import ProposalPage
from tlvwa.portal.search_admin.proposals import CHANGE

OWN, ALL = "own", "all"
MOST_FOUND = 50


@lru_cache(1)
def shipped_meanings():
    """Return by term the meanings in the shipped rules."""
    meanings: dict[str, list[str]] = {}
    for rule in shipped_thesaurus():
        for term, meaning, _related in rule.pairs():
            meanings.setdefault(term, []).append(meaning)
    return meanings


class RulesPage(ProposalPage):
    """Lists, adds, changes, removes and switches off rules; imports and exports tables."""

    name = WORDS

    def page(self):
        """Return the page, or with ``file=own`` and ``file=all`` a table. Raises BadRequest."""
        if self.request.method == "POST":
            return self.index()
        file = request_params.code(self.request.form, "file", (OWN, ALL))
        return self._table(file) if file else self.index()

    @property
    def filter_text(self):
        """The word by which own rules are filtered."""
        return request_params.text(self.request.form, "q")

    @cached_property
    def matches(self):
        """The own rules with the word, each with its number."""
        words = normalize_word(self.filter_text).split()
        return [
            (number, rule)
            for number, rule in enumerate(self.present.rules)
            if _contains_all(words, (*rule.terms, *rule.meanings))
        ]

    @cached_property
    def batch(self):
        """The page of own rules that is shown."""
        return self.batch_of(self.matches)

    @property
    def rows(self):
        """The rows of the page."""
        for number, rule in self.batch:
            yield {
                "number": number,
                "terms": " | ".join(rule.terms),
                "direction": DIRECTIONS[rule.direction],
                "meanings": " | ".join(rule.meanings),
                "change": f"{self.url}?{urlencode({'number': number})}#regel",
            }

    def page_url(self, start):
        """Return the address of another page of the list."""
        return with_query(self.url, q=self.filter_text, b_start=start)

    @property
    def directions(self):
        """The directions of a rule to choose from: sign and title."""
        return [(str(sign), title) for sign, title in DIRECTIONS.items()]

    @cached_property
    def edited(self):
        """The values in the form of one rule, with the rule's number if one is changed."""
        form = self.request.form
        number = form.get("number") if form.get("step", CHANGE) == CHANGE else None
        if number is not None:
            number = request_params.whole_number(form, "number", 0, MOST_RULES)
        rules = self.present.rules
        rule = rules[number] if number is not None and number < len(rules) else None
        return {
            "number": number if rule else None,
            "begriff": form.get("begriff", "|".join(rule.terms) if rule else ""),
            "richtung": form.get("richtung", str(rule.direction if rule else Direction.ONE_WAY)),
            "bedeutet": form.get("bedeutet", "|".join(rule.meanings) if rule else ""),
        }

    @property
    def compounds(self):
        """The site's compounds, one on each line."""
        return self.request.form.get("compounds", "\n".join(self.present.compounds))

    @property
    def word(self):
        """The word that is looked up in the shipped rules."""
        return request_params.text(self.request.form, "wort")

    @cached_property
    def shipped(self):
        """The shipped rules with the word: term, meanings, and whether the site switched it off."""
        words = normalize_word(self.word).split()
        off = {
            normalize_word(term)
            for rule in self.present.rules
            if rule.direction is Direction.OFF
            for term in rule.terms
        }
        rows = [
            {
                "term": term,
                "meanings": " | ".join(dict.fromkeys(meanings)),
                "off": normalize_word(term) in off,
                "exact": normalize_word(term) == normalize_word(self.word),
            }
            for term, meanings in shipped_meanings().items()
            if words and _contains_all(words, (term, *meanings))
        ]
        return sorted(rows, key=lambda row: not row["exact"])[:MOST_FOUND]

    @property
    def number_of_shipped(self):
        """How many rules are shipped."""
        return len(shipped_thesaurus())

    def _table(self, which):
        shipped = shipped_thesaurus() if which == ALL else ()
        rows = [
            ("|".join(rule.terms), rule.direction, "|".join(rule.meanings))
            for rule in (*shipped, *self.present.rules)
        ]
        return self.file(csv_file(HEAD, rows), f"{self.name}-{which}")


def _contains_all(words, texts):
    """True if one of some texts contains all of some normalized words."""
    return not words or any(all(word in normalize_word(text) for word in words) for text in texts)
