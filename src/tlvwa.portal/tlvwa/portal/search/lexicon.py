"""The lexicon: all words of an index, their spellings, their stems, and the parts of compounds."""

from collections.abc import Iterable, Mapping, Set

from tlvwa.portal.search.compounds import SHORTEST_LISTED, may_be_part, split
from tlvwa.portal.search.normalize import normalize_word
from tlvwa.portal.search.stemming import exceptions_to, stem

SHORTEST_STEM, LONGEST_ENDING = 4, 6

Compounds = Mapping[str, tuple[str, ...]]
Groups = Mapping[str, frozenset[str]]


class Lexicon:
    """An immutable word list; after a change, only what depends on the changed words is computed.

    ``compounds`` are the listed parts by normalized word: itself alone if it is never split. ``known``
    has the parts of all compounds among the words if they have been split before.
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
        # By stem, as far as they were asked for.
        self._inside: dict[str, frozenset[str]] = {}
        self._first: dict[str, frozenset[str]] = {}
        self._around: dict[str, frozenset[str]] = {}
        self._rechecked: tuple[str, ...] = ()  # the words whose parts the last change looked at
        self._update(frozenset(written), frozenset(), known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and (
            self._listed == other._listed
            and self._forms == other._forms
            and self._parts == other._parts
            and self._compounds == other._compounds
        )

    __hash__ = None  # type: ignore[assignment]  # equality compares all words, so a lexicon is never a key

    def __contains__(self, word: str) -> bool:
        """True if a normalized word is known, as it is or in another inflection."""
        return word in self._forms or stem(word) in self._stems

    def with_changes(self, added: frozenset[str], removed: frozenset[str]) -> "Lexicon":
        """Return a lexicon with some words, as written, added and others removed."""
        if not added and not removed:
            return self
        lexicon = self._copy(self._listed)
        lexicon._update(added, removed)
        return lexicon

    def listing(self, compounds: Compounds) -> "Lexicon":
        """Return a lexicon of the same words with other listed compounds."""
        changed = {word for word, _parts in compounds.items() ^ self._listed.items()}
        if not changed:
            return self
        lexicon = self._copy(compounds)
        lexicon._split_again(list(_holding(self._forms, changed)), [])
        return lexicon

    @property
    def compounds(self) -> Compounds:
        """The parts of the normalized words that are made of others."""
        return {word: parts for word, parts in self._parts.items() if parts}

    def _copy(self, compounds: Compounds) -> "Lexicon":
        lexicon = Lexicon(compounds=compounds)
        lexicon._forms, lexicon._stems = self._forms, self._stems
        lexicon._parts, lexicon._compounds = self._parts, self._compounds
        return lexicon

    @property
    def words(self) -> Iterable[str]:
        """All normalized words."""
        return self._forms.keys()

    def is_word(self, piece: str) -> bool:
        """True if a normalized piece is a word of the list."""
        return piece in self._forms

    def is_form(self, piece: str) -> bool:
        """True if a normalized piece is a form of a word: „Infektion“ if only „Infektionen“ is listed.

        The stem of a word is mostly its beginning, so pieces that do not begin with a known stem are
        rejected without stemming them.
        """
        shortest = max(SHORTEST_STEM, len(piece) - LONGEST_ENDING)
        return any(piece[:end] in self._stems for end in range(shortest, len(piece) + 1)) and (
            stem(piece) in self._stems
        )

    def spelling(self, word: str) -> str:
        """The spelling of a normalized word in the documents; the word itself if it is not there."""
        forms = self._forms.get(word)
        return min(forms, key=lambda form: (form.isupper(), form)) if forms else word

    def listed_parts(self, word: str) -> tuple[str, ...] | None:
        """The listed parts of a compound; see ``compounds.KnownWords``."""
        return self._listed.get(word)

    def parts(self, word: str) -> tuple[str, ...]:
        """The parts of a normalized compound, known or not; empty for other words."""
        parts = self._parts.get(word)
        return self._split(word) if parts is None else parts

    def stems_inside(self, root: str) -> frozenset[str]:
        """The stems of the parts, at any depth, of the words that have a stem."""
        stems = self._inside.get(root)
        if stems is None:
            words = self._stems.get(root, ())
            stems = frozenset(part for word in words for part in self._nested(word))
            self._inside[root] = stems
        return stems

    def first_stems(self, root: str) -> frozenset[str]:
        """The stems of the first parts, at any depth, of the words that have a stem."""
        stems = self._first.get(root)
        if stems is None:
            stems = frozenset(
                part for word in self._stems.get(root, ()) for part in self._firsts(word)
            )
            self._first[root] = stems
        return stems

    def _firsts(self, word: str) -> Iterable[str]:
        for part in self._parts.get(word, ())[:1]:
            yield stem(part)
            yield from self._firsts(part)

    def stems_around(self, roots: Iterable[str]) -> frozenset[str]:
        """The stems of the words that have a part, at any depth, with one of some stems."""
        return frozenset().union(*map(self._stems_around, roots))

    def _stems_around(self, root: str) -> frozenset[str]:
        stems = self._around.get(root)
        if stems is None:
            stems = frozenset(map(stem, self._compounds.get(root, ())))
            self._around[root] = stems
        return stems

    def stems_split_differently(self, other: "Lexicon") -> frozenset[str]:
        """The stems of words that have other parts, at any depth, in a lexicon made from this one."""
        mine, theirs = self._parts, other._parts
        changed = {word for word in other._rechecked if mine.get(word, ()) != theirs.get(word, ())}
        compounds = {
            longer
            for word in changed
            for lexicon in (self, other)
            for longer in lexicon._compounds.get(stem(word), ())
        }
        return frozenset(map(stem, changed | compounds))

    def _split(self, word: str) -> tuple[str, ...]:
        return split(word, self)

    def _update(
        self, added: frozenset[str], removed: frozenset[str], known: Compounds | None = None
    ) -> None:
        words, stems = self._forms.keys(), self._stems.keys()
        pairs_in = [(normalize_word(form), form) for form in added]
        pairs_out = [(normalize_word(form), form) for form in removed]
        self._forms = _update_groups(self._forms, pairs_in, pairs_out)
        new = [
            word for word in dict.fromkeys(word for word, _form in pairs_in) if word not in words
        ]
        gone = [word for word, _form in pairs_out if word not in self._forms]
        words_in = [(stem(word), word) for word in new]
        words_out = [(stem(word), word) for word in dict.fromkeys(gone)]
        self._stems = _update_groups(self._stems, words_in, words_out)
        pieces = {*filter(may_be_part, (*new, *gone)), *_beginnings(stems ^ self._stems.keys())}
        touched = {*new, *_holding(self._parts, pieces)} & self._forms.keys()
        self._split_again(touched, gone, known)

    def _split_again(
        self, touched: Iterable[str], gone: Iterable[str], known: Compounds | None = None
    ) -> None:
        """Split words of the list, and forget those that are gone."""
        parts = {
            word: word_parts for word, word_parts in self._parts.items() if word in self._forms
        }
        anew = (*touched, *gone)
        before = [(part, word) for word in anew for part in self._nested(word)]
        split = self._split if known is None else lambda word: known.get(word, ())
        self._parts = parts | {word: split(word) for word in touched}
        self._rechecked = anew
        after = [(part, word) for word in touched for part in self._nested(word)]
        self._compounds = _update_groups(self._compounds, after, before)

    def _nested(self, word: str) -> Iterable[str]:
        """The stems of a word's parts, and of the parts' parts."""
        for part in self._parts.get(word, ()):
            yield stem(part)
            yield from self._nested(part)


def _update_groups(
    groups: Groups, added: Iterable[tuple[str, str]], removed: Iterable[tuple[str, str]]
) -> Groups:
    """Return groups with some members added and others removed; a member that is both stays."""
    changed: dict[str, set[str]] = {}
    for group, member in removed:
        changed.setdefault(group, set(groups.get(group, ()))).discard(member)
    for group, member in added:
        changed.setdefault(group, set(groups.get(group, ()))).add(member)
    after = dict(groups)
    for group, members in changed.items():
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
