"""The profile with the database in PostgreSQL, on a cluster made for the test."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from ..cluster import Cluster, program
from .conftest import CHECKOUT

# The last is of the package libpq-dev: psycopg2 is compiled.
PROGRAMS = ("initdb", "pg_ctl", "createdb", "dropdb", "pg_dump", "pg_restore", "pg_config")
CONTENT = "Satzung der Stadt Eisenberg\n" * 1000
ABORTED = """
import transaction
from Products.CMFCore.indexing import processQueue
from zope.component.hooks import setSite

site = app["tlvwa"]
setSite(site)
office = site.unrestrictedTraverse({path!r})
office.title = "Nie geschrieben"
office.reindexObject()
processQueue()
transaction.abort()
"""
UNDONE = """
import transaction

database = app._p_jar.db()
database.undo(database.undoLog(0, 1)[0]["id"])
transaction.commit()
"""


@pytest.fixture(scope="module")
def cluster(buildout):
    """A cluster; where there is no PostgreSQL the test is skipped, unless it is required."""
    missing = [name for name in PROGRAMS if program(name) is None]
    if missing:
        if os.environ.get("TLVWA_POSTGRESQL_REQUIRED"):
            pytest.fail(f"PostgreSQL is required here, and {missing[0]} is missing")
        pytest.skip(f"{missing[0]} is missing: install the packages postgresql and libpq-dev")
    made = Cluster(Path(tempfile.mkdtemp(prefix="tlvwa-pg-")))
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def production(built, cluster):
    """Two web servers on one database, with the demo site."""
    service = {"PGSERVICEFILE": str(cluster.service)}
    with built("production-postgresql", "instance", "instance2", **service) as deployment:
        deployment.create_site()
        deployment.start("instance")
        deployment.start("instance2")
        yield deployment


def script(production, text):
    """Run a script in a third process, as ``bin/instance run`` does."""
    path = production.folder / "script.py"
    path.write_text(text, encoding="utf-8")
    production.run("instance", "run", path)


def test_an_edit_reaches_the_other_process(production):
    production.expect_office("Stadtverwaltung Eisenberg")
    production.rename_office("instance", "Rathaus Eisenberg")
    production.expect_office("Rathaus Eisenberg")
    console = production.run("tlvwa-portal", "responsible", "Hundesteuer", "Eisenberg")
    assert "Rathaus Eisenberg" in console.stdout


def test_what_was_aborted_enters_no_model(production):
    before = production.office("instance")
    address = before["@id"].partition("/tlvwa/")[2]
    script(production, ABORTED.format(path=address))
    production.expect_office(before["title"])


def test_what_was_undone_leaves_the_models(production):
    before = production.office("instance")["title"]
    production.rename_office("instance2", "Ein Irrtum")
    production.expect_office("Ein Irrtum")
    script(production, UNDONE)
    production.expect_office(before)


@pytest.fixture(scope="module")
def uploaded(production):
    """The path of a file that was uploaded at the first web server."""
    data = {"data": CONTENT, "filename": "satzung.txt", "content-type": "text/plain"}
    return production.create("instance", {"@type": "File", "title": "Satzung", "file": data})


def test_a_file_is_in_the_database(production, uploaded):
    assert production.download("instance2", uploaded) == CONTENT


def test_packing_keeps_what_is_in_use(production, uploaded):
    before = production.office("instance")["title"]
    production.run("zodbpack", "--days", "0", CHECKOUT / "profiles" / "zodbpack.conf")
    assert production.run("tlvwa-portal", "check").returncode == 0
    production.expect_office(before)
    assert production.download("instance2", uploaded) == CONTENT


def test_a_dump_brings_everything_back(production, cluster, uploaded):
    before = production.office("instance")["title"]
    dump = cluster.folder / "dump"
    cluster.run("pg_dump", "--format=custom", f"--file={dump}", "service=tlvwa")
    production.rename_office("instance", "Nach der Sicherung")
    for server in production.ports:
        production.run(server, "stop")
    cluster.run("dropdb", "tlvwa")
    cluster.run("createdb", "tlvwa")
    cluster.run("pg_restore", "--dbname=service=tlvwa", dump)
    for server in production.ports:
        production.start(server)
    production.expect_office(before)
    shutil.rmtree(production.folder / "var" / "blobcache")
    assert production.download("instance2", uploaded) == CONTENT
    production.rename_office("instance", "Nach der Wiederherstellung")
    production.expect_office("Nach der Wiederherstellung")
