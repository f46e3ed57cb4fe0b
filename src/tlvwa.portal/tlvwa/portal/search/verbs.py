"""The infinitives of verbs that stand in another form."""

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
    """What a folded word may be a form of: „angemeldet“, „anzumelden“: „anmelden“; „genehmigt“.

    By form alone: not every one of them is a word.
    """
    forms = [word]
    found = _PARTICIPLE.fullmatch(word)
    if found:
        particle, rest = found.groups()
        forms.append((particle or "") + rest)
    for form in forms:
        verb = _ENDING.sub("en", form)
        if verb != word:
            yield verb
