"""PostgreSQL's full text search, configuration ``german``, over the texts of services.

A query is tried with all words, then with some words if that finds nothing; hits are sorted by
``ts_rank``. Temporary tables and ``psql`` need no installation, and nothing is left on the server.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence

from tlvwa.portal.search.fields import Document, IndexField
from tlvwa.portal.search.index import Hit, MatchKind, SearchResult

DSN = "TLVWA_POSTGRESQL"  # the environment variable that names the server, as psql takes it
SECONDS = 300
MOST_HITS = 500
# How PostgreSQL weighs the fields: A is 1.0, B is 0.4, C is 0.2, D is 0.1.
WEIGHTS: Mapping[str, tuple[IndexField, ...]] = {
    "A": (IndexField.TITLE,),
    "B": (IndexField.NAME, IndexField.SYNONYM),
    "C": (IndexField.TEASER, IndexField.LAW),
    "D": (IndexField.BODY,),
}
TABLES = """
\\set ON_ERROR_STOP on
SET client_min_messages TO warning;
SET client_encoding TO 'UTF8';
CREATE TEMPORARY TABLE service (number integer, a text, b text, c text, d text);
CREATE TEMPORARY TABLE asked (number integer, words text);
"""
SEARCH = f"""
ALTER TABLE service ADD COLUMN texts tsvector;
UPDATE service SET texts =
    setweight(to_tsvector('german', a), 'A') || setweight(to_tsvector('german', b), 'B') ||
    setweight(to_tsvector('german', c), 'C') || setweight(to_tsvector('german', d), 'D');
CREATE INDEX ON service USING gin (texts);
ANALYZE service;
CREATE TEMPORARY TABLE parsed AS
    SELECT number, all_words, replace(all_words::text, '&', '|')::tsquery AS some_words
    FROM (SELECT number, websearch_to_tsquery('german', words) AS all_words FROM asked) AS read;
CREATE TEMPORARY TABLE found AS
    SELECT parsed.number, hit.number AS service, 'all' AS attempt, hit.rank
    FROM parsed, LATERAL (
        SELECT service.number, ts_rank(texts, all_words) AS rank
        FROM service WHERE texts @@ all_words
        ORDER BY 2 DESC, 1 LIMIT {MOST_HITS}) AS hit;
INSERT INTO found
    SELECT parsed.number, hit.number, 'some', hit.rank
    FROM parsed, LATERAL (
        SELECT service.number, ts_rank(texts, some_words) AS rank
        FROM service WHERE texts @@ some_words
        ORDER BY 2 DESC, 1 LIMIT {MOST_HITS}) AS hit
    WHERE parsed.number NOT IN (SELECT number FROM found);
SELECT number, attempt, service FROM found ORDER BY number, rank DESC, service;
"""


class PostgreSQLError(RuntimeError):
    """The server could not be asked; the message says why."""


def postgresql_search(
    dsn: str, documents: Sequence[Document], queries: Iterable[str]
) -> Callable[[str], SearchResult]:
    """Return a search with the hits of the server at ``dsn`` for each of ``queries``.

    Raises PostgreSQLError.
    """
    queries = tuple(dict.fromkeys(queries))
    services = (
        (number, *(_texts(document, fields) for fields in WEIGHTS.values()))
        for number, document in enumerate(documents)
    )
    script = (
        TABLES
        + _copy_command("service", services)
        + _copy_command("asked", enumerate(queries))
        + SEARCH
    )
    attempts: dict[str, str] = {}
    hits: dict[str, list[Hit]] = {query: [] for query in queries}
    for line in _run_script(dsn, script).splitlines():
        query_number, attempt, service = line.split("\t")
        query = queries[int(query_number)]
        attempts[query] = attempt
        hits[query].append(Hit(documents[int(service)], 0.0))
    matches = {"all": MatchKind.ALL_WORDS, "some": MatchKind.SOME_WORDS, "none": MatchKind.NONE}
    return lambda query: SearchResult(matches[attempts.get(query, "none")], tuple(hits[query]))


def _texts(document: Document, fields: Iterable[IndexField]) -> str:
    return " ".join(text for field in fields for text in document.texts[field])


def _copy_command(name: str, rows: Iterable[Sequence[object]]) -> str:
    lines = ("\t".join(_value(value) for value in row) for row in rows)
    return "\n".join((f"COPY {name} FROM STDIN;", *lines, "\\.\n"))


def _value(value: object) -> str:
    """Return a value as COPY reads it: on one line, without characters PostgreSQL does not store."""
    return " ".join(str(value).replace("\0", " ").replace("\\", "\\\\").split())


def _run_script(dsn: str, script: str) -> str:
    if not shutil.which("psql"):
        raise PostgreSQLError("psql fehlt (Paket postgresql-client)")
    command = [
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--no-align",
        "--tuples-only",
        "--field-separator=\t",
    ]
    try:
        process = subprocess.run(
            [*command, dsn],
            input=script,
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=SECONDS,
        )
    except subprocess.CalledProcessError as error:
        raise PostgreSQLError(error.stderr.strip()) from None
    except subprocess.TimeoutExpired:
        raise PostgreSQLError(f"nach {SECONDS} Sekunden keine Antwort") from None
    return process.stdout
