"""The process that reads a file of a stranger: ``python -m …files.child TASK``, the file on standard input.

It limits itself before it looks at the file. On standard output: a line of JSON, then the bytes of a
picture, if there is one.
"""

import io
import json
import resource
import sys
from collections.abc import Callable

from tlvwa.portal.content.publication.files.images import NoImage, fit_cover
from tlvwa.portal.content.publication.files.pdf import COSTLY, UnreadablePDF, read_pdf, title_of_pdf

SECONDS = 5  # of processor time
MEMORY = 500 * 1024 * 1024  # bytes, with Python and the libraries
REFUSED = "refused"  # the key of a reason

Result = tuple[dict[str, object], bytes]


def _pdf(file: io.BufferedIOBase) -> Result:
    reading = read_pdf(file)
    told = {"pages": reading.pages, "title": reading.title, "text": reading.text}
    return told, reading.cover


def _title(file: io.BufferedIOBase) -> Result:
    return {"title": title_of_pdf(file)}, b""


def _cover(file: io.BufferedIOBase) -> Result:
    return {}, fit_cover(file.read())


TASKS: dict[str, Callable[[io.BufferedIOBase], Result]] = {
    "pdf": _pdf,
    "title": _title,
    "cover": _cover,
}


def limit() -> None:
    """Let the system end this process when it takes more than it may."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def result_of(task: str, file: io.BufferedIOBase) -> Result:
    """Return what a task makes of a file; of one that cannot be read the reason, as ``refused``."""
    try:
        return TASKS[task](file)
    except UnreadablePDF as error:
        return {REFUSED: error.reason}, b""
    except NoImage as error:
        return {REFUSED: str(error)}, b""
    except MemoryError:
        return {REFUSED: COSTLY}, b""


def main() -> None:
    """Read the file on standard input."""
    limit()
    told, picture = result_of(sys.argv[1], io.BytesIO(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
