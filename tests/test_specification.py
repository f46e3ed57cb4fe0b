"""The specification and the code agree on the names of the rules: none is missing, none is left over."""

import re
from collections import Counter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
SPECIFICATION = CHECKOUT / "docs" / "specification.md"
ANCHOR = re.compile(r'<a id="spec-([a-z0-9-]+)"></a>\n### spec:(.+)')
CITATION = re.compile(r"(?:\bspec:|#spec-)([a-z][a-z0-9]*(?:-[a-z0-9]+)*)")
FOLDERS = ("src", "tests", "docs", "benchmarks")
TEXTS = {".py", ".pt", ".zcml", ".xml", ".md", ".toml", ".js", ".scss"}


@pytest.fixture(scope="module")
def anchors():
    """The names of the rules, with the headings below their anchors."""
    return ANCHOR.findall(SPECIFICATION.read_text(encoding="utf-8"))


def cited(folder):
    """Rule -> the files of a folder that cite it."""
    found = {}
    for path in (CHECKOUT / folder).rglob("*"):
        if path.suffix in TEXTS and path.is_file():
            for name in CITATION.findall(path.read_text(encoding="utf-8")):
                found.setdefault(name, set()).add(path.relative_to(CHECKOUT).as_posix())
    return found


def test_every_rule_has_one_anchor_and_its_heading_says_its_name(anchors):
    assert [name for name, count in Counter(name for name, _ in anchors).items() if count > 1] == []
    assert [(name, heading) for name, heading in anchors if name != heading] == []
    text = SPECIFICATION.read_text(encoding="utf-8")
    assert len(anchors) == text.count('<a id="') == text.count("\n### ") > 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_rule_that_is_cited_is_in_the_specification(anchors, folder):
    known = {name for name, _ in anchors}
    assert {name: files for name, files in cited(folder).items() if name not in known} == {}


def test_every_rule_is_cited_where_it_is_implemented(anchors):
    implemented = cited("src")
    assert [name for name, _ in anchors if name not in implemented] == []
