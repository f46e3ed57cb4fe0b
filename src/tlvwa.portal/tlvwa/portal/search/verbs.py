"""The infinitives of German verb forms."""

import re
from collections.abc import Iterable

PARTICLES = frozenset(
    (
        *("ab", "an", "auf", "aus", "bei", "ein", "fest", "frei", "her", "hin", "los", "mit"),
        *("nach", "um", "vor", "weg", "wieder", "zu", "zuruck", "zusammen"),
    )
)
_PARTICIPLE = re.compile(rf"({'|'.join(sorted(PARTICLES, key=len, reverse=True))})?(?:ge|zu)(.+)")
_ENDING = re.compile(r"(?:e?t|e?te|e?te[nrsm]|en)$")


def infinitives(word: str) -> Iterable[str]:
    """The infinitives of which a normalized word may be a form: „anmelden“ for „angemeldet“.

    They are made by rules only, so not each of them is a word.
    """
    forms = [word]
    match = _PARTICIPLE.fullmatch(word)
    if match:
        particle, rest = match.groups()
        forms.append((particle or "") + rest)
    for form in forms:
        verb = _ENDING.sub("en", form)
        if verb != word:
            yield verb
