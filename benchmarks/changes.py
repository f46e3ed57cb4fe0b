"""How long the job takes that finds out what changed for the public: the models are there already."""

from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.report import Figure
from benchmarks.server import opened

PART = "changes"
ROUNDS, EVERY, AIM = 5, 50, 10.0
FEED_MOST = 50.0


def figures(var: Path) -> list[Figure]:
    """Seconds of the first run, of one where nothing and of one where much changed; of a feed.

    Nothing is committed.
    """
    import transaction

    with opened(var) as site:
        from tlvwa.portal.changes.entry import ChangeSubject
        from tlvwa.portal.changes.public_state import public_states
        from tlvwa.portal.changes.store import ChangeStore
        from tlvwa.portal.changes.visibility import readable_entries
        from tlvwa.portal.common.clock import now
        from tlvwa.portal.common.settings import setting
        from tlvwa.portal.readmodels.follower import site_snapshot

        models, moment = site_snapshot(), now()
        day, land = moment.date(), setting("land")
        store = ChangeStore()
        site._p_jar.add(store)
        making, unchanged = [], []
        for number in range(ROUNDS):
            begin = perf_counter()
            present = public_states(models, day, land)
            making.append(perf_counter() - begin)
            begin = perf_counter()
            store.note(present, models.stamp, moment)
            if number:
                unchanged.append(perf_counter() - begin)
            else:
                first = perf_counter() - begin
        less = {uid: each for at, (uid, each) in enumerate(present.items()) if at % EVERY}
        begin = perf_counter()
        told = store.note(less, models.stamp, moment + timedelta(hours=1))
        many = perf_counter() - begin
        told += store.note(present, models.stamp, moment + timedelta(hours=2))
        begin = perf_counter()
        shown = len(readable_entries(models, store, ChangeSubject(area="160745052025"), day))
        feed = perf_counter() - begin
        transaction.abort()
    return [
        Figure(PART, f"what matters of {len(present):,} public things", median(making), "s"),
        Figure(PART, "first run, all of it kept", first, "s", most=AIM),
        Figure(PART, "a run that finds nothing", median(unchanged), "s", most=AIM),
        Figure(PART, f"a run that finds one in {EVERY} gone", many, "s", most=AIM),
        Figure(PART, f"a feed of {shown:,} of {told:,} changes", feed * 1000, "ms", most=FEED_MOST),
    ]
