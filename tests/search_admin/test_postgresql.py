"""PostgreSQL's full text, on a real server."""

import os
import tempfile
from pathlib import Path

import pytest

from tlvwa.portal.search.fields import Document
from tlvwa.portal.search.index import MatchKind
from tlvwa.portal.search_admin.benchmark.postgresql import PostgreSQLError, postgresql_search

from ..cluster import Cluster, program

PROGRAMS = ("initdb", "pg_ctl", "createdb", "psql")
DOCUMENTS = [
    Document("hund", "Hundesteuer anmelden", body="Auch für Katzen\tund\nVögel \\. \\N"),
    Document("katze", "Katzen kastrieren", teaser="Förderung der Kastration"),
    Document("pass", "Reisepass Ausstellung", laws=("§ 1 Paßgesetz",)),
]


@pytest.fixture(scope="module")
def dsn():
    """The address of a server; where there is none the tests are skipped, unless it is required."""
    missing = [name for name in PROGRAMS if program(name) is None]
    if missing:
        if os.environ.get("TLVWA_POSTGRESQL_REQUIRED"):
            pytest.fail(f"PostgreSQL is required here, and {missing[0]} is missing")
        pytest.skip(f"{missing[0]} is missing: install the package postgresql")
    made = Cluster(Path(tempfile.mkdtemp(prefix="tlvwa-pg-")))
    try:
        made.start()
        yield f"host={made.folder} dbname=tlvwa user=tlvwa"
    finally:
        made.stop()


@pytest.mark.parametrize(
    ("query", "match", "found"),
    [
        ("Reisepässe ausstellen", MatchKind.ALL_WORDS, ["pass"]),
        ("Katze", MatchKind.ALL_WORDS, ["katze", "hund"]),  # a title before a text
        ("Katzen und Reisepässe", MatchKind.SOME_WORDS, ["katze", "pass", "hund"]),
        ("Elefant", MatchKind.NONE, []),
        ("der die das", MatchKind.NONE, []),
        ("'; DROP TABLE service; --", MatchKind.NONE, []),
        ("\\. \0 \n \t", MatchKind.NONE, []),
    ],
)
def test_all_words_then_some(dsn, query, match, found):
    result = postgresql_search(dsn, DOCUMENTS, [query, "Reisepass", query])(query)
    assert result.match is match
    assert sorted(each.uid for each in result.documents) == sorted(found)
    assert [each.uid for each in result.documents][:1] == found[:1]


def test_no_server():
    with pytest.raises(PostgreSQLError, match=r"fehlt|failed"):
        postgresql_search("host=/nowhere", DOCUMENTS, ["Katze"])
