"""The file of nodes: a start from it gives what a rebuild gives, and in doubt it is thrown away."""

import fcntl
import os
import pickle
import stat
import threading
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from shutil import copyfile

import pytest
import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ZODB.Connection import TransactionMetaData
from ZODB.FileStorage import FileStorage
from ZODB.POSException import UndoError
from ZODB.utils import z64

from tlvwa.portal.finder.criteria import Criterion, CriterionKind
from tlvwa.portal.finder.records import (
    ExpectedCoverage,
    Record,
    RecordEffect,
    Role,
    ServiceDefinition,
)
from tlvwa.portal.openinghours import from_json
from tlvwa.portal.readmodels import follower as follower_module
from tlvwa.portal.readmodels.follower import Follower, build_snapshot
from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store
from tlvwa.portal.readmodels.journal import JournalStamp, site_journal
from tlvwa.portal.readmodels.node_file import (
    DIGEST,
    FOLDER,
    NodeFile,
    node_file,
    software_digest,
)
from tlvwa.portal.readmodels.payloads import (
    AuthorityPayload,
    Node,
    ResponsibilityPayload,
    ServicePayload,
)

from ..factories import DOG_TAX, JENA, authority, responsibility, service
from .databases import above, opened
from .object_loads import content_loads
from .test_property import ACTIONS, NUMBERS, Editor, ledger_rows

STAMP = JournalStamp("0" * 32, 7, "abc")
HOURS = {"rows": [{"weekday": 1, "opens": "08:00", "closes": "12:00"}], "note": "Pause"}
PAYLOADS = (
    None,
    ServicePayload(
        ServiceDefinition(
            "a",
            (DOG_TAX,),
            ExpectedCoverage.LAND,
            criteria=(Criterion("art", "Art", CriterionKind.CHOICE, ("a", "b")),),
        )
    ),
    AuthorityPayload("city", JENA, hours=from_json(HOURS), point=(50.9, 11.6)),
    ResponsibilityPayload(
        Record("a", Role.RESPONSIBLE, RecordEffect.RULE, "b", "b", valid_from=date(2026, 1, 1)),
        ("c",),
        (JENA,),
    ),
)


def node(number):
    payload = PAYLOADS[number % len(PAYLOADS)]
    return Node(
        f"u{number}", f"/plone/{number}", "Document", "Ä", True, date(2026, 1, 1), None, payload
    )


NODES = {each.uid: each for each in map(node, range(450))}  # more than are pickled at once


@pytest.fixture
def file(tmp_path):
    """A file that holds the nodes."""
    kept = NodeFile(tmp_path / "nodes" / "site.nodes", "/plone")
    kept.write(STAMP, NODES.values())
    return kept


def test_what_was_written_is_read(file):
    read = file.read()
    assert read.stamp == STAMP
    assert read.nodes == NODES


def test_it_is_for_its_owner_only(file):
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
    assert os.listdir(file.path.parent) == ["site.nodes"]


def test_a_file_that_others_could_have_read_or_made_is_not_used(file):
    for mode in (0o640, 0o604, 0o660, 0o666):
        file.path.chmod(mode)
        assert file.read() is None
    file.path.chmod(0o600)
    assert file.read() is not None
    real = file.path.rename(file.path.with_name("elsewhere"))
    file.path.symlink_to(real)
    assert file.read() is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_another_account_is_not_used(file):
    os.chown(file.path, 12345, -1)
    assert file.read() is None


def test_where_nothing_was_kept_nothing_is_read(tmp_path):
    assert NodeFile(tmp_path / "site.nodes", "/plone").read() is None


@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_not_used(file, share, bit):
    content = file.path.read_bytes()
    place = int(share * len(content))
    damaged = bytearray(content)
    damaged[place] ^= 1 << bit
    file.path.write_bytes(damaged)
    assert file.read() is None
    file.path.write_bytes(content[:place])
    assert file.read() is None
    file.path.write_bytes(content)


def test_a_file_of_another_site_is_not_used(file):
    assert NodeFile(file.path, "/zweite").read() is None


def sealed(file, *pickled):
    """Put something else into the file, with the right digest."""
    content = b"".join(pickle.dumps(each) for each in pickled)
    file.path.write_bytes(blake2b(content).digest() + content)


