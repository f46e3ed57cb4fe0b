"""What Plone's own templates and editors' texts have in their markup, so that policies may name its hashes.

Nothing inline runs or is applied but what is known here. Of styles, what cannot load anything.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from html import unescape
from importlib.util import find_spec
from pathlib import Path

# So that the head stays small enough for every proxy.
MOST_HASHES = 30

# Templates with a script that is the same on every page.
TEMPLATES = (
    ("Products.CMFPlone", "controlpanel/browser/resourceregistry.pt"),
    ("Products.CMFEditions", "browser/templates/diff.pt"),
    ("plone.app.content", "browser/constraintypes.pt"),
    ("plone.app.caching", "browser/controlpanel.pt"),
)
ID = r"[\w.:+-]+"
# What Plone's widgets and control panels write for each field.
SCRIPTS = re.compile(
    rf"copyDataForSubmit\('{ID}'\);|document\.getElementById\('{ID}'\)\.disabled=true;"
)
HANDLERS = re.compile(
    rf"javascript:(?:from2to|to2from|moveUp|moveDown)\('{ID}'\)"
    rf"|document\.getElementById\('{ID}'\)\.disabled=(?:true|false);?"
    r"|form\.submit\(\)"
    r"|return confirm\(this\.getAttribute\('confirm-message'\)\);"
    r"|jQuery\(event\.target\)\.children\('input'\)\.click\(\)"
)
# Properties that change how a text looks, and nothing of the page around it.
PROPERTIES = (
    r"background-color|border(?:-(?:top|right|bottom|left))?(?:-(?:color|style|width))?|border-collapse"
    r"|border-spacing|clear|color|display|float|font-(?:size|style|weight)|height|letter-spacing|line-height"
    r"|list-style-type|margin(?:-(?:top|right|bottom|left))?|max-(?:height|width)|min-(?:height|width)"
    r"|padding(?:-(?:top|right|bottom|left))?|text-(?:align|decoration|indent|transform)|vertical-align"
    r"|white-space|width|word-break"
)
VALUE = r"(?:[\w\s.,%#+-]|rgba?\([\d\s.,%]+\))+"
# A negative length would lay a text over what is around it.
DECLARATION = rf"\s*(?:{PROPERTIES})\s*:(?![^;]*-\s*[.\d]){VALUE}(?:!important\s*)?"
STYLES = re.compile(rf"(?:{DECLARATION})?(?:;{DECLARATION})*(?:;\s*)*", re.IGNORECASE)

# As Plone's templates and lxml write them: in small letters, with double quotes. Each page is searched, so
# they begin with letters that are found fast.
_SCRIPT = re.compile(r"<script(?P<head>[^<>]*)>")
_HANDLER = re.compile(r' on(?:click|change)="([^"]*)"')
_STYLE = re.compile(r' style="([^"]*)"')


def is_harmless_style(style: str) -> bool:
    """Return whether a ``style`` attribute loads nothing and stays in its place."""
    return STYLES.fullmatch(style) is not None


def script_hashes(page: str) -> tuple[str, ...]:
    """Return the hashes of the known scripts and handlers in a page."""
    known = [code for code in _scripts(page) if SCRIPTS.fullmatch(code) or _is_plones(code)]
    handlers = map(unescape, _HANDLER.findall(page))
    return _hashes([*known, *(code for code in handlers if HANDLERS.fullmatch(code))])


def style_hashes(page: str) -> tuple[str, ...]:
    """Return the hashes of the harmless ``style`` attributes in a page."""
    return _hashes(filter(is_harmless_style, map(unescape, _STYLE.findall(page))))


@cache
def plones_scripts() -> frozenset[str]:
    """Return the scripts in Plone's templates, with single spaces."""
    codes: set[str] = set()
    for package, path in TEMPLATES:
        spec = find_spec(package)
        template = Path(spec.origin).parent / path if spec and spec.origin else Path()
        if template.is_file():
            codes.update(map(_spaced, _scripts(template.read_text(encoding="utf-8"))))
    return frozenset(codes - {""})


def _spaced(code: str) -> str:
    return " ".join(code.split())


def _is_plones(code: str) -> bool:
    return _spaced(code) in plones_scripts()


def _scripts(page: str) -> Iterator[str]:
    """Yield the scripts that a page has in its markup."""
    place = 0
    while match := _SCRIPT.search(page, place):
        place = page.find("</script", match.end())
        if place < 0:
            return
        if "src=" not in match["head"]:
            yield page[match.end() : place]


def _hashes(texts: Iterable[str]) -> tuple[str, ...]:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in dict.fromkeys(texts))
    return tuple(f"'sha256-{digest}'" for digest in digests)[:MOST_HASHES]
