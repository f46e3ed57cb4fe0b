"""How long a reform takes: a Kreis under a new key, rehearsed, applied and withdrawn, commits included."""

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.report import Figure
from benchmarks.server import opened

PART = "reform"
KREIS, NEW, DAY = "16075", "16099", date(2090, 1, 1)  # Saale-Orla-Kreis
AIM_OF_REHEARSAL = 5.0


def figures(var: Path) -> list[Figure]:
    """Seconds in the demo site. Afterwards the areas are what they were, else the run fails."""
    import transaction

    with opened(var) as site:
        from tlvwa.portal.common.clock import today
        from tlvwa.portal.readmodels.follower import site_snapshot
        from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store
        from tlvwa.portal.reforms.apply import apply_reform, withdraw_reform
        from tlvwa.portal.reforms.form_data import draft_of

        reform = _reform(site)
        before, models = gazetteer_store().table, site_snapshot()
        start = perf_counter()
        draft = draft_of(reform)
        rehearsal = draft.rehearse(models, today())
        lost, records = len(rehearsal.lost_answers), len(rehearsal.changes.extended_records)
        rehearsed = perf_counter() - start
        if lost:
            raise AssertionError(f"{lost} answers are lost")
        start = perf_counter()
        apply_reform(reform, draft, rehearsal)
        transaction.commit()
        applied = perf_counter() - start
        start = perf_counter()
        withdraw_reform(reform)
        transaction.commit()
        withdrawn = perf_counter() - start
        if gazetteer_store().table != before:
            raise AssertionError("the areas are not what they were")
        site.manage_delObjects([reform.getId()])
        transaction.commit()
    kreis = f"{len(draft.ending)} areas, {records} records"
    return [
        Figure(PART, f"rehearsal ({kreis})", rehearsed, "s", AIM_OF_REHEARSAL),
        Figure(PART, "applied", applied, "s"),
        Figure(
            PART,
            "applied, for each record, its version in the history included",
            1000 * applied / records,
            "ms",
        ),
        Figure(PART, "withdrawn", withdrawn, "s"),
    ]


def _reform(site: Any) -> Any:
    """The reform, released."""
    import transaction
    from plone import api
    from plone.dexterity.utils import addContentToContainer, createContent

    steps = [{"old": KREIS, "key": NEW, "name": "Beispielkreis"}]
    content = createContent(
        "tlvwa.portal.Reform", id="bench-reform", title="Beispiel", day=DAY, steps=steps
    )
    reform = addContentToContainer(site, content, checkConstraints=False)
    for step in ("submit", "release"):
        api.content.transition(reform, step)
    transaction.commit()
    return reform
