"""Reads what editors type into a telephone field: one number, several, a range, an extension.

A text is either read as what a person would dial, or refused; no digit is guessed, left out or made
from a letter. Plain Python: the words for people stand in ``contact``. See spec:telephone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tlvwa.portal.common.typed_text import without_invisible

# Numbers without area code that every telephone in Germany dials as they are: emergency calls, the
# authorities' number, harmonised services of social value, directory enquiries.
SHORT_NUMBER = re.compile(r"110|112|115|116\d{3}|118\d{2,3}")
# Longer ones are two numbers with nothing between them: E.164 in Germany has at most 11 digits, the
# Land's own numbers have 12.
MOST_DIGITS = 12
FEWEST_DIGITS_AFTER_AREA_CODE = 4  # „0361 1234 / 56“ may as well mean 0361 1256

DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2014": "\u2013"})
EN_DASH = "\N{EN DASH}"
LABEL = re.compile(r"(?:tel(?:efon)?|fon|phone|rufnummer)\b\s*[.:]*\s*", re.IGNORECASE)
FAX = re.compile(r"fax", re.IGNORECASE)
BRACKETS = re.compile(r"\(([^()]*)\)")
TIMES_OF_DAY = re.compile(r"\d\s*(?:Uhr|h)\b")
EXTENSION_WORD = r"(?:app(?:arat)?|durchwahl|dw|nst|nebenstelle|ext(?:ension)?)\b\s*[.:]*"
DIRECT_DIAL = re.compile(r"d(?:urchwahl|w)", re.IGNORECASE)
EXTENSION = re.compile(rf"[\s,;]*({EXTENSION_WORD})\s*-?(\d{{1,6}})$", re.IGNORECASE)
BRACKETED_EXTENSION = re.compile(rf"\(\s*({EXTENSION_WORD}\s*-?\d{{1,6}})\s*\)", re.IGNORECASE)
COMMA_BEFORE_EXTENSION = re.compile(rf"[,;]\s*(?={EXTENSION_WORD}\s*-?\d)", re.IGNORECASE)
URI_EXTENSION = re.compile(r";ext=(?=\d)")
BETWEEN_NUMBERS = re.compile(
    r"\s+(?:oder|und|bzw\.?|sowie|u\.|o\.)\s+|\s*[,;|\n]\s*|\s*/\s*", re.IGNORECASE
)
AREA_CODE = r"(?:(?:\+|00)49[\s/.\-]*(?:\(0\))?\s*\(?0?[1-9]\d{1,4}\)?|\(?0[1-9]\d{1,4}\)?)"
# Also as it was written in pairs („03 61“), and the code of a country.
AREA_CODE_ALONE = re.compile(rf"\s*(?:{AREA_CODE}|\(?0\d \d\d(?: \d)?\)?|(?:\+|00)\d\d)\s*")
AREA_CODE_FIRST = re.compile(rf"({AREA_CODE})[\s/.\-{EN_DASH}]+")
TO = re.compile(r"\s+bis(?:\s+zu)?\s+|\s*(?:\.{2,}|\N{HORIZONTAL ELLIPSIS})\s*", re.IGNORECASE)
DASH = re.compile(rf"\s*(?:{EN_DASH}|(?<=\s)-(?=\s))\s*")
CENTRAL = re.compile(r"-\s*0$")
NUMBER = re.compile(rf"\+?[\d\s()/.\-{EN_DASH}]+")


class PhoneErrorCode(StrEnum):
    """Why a text is no telephone number; ``contact`` has the words for people."""

    EMPTY = "empty"
    FAX = "fax"
    LETTERS = "letters"
    CHARACTERS = "characters"
    AREA_CODE = "area_code"
    SLASH = "slash"
    HYPHENS = "hyphens"
    CONTINUATION = "continuation"
    RANGE = "range"
    TOO_LONG = "too_long"
    NO_NUMBER = "no_number"


class PhoneError(ValueError):
    """A text is no telephone number: ``part`` of it, for the reason ``code``."""

    def __init__(self, code: PhoneErrorCode, part: str) -> None:
        super().__init__(f"{part!r}: {code.value}")
        self.code = code
        self.part = part


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number as people read it, its ``tel:`` address (RFC 3966), and what stood in brackets beside it."""

    text: str
    uri: str
    remark: str = ""


