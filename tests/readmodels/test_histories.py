"""Histories that do not simply go on: undone, restored from a backup, written by others."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

import pytest
import transaction
from ZEO.ClientStorage import ClientStorage
from ZODB.FileStorage import FileStorage

from tlvwa.portal.readmodels.follower import build_snapshot, site_snapshot
from tlvwa.portal.readmodels.journal import site_journal

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, is_followed, service
from .databases import above, opened

INSTANCE = Path(__file__).resolve().parents[2] / "instance"
BIN = Path(sys.executable).parent
EDIT = """
import transaction
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from plone import api
from tlvwa.portal.cli.instance import open_site

with open_site(None, "plone") as site:
    newSecurityManager(None, system)
    {edit}
    transaction.commit()
"""
CREATE = 'api.content.create(site, "tlvwa.portal.Service", "hundesteuer", "Hundesteuer")'
MOVE = 'api.content.rename(site["hundesteuer"], "hund-anmelden")'


@content_fixture
def dog_tax(portal):
    """The UID of a service that all these histories begin with."""
    return service(portal, leika_keys=[DOG_TAX], coverage="land").UID()


def retitle(site, title):
    """Change the service's title, in a transaction of its own."""
    site["hundesteuer"].title = title
    site["hundesteuer"].reindexObject()
    transaction.commit()


def title(uid):
    """The service's title in the read models."""
    return site_snapshot().nodes[uid].title


def undo_last(database):
    """Undo the last transaction, as the management interface does."""
    database.undo(database.undoLog(0, 1)[0]["id"])
    transaction.commit()


def test_undo_lowers_the_number_and_means_a_rebuild(portal, dog_tax, tmp_path):
    with opened(above(portal, FileStorage(str(tmp_path / "Data.fs")))) as site:
        retitle(site, "eins")
        first = site_snapshot()
        retitle(site, "zwei")
        assert title(dog_tax) == "zwei"
        undo_last(site._p_jar.db())
        assert site_journal().stamp == first.stamp
        assert title(dog_tax) == "eins"
        assert site_snapshot().equals(build_snapshot(site))


def test_a_number_written_again_after_undo_is_not_taken_for_the_old_one(portal, dog_tax, tmp_path):
    with opened(above(portal, FileStorage(str(tmp_path / "Data.fs")))) as site:
        retitle(site, "eins")
        service(site, "wohngeld")
        seen = site_snapshot()
        undo_last(site._p_jar.db())
        while site_journal().number < seen.stamp.number:
            retitle(site, "zwei")
        assert site_journal().number == seen.stamp.number
        after = site_snapshot()
        assert after.nodes[dog_tax].title == "zwei"
        assert not [node for node in after.nodes.values() if node.title == "wohngeld"]
        assert after.equals(build_snapshot(site))


def test_a_restored_backup_repeats_numbers_and_means_a_rebuild(portal, dog_tax, tmp_path):
    data, backup = tmp_path / "Data.fs", tmp_path / "Backup.fs"
    with opened(above(portal, FileStorage(str(data)))) as site:
        retitle(site, "vor der Sicherung")
        copyfile(data, backup)
        lost = service(site, "nach-der-sicherung").UID()
        seen = site_snapshot()
        assert lost in seen.nodes
    with opened(above(portal, FileStorage(str(backup)))) as site:
        while site_journal().number < seen.stamp.number:
            retitle(site, "nach dem Zurückspielen")
        assert site_journal().number == seen.stamp.number
        after = site_snapshot()
        assert lost not in after.nodes
        assert after.nodes[dog_tax].title == "nach dem Zurückspielen"
        assert after.equals(build_snapshot(site))


@pytest.fixture
def environment(tmp_path):
    """What tells the instance's own configuration where to write."""
    for name in ("filestorage", "blobstorage", "chameleon"):
        (tmp_path / name).mkdir()
    return os.environ | {"TLVWA_INSTANCE": str(INSTANCE), "TLVWA_VAR": str(tmp_path)}


@contextmanager
def storage_server(environment):
    """The storage server as the instance configures it, until the end; yields its address."""
    address = Path(environment["TLVWA_VAR"]) / "zeo.sock"
    server = subprocess.Popen([BIN / "runzeo", "-C", INSTANCE / "zeo.conf"], env=environment)
    try:
        until(address.exists)
        yield str(address)
    finally:
        server.terminate()
        server.wait(20)


def until(condition, seconds=30):
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def console(tmp_path, environment):
    """Runs the console command beside the storage server."""
    (tmp_path / "password").write_text("geheim-und-lang-genug")
    create = ("create-site", "plone", "--password-file", tmp_path / "password")

    def run(*arguments):
        subprocess.run(arguments, env=environment, check=True)

    with storage_server(environment) as address:
        run(BIN / "tlvwa-portal", *create)
        yield (
            address,
            lambda edit: run(sys.executable, "-W", "ignore", "-c", EDIT.format(edit=edit)),
        )


def test_a_second_process_writes_and_this_one_follows(functional, console):
    address, run = console
    with opened(ClientStorage(address)) as site:
        before = site_snapshot()

        def arrived():
            transaction.begin()
            return site_journal().stamp != before.stamp

        run(CREATE + "; " + MOVE)
        until(arrived)
        after = site_snapshot()
        assert [node.path for node in after.nodes.values() if node.title == "Hundesteuer"] == [
            "/plone/hund-anmelden"
        ]
        assert is_followed(before, after)
        assert after.equals(build_snapshot(site))
