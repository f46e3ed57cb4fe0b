"""The search words of a site: rules of the thesaurus, best bets, compounds and names of places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from tlvwa.portal.search.meanings import Meanings, meanings_of
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.thesaurus import Pair, Rule, merged, parse_rule
from tlvwa.portal.search.words import common_words, shipped_compounds, shipped_thesaurus_rows


@lru_cache(1)
def shipped_thesaurus() -> tuple[Rule, ...]:
    """The rules of the thesaurus in the package."""
    return tuple(
        parse_rule(fields, line) for line, fields in enumerate(shipped_thesaurus_rows(), 2)
    )


@dataclass(frozen=True)
class SearchWords:
    """The search words of one site.

    ``rules`` are the rules of the site, beside the shipped ones; ``best_bets`` are UIDs by query;
    ``compounds`` are words with blanks between their parts, without a blank if they are never split;
    ``places`` are normalized names of places, which need not be matched.
    """

    rules: tuple[Rule, ...] = ()
    best_bets: tuple[tuple[str, tuple[str, ...]], ...] = ()
    compounds: tuple[str, ...] = ()
    places: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of term and meaning of all rules that apply."""
        return _pairs(self.rules)

    @property
    def meanings(self) -> Meanings:
        """The meanings of all rules that apply, for the analysis."""
        return _meanings(self.rules)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """The words that are known even if no document has them."""
        return self.named_words | frozenset(self.parts)

    @cached_property
    def named_words(self) -> frozenset[str]:
        """The words in the rules that apply, and weak words: they mean more than a place of their name."""
        return _named(self.rules) | common_words()

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The listed parts by normalized compound; the lists of the site override the shipped ones."""
        own = (tuple(normalize_word(line).split()) for line in self.compounds)
        return shipped_compounds() | {"".join(parts): parts for parts in own if parts}

    @cached_property
    def pinned(self) -> Mapping[str, tuple[str, ...]]:
        """The UIDs of best bets by normalized query."""
        return {normalize_word(query): uids for query, uids in self.best_bets}


@lru_cache(8)
def _pairs(rules: tuple[Rule, ...]) -> tuple[Pair, ...]:
    return merged(shipped_thesaurus(), rules)


@lru_cache(8)
def _meanings(rules: tuple[Rule, ...]) -> Meanings:
    return meanings_of(_pairs(rules))


@lru_cache(8)
def _named(rules: tuple[Rule, ...]) -> frozenset[str]:
    return frozenset(
        word
        for pair in _pairs(rules)
        for text in (pair.term, pair.meaning)
        for word in text.split()
    )


@lru_cache(1)
def shipped_words() -> SearchWords:
    """The search words of a site without settings of its own."""
    return SearchWords()