def read_phones(text: str) -> tuple[PhoneNumber, ...]:
    """Return the numbers in ``text``, at least one. Raises PhoneError."""
    clean = _normalized(text)
    if not any(map(str.isdigit, clean)):
        code = PhoneErrorCode.LETTERS if clean else PhoneErrorCode.EMPTY
        raise PhoneError(code, text.strip())
    if FAX.search(clean):
        raise PhoneError(PhoneErrorCode.FAX, text.strip())
    numbers: list[PhoneNumber] = []
    for part in _parts(clean):
        remark, bare = _split_remark(part)
        full = _continued(bare, numbers[-1].text) if numbers else bare
        numbers.append(_number(full, remark))
    return tuple(numbers)


def _normalized(text: str) -> str:
    """Return the text with one kind of space, hyphen and digit, and extensions in one way of writing."""
    clean = unicodedata.normalize("NFKC", without_invisible(text)).translate(DASHES)
    clean = re.sub(r"[^\S\n]+", " ", clean).strip()
    clean = re.sub(r"^\((\+\d+)\)", r"\1 ", clean)
    clean = URI_EXTENSION.sub(" ext. ", clean)
    clean = BRACKETED_EXTENSION.sub(r"\1", clean)
    return COMMA_BEFORE_EXTENSION.sub(" ", clean)


def _parts(text: str) -> Iterator[str]:
    """Yield the single numbers of a text, each with its extension, range and remark."""
    begin, search_from = 0, 0
    while match := BETWEEN_NUMBERS.search(text, search_from):
        search_from = match.end()
        if _is_in_brackets(text, match.start()) or _is_after_area_code(text, begin, match):
            continue
        yield _part(text[begin : match.start()], text)
        begin = match.end()
    yield _part(text[begin:], text)


def _part(part: str, text: str) -> str:
    unlabelled = LABEL.sub("", part, count=1) if LABEL.match(part) else part
    if not unlabelled.strip():
        raise PhoneError(PhoneErrorCode.CHARACTERS, text)
    return unlabelled.strip()


def _is_in_brackets(text: str, position: int) -> bool:
    return any(match.start() < position < match.end() for match in BRACKETS.finditer(text))


