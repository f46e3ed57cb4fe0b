"""How long it takes to read in the register of all German municipalities, commit included."""

from pathlib import Path
from time import perf_counter

from benchmarks.report import Figure
from benchmarks.resolver import REGISTER
from benchmarks.server import opened

PART = "register"
AIM = 10.0


def figures(var: Path) -> list[Figure]:
    """Seconds of the import into the demo site, and of the models' first build with it."""
    import transaction

    with opened(var):
        from tlvwa.portal.exchange.area_import import import_file
        from tlvwa.portal.readmodels.follower import site_snapshot

        start = perf_counter()
        report = import_file(REGISTER)
        transaction.commit()
        seconds = perf_counter() - start
        if not report.changed:
            raise AssertionError("the import changed nothing")
        start = perf_counter()
        areas = len(list(site_snapshot().gazetteer.areas()))
        built = perf_counter() - start
    return [
        Figure(
            PART, f"import of all of Germany ({len(report.lines):,} changes)", seconds, "s", AIM
        ),
        Figure(PART, f"all models with it ({areas:,} areas)", built, "s"),
    ]
