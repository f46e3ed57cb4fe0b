"""What the specimens name in the software: it is all still there, and every class occurs."""

import importlib
import pkgutil

import pytest
from persistent import Persistent
from ZODB.FileStorage import FileStorage

import tlvwa.portal

from .specimen import (
    MOST_BYTES,
    PACKAGE,
    SPECIMENS,
    is_ours,
    stored_classes,
    stored_names,
    unpack,
    version_of,
)


def persistent_classes():
    """Every persistent class of ours, as (module, name)."""
    for module in pkgutil.walk_packages(tlvwa.portal.__path__, f"{PACKAGE}."):
        importlib.import_module(module.name)
    classes, waiting = set(), [Persistent]
    while waiting:
        new = set(waiting.pop().__subclasses__()) - classes
        classes |= new
        waiting += new
    return {(each.__module__, each.__name__) for each in classes if is_ours(each.__module__)}


def stored(specimen, folder, read):
    """What ``read`` finds in the storage of a specimen."""
    storage = FileStorage(str(unpack(specimen, folder)), read_only=True)
    try:
        return read(storage)
    finally:
        storage.close()


def test_every_persistent_class_occurs_in_a_specimen(tmp_path):
    """A new class needs a new specimen: ``make specimen``."""
    occurring = set()
    for specimen in SPECIMENS:
        occurring |= stored(specimen, tmp_path, stored_classes)
    assert len(occurring) > 20
    assert persistent_classes() - occurring == set()


@pytest.mark.parametrize("specimen", SPECIMENS, ids=version_of)
def test_every_name_that_is_stored_leads_to_something(specimen, tmp_path):
    """A class that moved needs an alias at its old place."""
    names = stored(specimen, tmp_path, stored_names)
    assert names > stored(specimen, tmp_path, stored_classes)
    missing = [
        f"{module}.{name}"
        for module, name in sorted(names)
        if not hasattr(importlib.import_module(module), name)
    ]
    assert missing == []


@pytest.mark.parametrize("specimen", SPECIMENS, ids=version_of)
def test_specimen_is_small(specimen):
    assert specimen.stat().st_size <= MOST_BYTES
