"""What editors set for the search: rules of the thesaurus, and best bets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from tlvwa.portal.search.meanings import Meanings, meanings_of
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.thesaurus import Rule, merged, parse_rule
from tlvwa.portal.search.words import common_words, shipped_compounds, shipped_rules


@lru_cache(1)
def shipped_thesaurus() -> tuple[Rule, ...]:
    """The rules that come with the software."""
    return tuple(parse_rule(fields, line) for line, fields in enumerate(shipped_rules(), 2))


@dataclass(frozen=True)
class SearchWords:
    """The words of one site.

    ``rules`` are the site's own, beside those that are shipped; ``best_bets`` name by query the UIDs of
    what comes first; ``compounds`` are words with blanks between their parts, without one where they are
    never to be split; ``places`` are folded names that a query may hold beside what it asks for.
    """

    rules: tuple[Rule, ...] = ()
    best_bets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    compounds: tuple[str, ...] = ()
    places: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Terms with their meanings, of all rules that hold."""
        return _pairs(self.rules)

    @property
    def meanings(self) -> Meanings:
        """What terms mean, as the analysis asks for it: of all rules that hold."""
        return _meanings(self.rules)

    @cached_property
    def written(self) -> frozenset[str]:
        """Words that are known though no text need have them."""
        return _named(self.rules) | frozenset(self.parts) | common_words()

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """By folded compound its parts, as people have listed them: the site's say before what is shipped."""
        own = (tuple(normalize_word(line).split()) for line in self.compounds)
        return shipped_compounds() | {"".join(parts): parts for parts in own if parts}

    @cached_property
    def pinned(self) -> Mapping[str, tuple[str, ...]]:
        """By folded query the UIDs of what editors put first."""
        return {normalize_word(query): uids for query, uids in self.best_bets}


@lru_cache(8)
def _pairs(rules: tuple[Rule, ...]) -> tuple[tuple[str, str], ...]:
    return merged(shipped_thesaurus(), rules)


@lru_cache(8)
def _meanings(rules: tuple[Rule, ...]) -> Meanings:
    return meanings_of(_pairs(rules))


@lru_cache(8)
def _named(rules: tuple[Rule, ...]) -> frozenset[str]:
    return frozenset(word for pair in _pairs(rules) for text in pair for word in text.split())


@lru_cache(1)
def shipped_words() -> SearchWords:
    """What holds for a site whose editors have set nothing."""
    return SearchWords()
