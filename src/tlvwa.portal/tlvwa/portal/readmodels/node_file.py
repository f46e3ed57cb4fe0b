"""The nodes of a site in a file, so that a process need not load every object when it starts.

The file says for which software, site and journal entry it was written; whoever reads it follows the
journal from there, or throws it away. It is a pickle, since nothing safer makes 10,000 nested values in a
fraction of a second, but it is read as one that can hold nothing but the values nodes are made of:
no other class is even looked up, so a file can run no code. Drafts are in it: it is for its owner only, and
a file of anybody else is not read.
"""

import fcntl
import hashlib
import logging
import os
import pickle
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from datetime import date
from datetime import time as time_of_day
from functools import lru_cache
from io import BufferedRandom, BufferedReader
from itertools import islice
from pathlib import Path
from threading import Thread
from types import ModuleType

import tlvwa.portal
from tlvwa.portal.common.clock import now
from tlvwa.portal.finder import criteria, records
from tlvwa.portal.openinghours import model as hours
from tlvwa.portal.readmodels import payloads
from tlvwa.portal.readmodels.journal import JournalStamp
from tlvwa.portal.readmodels.payloads import Node

FOLDER = "TLVWA_NODES"  # in the environment: where the files lie; without it there are none
FOR_OWNER_ONLY = 0o600
BATCH = 200  # pickling holds back all other threads, so it is done in pieces
SECONDS_UNTIL_FORGOTTEN = 30 * 24 * 60 * 60
DIGEST = hashlib.blake2b().digest_size

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredNodes:
    """The nodes of a site by UID, as they were at a journal entry."""

    stamp: JournalStamp
    nodes: dict[str, Node]


class NodeFile:
    """The file of the nodes of the site at ``root``, a path in the database."""

    def __init__(self, path: Path, root: str) -> None:
        self.path = path
        self.root = root

    def read(self) -> StoredNodes | None:
        """What was kept; ``None`` where nothing was, and where there is any doubt about it."""
        try:
            with open(os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
                return self._read(file)
        except FileNotFoundError:
            return None
        except Exception as error:  # unpickling raises anything; the database still has it all
            logger.warning("%s is not used: %s", self.path, error)
            return None

    def _read(self, file: BufferedReader) -> StoredNodes | None:
        about = os.fstat(file.fileno())
        if about.st_uid != os.geteuid() or stat.S_IMODE(about.st_mode) != FOR_OWNER_ONLY:
            raise PermissionError("it is not for this process alone")
        digest = file.read(DIGEST)
        if hashlib.file_digest(file, hashlib.blake2b).digest() != digest:
            raise ValueError("it is damaged")
        file.seek(DIGEST)
        software, root, stamp, count = _Unpickler(file).load()
        if (software, root) != (software_digest(), self.root):
            return None
        nodes: dict[str, Node] = {}
        while len(nodes) < count:
            nodes.update((node.uid, node) for node in _Unpickler(file).load())
        return StoredNodes(JournalStamp(*stamp), nodes)

    def write(self, stamp: JournalStamp, nodes: Iterable[Node]) -> None:
        """Put all nodes as of a journal entry into the file, at once for those who read it.

        Nothing is done while another process or thread does the same.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW
        with open(os.open(part, flags, FOR_OWNER_ONLY), "r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            if not _is_at(part, file):  # whoever had the lock before has just put it into its place
                return
            file.truncate()
            os.fchmod(file.fileno(), FOR_OWNER_ONLY)
            self._write(file, stamp, list(nodes))
            part.replace(self.path)
        self._remove_forgotten()

    def _remove_forgotten(self) -> None:
        """Remove the files of this site that an older software has left."""
        journal, _hyphen, _software = self.path.stem.partition("-")
        for other in self.path.parent.glob(f"{journal}-*.nodes"):
            with suppress(FileNotFoundError):
                if other.stat().st_mtime < now().timestamp() - SECONDS_UNTIL_FORGOTTEN:
                    other.unlink()

    def _write(self, file: BufferedRandom, stamp: JournalStamp, nodes: list[Node]) -> None:
        file.write(bytes(DIGEST))
        pickle.dump((software_digest(), self.root, astuple(stamp), len(nodes)), file)
        remaining = iter(nodes)
        while batch := list(islice(remaining, BATCH)):
            pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)
        file.seek(DIGEST)
        digest = hashlib.file_digest(file, hashlib.blake2b).digest()
        file.seek(0)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())

    def write_aside(self, stamp: JournalStamp, nodes: Iterable[Node]) -> None:
        """The same in a thread of its own; the process does not end before it is done."""
        Thread(target=self._write_or_log, args=(stamp, nodes), name=self.path.name).start()

    def _write_or_log(self, stamp: JournalStamp, nodes: Iterable[Node]) -> None:
        try:
            self.write(stamp, nodes)
        except OSError as error:
            logger.warning("%s could not be written: %s", self.path, error)


def node_file(journal: str, root: str) -> NodeFile | None:
    """The file of a site, by its journal's UUID; ``None`` where the environment names no folder.

    One for each software: the web server and the console command may have other packages beside them.
    """
    folder = os.environ.get(FOLDER)
    name = f"{journal}-{software_digest()[:8]}.nodes"
    return NodeFile(Path(folder) / name, root) if folder else None


class _Unpickler(pickle.Unpickler):
    """Makes the values that nodes are made of, and nothing else."""

    def find_class(self, module: str, name: str) -> type:
        """Raises UnpicklingError for any other class or function."""
        found = _kinds().get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a node")
        return found


@lru_cache(1)
def _kinds() -> dict[tuple[str, str], type]:
    """The classes of which nodes are made, by module and name."""
    ours = [kind for module in (payloads, records, criteria, hours) for kind in _values(module)]
    return {(kind.__module__, kind.__qualname__): kind for kind in (*ours, date, time_of_day)}


def _values(module: ModuleType) -> Iterator[type]:
    """The classes that a module defines."""
    for kind in vars(module).values():
        if getattr(kind, "__module__", "") == module.__name__ and isinstance(kind, type):
            yield kind


@lru_cache(1)
def software_digest() -> str:
    """A digest of what decides how a node looks: Python, what is installed, and our own modules.

    In a checkout these change without a new version. Where a package lies makes no difference.
    """
    installed = {Path(folder).name for folder in sys.path if folder.endswith(".egg")}
    for folder in sys.path:
        with suppress(OSError):
            installed.update(name for name in os.listdir(folder) if name.endswith("-info"))
    told = [sys.version, *sorted(installed)]
    package = Path(tlvwa.portal.__file__).parent
    for path in sorted(package.rglob("*.py")):
        about = path.stat()
        told.append(f"{path.relative_to(package)} {about.st_size} {about.st_mtime_ns}")
    return hashlib.blake2b("\n".join(told).encode()).hexdigest()


def _is_at(path: Path, file: BufferedRandom) -> bool:
    """Whether an open file is the one that lies at a path."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
