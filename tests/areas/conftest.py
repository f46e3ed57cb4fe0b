"""Where the official data lies that some tests read, and small gazetteers made by hand."""

import os
from pathlib import Path

import pytest

_BESIDE_THE_REPOSITORY = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of official data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("TLVWA_DATA", _BESIDE_THE_REPOSITORY))
    if not folder.is_dir():
        pytest.skip(
            "official data not found: set TLVWA_DATA to the folder that holds gv100ad/, plz/"
        )
    return folder
