"""How soon the read models follow an edit, and how long they take to build anew: on the demo site."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.report import Figure
from benchmarks.server import opened

PART = "catch-up"
EDITS, AIM = 60, 5.0
Edit = Callable[[Any, int], None]


def figures(var: Path) -> list[Figure]:
    """Milliseconds from the end of a commit until the models hold it; seconds of a full rebuild."""
    with opened(var) as site:
        from tlvwa.portal.readmodels.follower import build_snapshot, site_snapshot

        start = perf_counter()
        nodes = len(site_snapshot().nodes)
        cold = perf_counter() - start
        found = [Figure(PART, "nodes of the demo site", nodes, "")]
        for name, edit in EDITS_OF.items():
            spans = sorted(_edited(site, edit))
            found.append(Figure(PART, f"{name}: median", median(spans), "ms", most=AIM))
            found.append(Figure(PART, f"{name}: slowest of {EDITS}", spans[-1], "ms"))
        start = perf_counter()
        again = build_snapshot(site)
        warm = perf_counter() - start
        if not again.equals(site_snapshot()):
            raise AssertionError("following the edits and building anew differ")
        found.append(Figure(PART, "everything built: cold start", cold, "s"))
        found.append(Figure(PART, "everything built: objects loaded", warm, "s"))
    return found


def _edited(site: Any, edit: Edit) -> list[float]:
    """Edit object after object, as the edit form does, each in a transaction."""
    import transaction
    from zope.annotation.interfaces import IAnnotations
    from zope.event import notify
    from zope.globalrequest import getRequest
    from zope.lifecycleevent import ObjectModifiedEvent

    from tlvwa.portal.readmodels.follower import REQUEST_KEY, site_snapshot

    brains = site.portal_catalog.unrestrictedSearchResults(portal_type=TYPES[edit], sort_on="path")
    paths = [brain.getPath() for brain in brains]
    spans = []
    for number in range(EDITS):
        obj = site.unrestrictedTraverse(paths[number * len(paths) // EDITS])
        edit(obj, number)
        notify(ObjectModifiedEvent(obj))
        transaction.commit()
        IAnnotations(getRequest()).pop(REQUEST_KEY, None)  # the next request
        start = perf_counter()
        site_snapshot()
        spans.append((perf_counter() - start) * 1e3)
    return spans


def _authority(obj: Any, number: int) -> None:
    obj.phones = [{"number": f"0361 {100000 + number}", "label": ""}]


def _responsibility(obj: Any, number: int) -> None:
    obj.areas = ["16051000"] if number % 2 else ["16053000", "16055000"]


def _service(obj: Any, number: int) -> None:
    obj.synonyms = [f"Stichwort {number}", date.today().isoformat()]


EDITS_OF: dict[str, Edit] = {
    "telephone of an authority": _authority,
    "areas of a responsibility": _responsibility,
    "synonyms of a service": _service,
}
TYPES: dict[Edit, str] = {
    _authority: "tlvwa.portal.Authority",
    _responsibility: "tlvwa.portal.Responsibility",
    _service: "tlvwa.portal.Service",
}
