"""Reads the demo's data files."""

import csv
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
    """The named authorities, and those to whom referrals lead, each with the source of its contact data."""
    names = ("authorities", "tax_offices", "other_authorities")
    return [entry for name in names for entry in _with_source(name, "authorities")]


def districts():
    """The administrations of the districts, each with the source of its web address."""
    return _with_source("districts", "districts")


def rows(name):
    """The rows of a data file with one line an entry, for example ``contacts``."""
    text = (_folder() / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _with_source(name, part):
    """The entries of a data file; an entry without a source has that of its file."""
    content = table(name)
    return [{"source": content["source"]} | entry for entry in content[part]]


def _tables(name):
    """The contents of all data files in a folder, by file name."""
    folder = _folder() / name
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return [tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in names]


def file(name):
    """The bytes of a file that a publication or a campaign comes with."""
    return (_folder() / "files" / name).read_bytes()
