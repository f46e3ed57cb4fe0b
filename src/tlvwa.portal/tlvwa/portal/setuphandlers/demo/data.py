"""Reads the demo's hand-written data files."""

import tomllib
from importlib.resources import files


def _folder():
    return files("tlvwa.portal") / "profiles" / "demo" / "data"


def table(name):
    """The content of one data file, for example ``authorities``."""
    return tomllib.loads((_folder() / f"{name}.toml").read_text(encoding="utf-8"))


def services():
    """All services, by file name."""
    folder = _folder() / "services"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return [tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in names]


def file(name):
    """The bytes of a file that a publication or a campaign comes with."""
    return (_folder() / "files" / name).read_bytes()
