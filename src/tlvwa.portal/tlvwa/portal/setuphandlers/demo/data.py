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
    return _tables("services")


def referrals():
    """What others do, by file name."""
    return [referral for group in _tables("referrals") for referral in group["referrals"]]


def authorities():
    """The named authorities, and those to whom referrals lead."""
    return [
        *table("authorities")["authorities"],
        *table("other_authorities")["authorities"],
    ]


def _tables(name):
    """The contents of all data files in a folder, by file name."""
    folder = _folder() / name
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return [tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in names]


def file(name):
    """The bytes of a file that a publication or a campaign comes with."""
    return (_folder() / "files" / name).read_bytes()
