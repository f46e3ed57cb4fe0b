"""Make the specimen of the current profile version: ``make specimen``. See README.md beside it."""

import logging
import sys
import tempfile
from pathlib import Path

from ..conftest import bases_first
from .conftest import PROFILE
from .content import build
from .specimen import specimen_path, write


def main():
    """Set up the site of the tests, fill it, write its database; refuses to replace one unasked."""
    from ..layer import CONTENT, FUNCTIONAL, site

    logging.getLogger().setLevel(logging.ERROR)
    for layer in bases_first(FUNCTIONAL):
        layer.setUp()
    CONTENT.choose({"specimen": build})
    CONTENT.testSetUp()
    with site() as portal, tempfile.TemporaryDirectory() as folder:
        version = ".".join(portal.portal_setup.getLastVersionForProfile(PROFILE))
        specimen = specimen_path(version)
        if specimen.exists() and "--replace" not in sys.argv:
            raise SystemExit(f"{specimen.name} is there: it stays, or REPLACE=1 makes it anew.")
        size = write(CONTENT["zodbDB"].storage, specimen, Path(folder))
    print(f"{specimen.name}: {size:,} bytes")


if __name__ == "__main__":
    main()
