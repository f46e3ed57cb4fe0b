"""What the documentation names exists: files, modules, what is in them, settings, targets of make."""

import re
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PAGES = [
    *sorted((CHECKOUT / "docs").glob("*.md")),
    *(CHECKOUT / name for name in ("CONTRIBUTING.md", "README.md")),
]
PACKAGE = CHECKOUT / "src" / "tlvwa.portal" / "tlvwa" / "portal"
ROOTS = ("src", "tests", "docs", "benchmarks", "frontend", "instance", "profiles", "news", ".ci")
GENERATED = {"node_modules", "__pycache__", "built"}
SUFFIXES = "py|pt|zcml|xml|md|toml|po|tsv|csv|js|scss|cfg|txt"
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(rf"[\w.<>*-]+(?:/[\w.<>*-]*)+|[\w<>-][\w.<>-]*\.(?:{SUFFIXES})")
DOTTED = re.compile(r"[A-Za-z_]+(?:\.[A-Za-z_]+)+")
SYMBOL = re.compile(
    r"[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+|[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)+|test_\w+"
)
CALL = re.compile(r"\([^()]*\)$")
TARGET = re.compile(r"(?:^    |`|&& )(?:[A-Z_]+=\S+ )?make ([a-z][a-z0-9-]*)", re.MULTILINE)

# Names that stand for what a checkout has not, or not yet.
ELSEWHERE = {
    **dict.fromkeys(
        ("var", ".venv", "bin", "dist", "eggs", "parts", "blobs", "blobstorage", "data", "nodes"),
        "made by running or building",
    ),
    **dict.fromkeys(("chameleon", "filestorage", "searches", "counts.json"), "made by running"),
    "instance/etc": "made by buildout",
    "browser/theme/built": "made by make frontend",
    "portal.css": "made by make frontend",
    "../shared": "data that are not in the checkout",
    "context": "an expression of a template",
    "turning.py": "an example of a bad name",
    "upgrades/v20270115001": "an example of a step to come",
    "upgrades/v20270115001.py": "an example of a step to come",
    "news/12.feature.md": "an example of a fragment",
}
EXAMPLES = {
    **dict.fromkeys(("aenderungen.atom", "aenderungen.json"), "addresses of a page"),
    "form.widgets.IBasic.title": "a field of a form",
    **dict.fromkeys(("19/21", "3/1"), "house numbers"),
    "overrides.zcml": "a file of another package",
    "pg_dump": "a program",
    **dict.fromkeys(("zeo.log", "zope.conf"), "made by running or building"),
}


@cache
def paths():
    """All files and folders of the checkout, relative to it, each with a leading slash."""
    tops = [path for path in CHECKOUT.iterdir() if path.is_file()]
    below = [path for root in ROOTS for path in (CHECKOUT / root).rglob("*")]
    folders = [CHECKOUT / root for root in ROOTS]
    return frozenset(
        f"/{path.relative_to(CHECKOUT).as_posix()}"
        for path in (*tops, *folders, *below)
        if GENERATED.isdisjoint(path.parts)
    )


def find(name):
    """The files and folders whose path ends with ``name``; ``<…>`` and ``*`` stand for any name."""
    pattern = re.escape(name.strip("/")).replace(r"\*", "[^/]+")
    pattern = re.sub(r"<[^>]*>", "[^/]+", pattern)
    ending = re.compile(rf"/{pattern}(?:\.py)?")
    return [path for path in paths() if (hit := ending.search(path)) and hit.end() == len(path)]


def holds(path, name):
    """Whether a module, or the ``__init__`` of a package, has a name."""
    file = CHECKOUT / path.strip("/")
    file = file / "__init__.py" if file.is_dir() else file
    return file.suffix == ".py" and bool(
        re.search(rf"\b{re.escape(name)}\b", file.read_text(encoding="utf-8"))
    )


def is_path(name):
    """Whether a path exists, or a module with a name in it: ``areas/model.Area``."""
    if find(name):
        return True
    module, _dot, attribute = name.rpartition(".")
    return bool(module) and any(holds(path, attribute) for path in find(module))


def is_member(name):
    """Whether a class of ours has a member: ``Answer.valid``."""
    owner, _dot, member = name.rpartition(".")
    return any(
        re.search(rf"^class {owner}\b", text, re.MULTILINE) and re.search(rf"\b{member}\b", text)
        for text in modules()
    )


@cache
def modules():
    """The texts of our modules."""
    return [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]


def is_dotted(name):
    """Whether a module exists, or what it is said to have; of ``a.b.C.d`` the class ``C`` is looked for."""
    parts = name.removeprefix("tlvwa.portal.").split(".")
    return any(
        not parts[end:] or holds(path, parts[end])
        for end in range(len(parts), 0, -1)
        for path in find("/".join(parts[:end]))
    )


@cache
def symbols():
    """All words of programs, tests and set-up, among them names of classes, functions and settings."""
    endings = {".py", ".xml", ".zcml", ".pt", ".toml", ".cfg", ".conf", ".sh"}
    files = {CHECKOUT / path[1:] for path in paths() if Path(path).suffix in endings}
    # What stands in this file alone is made up.
    texts = (file.read_text(encoding="utf-8") for file in files if file.name != Path(__file__).name)
    return frozenset(word for text in texts for word in re.findall(r"\w+", text))


@cache
def registry():
    """The text of the profiles and schemas, in which names of settings stand."""
    files = [*PACKAGE.rglob("*.xml"), *(PACKAGE / "controlpanels").rglob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def is_setting(name):
    """Whether a name of the registry, or a permission or vocabulary, is set up by the add-on."""
    short = name.removeprefix("tlvwa.portal.")
    return short != name and bool(re.search(rf"\b{short}\b", registry()))


def is_elsewhere(name):
    return any(name == known or name.startswith(f"{known}/") for known in ELSEWHERE)


def missing(text):
    """The names in a text that nothing bears."""
    for code in CODE.findall(text):
        name = CALL.sub("", code)
        if name.startswith("/") or name in EXAMPLES or is_elsewhere(name):
            continue
        if PATH.fullmatch(name):
            if not is_path(name):
                yield name
        elif SYMBOL.fullmatch(name):
            if name not in symbols():
                yield name
        elif DOTTED.fullmatch(name) and not (
            is_dotted(name) or is_member(name) or is_setting(name)
        ):
            yield name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_exists(page):
    assert list(missing(page.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_targets_of_make_exist(page):
    targets = set(re.findall(r"^([a-z0-9-]+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))
    assert set(TARGET.findall(page.read_text(encoding="utf-8"))) - targets == set()


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("docs/howto.md", True),
        ("docs/nothing.md", False),
        ("finder/kernel", True),
        ("finder/nothing", False),
        ("content/<type>/schema.py", True),
        ("answers/serializers/citation.content_hash", True),
        ("answers/serializers/citation.nothing", False),
        ("finder.explanation.StepReason", True),
        ("finder.explanation.Nothing", False),
        ("interval_sets.IntervalSet", True),
        ("tlvwa.portal.finder", True),
        ("ServiceForm", True),
        ("ServiceNothing", False),
        ("Answer.valid", True),
        ("Answer.nothing", False),
    ],
)
def test_a_name_that_nothing_bears_is_found(name, is_known):
    assert list(missing(f"See `{name}`.")) == ([] if is_known else [name])
