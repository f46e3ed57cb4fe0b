"""What docs/architecture.md says of the packages is so."""

import ast
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "src" / "tlvwa.portal" / "tlvwa" / "portal"
PAGE = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")


def contract_layers():
    """The layers of the contract from the top: a list of sets of packages."""
    tables = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = tables["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "layers")
    return [set(re.split(r"\s*\|\s*", layer)) for layer in layers]


def test_the_picture_shows_the_layers_of_the_contract_in_their_order():
    picture = PAGE.split("```mermaid")[1].split("```")[0]
    boxes = dict(re.findall(r'(L\d+)\["([^"]+)"\]', picture))
    order = [f"L{number}" for number in range(1, len(boxes) + 1)]
    arrows = re.findall(r'(L\d+)(?:\["[^"]+"\])? --> (L\d+)', picture)
    assert arrows == list(pairwise(order))
    assert [set(boxes[name].split(" · ")) for name in order] == contract_layers()


def test_the_table_names_every_package_once():
    named = re.findall(r"^\| `(\w+)(?:/<type>)?` \|", PAGE, re.MULTILINE)
    assert sorted(named) == sorted(set().union(*contract_layers()))


def test_every_package_has_its_place_in_the_contract():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert folders | modules == set().union(*contract_layers())


def messages_of(module):
    """The lines of a module on which it makes a message with ``_``."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "_"
    ]


def test_sentences_of_answers_are_found_where_they_stand():
    assert messages_of(PACKAGE / "answers" / "texts" / "messages.py")


@pytest.mark.parametrize("package", ["queries", "serializers"])
def test_sentences_of_answers_stand_in_texts(package):
    modules = (PACKAGE / "answers" / package).glob("*.py")
    assert {module.name: lines for module in modules if (lines := messages_of(module))} == {}, (
        "a sentence about an answer belongs into answers/texts"
    )


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.zcml")), ids=lambda path: path.name)
def test_nothing_of_a_configuration_is_text(path):
    # A directive that lost its opening tag is text, which Zope skips without a word.
    tree = ElementTree.parse(path)
    texts = (text for node in tree.iter() for text in (node.text, node.tail) if text)
    assert [text for text in texts if text.strip()] == []
