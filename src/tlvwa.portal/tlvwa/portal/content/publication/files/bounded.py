"""PDFs and pictures of strangers and colleagues are read in a process of its own, with limits.

What takes more processor time or memory than ``child`` allows, and what makes a library crash, is refused
as too costly; the web server goes on.
"""

import io
import json
import os
import subprocess
import sys
from typing import Any

from tlvwa.portal.content.publication.files import child
from tlvwa.portal.content.publication.files.child import REFUSED
from tlvwa.portal.content.publication.files.images import NoImage
from tlvwa.portal.content.publication.files.pdf import COSTLY, Reading, UnreadablePDF

WAIT = 30  # seconds, on a machine that does much else


def read_pdf(file: io.BufferedIOBase) -> Reading:
    """Read a PDF from an open file. Raises UnreadablePDF."""
    told, cover = _read("pdf", file)
    if REFUSED in told:
        raise UnreadablePDF(str(told[REFUSED]))
    return Reading(int(told["pages"]), told["title"], told["text"], cover)


def title_of_pdf(file: io.BufferedIOBase) -> str:
    """Return the title of a PDF from an open file; empty if it has none. Raises UnreadablePDF."""
    told, _nothing = _read("title", file)
    if REFUSED in told:
        raise UnreadablePDF(str(told[REFUSED]))
    return str(told["title"])


def fit_cover(file: io.BufferedIOBase) -> bytes:
    """Return the picture in an open file as a JPEG that fits into a cover. Raises NoImage."""
    told, cover = _read("cover", file)
    if REFUSED in told:
        raise NoImage(str(told[REFUSED]))
    return cover


def _read(task: str, file: io.BufferedIOBase) -> tuple[dict[str, Any], bytes]:
    """Return what the child says of a file, and the picture it made."""
    # -P: no module is taken from the folder in which the server happens to run.
    command = [sys.executable, "-P", "-m", child.__name__, task]
    # Under buildout only this process knows where the packages are.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            command,
            input=file.read(),
            capture_output=True,
            env=environment,
            timeout=WAIT,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return {REFUSED: COSTLY}, b""
    told, _newline, picture = done.stdout.partition(b"\n")
    return json.loads(told), picture