def test_a_file_of_another_software_is_not_used(file):
    head = (file.root, (STAMP.journal, STAMP.number, STAMP.serial), 0)
    sealed(file, (software_digest(), *head))
    assert file.read().nodes == {}
    sealed(file, ("f" * DIGEST, *head))
    assert file.read() is None


class Program:
    """Unpickled, it would make a folder."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def test_no_program_in_it_runs(file, tmp_path):
    stamp = (STAMP.journal, STAMP.number, STAMP.serial)
    made = tmp_path / "made"
    sealed(file, (software_digest(), file.root, stamp, 1), [Program(made)])
    assert file.read() is None
    assert not made.exists()


def test_while_one_writes_another_does_not(file):
    before = file.path.read_bytes()
    part = file.path.with_suffix(".part")
    with open(part, "w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        file.write(STAMP, [])
    assert file.path.read_bytes() == before
    file.write(STAMP, [])
    assert file.read().nodes == {}
    assert not part.exists()


def test_what_an_older_software_has_left_is_removed(tmp_path):
    names = ("a-new.nodes", "a-old.nodes", "a-lately.nodes", "b-old.nodes")
    new, old, lately, of_another_site = (tmp_path / name for name in names)
    for path in (old, lately, of_another_site):
        path.touch()
    for path in (old, of_another_site):
        os.utime(path, (0, 0))
    NodeFile(new, "/plone").write(STAMP, [])
    assert sorted(tmp_path.iterdir()) == sorted([new, lately, of_another_site])


def test_without_a_folder_in_the_environment_there_is_no_file(monkeypatch):
    monkeypatch.delenv(FOLDER, raising=False)
    assert node_file("0" * 32, "/plone") is None


@pytest.fixture
def kept(portal, monkeypatch, tmp_path):
    """A site in a database of its own, with some content; its nodes are kept in a file."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "nodes"))
    with opened(above(portal, FileStorage(str(tmp_path / "Data.fs")))) as site:
        dog_tax = service(site, leika_keys=[DOG_TAX], coverage="land")
        responsibility(authority(site, area=JENA), dog_tax)
        transaction.commit()
        yield site


def current(follower, site):
    """The models after the last commit, and all that was to be written is."""
    transaction.begin()
    models = follower.at_least(site, site_journal().stamp)
    for thread in threading.enumerate():
        if thread.name.endswith(".nodes"):
            thread.join()
    return models


def retitle(site, title):
    site["hundesteuer"].title = title
    site["hundesteuer"].reindexObject()
    transaction.commit()


def names(loaded):
    """The content that was loaded; the site itself is how one comes to its journal."""
    return {obj.getId() for obj in loaded} - {"plone"}


def file_of(site):
    return node_file(site_journal().uuid, "/".join(site.getPhysicalPath()))


def test_a_start_from_the_file_loads_no_content(kept):
    first = current(Follower(), kept)
    with content_loads(kept) as loaded:
        second = current(Follower(), kept)
    assert names(loaded) == set()
    assert second.equals(first)
    assert second.equals(build_snapshot(kept))


def test_a_start_follows_the_journal_from_the_file(kept):
    current(Follower(), kept)
    retitle(kept, "Hund anmelden")
    with content_loads(kept) as loaded:
        started = current(Follower(), kept)
    assert names(loaded) == {"hundesteuer"}
    assert started.nodes[kept["hundesteuer"].UID()].title == "Hund anmelden"
    assert started.equals(build_snapshot(kept))


def test_the_file_is_written_again_before_it_is_too_far_behind(kept, monkeypatch):
    monkeypatch.setattr(follower_module, "MOST_BEHIND", 3)
    follower = Follower()
    first = current(follower, kept).stamp
    for number in range(3):
        retitle(kept, f"Fassung {number}")
        assert current(follower, kept).stamp != first
        assert file_of(kept).read().stamp == first
    retitle(kept, "Fassung 4")
    assert current(follower, kept).stamp == file_of(kept).read().stamp


