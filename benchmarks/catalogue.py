"""Services by the thousand for the search: those of the LeiKa table, and more with names like theirs.

Where the table is not at hand the names come from the demo's services.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks.server import CHECKOUT
from benchmarks.services import TABLE
from tlvwa.portal.exchange.leika_table import read_table
from tlvwa.portal.search.evaluation import JudgedQuery, parse_queries, read_queries
from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.words import shipped_test_queries

QUERIES = TABLE.parents[1] / "relevance" / "open.csv"
DEMO = CHECKOUT / "src/tlvwa.portal/tlvwa/portal/profiles/demo/data/services"
COMPOUNDED = 0.2  # of the names that are made have a word that no other has: so vocabularies grow
LENGTH = 2_000  # characters of the text modules of a service


def queries() -> tuple[JudgedQuery, ...]:
    """The open queries over the LeiKa table, or the shipped ones over the demo."""
    return read_queries(QUERIES) if QUERIES.exists() else parse_queries(shipped_test_queries())


def services(count: int, with_texts: bool = False) -> list[Document]:
    """So many services, always the same; ``with_texts`` with text modules of 2,000 characters."""
    random = Random(5)
    real = _of_table(TABLE) if TABLE.exists() else list(_of_demo())
    made = (_made(real, number, random) for number in range(count - len(real)))
    found = [*real[:count], *made]
    if not with_texts:
        return found
    sentences = _sentences()
    return [replace(each, body=_text(sentences, random)) for each in found]


def _of_table(path: Path) -> list[Document]:
    return [
        Document(
            uid=row.key,
            title=row.name,
            names=(row.name,),
            laws=tuple(law.title for law in row.laws),
            keys=(row.key,),
            kind="service",
        )
        for row in read_table(path).rows
    ]


def _entries() -> list[dict[str, object]]:
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DEMO.glob("*.toml"))]


def _of_demo() -> Iterator[Document]:
    for entry in _entries():
        yield Document(
            uid=entry["id"],
            title=entry["title"],
            names=(entry.get("name", entry["title"]),),
            laws=tuple(row["title"] for row in entry.get("legal_basis", ())),
            keys=tuple(entry.get("leika_keys", ())),
            kind="service",
        )


def _made(real: list[Document], number: int, random: Random) -> Document:
    """A name made of two: what the one is about, the step of the other."""
    about, other = random.choice(real), random.choice(real)
    words = about.names[0].split()[:-1] or about.names[0].split()
    if random.random() < COMPOUNDED:
        at = random.randrange(len(words))
        words[at] += random.choice(other.names[0].split()).lower()
    name = " ".join((*words, other.names[0].split()[-1]))
    key = f"99{200_000 + number // 4:06}{number % 4:03}000"
    return Document(key, name, names=(name,), laws=about.laws, keys=(key,), kind="service")


def _sentences() -> list[str]:
    from html import unescape
    from re import sub

    texts = (text for entry in _entries() for text in entry.get("modules", {}).values())
    plain = (unescape(sub("<[^>]*>", " ", text)) for text in texts)
    return [" ".join(each.split()) for text in plain for each in text.split(". ") if each.strip()]


def _text(sentences: list[str], random: Random) -> str:
    text = ""
    while len(text) < LENGTH:
        text += random.choice(sentences) + ". "
    return text
