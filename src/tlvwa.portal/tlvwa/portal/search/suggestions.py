"""What somebody may mean while typing: by the beginning of a name, of its words, of parts of compounds.

Names are titles, synonyms and other names, and the everyday words of the thesaurus that mean a service.
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
SHORTEST_INNER = 3  # letters of a part of a compound
SHORTEST_ROOT = 4
MOST_MEANT = 3  # services that an everyday word is suggested for
MOST_OF_ONE = 3  # suggestions of one Leistungsobjekt
MOST_READ = 20_000  # beginnings that are looked at for one query

Wanted = Callable[[Document], bool]


class Level(IntEnum):
    """How good a place to begin is; the best first."""

    TITLE = 0
    OTHER_NAME = 1
    EVERYDAY = 2
    WORD = 3
    PART = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document that may be meant; ``found`` is the name that was met where it is not the title."""

    document: Document
    found: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of an object: ``of`` is the document that has it, the object's own or a text variant's."""

    own: Document
    of: Document
    text: str
    folded: str
    level: Level


class Suggestions:
    """Immutable, made of an index and its words alone; ``kind`` leaves out documents of other kinds."""

    def __init__(self, index: SearchIndex, kind: str = "") -> None:
        objects = [each for each in index.documents if not kind or each[0].kind == kind]
        objects.sort(
            key=lambda each: (len(each[0].title), normalize_word(each[0].title), each[0].uid)
        )
        named = [name for each in objects for name in _names(each)]
        self._names = [*named, *_everyday(index, objects)]
        starts = sorted(self._starts(index.lexicon))
        self._texts = [text for text, _rank in starts]
        self._ranks = [rank for _text, rank in starts]

    def find(
        self, typed: str, today: date, wanted: Wanted = lambda document: True, most: int = MOST
    ) -> list[Suggestion]:
        """What fits best, each object once: by where the name is met, then the shortest title first.

        Nothing for less than two letters. Only what is shown on ``today``, by names that are.
        """
        words = normalize_word(typed[:LONGEST]).split()[:MOST_WORDS]
        phrase = " ".join(words)
        if len(phrase) < SHORTEST:
            return []
        found: dict[str, Suggestion] = {}
        of_object: Counter[str] = Counter()
        for name in self._met(phrase, words):
            own = name.own
            if len(found) >= most:
                break
            if own.uid in found or of_object[own.leistungsobjekt] >= MOST_OF_ONE:
                continue
            if own.shown_on(today) and name.of.shown_on(today) and wanted(own):
                found[own.uid] = Suggestion(own, "" if name.level is Level.TITLE else name.text)
                of_object[own.leistungsobjekt] += 1
        return list(found.values())

    def _met(self, phrase: str, words: list[str]) -> Iterator[_Name]:
        """The names in which the phrase begins somewhere, then those in which all its words do."""
        for number in self._beginning(phrase):
            yield self._names[number]
        if len(words) == 1:
            return
        asked = [word for word in words if word not in stop_words()] or words
        begun = [_root(word) for word in asked]
        for number in self._beginning(max(begun, key=len)):
            if all(_has(self._names[number].folded, word) for word in begun):
                yield self._names[number]

    def _beginning(self, text: str) -> list[int]:
        """The numbers of the names in which a text begins at one of the places to begin, best first."""
        first = bisect_left(self._texts, text)
        last = bisect_left(self._texts, text + "\uffff", first)
        size = len(self._names)
        return [rank % size for rank in sorted(self._ranks[first : min(last, first + MOST_READ)])]

    def _starts(self, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
        """The texts from each place to begin on, with a rank: the level, then the number of the name."""
        size = len(self._names)
        inner: dict[str, tuple[int, ...]] = {}
        for number, name in enumerate(self._names):
            at = 0
            for word in name.folded.split():
                level = Level.WORD if at else name.level
                yield name.folded[at : at + LONGEST], level * size + number
                if word not in inner:
                    inner[word] = tuple(_inner(word, lexicon))
                for start in inner[word]:
                    rank = Level.PART * size + number
                    yield name.folded[at + start : at + start + LONGEST], rank
                at += len(word) + 1


def _root(word: str) -> str:
    """What a word that is typed in full shares with its other inflections; a short one itself."""
    root = stem(word)
    return root if len(root) >= SHORTEST_ROOT and word.startswith(root) else word


def _has(name: str, word: str) -> bool:
    return f" {word}" in f" {name}" or (len(word) >= SHORTEST_ROOT and word in name)


def _names(documents: Documents) -> Iterator[_Name]:
    """The names of an object, those of its text variants among them, each spelling once."""
    own = documents[0]
    seen: set[str] = set()
    for document in documents:
        titles = ((document.title, Level.TITLE),)
        others = ((text, Level.OTHER_NAME) for text in (*document.synonyms, *document.names))
        for text, level in (*titles, *others):
            folded = normalize_word(text)
            if folded and folded not in seen:
                seen.add(folded)
                yield _Name(own, document, text, folded, level)


def _everyday(index: SearchIndex, objects: Iterable[Documents]) -> Iterator[_Name]:
    """The words of the thesaurus, for the services whose names have all words of what they mean."""
    owns = [each[0] for each in objects]
    having = _having(owns, index.lexicon)
    for term, meaning in sorted(index.words.pairs, key=lambda pair: (len(pair[0]), pair)):
        groups = [having.get(each) for each in index_terms(meaning)]
        if not groups or not all(groups):
            continue
        met = frozenset.intersection(*filter(None, groups))
        for number in islice(sorted(met), MOST_MEANT):
            yield _Name(owns[number], owns[number], term, normalize_word(term), Level.EVERYDAY)


def _having(owns: Iterable[Document], lexicon: Lexicon) -> Mapping[str, frozenset[int]]:
    """By stem the numbers of the documents that have it in one of their names."""
    found: dict[str, set[int]] = {}
    for number, document in enumerate(owns):
        for text in (document.title, *document.names, *document.synonyms):
            for whole in index_terms(text):
                for each in (whole, *lexicon.inside(whole)):
                    found.setdefault(each, set()).add(number)
    return {each: frozenset(numbers) for each, numbers in found.items()}


def _inner(word: str, lexicon: Lexicon) -> Iterator[int]:
    """Where the parts of a compound begin, and the parts of its parts; the first left out."""
    at = 0
    for part in lexicon.parts(word):
        at = word.find(part, at)
        if at < 0:
            return
        if at and len(word) - at >= SHORTEST_INNER:
            yield at
        yield from (at + start for start in _inner(part, lexicon) if len(part) < len(word))
        at += len(part)
