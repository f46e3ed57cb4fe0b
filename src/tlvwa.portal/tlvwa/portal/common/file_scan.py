"""Uploaded files are shown to a scanner, where the operator names one (docs/operations.md)."""

import logging
import os
import shlex
import subprocess
from enum import StrEnum

COMMAND = "TLVWA_SCAN"  # in the environment; without it nothing is scanned
SECONDS = 60  # a file may take
CLEAN, INFECTED = 0, 1  # exit codes, as clamscan and clamdscan have them

logger = logging.getLogger(__name__)


class ScanResult(StrEnum):
    """What a scanner says of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    FAILED = "unscanned"  # it said nothing of use: the file is refused, too


def has_scanner() -> bool:
    """Return whether a scanner is named, so that a file need not be read for none."""
    return bool(os.environ.get(COMMAND, "").strip())


def scan(data: bytes) -> ScanResult:
    """Return what the scanner says of a file, which it gets on standard input.

    Clean if none is named. A scanner that is missing, fails or takes longer than a minute lets nothing
    through.
    """
    command = shlex.split(os.environ.get(COMMAND, ""))
    if not command:
        return ScanResult.CLEAN
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        logger.error("The scanner does not work, uploads are refused: %s", error)
        return ScanResult.FAILED
    if done.returncode in (CLEAN, INFECTED):
        return ScanResult.CLEAN if done.returncode == CLEAN else ScanResult.INFECTED
    told = (done.stderr or done.stdout).decode(errors="replace").strip()[:200]
    logger.error("The scanner ended with %s, uploads are refused: %s", done.returncode, told)
    return ScanResult.FAILED
