"""The thesaurus: what people type, and the words that the administration uses for it.

A table has one rule per row: ``begriff,richtung,bedeutet``. Both sides have words or short phrases,
separated by ``|``; ``>`` leads from left to right, ``=`` both ways, ``~`` to what is related and not
the same (ISO 25964: related terms), ``-`` switches off the shipped rules of what is on the left.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tlvwa.portal.common.phrases import Phrase
from tlvwa.portal.search.csv_tables import RowError, read_rows
from tlvwa.portal.search.normalize import normalize_word

_ = Phrase  # the extraction of messages looks for calls of the form _("…")

HEAD = ("begriff", "richtung", "bedeutet")
LONGEST_TERM, MOST_WORDS, MOST_RULES = 120, 8, 20_000


class Direction(StrEnum):
    """The direction of a rule: which side finds the other."""

    ONE_WAY = ">"
    BOTH_WAYS = "="
    RELATED = "~"
    OFF = "-"


class Pair(NamedTuple):
    """A term and one of its meanings; a ``related`` one is not the same, so it makes no hit."""

    term: str
    meaning: str
    related: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: ``terms`` that people type, and ``meanings`` in the words of the catalogue."""

    terms: tuple[str, ...]
    direction: Direction
    meanings: tuple[str, ...] = ()

    def pairs(self) -> Iterator[Pair]:
        """The pairs of term and meaning, in the directions of the rule."""
        related = self.direction is Direction.RELATED
        for term in self.terms:
            for meaning in self.meanings:
                yield Pair(term, meaning, related)
                if self.direction is Direction.BOTH_WAYS:
                    yield Pair(meaning, term)


def parse_rule(fields: Sequence[str], line: int = 1) -> Rule:
    """Return the rule of the three fields of a row. Raises RowError."""
    left, sign, right = (field.strip() for field in fields)
    try:
        direction = Direction(sign)
    except ValueError:
        raise RowError(
            line, _("Richtung „${sign}“ gibt es nicht, nur >, =, ~ und -", sign=sign)
        ) from None
    terms, meanings = _terms(left, line), _terms(right, line)
    if not terms:
        raise RowError(line, _("kein Begriff"))
    if direction is Direction.OFF and meanings:
        raise RowError(line, _("wer einen Begriff abschaltet, gibt keine Bedeutung an"))
    if direction is not Direction.OFF and not meanings:
        raise RowError(line, _("keine Bedeutung"))
    return Rule(terms, direction, meanings)


def _terms(text: str, line: int) -> tuple[str, ...]:
    terms = tuple(dict.fromkeys(filter(None, (" ".join(part.split()) for part in text.split("|")))))
    for term in terms:
        words = normalize_word(term).split()
        if not words:
            raise RowError(line, _("„${term}“ ist kein Wort", term=term))
        if len(term) > LONGEST_TERM or len(words) > MOST_WORDS:
            reason = _(
                "„${term}“ ist zu lang: höchstens ${most} Wörter",
                term=term[:LONGEST_TERM],
                most=str(MOST_WORDS),
            )
            raise RowError(line, reason)
    return terms


def parse_table(text: str) -> tuple[Rule, ...]:
    """Read the rules of a CSV table with its head. Raises RowError for the first wrong row."""
    return tuple(parse_rule(fields, line) for line, fields in read_rows(text, HEAD, MOST_RULES))


def format_table(rules: Iterable[Rule]) -> str:
    """Write rules as a CSV table with its head; reading it gives the same rules."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for rule in rules:
        writer.writerow(("|".join(rule.terms), rule.direction, "|".join(rule.meanings)))
    return out.getvalue()


def merged(shipped: Iterable[Rule], own: Iterable[Rule]) -> tuple[Pair, ...]:
    """The pairs of term and meaning that apply: shipped ones that are not switched off, and own ones."""
    own = tuple(own)
    off = {
        normalize_word(term)
        for rule in own
        if rule.direction is Direction.OFF
        for term in rule.terms
    }
    pairs = [
        pair for rule in shipped for pair in rule.pairs() if normalize_word(pair.term) not in off
    ]
    pairs += (pair for rule in own for pair in rule.pairs())
    return tuple(dict.fromkeys(pairs))
