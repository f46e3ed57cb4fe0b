"""What a backup should hold, and whether it does: its manifest, and the files that its data name.

A backup is a folder: ``data``, kept by repozo, and ``blobs``, the stored files (docs/operations.md).
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

MANIFEST = "manifest.json"
DATA, BLOBS = "data", "blobs"
LAYOUT = ".layout"  # how the folder of blobs is arranged; not part of the data


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as the manifest lists it: bytes, SHA-256 in hexadecimal digits, time of change in ns."""

    size: int
    sha256: str
    modified: int


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of a backup that is not as it should be: its path below the folder, and why."""

    path: str
    reason: str


def write_manifest(folder: Path) -> int:
    """List all files of a backup with size and digest; return how many.

    A file that did not change since the last manifest keeps its digest: a backup of many gigabytes is
    not read again every night.
    """
    known = read_manifest(folder) or {}
    files = {path: _listed(folder / path, known.get(path)) for path in _paths(folder)}
    part = folder / f"{MANIFEST}.part"
    part.write_text(json.dumps({path: asdict(listed) for path, listed in files.items()}, indent=1))
    part.replace(folder / MANIFEST)
    return len(files)


def read_manifest(folder: Path) -> dict[str, ListedFile] | None:
    """Return the manifest of a backup by paths; ``None`` for one made before there were any.

    Raises ValueError for a manifest that cannot be read.
    """
    try:
        text = (folder / MANIFEST).read_text()
    except FileNotFoundError:
        return None
    try:
        return {path: ListedFile(**listed) for path, listed in json.loads(text).items()}
    except (TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{folder / MANIFEST}: {error}") from error


def damages(folder: Path) -> Iterator[Damage]:
    """Yield the files of a backup that are missing or not as the manifest lists them."""
    for path, listed in (read_manifest(folder) or {}).items():
        file = folder / path
        if not file.is_file():
            yield Damage(path, "fehlt")
        elif file.stat().st_size != listed.size:
            yield Damage(path, f"hat {file.stat().st_size} statt {listed.size} Bytes")
        elif _digest(file) != listed.sha256:
            yield Damage(path, "hat einen anderen Inhalt als bei der Sicherung")


def missing_blobs(data: Path, blobs: Path) -> Iterator[Damage]:
    """Yield the stored files that recovered data name and that are not in the folder ``blobs``."""
    from ZODB.blob import FilesystemHelper, is_blob_record
    from ZODB.FileStorage import FileStorage

    # Where a folder says nothing, it is arranged as today's.
    helper = FilesystemHelper(str(blobs))
    storage = FileStorage(str(data), read_only=True)
    try:
        for number in storage._index:
            record, serial = storage.load(number)
            if is_blob_record(record):
                name = Path(helper.getBlobFilename(number, serial)).relative_to(blobs)
                if not (blobs / name).is_file():
                    yield Damage(f"{BLOBS}/{name}", "fehlt, die Daten verweisen darauf")
    finally:
        storage.close()


def recover_data(folder: Path, data: Path) -> None:
    """Put the data of a backup together in a file. Raises CalledProcessError if they are damaged."""
    repozo = Path(sys.argv[0]).resolve().parent / "repozo"
    command: list[str | Path] = [
        repozo,
        "--recover",
        "--with-verify",
        "--repository",
        folder / DATA,
        "--output",
        data,
    ]
    subprocess.run(command, check=True, capture_output=True, text=True)


def _paths(folder: Path) -> Iterator[str]:
    for part in (DATA, BLOBS):
        for path in sorted((folder / part).rglob("*")):
            if path.is_file() and path.name != LAYOUT and path.suffix != ".part":
                yield path.relative_to(folder).as_posix()


def _listed(file: Path, known: ListedFile | None) -> ListedFile:
    about = file.stat()
    if known is not None and (known.size, known.modified) == (about.st_size, about.st_mtime_ns):
        return known
    return ListedFile(about.st_size, _digest(file), about.st_mtime_ns)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