def test_a_start_from_the_file_reads_no_object_for_another_gazetteer(kept):
    follower = Follower()
    current(follower, kept)
    store = gazetteer_store()
    assert store.write(table=store.table.replace("Jenalöbnitz", "Neulöbnitz"))
    transaction.commit()
    with content_loads(kept) as loaded:
        started = current(Follower(), kept)
    assert names(loaded) == set()
    assert started.gazetteer.area("160745015043").name == "Neulöbnitz"
    assert started.equals(build_snapshot(kept))


class History(Editor):
    """What else happens to a site that is kept in files."""

    def __init__(self, site, follower, folder):
        super().__init__(site)
        self.follower = follower
        self.folder = folder

    def undo(self, first, second):
        """The last transaction."""
        database = self.site._p_jar.db()
        with suppress(UndoError):
            database.undo(database.undoLog(0, 1)[0]["id"])

    def put_aside(self, first, second):
        """Keep the file of now, as a backup of the folder would."""
        copyfile(file_of(self.site).path, self.folder / "old.nodes")

    def put_back(self, first, second):
        """The file of some other moment, perhaps of a history that was undone since."""
        if (self.folder / "old.nodes").exists():
            copyfile(self.folder / "old.nodes", file_of(self.site).path)

    def damage(self, first, second):
        """Some bytes of the file are gone."""
        path = file_of(self.site).path
        content = path.read_bytes()
        place = len(content) * first // 12
        path.write_bytes(content[:place] + content[place + 1 + second :])

    def restart(self, first, second):
        """A process that knows nothing."""
        self.follower = Follower()


EVENTS = ("undo", "put_aside", "put_back", "damage", "restart")
STEPS = st.lists(
    st.tuples(st.one_of(st.sampled_from(ACTIONS), st.sampled_from(EVENTS)), NUMBERS, NUMBERS),
    min_size=6,
    max_size=16,
)


@pytest.fixture
def whole(portal, tmp_path):
    """The database in one file, in which everything can be undone."""
    path = tmp_path / "Whole.fs"
    told = above(portal).iterator()
    newest = {record.oid: record.data for written in told for record in written}
    storage, metadata = FileStorage(str(path)), TransactionMetaData()
    storage.tpc_begin(metadata)
    for oid, data in newest.items():
        storage.store(oid, z64, data, "", metadata)
    storage.tpc_vote(metadata)
    storage.tpc_finish(metadata)
    storage.close()
    return path


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes here
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_a_start_from_the_file_gives_the_models_of_a_rebuild(
    whole, tmp_path_factory, monkeypatch, steps
):
    folder = tmp_path_factory.mktemp("history")
    copyfile(whole, folder / "Data.fs")
    monkeypatch.setenv(FOLDER, str(folder / "nodes"))
    monkeypatch.setattr(follower_module, "MOST_BEHIND", 2)
    monkeypatch.setattr(follower_module, "MOST_FOLLOWED", 6)
    with opened(FileStorage(str(folder / "Data.fs"))) as site:
        history = History(site, Follower(), folder)
        current(history.follower, site)
        for step in steps:
            history.do(*step)
            going_on = current(history.follower, site)
            started = current(Follower(), site)
            anew = build_snapshot(site)
            assert started.stamp == going_on.stamp == anew.stamp
            assert started.equals(anew), step
            assert going_on.equals(anew), step
        assert ledger_rows(started) == ledger_rows(anew)


def test_a_restored_backup_does_not_begin_with_nodes_from_after_it(portal, monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER, str(tmp_path / "nodes"))
    data, backup = tmp_path / "Data.fs", tmp_path / "Backup.fs"
    with opened(above(portal, FileStorage(str(data)))) as site:
        service(site, leika_keys=[DOG_TAX])
        retitle(site, "vor der Sicherung")
        copyfile(data, backup)
        lost = service(site, "nach-der-sicherung").UID()
        seen = current(Follower(), site)
        assert lost in file_of(site).read().nodes
    with opened(above(portal, FileStorage(str(backup)))) as site:
        for _ in range(2):  # with a lower number first, then with the same one
            started = current(Follower(), site)
            assert lost not in started.nodes
            assert started.equals(build_snapshot(site))
            while site_journal().number < seen.stamp.number:
                retitle(site, "nach dem Zurückspielen")
