"""Suggestions while somebody types: by the beginning of a name, of its words, of parts of compounds.

Names are titles, synonyms and other names, and the words of the thesaurus that mean a service.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import islice

from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import Documents, SearchIndex
from tlvwa.portal.search.lexicon import Lexicon
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.stemming import stem
from tlvwa.portal.search.terms import index_terms
from tlvwa.portal.search.words import stop_words

SHORTEST, LONGEST, MOST_WORDS = 2, 60, 8
MOST = 10  # suggestions
GERMAN = "de"  # also „de-simple“
SHORTEST_WHOLE = 4  # letters of a typed word that may be whole
SHORTEST_INNER = 3  # letters of a part of a compound
SHORTEST_ROOT = 4
MOST_MEANT = 3  # services for one word of the thesaurus
MOST_OF_ONE = 3  # suggestions of one Leistungsobjekt
MOST_READ = 20_000  # beginnings that are read for one query

Wanted = Callable[[Document], bool]


class Level(IntEnum):
    """What begins with the typed text; the best first."""

    TITLE = 0
    OTHER_NAME = 1
    EVERYDAY = 2
    WORD = 3
    PART = 4
    VARIANT = 5  # a name in another language: nobody who types German thinks of it first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document that may be meant; ``found`` is the name that matched, if it is not the title."""

    document: Document
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of an object; ``document`` is the one with the name: ``own``, or that of a text variant."""

    own: Document
    document: Document
    text: str
    normalized: str
    level: Level


class Suggestions:
    """The suggestions of an index; immutable. ``kind`` limits them to documents of one kind."""

    def __init__(self, index: SearchIndex, kind: str = "") -> None:
        objects = [
            documents for documents in index.documents if not kind or documents[0].kind == kind
        ]
        objects.sort(
            key=lambda documents: (
                len(documents[0].title),
                normalize_word(documents[0].title),
                documents[0].uid,
            )
        )
        self._lexicon = index.lexicon
        names = [name for documents in objects for name in _names(documents)]
        self._names = [*names, *_thesaurus_names(index, objects)]
        starts = sorted(self._starts(index.lexicon))
        self._texts = [text for text, _rank in starts]
        self._ranks = [rank for _text, rank in starts]

    def find(
        self, typed: str, today: date, wanted: Wanted = lambda document: True, most: int = MOST
    ) -> list[Suggestion]:
        """The best suggestions, each object once: by what begins with the text, then shortest titles.

        Empty for fewer than two letters. Objects and names must be public on ``today``.
        """
        words = normalize_word(typed[:LONGEST]).split()[:MOST_WORDS]
        phrase = " ".join(words)
        if len(phrase) < SHORTEST:
            return []
        by_uid: dict[str, Suggestion] = {}
        of_object: Counter[str] = Counter()
        for name in self._matching_names(phrase, words):
            own = name.own
            if len(by_uid) >= most:
                break
            if not self._continues(words, name):
                continue
            if own.uid in by_uid or of_object[own.leistungsobjekt] >= MOST_OF_ONE:
                continue
            if own.shown_on(today) and name.document.shown_on(today) and wanted(own):
                by_uid[own.uid] = Suggestion(own, "" if name.level is Level.TITLE else name.text)
                of_object[own.leistungsobjekt] += 1
        return list(by_uid.values())

    def _matching_names(self, phrase: str, words: list[str]) -> Iterator[_Name]:
        """The names with a beginning that starts with the phrase, then those with all of its words."""
        for number in self._numbers_starting_with(phrase):
            yield self._names[number]
        if len(words) == 1:
            return
        significant = [word for word in words if word not in stop_words()] or words
        roots = [_root(word) for word in significant]
        for number in self._numbers_starting_with(max(roots, key=len)):
            if all(_contains_word(self._names[number].normalized, word) for word in roots):
                yield self._names[number]

    def _continues(self, words: Iterable[str], name: _Name) -> bool:
        """Whether a name has the words that were typed, or words that they may become.

        A typed word that is whole becomes no other one by accident: „auto“ is no „autobahn|bau“, „baum“ no
        „bau|markt“. What may become of it has it as its first or last part; of a name, not of what people
        say for it, also what is no compound.
        """
        wholes = [word for word in words if self._is_whole(word)]
        return all(
            any(self._may_become(word, longer, name) for longer in name.normalized.split())
            for word in wholes
        )

    def _is_whole(self, word: str) -> bool:
        return len(word) >= SHORTEST_WHOLE and self._lexicon.is_word(word)

    def _may_become(self, word: str, longer: str, name: _Name) -> bool:
        root = stem(word)
        if stem(longer) == root or longer == word:
            return True
        parts = self._lexicon.parts(longer)
        if parts:
            return root in (stem(parts[0]), stem(parts[-1]))
        return longer.startswith(word) and name.level is not Level.EVERYDAY

    def _numbers_starting_with(self, text: str) -> list[int]:
        """The numbers of the names with a beginning that starts with a text, best first."""
        first = bisect_left(self._texts, text)
        last = bisect_left(self._texts, text + "\uffff", first)
        size = len(self._names)
        return [rank % size for rank in sorted(self._ranks[first : min(last, first + MOST_READ)])]

    def _starts(self, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
        """Each beginning in a name with its rank, ``level * number of names + number of the name``.

        One number holds both, so that ranks sort by level, then by name, and give the name back.
        """
        size = len(self._names)
        inner: dict[str, tuple[int, ...]] = {}
        for number, name in enumerate(self._names):
            position = 0
            for word in name.normalized.split():
                level = max(Level.WORD, name.level) if position else name.level
                yield name.normalized[position : position + LONGEST], level * size + number
                if name.level is Level.EVERYDAY:
                    break  # nobody types a word from within what people say for it
                if name.level is Level.VARIANT:
                    position += len(word) + 1
                    continue
                if word not in inner:
                    inner[word] = tuple(_part_starts(word, lexicon))
                for start in inner[word]:
                    rank = Level.PART * size + number
                    yield name.normalized[position + start : position + start + LONGEST], rank
                position += len(word) + 1


def _root(word: str) -> str:
    """The beginning that a word shares with its other inflections; the word itself if that is short."""
    root = stem(word)
    return root if len(root) >= SHORTEST_ROOT and word.startswith(root) else word


def _contains_word(name: str, word: str) -> bool:
    return f" {word}" in f" {name}" or (len(word) >= SHORTEST_ROOT and word in name)


def _names(documents: Documents) -> Iterator[_Name]:
    """The names of an object and of its text variants, each spelling once."""
    own = documents[0]
    seen: set[str] = set()
    for document in documents:
        titles = ((document.title, Level.TITLE),)
        others = ((text, Level.OTHER_NAME) for text in (*document.synonyms, *document.names))
        for text, level in (*titles, *others):
            if document.is_variant and not document.language.startswith(GERMAN):
                level = Level.VARIANT
            normalized = normalize_word(text)
            if normalized and normalized not in seen:
                seen.add(normalized)
                yield _Name(own, document, text, normalized, level)


def _thesaurus_names(index: SearchIndex, objects: Iterable[Documents]) -> Iterator[_Name]:
    """The terms of the thesaurus as names of the services of which a meaning is most of a name."""
    owns = [root[0] for root in objects]
    names = [(number, stems) for number, own in enumerate(owns) for stems in _name_stems(own)]
    having = _names_by_stem(names, index.lexicon)
    same = (pair for pair in index.words.pairs if not pair.related)
    for term, meaning, _related in sorted(same, key=lambda pair: (len(pair.term), pair)):
        stems = index_terms(meaning)
        groups = [having.get(root) for root in stems]
        if not groups or not all(groups):
            continue
        matching = frozenset.intersection(*filter(None, groups))
        meant = {names[one][0] for one in matching if 2 * len(stems) >= len(names[one][1])}
        for number in islice(sorted(meant), MOST_MEANT):
            yield _Name(owns[number], owns[number], term, normalize_word(term), Level.EVERYDAY)


def _name_stems(own: Document) -> Iterator[frozenset[str]]:
    for text in (own.title, *own.names, *own.synonyms):
        yield frozenset(index_terms(text))


def _names_by_stem(
    names: Iterable[tuple[int, frozenset[str]]], lexicon: Lexicon
) -> Mapping[str, frozenset[int]]:
    """The numbers of the names that have a stem, alone or inside of a longer word, by stem."""
    by_stem: dict[str, set[int]] = {}
    for number, (_document, stems) in enumerate(names):
        for whole in stems:
            for root in (whole, *lexicon.stems_inside(whole)):
                by_stem.setdefault(root, set()).add(number)
    return {root: frozenset(numbers) for root, numbers in by_stem.items()}


def _part_starts(word: str, lexicon: Lexicon) -> Iterator[int]:
    """The positions where parts of a compound begin, and parts of its parts, without the first."""
    position = 0
    for part in lexicon.parts(word):
        position = word.find(part, position)
        if position < 0:
            return
        if position and len(word) - position >= SHORTEST_INNER:
            yield position
        yield from (
            position + start for start in _part_starts(part, lexicon) if len(part) < len(word)
        )
        position += len(part)
