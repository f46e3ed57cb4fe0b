"""„Wörter der Suche“: the site's own rules of the thesaurus, and what the shipped ones say."""

from functools import cached_property, lru_cache
from urllib.parse import urlencode

from tlvwa.portal.common import request_params
from tlvwa.portal.common.export import csv_file
from tlvwa.portal.search.configuration import shipped_thesaurus
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.thesaurus import HEAD, MOST_RULES, Direction
from tlvwa.portal.search_admin.base import WORDS
from tlvwa.portal.search_admin.formatting import DIRECTIONS
from tlvwa.portal.search_admin.proposal_page import ProposingPage
from tlvwa.portal.search_admin.proposals import CHANGE

OWN, ALL = "own", "all"
MOST_FOUND = 50


@lru_cache(1)
def shipped_meanings():
    """By term what the shipped rules lead to."""
    found: dict[str, list[str]] = {}
    for rule in shipped_thesaurus():
        for term, meaning in rule.pairs():
            found.setdefault(term, []).append(meaning)
    return found


class RulesPage(ProposingPage):
    """Lists, adds, changes, removes and switches off rules; takes and gives tables."""

    name = WORDS

    def page(self):
        """The page, or with ``file=own`` and ``file=all`` a table. Raises BadRequest."""
        if self.request.method == "POST":
            return self.index()
        file = request_params.code(self.request.form, "file", (OWN, ALL))
        return self._table(file) if file else self.index()

    @property
    def sought(self):
        """The word by which own rules are filtered."""
        return request_params.text(self.request.form, "q")

    @cached_property
    def found(self):
        """The own rules with the word sought, each with its number."""
        words = normalize_word(self.sought).split()
        return [
            (number, rule)
            for number, rule in enumerate(self.present.rules)
            if _holds(words, (*rule.terms, *rule.meanings))
        ]

    @cached_property
    def shown(self):
        """The page of them that is shown."""
        return self.batch(self.found)

    @property
    def rows(self):
        """Their rows."""
        for number, rule in self.shown:
            yield {
                "number": number,
                "terms": " | ".join(rule.terms),
                "direction": DIRECTIONS[rule.direction],
                "meanings": " | ".join(rule.meanings),
                "change": f"{self.url}?{urlencode({'number': number})}#regel",
            }

    def list_url(self, start):
        """The address of another page of the list."""
        return f"{self.url}?{urlencode({'q': self.sought, 'b_start': start})}"

    @property
    def directions(self):
        """The directions of a rule, to choose from: sign and title."""
        return [(str(sign), title) for sign, title in DIRECTIONS.items()]

    @cached_property
    def edited(self):
        """What the form of one rule shows; its number, if there is one to be changed."""
        form = self.request.form
        number = form.get("number") if form.get("step", CHANGE) == CHANGE else None
        if number is not None:
            number = request_params.whole_number(form, "number", 0, MOST_RULES)
        known = number is not None and number < len(self.present.rules)
        rule = self.present.rules[number] if known else None
        return {
            "number": number if known else None,
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
        """The word that is looked up among the shipped rules."""
        return request_params.text(self.request.form, "wort")

    @cached_property
    def shipped(self):
        """What the shipped rules say of it: term, meanings, and whether the site switched it off."""
        words = normalize_word(self.word).split()
        off = {
            normalize_word(term)
            for rule in self.present.rules
            if rule.direction is Direction.OFF
            for term in rule.terms
        }
        found = [
            {
                "term": term,
                "meanings": " | ".join(dict.fromkeys(meanings)),
                "off": normalize_word(term) in off,
                "exact": normalize_word(term) == normalize_word(self.word),
            }
            for term, meanings in shipped_meanings().items()
            if words and _holds(words, (term, *meanings))
        ]
        return sorted(found, key=lambda each: not each["exact"])[:MOST_FOUND]

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


def _holds(words, texts):
    """Whether one of some texts holds all of some folded words."""
    return not words or any(all(word in normalize_word(text) for word in words) for text in texts)