def _is_after_area_code(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether a separator is a slash behind an area code. Raises PhoneError if nobody can tell."""
    if match[0].strip() != "/":
        return False
    before, after = (
        LABEL.sub("", text[begin : match.start()].lstrip(), count=1),
        text[match.end() :],
    )
    starts_anew = after.startswith(("0", "+", "(", "-", EN_DASH)) or LABEL.match(after)
    if AREA_CODE_ALONE.fullmatch(before) and not starts_anew:
        return True
    if not starts_anew and match[0] == "/":
        raise PhoneError(PhoneErrorCode.SLASH, text)
    return False


def _split_remark(part: str) -> tuple[str, str]:
    """Return what stands in brackets and is no part of the number, and the rest.

    Digits in brackets may be a second number: they are a remark only as times of day.
    """
    remarks = [
        match[1].strip()
        for match in BRACKETS.finditer(part)
        if any(map(str.isalpha, match[1]))
        and (not any(map(str.isdigit, match[1])) or TIMES_OF_DAY.search(match[1]))
    ]
    for remark in remarks:
        part = re.sub(rf"\s*\(\s*{re.escape(remark)}\s*\)", "", part)
    return ", ".join(remarks), part.strip()


def _continued(part: str, before: str) -> str:
    """Return a further number in full: „-15“ or „5678“ go on from the number ``before``."""
    if part.startswith(("-", EN_DASH)):
        stem, hyphen, extension = _without_range(before).rpartition("-")
        if not (hyphen and extension.strip().isdecimal() and _subscriber(before).count("-")):
            raise PhoneError(PhoneErrorCode.CONTINUATION, part)
        return f"{stem}-{part[1:].strip()}"
    if part.startswith(("0", "+", "(")) or SHORT_NUMBER.fullmatch(_digits(part)):
        return part
    area_code = AREA_CODE_FIRST.match(before)
    if not area_code or len(_digits(part)) < FEWEST_DIGITS_AFTER_AREA_CODE:
        raise PhoneError(PhoneErrorCode.CONTINUATION, part)
    return f"{area_code[0]}{part}"


def _number(text: str, remark: str) -> PhoneNumber:
    first, last = _range(text)
    base, extension = _split_extension(first)
    if last:
        _check_range(base, last, text)
    return PhoneNumber(text, _uri(base) + (f";ext={extension}" if extension else ""), remark)


def _range(text: str) -> tuple[str, str]:
    """Return the first number of a range and what its end is written as; the end is empty for none."""
    if match := TO.search(text):
        return text[: match.start()], text[match.end() :]
    for match in DASH.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if "-" in _subscriber(before):
            return before, after
        group = re.split(r"[\s/.()\-]", before)[-1]
        is_area_code = AREA_CODE_ALONE.fullmatch(before)
        if not is_area_code and len(group) == len(after) and group.isdecimal() and after > group:
            raise PhoneError(PhoneErrorCode.RANGE, text)
    return text, ""


def _without_range(text: str) -> str:
    return _range(text)[0]


def _check_range(base: str, last: str, text: str) -> None:
    """Raise PhoneError unless ``last`` can be the end of a range from ``base`` on."""
    first_digits, last_digits = _digits(re.split(r"[\s\-]", base)[-1]), _digits(last)
    is_written_alike = re.fullmatch(r"[\d\s()/.\-+]+", last) and last_digits
    end = last_digits[-len(first_digits) :] if first_digits != "0" else last_digits
    if not is_written_alike or int(end) <= int(first_digits or 0):
        raise PhoneError(PhoneErrorCode.RANGE, text)


def _split_extension(text: str) -> tuple[str, str]:
    """Return a number and its extension.

    With a direct-dial number („Durchwahl 12“) people dial it in the place of the 0 of the central
    number; any other extension is asked for, or dialled, once the call is taken.
    """
    match = EXTENSION.search(text)
    if not match:
        return text, ""
    base = text[: match.start()].rstrip(" ,;")
    if DIRECT_DIAL.match(match[1]) and CENTRAL.search(base):
        return CENTRAL.sub(f"-{match[2]}", base), ""
    return base, match[2]


def _uri(text: str) -> str:
    """Return the ``tel:`` address of one number. Raises PhoneError."""
    import phonenumbers  # in the function that needs it: to load it takes a fifth of a second

    if any(map(str.isalpha, text)):
        raise PhoneError(PhoneErrorCode.LETTERS, text)
    if not NUMBER.fullmatch(text) or (not text.isascii() and EN_DASH not in text):
        raise PhoneError(PhoneErrorCode.CHARACTERS, text)
    if SHORT_NUMBER.fullmatch(_digits(text)):
        return f"tel:{_digits(text)}"
    if not text.startswith(("0", "(0", "+")):
        raise PhoneError(PhoneErrorCode.AREA_CODE, text)
    try:
        number = phonenumbers.parse(text.replace("(0)", ""), "DE")
    except phonenumbers.NumberParseException as error:
        raise PhoneError(PhoneErrorCode.NO_NUMBER, text) from error
    if number.country_code == phonenumbers.country_code_for_region("DE"):
        _check_writing(text, str(number.national_number))
    if not phonenumbers.is_valid_number(number):
        raise PhoneError(PhoneErrorCode.NO_NUMBER, text)
    return f"tel:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"


def _check_writing(text: str, national_number: str) -> None:
    """Raise PhoneError for a German number that looks like several in one."""
    if len(national_number) > MOST_DIGITS:
        raise PhoneError(PhoneErrorCode.TOO_LONG, text)
    subscriber = _subscriber(text)
    is_service = national_number.startswith(("1", "70", "80", "90"))
    if subscriber.count("-") + subscriber.count(EN_DASH) > 1 and not is_service:
        raise PhoneError(PhoneErrorCode.HYPHENS, text)
    if re.search(r"-\s*0\s*[\s./]\s*\d", subscriber):
        raise PhoneError(PhoneErrorCode.HYPHENS, text)
    area_code = AREA_CODE_FIRST.match(text)
    digits = _digits(area_code[1]) if area_code else ""
    if digits.startswith("0") and digits in re.split(r"[\s/.()\-]+", subscriber):
        raise PhoneError(PhoneErrorCode.TOO_LONG, text)


def _subscriber(text: str) -> str:
    """Return what follows the area code; the whole text if its area code is not set apart."""
    return AREA_CODE_FIRST.sub("", text, count=1) if AREA_CODE_FIRST.match(text) else text


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
