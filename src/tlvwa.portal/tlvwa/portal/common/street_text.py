"""Reads streets with house numbers as people write them: „5 Marktstr.“, „Marktstraße 12 1/2, Weimar“.

Only the words are looked at: which streets there are, is not known here. See spec:address.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tlvwa.portal.common.typed_text import without_invisible

LONGEST = 200  # characters: what is longer is no address
BOTH_SIDES = (0, 1)
_SIDES = {"odd": (1,), "ungerade": (1,), "even": (0,), "gerade": (0,)}
# The last part of most names: a word that ends so is a street and no place.
KINDS = (
    *("strasse", "weg", "platz", "allee", "gasse", "ring", "ufer", "damm", "steig", "chaussee"),
    *("promenade", "pfad", "stieg"),
)
# Words that end the names of other streets; places end so, too. Without umlauts.
_OTHER_KINDS = (
    *("markt", "anger", "graben", "brucke", "berg", "hof", "tor", "park", "siedlung", "wall"),
    *("zeile", "winkel", "plan", "leite", "hang", "garten", "hohe", "blick", "rain", "kai"),
    *("wiese", "wiesen", "teich", "born", "grund", "muhle", "feld", "treppe", "passage", "reihe"),
    *("gasschen", "schleife", "quelle", "kamp"),
)
# Words that are no name without another word; „Ring“ and „Promenade“ are.
_INCOMPLETE = ("strasse", "weg", "platz", "gasse", "pfad", "allee", *_OTHER_KINDS)
_BEFORE_NAMES = frozenset(
    {"a", "i", "auf", "zum", "zur", "unter", "hinter", "vor", "bei", "beim", "neben"}
)
_SHORT_WORDS = {
    **dict.fromkeys(("der", "des", "dem", "den"), "d"),
    **dict.fromkeys(("am", "an"), "a"),
    **dict.fromkeys(("im", "in"), "i"),
    **dict.fromkeys(("von", "vom"), "v"),
    **{"st": "sankt", "str": "strasse", "pl": "platz"},
}
_KNOWN_SHORT = frozenset({"d", "a", "i", "v", "dr", "prof", "sankt"})
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_WORD = re.compile(r"([^\W_]+)(\.?)")
_CODE = re.compile(r"(?<![\w.])(?:DE?[\s-]*)?\d{5}(?!\w)", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;|\n\r()\[\]]|\s[–—-]\s(?!\s*\d)")
_FRACTION_SIGN = re.compile(r"\s*[½¼¾⅓⅔]")
_GLUED_NUMBER = re.compile(r"(?<=[^\W\d_]{2})(\.?)(?=\d)")
_FLOOR = (
    r"(?:OG|EG|DG|UG|Etage|Stock(?:werk)?|Ober?gescho(?:ss|ß)|Gescho(?:ss|ß)|Stiege|Aufgang|"
    r"Eingang|Whg|Wohnung)"
)
_ADDITION = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}\s*\.\s*{_FLOOR}\b\.?"
    rf"|(?:{_FLOOR}|App|Apt|Appartement|Apartment|Zimmer|Zi|Top|WE)\b\.?\s*"
    r"(?:Nr\b\.?\s*)?\d{1,4}[a-z]?(?!\w))",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?<!\w)(?:Haus[\s-]*(?:nr|nummer)|Hnr|Nr|No|Nummer|№)(?![^\W\d_])[.:]?\s*(?=\d)",
    re.IGNORECASE,
)
_HOUSE_MARK = re.compile(r"(?<!\w)Haus\s*(?=\d)", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|M(?:ä|ae)rz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
# A number, a fraction behind it, a letter behind it. Two letters make it part of a word.
_HOUSE = (
    r"(\d{1,4})(?!\d|[^\W\d_]{2})(?:\s+[1-3]\s*/\s*[2-9](?!\d))?(?:\s*[a-z](?![\w.]))?"
    r"(?:\s*[-–—/+&]\s*[a-z](?![\w.]))*"
)
_FIRST_NUMBER = re.compile(
    rf"(?<![\w.])(?!\d+\.[\s-]*[^\W\d_]{{2}})(?!\d+[\s-]*{_MONTH}){_HOUSE}", re.IGNORECASE
)
_RANGE = re.compile(rf"\s*(?:[-–—]|bis\b)\s*{_HOUSE}", re.IGNORECASE)
_OPEN_RANGE = re.compile(r"\s*[-–—](?=\s*(?:$|odd\b|even\b|ungerade\b|gerade\b))", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*(?:(\d{1,4})(?!\w)|\w+)")
_SIDE = re.compile(r"(?<!\w)(odd|even|ungerade|gerade)\s*$", re.IGNORECASE)
_MORE = re.compile(rf"(?<![\w.]){_HOUSE}", re.IGNORECASE)
_JOINING = re.compile(r"(?<!\w)(?:und|u\.?|oder|bis)(?!\w)|[\s,.+&/–—-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HouseRange:
    """House numbers from ``first`` to ``last`` (None: all that follow), on the sides ``sides``."""

    first: int = 0
    last: int | None = None
    sides: tuple[int, ...] = BOTH_SIDES


@dataclass(frozen=True, slots=True)
class TypedStreet:
    """A street with house numbers, as typed.

    ``name`` is as written, ``words`` are its words as they are compared; both are empty if only a
    number was typed. ``houses`` are empty if no number was typed. ``rest`` is what stands behind the
    numbers. ``is_behind`` is true if the name stands behind the number: "5 Marktstraße".
    """

    name: str = ""
    words: tuple[str, ...] = ()
    houses: tuple[HouseRange, ...] = ()
    rest: str = ""
    is_behind: bool = False

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return "".join(self.words)

    @property
    def is_sure(self) -> bool:
        """True if the words are the name of a street beyond doubt."""
        if not self.words or any(map(_is_abbreviated, _WORD.findall(_plain(self.name)))):
            return False
        if self.words[0] in _BEFORE_NAMES:
            return len(self.words) > 1
        if self.words[0] in KINDS and len(self.words) > 1:
            return not self.words[1].isdecimal()
        return self.key not in _INCOMPLETE and self.key.endswith(KINDS + _OTHER_KINDS)


def street_words(name: str) -> tuple[str, ...]:
    """The words of a street as they are compared: „Str. d. 17. Juni“ and „Straße des 17. Juni“ are equal.

    Case, umlauts, articles and the ways to write *Straße* and *Platz* make no difference. A kind that
    stands alone is one word with the word before it.
    """
    words: list[str] = []
    for written, dot in _WORD.findall(_plain(name)):
        word = written
        if word != "str" and word.endswith("str"):
            word += "asse"
        elif dot and len(word) > 2 and word.endswith("pl"):
            word += "atz"
        word = _without_umlauts(_SHORT_WORDS.get(word, word))
        if words and word in KINDS and len(words[-1]) > 1:
            word = words.pop() + word
        words.append(word)
    return tuple(words)


def normalize_street(name: str) -> str:
    """The street as it is compared: „Karl-Marx-Str.“ and „Karl Marx Straße“ are the same."""
    return "".join(street_words(name))


def has_street_kind(text: str) -> bool:
    """True if a word of the text is or ends with a kind of street."""
    return any(
        word.endswith((*KINDS, "str"))
        for word, _dot in _WORD.findall(_plain(_GLUED_NUMBER.sub(r"\1 ", text)))
    )


def read_streets(text: str) -> tuple[TypedStreet, ...]:
    """The streets in a typed text; empty if it says nothing of one, or is too long for an address.

    Postal codes, towns, names of people and floors beside a street are left out. Numbers that stand
    alone belong to the street beside them.
    """
    visible = unicodedata.normalize("NFC", without_invisible(text[: 2 * LONGEST]))
    if len(visible) > LONGEST:
        return ()
    lines = _SEPARATOR.split(_CODE.sub(",", visible))
    parts = [part for part in map(parse_street, lines) if part.words or part.houses]
    if any(part.is_sure for part in parts):
        parts = [_without_words_behind(part) for part in parts]
    streets = [part for part in parts if part.words and (part.houses or part.is_sure)]
    names = streets or [part for part in parts if part.words][:1]
    kept = (part for part in parts if not part.words or part in names)
    return tuple(_with_lone_numbers([_without_doubtful_numbers(part) for part in kept]))


def parse_street(text: str) -> TypedStreet:
    """Take one street with its numbers apart. Nothing is left out: see ``TypedStreet.rest``."""
    line = _ADDITION.sub(" ", _FRACTION_SIGN.sub(" 1/2", text))
    line = " ".join(_HOUSE_MARK.sub(" ", _GLUED_NUMBER.sub(r"\1 ", line)).split())
    side = _SIDE.search(line)
    if side:
        line = line[: side.start()].rstrip()
    name, numbers = _split(line)
    sides = _SIDES[side[1].lower()] if side else BOTH_SIDES
    houses, rest = _read_houses(numbers, sides)
    is_behind = bool(not name and rest and houses)
    if is_behind:
        name, more = _split(rest)
        others, rest = _read_houses(more, sides)
        houses += others
    if side and not houses:
        houses = (HouseRange(sides=sides),)
    return TypedStreet(name, street_words(name), houses, rest, is_behind)


def _split(line: str) -> tuple[str, str]:
    """What stands before the house numbers, and the rest; behind „Nr.“ there is a number for certain."""
    mark = _MARK.search(line)
    if mark:
        return line[: mark.start()].strip(" ,.:-"), line[mark.end() :]
    first = _FIRST_NUMBER.search(line)
    if not first:
        return line.strip(" ,:"), ""
    return line[: first.start()].strip(" ,:"), line[first.start() :]


def _read_houses(text: str, sides: tuple[int, ...]) -> tuple[tuple[HouseRange, ...], str]:
    """The house numbers of a text, and what is no number; every number counts as one."""
    houses, rest, position = [], "", 0
    while match := _MORE.search(text, position):
        rest += text[position : match.start()]
        house, position = _read_house(text, match, sides)
        houses.append(house)
    rest = " ".join(_JOINING.sub(" ", rest + text[position:]).split())
    return tuple(house for house in houses if house.last != 0), rest


def _read_house(text: str, match: re.Match[str], sides: tuple[int, ...]) -> tuple[HouseRange, int]:
    """One number or range, and where it ends.

    „19/21“ is a range, as the numbers of one building are written; „3/1“ a part of number 3.
    """
    low = int(match[1])
    end = _RANGE.match(text, match.end())
    if end and int(end[1]) >= low:
        return HouseRange(low, int(end[1]), sides), end.end()
    is_open = _OPEN_RANGE.match(text, match.end())
    if is_open:
        return HouseRange(low, None, sides), is_open.end()
    slash = _SLASH.match(text, match.end())
    if slash:
        high = int(slash[1]) if slash[1] else low
        return HouseRange(low, max(low, high), sides), slash.end()
    return HouseRange(low, low, sides), match.end()


def _without_words_behind(street: TypedStreet) -> TypedStreet:
    """A number alone, if the words behind it are no street: „5 Hinterhaus“ beside a street."""
    if street.is_behind and not street.is_sure:
        return TypedStreet(houses=street.houses)
    return street


def _without_doubtful_numbers(street: TypedStreet) -> TypedStreet:
    """The street without its numbers, if there are digits behind them that were not read."""
    has_digits = any(letter.isdecimal() for letter in street.rest)
    return replace(street, houses=()) if has_digits else street


def _with_lone_numbers(parts: list[TypedStreet]) -> Iterator[TypedStreet]:
    """The streets, each with the numbers that stand alone behind it, else before it."""
    waiting: tuple[HouseRange, ...] = ()
    street: TypedStreet | None = None
    for part in parts:
        if part.words:
            if street is not None:
                yield street
            street = replace(part, houses=waiting + part.houses)
            waiting = ()
        elif street is not None:
            street = replace(street, houses=street.houses + part.houses)
        else:
            waiting += part.houses
    if street is not None:
        yield street
    elif waiting:
        yield TypedStreet(houses=waiting)


def _is_abbreviated(word: tuple[str, str]) -> bool:
    """True if a word ends with a full stop and is no known abbreviation and no ordinal number."""
    letters, dot = word
    if not dot or letters.isdecimal() or letters.endswith(("str", "pl")):
        return False
    return _SHORT_WORDS.get(letters, letters) not in _KNOWN_SHORT


def _plain(text: str) -> str:
    """Small letters without marks above them, and „ss“ for „ß“."""
    parts = unicodedata.normalize("NFKD", without_invisible(text).casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _without_umlauts(word: str) -> str:
    """The word without the e of an umlaut, so that „Mühl“, „Muehl“ and „Muhl“ are equal."""
    for long, short in _UMLAUTS:
        word = word.replace(long, short)
    return word
