"""Streets with house numbers as people write them, from the notation of values."""

import re

from tlvwa.portal.answers.texts.questions import either_label
from tlvwa.portal.common.i18n import _, say

FROM_NUMBER = _("ab Nummer ${number}")
SIDES = {"odd": _("nur ungerade Nummern"), "even": _("nur gerade Nummern")}
_NUMBERS = re.compile(r"\s(?:Nr\. )?(\d{1,5})(-?)(\d{1,5})?(?=$| odd$| even$)")
_SIDE = re.compile(r"\s(odd|even)$")


def label_of_houses(text: str) -> str:
    """Return streets as people write them: "Marktstraße 1–19, nur ungerade Nummern"."""
    return either_label(_label(part) for part in text.split("; "))


def _label(part: str) -> str:
    side = _SIDE.search(part)
    words = _NUMBERS.sub(_numbers, part.removesuffix(side[0]) if side else part)
    return f"{words}, {say(SIDES[side[1]])}" if side else words


def _numbers(match: re.Match[str]) -> str:
    first, dash, last = match[1], match[2], match[3]
    if last:
        return f" {first}\N{EN DASH}{last}"
    return f" {say(FROM_NUMBER, number=first)}" if dash else f" {first}"
