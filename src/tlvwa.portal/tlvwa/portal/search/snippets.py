"""Snippets: extracts of texts in safe HTML, with the words that match a query marked.

Texts are never markup: they are escaped, and ``<mark>`` is the only element that is added.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from tlvwa.portal.search.fields import Inside
from tlvwa.portal.search.query import Query, Way
from tlvwa.portal.search.terms import index_terms

LENGTH = 180  # characters of an extract, about two lines
BEFORE = 60  # characters of an extract before the first marked word, at most
MOST_READ = 6_000  # characters of a text that are read
GAP = " … "
_WORD = re.compile(r"§+\s*\d+[a-z]?\b|[^\W_]+")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")
_SENTENCE = re.compile(r"[.!?:] ")


@dataclass(frozen=True, slots=True)
class _MatchedWord:
    """A word of a text that matches: its position, and the numbers of the query's words."""

    start: int
    end: int
    concepts: frozenset[int]


class Marker:
    """Marks the words that match a query; ``inside`` gives the stems of the parts of compounds.

    With ``parts``, parts of the query's compounds count too, as in a search where some words suffice.
    """

    def __init__(self, query: Query, inside: Inside, parts: bool = False) -> None:
        self._inside = inside
        self._alternatives = [
            (number, frozenset(alternative.stems))
            for number, concept in enumerate(query.concepts)
            for alternative in concept.alternatives
            if parts or alternative.way is not Way.PART
        ]
        self._all = frozenset(number for number, _stems in self._alternatives)
        self._wanted = frozenset().union(*(stems for _number, stems in self._alternatives))
        self._known: dict[str, frozenset[str]] = {}
        self.words_read = 0

    def title(self, text: str) -> str:
        """Mark a short text as a whole."""
        plain = _plain(text)
        return _marked(plain, self._matched_words(plain))

    def snippet(self, *texts: str, title: str = "") -> str:
        """About two lines of the first text, or of a later one that matches further words.

        ``title`` is shown above the snippet, so the words it matches do not count again.
        """
        best, met_before = "", _concepts(self._matched_words(_plain(title)))
        for plain in filter(None, map(_plain, texts)):
            matches = self._matched_words(plain)
            more = _concepts(matches) - met_before
            if not best or more:
                best = _extract(plain, _best_start(matches), matches)
            met_before |= more
            if met_before >= self._all:
                break
        return best

    def _matched_words(self, text: str) -> list[_MatchedWord]:
        """The words of a text that match the query by their stems, or by those of their parts."""
        words = [
            (found_word.span(), self._stems(found_word[0])) for found_word in _WORD.finditer(text)
        ]
        self.words_read += len(words)
        text_stems = frozenset().union(*(stems for _span, stems in words))
        by_stem: dict[str, set[int]] = {}
        for number, stems in self._alternatives:
            if stems <= text_stems:
                for stem in stems:
                    by_stem.setdefault(stem, set()).add(number)
        matches = []
        for (start, end), stems in words:
            concepts = frozenset().union(*(by_stem.get(stem, ()) for stem in stems))
            if concepts:
                matches.append(_MatchedWord(start, end, concepts))
        return matches

    def _stems(self, word: str) -> frozenset[str]:
        """The stems of the query that a word has, as a whole or as parts."""
        stems_of_word = self._known.get(word)
        if stems_of_word is None:
            stems = set(index_terms(word))
            for stem in tuple(stems):
                stems |= self._inside(stem)
            stems_of_word = self._known[word] = self._wanted & stems
        return stems_of_word


def _plain(text: str) -> str:
    """The beginning of a text in one line, without control characters."""
    return _BLANK.sub(" ", text[:MOST_READ]).strip()


def _best_start(matches: Sequence[_MatchedWord]) -> int:
    """The position of the first word of the extract that matches most words of the query, or 0."""
    start, best = 0, 0
    last, most = 0, len(_concepts(matches))
    for first, word in enumerate(matches):
        if best == most:
            break
        last = max(last, first)
        while last < len(matches) and matches[last].end <= word.start + LENGTH - BEFORE:
            last += 1
        count = len(_concepts(matches[first:last]))
        if count > best:
            start, best = word.start, count
    return start


def _concepts(matches: Sequence[_MatchedWord]) -> frozenset[int]:
    return frozenset().union(*(word.concepts for word in matches))


def _extract(text: str, first: int, matches: Sequence[_MatchedWord]) -> str:
    """The extract of a text around a word, with "…" where text is left out."""
    if len(text) <= LENGTH:
        return _marked(text, matches)
    start = _extract_start(text, first)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        blank = text.rfind(" ", start, end)
        end = blank if blank > first else end
    inside = [word for word in matches if start <= word.start and word.end <= end]
    shifted = [_MatchedWord(word.start - start, word.end - start, word.concepts) for word in inside]
    before, after = GAP.lstrip() if start else "", GAP.rstrip() if end < len(text) else ""
    return before + _marked(text[start:end], shifted) + after


def _extract_start(text: str, first: int) -> int:
    """The start of an extract with a word: its sentence, or else a word not far before it."""
    if first <= BEFORE:
        return 0
    near = first - BEFORE
    sentences = [match.end() for match in _SENTENCE.finditer(text, near, first)]
    if sentences:
        return sentences[-1]
    blank = text.find(" ", near, first)
    return blank + 1 if blank >= 0 else first


def _marked(text: str, matches: Sequence[_MatchedWord]) -> str:
    return "".join(_pieces(text, matches))


def _pieces(text: str, matches: Sequence[_MatchedWord]) -> Iterator[str]:
    position = 0
    for word in matches:
        yield escape(text[position : word.start])
        yield f"<mark>{escape(text[word.start : word.end])}</mark>"
        position = word.end
    yield escape(text[position:])
