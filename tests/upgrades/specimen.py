"""Specimens: databases of small sites as earlier versions of the software left them, compressed."""

import io
import lzma
import pickletools
from pathlib import Path

from ZODB.blob import is_blob_record
from ZODB.Connection import TransactionMetaData
from ZODB.FileStorage import FileStorage
from ZODB.serialize import referencesf
from ZODB.utils import get_pickle_metadata, load_current, z64

FOLDER = Path(__file__).resolve().parent
SPECIMENS = sorted(FOLDER.glob("site-*.fs.xz"))
PACKAGE = "tlvwa.portal"
MOST_BYTES = 1 << 20


def specimen_path(version):
    """Where the specimen of a profile version lies."""
    return FOLDER / f"site-{version}.fs.xz"


def version_of(specimen):
    """The profile version that a specimen is named after."""
    return specimen.name.removeprefix("site-").removesuffix(".fs.xz")


def unpack(specimen, folder):
    """Unpack a specimen into a folder; the path of its Data.fs."""
    path = folder / "Data.fs"
    path.write_bytes(lzma.decompress(specimen.read_bytes()))
    return path


def write(storage, specimen, folder):
    """Write what is in use in a storage, without its history, to a specimen; the size in bytes.

    Raises ValueError for blobs, and where it would be more than ``MOST_BYTES``.
    """
    path = folder / "Data.fs"
    target = FileStorage(str(path), create=True)
    try:
        _copy(storage, target)
    finally:
        target.close()
    packed = lzma.compress(path.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    if len(packed) > MOST_BYTES:
        raise ValueError(f"{len(packed):,} bytes are too many for a specimen")
    specimen.write_bytes(packed)
    return len(packed)


def _copy(storage, target):
    transaction = TransactionMetaData()
    target.tpc_begin(transaction)
    for oid, data in sorted(records_in_use(storage)):
        if is_blob_record(data):
            raise ValueError("a specimen holds no blobs, and there is one")
        target.store(oid, z64, data, "", transaction)
    target.tpc_vote(transaction)
    target.tpc_finish(transaction)


def records_in_use(storage):
    """Yield id and data of every record that the root leads to."""
    seen, waiting = set(), [z64]
    while waiting:
        oid = waiting.pop()
        if oid in seen:
            continue
        seen.add(oid)
        data = load_current(storage, oid)[0]
        yield oid, data
        waiting += referencesf(data)


def stored_classes(storage):
    """The classes of ours that the records of a storage are of, as (module, name)."""
    classes = {get_pickle_metadata(data) for _oid, data in records_in_use(storage)}
    return {(module, name) for module, name in classes if is_ours(module)}


def stored_names(storage):
    """Everything of ours that the records of a storage name, as (module, name)."""
    names = set()
    for _oid, data in records_in_use(storage):
        if PACKAGE.encode() in data:
            names |= {name for name in _globals(data) if is_ours(name[0])}
    return names


def _globals(data):
    """The dotted names that a record, two pickles in a row, names."""
    stream = io.BytesIO(data)
    for _pickle in ("class", "state"):
        for opcode, argument, _position in pickletools.genops(stream):
            if opcode.name == "GLOBAL":
                yield tuple(argument.split(" "))


def is_ours(module):
    """Whether a module belongs to the package."""
    return module == PACKAGE or module.startswith(f"{PACKAGE}.")
