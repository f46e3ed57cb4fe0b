"""The reports of a query set: the site's own search, and other searches over the same documents."""

import os

from tlvwa.portal.common.clock import today
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.search.evaluation import evaluate, unknown_names
from tlvwa.portal.search_admin.benchmark.catalog import any_word, catalog_search
from tlvwa.portal.search_admin.benchmark.postgresql import (
    DSN,
    PostgreSQLError,
    postgresql_search,
)

OURS, PLONE, PLONE_ANY, POSTGRESQL = "ours", "plone", "plone_any_word", "postgresql"


def own_report(queries):
    """Return the report of the site's search over all public services."""
    index, day = site_snapshot().service_index, today()
    return evaluate(queries, lambda query: index.search(query, day))


def names_without_service(queries):
    """Return the short names that queries name as right, and that no public service has."""
    return unknown_names(queries, site_snapshot().service_index.search("", today()).documents)


def other_reports(queries):
    """Return the reports of Plone's index and of PostgreSQL by name.

    A text that says why stands in place of a report that could not be made.
    """
    documents = site_snapshot().service_index.search("", today()).documents
    by_uid = {document.uid: document for document in documents}
    return {
        PLONE: evaluate(queries, catalog_search(by_uid)),
        PLONE_ANY: evaluate(queries, catalog_search(by_uid, any_word)),
        POSTGRESQL: _postgresql(queries, documents),
    }


def _postgresql(queries, documents):
    dsn = os.environ.get(DSN)
    if not dsn:
        return f"ausgelassen: {DSN} nennt keinen Server"
    try:
        search = postgresql_search(dsn, documents, (judged.query for judged in queries))
    except PostgreSQLError as error:
        return f"ausgelassen: {error}"
    return evaluate(queries, search)
