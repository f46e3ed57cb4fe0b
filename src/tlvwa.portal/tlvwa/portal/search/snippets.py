"""What of a text answers a query: an extract in safe HTML, with the words that were met marked.

Nothing of a text is markup: it is escaped first, and ``<mark>`` is the only element that is put in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tlvwa.portal.search.fields import Inside
from tlvwa.portal.search.query import Query, Way
from tlvwa.portal.search.terms import index_terms

LENGTH = 180  # characters of an extract, about two lines
BEFORE = 60  # of them at most before the first word that is marked
MOST_READ = 6_000  # characters of a text that are looked at
GAP = " … "
_WORD = re.compile(r"§+\s*\d+[a-z]?\b|[^\W_]+")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")
_SENTENCE = re.compile(r"[.!?:] ")


@dataclass(frozen=True, slots=True)
class _Met:
    """A word of a text: where it stands, and which words of the query it meets (their numbers)."""

    start: int
    end: int
    concepts: frozenset[int]


class Marker:
    """Marks what a query means; ``inside`` tells the parts of compounds.

    ``parts``: whether a part of a word that was typed counts too, as where only some words are met.
    """

    def __init__(self, asked: Query, inside: Inside, parts: bool = False) -> None:
        self._inside = inside
        self._alternatives = [
            (number, frozenset(alternative.stems))
            for number, concept in enumerate(asked.concepts)
            for alternative in concept.alternatives
            if parts or alternative.way is not Way.PART
        ]
        self._all = frozenset(number for number, _stems in self._alternatives)
        self._wanted = frozenset().union(*(stems for _number, stems in self._alternatives))
        self._known: dict[str, frozenset[str]] = {}
        self.words_read = 0

    def title(self, text: str) -> str:
        """All of a short text, marked."""
        plain = _plain(text)
        return _marked(plain, self._met(plain))

    def snippet(self, *texts: str, title: str = "") -> str:
        """About two lines of the first text; of a later one where that meets words that nothing before did.

        ``title`` is what is shown above it: what it meets need not be met again.
        """
        best, met_before = "", _concepts(self._met(_plain(title)))
        for plain in filter(None, map(_plain, texts)):
            met = self._met(plain)
            more = _concepts(met) - met_before
            if not best or more:
                best = _extract(plain, _densest(met), met)
            met_before |= more
            if met_before >= self._all:
                break
        return best

    def _met(self, text: str) -> list[_Met]:
        """The words of a text that meet the query: by their stems, or by those of their parts."""
        words = [(each.span(), self._stems(each[0])) for each in _WORD.finditer(text)]
        self.words_read += len(words)
        there = frozenset().union(*(stems for _span, stems in words))
        by_stem: dict[str, set[int]] = {}
        for number, stems in self._alternatives:
            if stems <= there:
                for stem in stems:
                    by_stem.setdefault(stem, set()).add(number)
        met = []
        for (start, end), stems in words:
            concepts = frozenset().union(*(by_stem.get(stem, ()) for stem in stems))
            if concepts:
                met.append(_Met(start, end, concepts))
        return met

    def _stems(self, word: str) -> frozenset[str]:
        """Of the stems that are wanted those that a word has, as a whole or as parts."""
        known = self._known.get(word)
        if known is None:
            stems = set(index_terms(word))
            for stem in tuple(stems):
                stems |= self._inside(stem)
            known = self._known[word] = self._wanted & stems
        return known


def _plain(text: str) -> str:
    """The beginning of a text in one line, without control characters."""
    return _BLANK.sub(" ", text[:MOST_READ]).strip()


def _densest(met: Sequence[_Met]) -> int:
    """Where an extract begins that meets most words of the query; 0 where none is met."""
    start, best = 0, 0
    last, most = 0, len(_concepts(met))
    for first, each in enumerate(met):
        if best == most:
            break
        last = max(last, first)
        while last < len(met) and met[last].end <= each.start + LENGTH - BEFORE:
            last += 1
        found = len(_concepts(met[first:last]))
        if found > best:
            start, best = each.start, found
    return start


def _concepts(met: Sequence[_Met]) -> frozenset[int]:
    return frozenset().union(*(each.concepts for each in met))


def _extract(text: str, first: int, met: Sequence[_Met]) -> str:
    """The extract of a text around a word, with what is left out before and after it."""
    if len(text) <= LENGTH:
        return _marked(text, met)
    start = _beginning(text, first)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        blank = text.rfind(" ", start, end)
        end = blank if blank > first else end
    inside = [each for each in met if start <= each.start and each.end <= end]
    shifted = [_Met(each.start - start, each.end - start, each.concepts) for each in inside]
    before, after = GAP.lstrip() if start else "", GAP.rstrip() if end < len(text) else ""
    return before + _marked(text[start:end], shifted) + after


def _beginning(text: str, first: int) -> int:
    """Where to begin so that a word stands in an extract: its sentence, else a word not far before it."""
    if first <= BEFORE:
        return 0
    near = first - BEFORE
    sentences = [each.end() for each in _SENTENCE.finditer(text, near, first)]
    if sentences:
        return sentences[-1]
    blank = text.find(" ", near, first)
    return blank + 1 if blank >= 0 else first


def _marked(text: str, met: Sequence[_Met]) -> str:
    return "".join(_pieces(text, met))


def _pieces(text: str, met: Sequence[_Met]) -> Iterator[str]:
    at = 0
    for each in met:
        yield escape(text[at : each.start])
        yield f"<mark>{escape(text[each.start : each.end])}</mark>"
        at = each.end
    yield escape(text[at:])
