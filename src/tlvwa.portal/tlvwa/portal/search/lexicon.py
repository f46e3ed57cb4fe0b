"""The words of everything indexed: how they are written, their stems, and which are made of which."""

from collections.abc import Iterable, Mapping, Set

from tlvwa.portal.search.compounds import SHORTEST_LISTED, may_be_part, split
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.stemming import exceptions_to, stem

SHORTEST_STEM, LONGEST_ENDING = 4, 6

Compounds = Mapping[str, tuple[str, ...]]
Groups = Mapping[str, frozenset[str]]


class Lexicon:
    """An immutable word list; what is derived from it follows a change without being made anew.

    ``compounds`` tells by folded word its parts, or itself alone where it is never to be split. ``known``
    has the parts of all compounds among the words where somebody has split them before.
    """

    def __init__(
        self,
        written: Iterable[str] = (),
        compounds: Compounds | None = None,
        known: Compounds | None = None,
    ) -> None:
        self._listed = compounds or {}
        self._forms: Groups = {}
        self._stems: Groups = {}
        self._parts: Mapping[str, tuple[str, ...]] = {}
        self._compounds: Groups = {}
        self._inside: dict[str, frozenset[str]] = {}  # by stem, as far as it was asked for
        self._anew: tuple[str, ...] = ()  # the words whose parts the last change looked at
        self._put(frozenset(written), frozenset(), known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and (
            self._listed == other._listed
            and self._forms == other._forms
            and self._parts == other._parts
            and self._compounds == other._compounds
        )

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, word: str) -> bool:
        """Whether a folded word is known, as it is or in another inflection."""
        return word in self._forms or stem(word) in self._stems

    def changed(self, added: frozenset[str], removed: frozenset[str]) -> "Lexicon":
        """The list with some words, as written, put in and others taken out."""
        if not added and not removed:
            return self
        lexicon = self._copy(self._listed)
        lexicon._put(added, removed)
        return lexicon

    def listing(self, compounds: Compounds) -> "Lexicon":
        """The same words where people have listed other compounds."""
        changed = {word for word, _parts in compounds.items() ^ self._listed.items()}
        if not changed:
            return self
        lexicon = self._copy(compounds)
        lexicon._split_anew(list(_holding(self._forms, changed)), [])
        return lexicon

    @property
    def compounds(self) -> Compounds:
        """The parts of the folded words that are made of others."""
        return {word: parts for word, parts in self._parts.items() if parts}

    def _copy(self, compounds: Compounds) -> "Lexicon":
        lexicon = Lexicon(compounds=compounds)
        lexicon._forms, lexicon._stems = self._forms, self._stems
        lexicon._parts, lexicon._compounds = self._parts, self._compounds
        return lexicon

    @property
    def words(self) -> Iterable[str]:
        """All folded words."""
        return self._forms.keys()

    def is_word(self, piece: str) -> bool:
        """Whether a folded piece is a word of the list."""
        return piece in self._forms

    def is_form(self, piece: str) -> bool:
        """Whether a folded piece is a form of one: „Adress“, „Infektion“ where only „Infektionen“ is listed.

        The stem of a word is mostly its beginning: pieces that begin with no stem are not looked at closer.
        """
        shortest = max(SHORTEST_STEM, len(piece) - LONGEST_ENDING)
        return any(piece[:end] in self._stems for end in range(shortest, len(piece) + 1)) and (
            stem(piece) in self._stems
        )

    def spelled(self, word: str) -> str:
        """How the texts write a folded word; the word itself where they do not have it."""
        forms = self._forms.get(word)
        return min(forms, key=lambda form: (form.isupper(), form)) if forms else word

    def listed(self, word: str) -> tuple[str, ...] | None:
        """What people say of a compound; see ``compounds.Known``."""
        return self._listed.get(word)

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a folded compound; nothing for what is none, known or not."""
        parts = self._parts.get(word)
        return self._split(word) if parts is None else parts

    def inside(self, found: str) -> frozenset[str]:
        """The stems of the parts, at any depth, of the words that have a stem."""
        known = self._inside.get(found)
        if known is None:
            words = self._stems.get(found, ())
            known = frozenset(part for word in words for part in self._nested(word))
            self._inside[found] = known
        return known

    def split_otherwise(self, other: "Lexicon") -> frozenset[str]:
        """The stems of the words that have other parts, at any depth, in a list changed from this one."""
        mine, theirs = self._parts, other._parts
        changed = {word for word in other._anew if mine.get(word, ()) != theirs.get(word, ())}
        holding = {
            longer
            for word in changed
            for lexicon in (self, other)
            for longer in lexicon._compounds.get(stem(word), ())
        }
        return frozenset(map(stem, changed | holding))

    def _split(self, word: str) -> tuple[str, ...]:
        return split(word, self)

    def _put(
        self, added: frozenset[str], removed: frozenset[str], known: Compounds | None = None
    ) -> None:
        words, stems = self._forms.keys(), self._stems.keys()
        pairs_in = [(normalize_word(form), form) for form in added]
        pairs_out = [(normalize_word(form), form) for form in removed]
        self._forms = _regrouped(self._forms, pairs_in, pairs_out)
        new = [
            word for word in dict.fromkeys(word for word, _form in pairs_in) if word not in words
        ]
        gone = [word for word, _form in pairs_out if word not in self._forms]
        words_in = [(stem(word), word) for word in new]
        words_out = [(stem(word), word) for word in dict.fromkeys(gone)]
        self._stems = _regrouped(self._stems, words_in, words_out)
        pieces = {*filter(may_be_part, (*new, *gone)), *_beginnings(stems ^ self._stems.keys())}
        touched = {*new, *_holding(self._parts, pieces)} & self._forms.keys()
        self._split_anew(touched, gone, known)

    def _split_anew(
        self, touched: Iterable[str], gone: Iterable[str], known: Compounds | None = None
    ) -> None:
        """Split words of the list, and forget those that are gone."""
        parts = {word: each for word, each in self._parts.items() if word in self._forms}
        anew = (*touched, *gone)
        before = [(part, word) for word in anew for part in self._nested(word)]
        split = self._split if known is None else lambda word: known.get(word, ())
        self._parts = parts | {word: split(word) for word in touched}
        self._anew = anew
        after = [(part, word) for word in touched for part in self._nested(word)]
        self._compounds = _regrouped(self._compounds, after, before)

    def _nested(self, word: str) -> Iterable[str]:
        """The stems of a word's parts, and of the parts' parts."""
        for part in self._parts.get(word, ()):
            yield stem(part)
            yield from self._nested(part)


def _regrouped(
    groups: Groups, added: Iterable[tuple[str, str]], removed: Iterable[tuple[str, str]]
) -> Groups:
    """Groups with some members put in and others taken out; what is both stays."""
    found: dict[str, set[str]] = {}
    for group, member in removed:
        found.setdefault(group, set(groups.get(group, ()))).discard(member)
    for group, member in added:
        found.setdefault(group, set(groups.get(group, ()))).add(member)
    after = dict(groups)
    for group, members in found.items():
        if members:
            after[group] = frozenset(members)
        else:
            after.pop(group, None)
    return after


def _beginnings(stems: Iterable[str]) -> Iterable[str]:
    """How a part with one of some stems can begin: with the stem, or as the exceptions are written.

    Endings leave three letters and more of a word that is long enough to be a form.
    """
    for each in stems:
        if len(each) >= SHORTEST_LISTED:
            yield each
        yield from exceptions_to(each)


def _holding(words: Iterable[str], pieces: Set[str]) -> Iterable[str]:
    """The words in which there is one of some pieces."""
    lengths = {len(piece) for piece in pieces}
    for word in words:
        if any(
            word[start : start + length] in pieces
            for length in lengths
            for start in range(len(word) - length + 1)
        ):
            yield word
