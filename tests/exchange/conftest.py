"""Small LeiKa tables, and where the real one lies."""

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("TLVWA_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
TABLE = DATA / "leika" / "leika_ozg_nrw_2019-10.csv"


@pytest.fixture(scope="session")
def real_table() -> Path:
    """The table of 2019; tests that need it are skipped where it is absent."""
    if not TABLE.exists():
        pytest.skip("the LeiKa table is not here; TLVWA_DATA names the folder that holds leika/")
    return TABLE


@pytest.fixture(scope="session")
def real_offices() -> Path:
    """The list of administrations in the publisher's layout; tests that need it are skipped without."""
    folder = DATA / "offices"
    if not folder.exists():
        pytest.skip("the lists of offices are not here; TLVWA_DATA names the folder with offices/")
    return folder
